import type { Clock } from '../../kernel/clock.js';
import type { NewId } from '../../kernel/ids.js';
import type { ChartRenderer } from '../../platform/charts/chart-renderer.js';
import type { Database } from '../../platform/db/database.js';
import type { Logger } from '../../platform/log.js';
import type { Metrics } from '../../platform/metrics.js';
import { createArrivals } from '../../platform/outbox/arrivals/arrivals.js';
import type { DeliveryKind, OutboxTimings } from '../../platform/outbox/delivery.js';
import { createOutbox, type Outbox } from '../../platform/outbox/outbox.js';
import type { RightOfWay } from '../../platform/right-of-way.js';
import type { Messenger } from '../../platform/slack/messenger.js';
import { createRateGate } from '../../platform/slack/rate-limits.js';
import type { Texts } from '../../platform/texts/texts.js';
import { createPlaces, listCommittees } from '../committees/public.js';
import type { MeasureCommittee } from '../follow-up/public.js';
import { digestKinds } from './delivery/composer.js';
import { createDrafts } from './delivery/drafts.js';
import { createOutboxHooks, noteStoreOlder, noteTokenWorks } from './delivery/hooks.js';
import { publishArrived } from './delivery/publication.js';
import { createUploadedFiles } from './delivery/uploaded-files.js';
import { bringWhatLacks } from './lacks/lacks.js';
import { countOpen } from './repository.js';
import { type SweepDeps, sweepDigests } from './sweep.js';
import type { DigestTemplates } from './template.js';
import { createWatchdog } from './watchdog.js';

export type DigestsDeps = {
  readonly database: Database;
  readonly workspaceId: string;
  readonly isSampleData: boolean;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly nowMs: () => number;
  readonly messenger: Messenger;
  readonly charts: ChartRenderer;
  readonly texts: Texts;
  readonly templates: DigestTemplates;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly timings: OutboxTimings;
  readonly rightOfWay: RightOfWay;
  /** Computes what a committee's follow-up gives for a period, just before its digest is made. */
  readonly measure?: MeasureCommittee;
  /** What other features put into the outbox, by the `kind` of its payload. */
  readonly otherKinds: Readonly<Record<string, DeliveryKind>>;
};

/** The digests of one workspace at work. */
export interface Digests {
  /** For previews and runs asked for by a person. */
  readonly sweepDeps: SweepDeps;
  readonly outbox: Outbox;
  /** Every kind of message in the outbox, those of other features among them. */
  readonly kinds: readonly string[];
  /**
   * Plans, composes and corrects what is due at this business time, and reports what should have left. Ends between two
   * committees when `stopping` is aborted; the next sweep takes up the rest.
   */
  sweep(stopping?: AbortSignal): Promise<void>;
  /** Slack was asked and took the token; operators hear of it where it had refused it. */
  tokenWorks(): Promise<void>;
}

export function createDigests(deps: DigestsDeps): Digests {
  const { database, workspaceId, messenger, nowMs } = deps;
  const places = createPlaces({ database, workspaceId, messenger });
  const files = createUploadedFiles(database, workspaceId);
  const pictures = { charts: deps.charts, messenger, files, metrics: deps.metrics, nowMs };
  const startId = deps.newId();
  const arrivals = createArrivals({
    client: database.client,
    messenger,
    startedAt: new Date(nowMs()),
    channels: async () => (await listCommittees(database.client, workspaceId)).flatMap(({ channel }) => channel ?? []),
    onStoreOlder: (found) => noteStoreOlder({ ...deps, startId }, found),
    log: deps.log,
  });
  const outbox = createOutbox({
    database,
    messenger,
    gate: createRateGate(nowMs),
    hooks: createOutboxHooks({ ...deps, places, pictures, drafts: createDrafts(deps) }),
    timings: deps.timings,
    nowMs,
    arrivals,
    holder: startId,
    log: deps.log,
    rightOfWay: deps.rightOfWay,
  });
  const watchdog = createWatchdog(deps);
  return {
    sweepDeps: deps,
    outbox,
    kinds: [...digestKinds, ...Object.keys(deps.otherKinds)],
    async sweep(stopping) {
      await publishArrived(deps);
      await sweepDigests(deps, stopping);
      if (stopping?.aborted) return;
      await watchdog.watch();
      await bringWhatLacks(deps);
      deps.metrics.outboxHolds(await countOpen(database.client, workspaceId));
      deps.metrics.sweepSucceeded(new Date(nowMs()));
      outbox.kick();
    },
    tokenWorks: () => noteTokenWorks(deps),
  };
}
