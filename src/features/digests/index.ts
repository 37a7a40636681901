import type { Clock } from '../../kernel/clock.js';
import type { NewId } from '../../kernel/ids.js';
import type { HolidaysIn } from '../../organisation/calendar/working-days.js';
import { createPlaces } from '../../organisation/committees/places.js';
import type { ChartRenderer } from '../../platform/charts/chart-renderer.js';
import type { Database } from '../../platform/db/database.js';
import type { Logger } from '../../platform/log.js';
import type { Metrics } from '../../platform/metrics.js';
import type { DeliveryKind } from '../../platform/outbox/delivery.js';
import { createUploadedFiles } from '../../platform/outbox/uploaded-files.js';
import type { Messenger } from '../../platform/slack/messenger.js';
import type { Texts } from '../../platform/texts.js';
import { createCorrections } from './corrections.js';
import { digestDelivery } from './delivery/digest-delivery.js';
import { createDrafts } from './delivery/drafts.js';
import { publishArrived } from './delivery/publication.js';
import { bringWhatLacks } from './lacks/lacks.js';
import type { MeasureDeps } from './measure-first.js';
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
  readonly holidaysIn: HolidaysIn;
} & Pick<MeasureDeps, 'measure'>;

/** The digests of one workspace at work. */
export interface Digests {
  /** For previews and runs asked for by a person. */
  readonly sweepDeps: SweepDeps;
  /**
   * Plans, composes and corrects what is due at this business time, and reports what should have left. Ends between two
   * committees when `stopping` is aborted; the next sweep takes up the rest.
   */
  sweep(stopping?: AbortSignal): Promise<void>;
}

export function createDigests(deps: DigestsDeps): Digests {
  const watchdog = createWatchdog(deps);
  const corrections = createCorrections(deps);
  return {
    sweepDeps: deps,
    async sweep(stopping) {
      await publishArrived(deps);
      await sweepDigests(deps, corrections, stopping);
      if (stopping?.aborted) return;
      await watchdog.watch();
      await bringWhatLacks(deps);
    },
  };
}

/** What digests put into the outbox, by the `kind` of its payload. */
export function digestDeliveries(deps: DigestsDeps): Readonly<Record<string, DeliveryKind>> {
  const { database, workspaceId, messenger } = deps;
  const files = createUploadedFiles(database, workspaceId);
  const places = createPlaces({ database, workspaceId, messenger });
  return { digest: digestDelivery({ ...deps, places, pictures: { ...deps, files }, drafts: createDrafts(deps) }) };
}
