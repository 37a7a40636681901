import { openParts, type PartOptions } from './app-parts.js';
import { builtInFeatures } from './built-in-features.js';
import { loadTemplates } from './digest-sections.js';
import type { Feature } from './feature.js';
import type { DecisionDeps } from './features/decisions/public.js';
import { createDigests, type Digests } from './features/digests/index.js';
import {
  type DigestAsk,
  type NextRun,
  nextRuns,
  runDigest,
  type UnfinishedWork,
  unfinishedWork,
} from './features/digests/public.js';
import { createMeasures, type FollowUpDeps } from './features/follow-up/public.js';
import type { Home } from './features/home/index.js';
import { createRooms } from './features/rooms/index.js';
import { registerCopilCommand } from './features/setup/commands.js';
import { createErrorWords } from './features/setup/error-words.js';
import { createLanguages } from './features/setup/languages.js';
import { raiseSampleDecision, raiseSampleRequest } from './features/setup/public.js';
import { createImporter } from './features/sources/public.js';
import { type Job, openFeatures, openPostOffice } from './open-features.js';
import { createAdmit } from './organisation/people/accounts/admit.js';
import { findWorkspace } from './organisation/people/people.js';
import { givingWay } from './platform/db/giving-way.js';
import { healthRoutes } from './platform/http/health.js';
import { readingsRoute } from './platform/http/readings.js';
import type { PostOffice } from './platform/outbox/post-office.js';
import { createTicker } from './platform/scheduler/ticker.js';
import { createSlackApp, type SlackApp } from './platform/slack/slack-app.js';
import { readinessChecks } from './readiness.js';
import { ownIdentity, slackSettings, tellPerson } from './slack-entry.js';

export type AppOptions = PartOptions & {
  /** Abilities beside those of this version. */
  readonly features?: readonly Feature[];
  /** Folder of the templates of digests; that of this version unless given. */
  readonly digestTemplates?: string;
};

/** Copil at work in one workspace: the same in production, in the sandbox and in tests. */
export interface App {
  /** Listens to Slack, sweeps each minute, delivers. @throws ConfigError when the port cannot be had */
  start(): Promise<void>;
  /** The port it answers on, once started. */
  port(): number;
  /** One sweep now, beside the rhythm; `change`, such as a business clock that is moved, is made just before it. */
  sweepNow(change?: () => void): Promise<void>;
  /** Puts a digest into the outbox, whatever the hour. */
  runDigest(ask: DigestAsk): Promise<void>;
  /** Raises what waits for somebody in the sample, once: an action for its approval, a question for its votes. */
  raiseSampleRequests(): Promise<void>;
  /** The first run after an instant of each committee, soonest first. */
  nextRuns(after: Date): Promise<NextRun[]>;
  /** What the digests that were planned or left still have before them. */
  unfinishedWork(): Promise<UnfinishedWork>;
  /** Every way by which somebody reads something: what is registered with Slack, and what goes out beside it. */
  registered(): Registered;
  /** What is done by itself each minute, in this order. */
  readonly jobs: readonly string[];
  /** Takes nothing new, finishes what is in flight, hands the rest back. Calling it twice is harmless. */
  stop(): Promise<void>;
}

export type Registered = ReturnType<SlackApp['registered']> &
  Readonly<
    Record<
      /** Words behind `/copil`. */
      | 'words'
      /** Kinds of message in the outbox. */
      | 'deliveries'
      | 'homeSections'
      /** `GET /healthz`. */
      | 'routes',
      readonly string[]
    >
  >;

/** Less than what a host waits before it kills a process, ten seconds as a rule. */
const usualStopDeadlineMs = 8_000;

/**
 * Wires platform and features on an open database.
 * @throws ConfigError when no organisation was applied, or a text or template cannot be used.
 */
export async function createApp(options: AppOptions): Promise<App> {
  const { config, database, log } = options;
  const features = [...builtInFeatures, ...(options.features ?? [])];
  const deps = await openParts(options, loadTemplates(features, options.digestTemplates));
  const behind = { ...deps, database: givingWay(database, deps.rightOfWay) };
  const importer = createImporter(deps);
  const measure = createMeasures({ ...behind, importReadings: importer.importComputed });
  const postOffice = openPostOffice(behind, features);
  const digests = createDigests({ ...behind, measure });
  const { kick } = postOffice.outbox;
  const languages = createLanguages(deps);
  const { home, followUp, decisions, opened, ...at } = openFeatures(
    { ...deps, behind: behind.database, kick, importer, languages },
    features,
  );
  const me = ownIdentity(deps, postOffice);
  const refusedSince = async () => (await findWorkspace(database.client))?.tokenRevokedAt ?? null;
  let lastSweepMs = Date.now();
  let slack: SlackApp | undefined;
  const checks = readinessChecks({
    database,
    refusedSince,
    problem: () => slack?.problem() ?? null,
    lastSweepMs: () => lastSweepMs,
  });
  const routes = [
    ...healthRoutes({ checks, metrics: deps.metrics }),
    readingsRoute({
      apiToken: config.apiToken?.reveal() ?? null,
      async ingest(posted) {
        const from = { name: 'POST /api/readings', actorKey: null, surface: 'http' } as const;
        const report = await importer.importReadings({ posted, ...from });
        ticker.tickNow().catch((error: unknown) => log.warn('the sweep after an import failed', { err: error }));
        return report;
      },
    }),
  ];
  slack = createSlackApp({
    slack: slackSettings(config),
    host: config.host,
    port: config.port,
    routes,
    log,
    metrics: deps.metrics,
    rightOfWay: deps.rightOfWay,
    localeOf: ({ user }) => languages.of(user),
    wordsFor: createErrorWords(deps.texts),
    identity: me.known,
    admit: createAdmit({ ...deps, identity: me.known }),
    tellPerson: (slackUserId, message) => tellPerson(deps.messenger, slackUserId, message),
    onTokenRevoked: postOffice.noteTokenRefused,
  });
  for (const feature of opened) feature.register?.(slack);
  const words = registerCopilCommand(
    slack,
    { ...deps, languages, followUp, inTime: at.inTime },
    opened.flatMap(({ commandWords = [] }) => commandWords),
  );
  const rooms = createRooms(slack, { ...behind, kick, identity: me.known });
  const ownJobs = jobsOf({ rooms, digests, kick });
  const ticker = createTicker({
    log,
    pattern: options.sweepPattern,
    async onTick(stopping) {
      // The app may have been installed again, without a message waiting that would tell.
      if (await refusedSince()) await me.find();
      for (const { run } of ownJobs) await run(stopping);
      await at.sweep(stopping);
      await postOffice.reportCounts();
      lastSweepMs = Date.now();
      if (!stopping.aborted) deps.metrics.sweepSucceeded(new Date(lastSweepMs));
    },
  });
  return assemble({
    slack,
    registered: {
      words,
      deliveries: postOffice.kinds,
      homeSections: at.homeSections,
      routes: routes.map(({ method, path }) => `${method} ${path}`),
    },
    jobs: [...ownJobs.map(({ name }) => name), ...at.jobs],
    postOffice,
    ticker,
    me,
    home,
    followUp,
    decisions,
    closeCharts: deps.charts.stop,
    deadlineMs: options.stopDeadlineMs ?? usualStopDeadlineMs,
    deps: digests.sweepDeps,
  });
}

/** What is due before the work of features: what a channel may show depends on who is in it. */
function jobsOf(at: {
  readonly rooms: ReturnType<typeof createRooms>;
  readonly digests: Digests;
  readonly kick: () => void;
}): readonly Job[] {
  return [
    { name: 'rooms', run: (stopping) => at.rooms.whenDue(stopping) },
    { name: 'digests', run: (stopping) => at.digests.sweep(stopping) },
    { name: 'outbox', run: async () => at.kick() },
  ];
}

type Parts = {
  readonly slack: SlackApp;
  readonly registered: Omit<Registered, keyof ReturnType<SlackApp['registered']>>;
  readonly jobs: readonly string[];
  readonly postOffice: PostOffice;
  readonly ticker: ReturnType<typeof createTicker>;
  readonly me: { find(): Promise<void> };
  readonly home: Home;
  readonly followUp: FollowUpDeps;
  readonly decisions: DecisionDeps;
  readonly closeCharts: () => Promise<void>;
  readonly deadlineMs: number;
  readonly deps: Digests['sweepDeps'];
};

function assemble({
  slack,
  registered,
  jobs,
  postOffice,
  ticker,
  me,
  home,
  followUp,
  decisions,
  closeCharts,
  deadlineMs,
  deps,
}: Parts): App {
  let port = 0;
  let stopped: Promise<void> | undefined;
  const stop = async () => {
    // Side by side: a newcomer is not kept waiting for a sweep to come to its end.
    await Promise.all([ticker.stop(), slack.stop({ deadlineMs })]);
    await home.stop();
    await postOffice.outbox.stop();
    await closeCharts();
  };
  return {
    async start() {
      port = await slack.start();
      postOffice.outbox.start();
      ticker.start();
      // Last, because Slack may take its time to answer.
      await me.find();
    },
    port: () => port,
    sweepNow: (change) => ticker.tickNow(change),
    async runDigest(ask) {
      // The threads that draw start while the figures are computed.
      deps.charts.prepare();
      await runDigest(deps, ask);
      postOffice.outbox.kick();
    },
    async raiseSampleRequests() {
      await raiseSampleRequest(followUp);
      await raiseSampleDecision(decisions);
    },
    nextRuns: (after) => nextRuns(deps, after),
    unfinishedWork: () => unfinishedWork(deps.database.client, deps.workspaceId),
    registered: () => ({ ...slack.registered(), ...registered }),
    jobs,
    stop() {
      stopped ??= stop();
      return stopped;
    },
  };
}
