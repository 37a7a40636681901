import { builtInFeatures } from './built-in-features.js';
import type { ToolConfig } from './config.js';
import { loadTemplates } from './digest-sections.js';
import type { DigestsDeps } from './features/digests/index.js';
import { createMeasures } from './features/follow-up/public.js';
import { createImporter } from './features/sources/public.js';
import { type Clock, systemClock } from './kernel/clock.js';
import { ConfigError } from './kernel/errors.js';
import { newUuid } from './kernel/ids.js';
import { openPostOffice } from './open-features.js';
import { createHolidayCalendars } from './organisation/calendar/working-days.js';
import { findWorkspace, type Workspace } from './organisation/people/people.js';
import { type ChartRenderer, createChartRenderer } from './platform/charts/chart-renderer.js';
import { type Database, openDatabase } from './platform/db/database.js';
import { createLogger, type Logger } from './platform/log.js';
import { createMetrics } from './platform/metrics.js';
import { usualTimings } from './platform/outbox/delivery.js';
import { createRightOfWay } from './platform/right-of-way.js';
import { readManifestScopes } from './platform/slack/manifest-scopes.js';
import type { Messenger } from './platform/slack/messenger.js';
import { toSlackLogger } from './platform/slack/slack-logger.js';
import { createMessenger } from './platform/slack/slack-messenger.js';
import { loadTexts } from './platform/texts.js';

/** What the commands work with; opened once per command, closed at its end. */
export interface Tools {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  /** Null where no token is set. */
  readonly messenger: Messenger | null;
  /** @throws ConfigError when no organisation was applied yet. */
  workspace(): Workspace;
  digests(): DigestsDeps & { readonly charts: ChartRenderer };
  /** Sends what is due in the outbox; null where this process cannot reach Slack. */
  readonly deliver: (() => Promise<number>) | null;
  /** Permissions that `manifest.yml` asks for. */
  readonly scopes: readonly string[];
  hasTemplate(name: string): boolean;
  close(): Promise<void>;
}

export async function openTools(config: ToolConfig, databaseUrl: string): Promise<Tools> {
  const log = createLogger({
    level: config.logLevel === 'info' ? 'warn' : config.logLevel,
    secrets: secretsOf(config),
  });
  const database = await openDatabase(databaseUrl);
  const found = await findWorkspace(database.client);
  const { slack } = config;
  const messenger = slack
    ? createMessenger({ token: slack.botToken.reveal(), apiUrl: slack.apiUrl, logger: toSlackLogger(log) })
    : null;
  let charts: ChartRenderer | undefined;
  const workspace = (): Workspace => {
    if (found) return found;
    throw new ConfigError(
      'There is no organisation in this database yet. Run "copil sample" for the sample, or write a copil.yml and run "copil config apply copil.yml".',
    );
  };
  const digests = () => {
    charts ??= createChartRenderer();
    const deps = {
      database,
      workspaceId: workspace().id,
      isSampleData: workspace().kind === 'sandbox',
      clock: systemClock,
      newId: newUuid,
      nowMs: Date.now,
      messenger: messenger ?? noMessenger,
      charts,
      texts: loadTexts(),
      templates: loadTemplates(),
      log,
      rightOfWay: createRightOfWay(),
      metrics: createMetrics(),
      timings: usualTimings,
      holidaysIn: createHolidayCalendars(),
    };
    const importer = createImporter(deps);
    const measure = createMeasures({ ...deps, importReadings: importer.importComputed });
    return { ...deps, measure };
  };
  return {
    database,
    clock: systemClock,
    log,
    messenger,
    workspace,
    digests,
    deliver: messenger ? () => openPostOffice(digests(), builtInFeatures).outbox.deliverDue() : null,
    scopes: readManifestScopes(),
    hasTemplate: (name) => loadTemplates().has(name),
    async close() {
      await charts?.stop();
      await database.close();
    },
  };
}

/** Stands where no token is set; nothing may be sent through it. */
const noMessenger = new Proxy({} as Messenger, {
  get() {
    throw new ConfigError('No SLACK_BOT_TOKEN is set, so Slack cannot be reached');
  },
});

function secretsOf(config: ToolConfig): string[] {
  const { slack, apiToken } = config;
  const token = slack?.mode === 'socket' ? slack.appToken : slack?.signingSecret;
  return [slack?.botToken, token, apiToken].flatMap((secret) => secret?.reveal() ?? []);
}
