import type { Config } from './config.js';
import type { DigestTemplates } from './features/digests/template.js';
import type { Clock } from './kernel/clock.js';
import { ConfigError } from './kernel/errors.js';
import { newUuid } from './kernel/ids.js';
import { createHolidayCalendars } from './organisation/calendar/working-days.js';
import { findWorkspace } from './organisation/people/people.js';
import { type ChartRenderer, createChartRenderer } from './platform/charts/chart-renderer.js';
import type { Database } from './platform/db/database.js';
import type { Logger } from './platform/log.js';
import { createMetrics } from './platform/metrics.js';
import { type OutboxTimings, usualTimings } from './platform/outbox/delivery.js';
import { createRightOfWay } from './platform/right-of-way.js';
import { toSlackLogger } from './platform/slack/slack-logger.js';
import { createMessenger } from './platform/slack/slack-messenger.js';
import { loadTexts, type Texts } from './platform/texts.js';

/** What an app is made on. */
export type PartOptions = {
  readonly config: Config;
  readonly database: Database;
  /** Business time. */
  readonly clock: Clock;
  readonly log: Logger;
  /** Draws in threads of its own, which end with the app; made for it unless given. */
  readonly charts?: ChartRenderer;
  /** Read from their files unless given. */
  readonly texts?: Texts;
  readonly timings?: OutboxTimings;
  /** Longest wait for an answer of Slack's; the messenger's own unless given. */
  readonly slackTimeoutMs?: number;
  /** Longest wait at a stop for what is in flight; eight seconds unless given. */
  readonly stopDeadlineMs?: number;
  /** When it sweeps by itself, as a cron expression; each minute unless given. */
  readonly sweepPattern?: string;
};

/** What every feature is made of. @throws ConfigError as `createApp` */
export async function openParts({ config, database, clock, log, ...options }: PartOptions, templates: DigestTemplates) {
  const workspace = await findWorkspace(database.client);
  if (!workspace) {
    throw new ConfigError(
      'There is no organisation in this database: set COPIL_CONFIG to a copil.yml, or run "copil config apply copil.yml", and start again.',
    );
  }
  const metrics = createMetrics();
  const messenger = createMessenger({
    token: config.slack.botToken.reveal(),
    apiUrl: config.slack.apiUrl,
    logger: toSlackLogger(log),
    onPosted: metrics.postTook,
    ...(options.slackTimeoutMs === undefined ? {} : { timeoutMs: options.slackTimeoutMs }),
  });
  return {
    database,
    workspaceId: workspace.id,
    isSampleData: workspace.kind === 'sandbox',
    clock,
    newId: newUuid,
    nowMs: Date.now,
    messenger,
    charts: options.charts ?? createChartRenderer(),
    texts: options.texts ?? loadTexts(),
    templates,
    log,
    metrics,
    timings: options.timings ?? usualTimings,
    holidaysIn: createHolidayCalendars(),
    rightOfWay: createRightOfWay(),
  };
}

export type AppParts = Awaited<ReturnType<typeof openParts>>;
