import { addMonths, type CalendarDate, startOfMonth } from '../../../kernel/calendar.js';
import type { Clock } from '../../../kernel/clock.js';
import { ConfigError } from '../../../kernel/errors.js';
import { newUuid } from '../../../kernel/ids.js';
import { localDate } from '../../../kernel/zoned-time.js';
import { loadHolidays } from '../../../organisation/calendar/working-days.js';
import { findWorkspace } from '../../../organisation/people/people.js';
import type { Database } from '../../../platform/db/database.js';
import { recordEvent } from '../../../platform/db/events.js';
import { raiseSampleItems } from '../../follow-up/public.js';
import type { Organisation } from '../organisation/organisation.js';
import { type ApplyReport, applyOrganisation } from '../organisation/organisation-apply.js';
import { type Delivery, sampleArrivals } from './arrivals.js';
import { createSampleWorld, type SampleWorld } from './day-facts.js';
import { sampleItems } from './sample-items.js';
import { loadSampleOrganisation } from './sample-organisation.js';
import { findNewestStarts, findSampleMade, peekForeignWorkspaces, sampleMade } from './sample-state.js';

/** Gives the very figures that the documentation shows. */
export const sampleSeed = 'growth';

/** Of the readings delivered: new ones, ones that were there already, ones that were refused. */
export type ImportCounts = { readonly accepted: number; readonly unchanged: number; readonly rejected: number };

/** Stores what one source delivers, the way any import does: readings that are there already change nothing. */
export type ImportReadings = (
  delivery: Delivery & { readonly workspaceId: string; readonly at: Date },
) => Promise<ImportCounts>;

export type SampleDeps = {
  readonly database: Database;
  readonly clock: Clock;
  readonly importReadings: ImportReadings;
  /** Read already, by whoever asks more than once; else it is read from its file. */
  readonly organisation?: Organisation;
  /** In step with the seed; made where it is left out. */
  readonly world?: SampleWorld;
};

export type SampleCounts = ImportCounts & { readonly sources: number; readonly readings: number };
export type SampleInstalled = SampleCounts & { readonly workspaceId: string; readonly applied: ApplyReport };

const yearsOfHistory = 3;
const france = 'FR';
/** The zone in which the sample company counts its days. */
const sampleZone = 'Europe/Paris';

/** The past and future of one seed, to be kept by whoever asks more than once. */
export async function sampleWorldOf(seed: string | undefined): Promise<SampleWorld> {
  return createSampleWorld(seed ?? sampleSeed, await loadHolidays(france));
}

/**
 * Puts the sample organisation and three years of readings into a database of its own, as of a moment (the clock's by
 * default): what would not have arrived by then is missing. Running it again changes nothing.
 * @throws ConfigError when the database belongs to a production workspace.
 */
export async function installSample(
  deps: SampleDeps,
  ask: { readonly seed?: string; readonly asOf?: Date; readonly startDay?: CalendarDate } = {},
): Promise<SampleInstalled> {
  await refuseProduction(deps.database);
  const organisation = deps.organisation ?? (await loadSampleOrganisation());
  const until = ask.asOf ?? deps.clock.now();
  const applied = await applyOrganisation(deps, {
    organisation,
    prune: false,
    actorKey: null,
    surface: 'cli',
    workspaceKind: 'sandbox',
  });
  const { workspaceId } = applied;
  await noteMade(deps, { workspaceId, at: until, seed: ask.seed ?? sampleSeed, startDay: ask.startDay ?? null });
  const world = deps.world ?? (await sampleWorldOf(ask.seed));
  const deliveries = sampleArrivals(organisation, world, { from: historyStart(until), until });
  const store = { database: deps.database, workspaceId, newId: newUuid, nowMs: () => until.getTime() };
  await raiseSampleItems(store, sampleItems, { until, zone: sampleZone });
  return { workspaceId, applied, ...(await deliver(deps, deliveries, { workspaceId, at: until })) };
}

/**
 * Lets the sample go on: imports what arrives after one instant and until another. Without `after` each source goes back
 * to its own newest reading, so that nothing is left out however long nobody looked, or when an install was cut short.
 */
export async function extendSample(
  deps: SampleDeps,
  ask: { readonly workspaceId: string; readonly after?: Date; readonly until: Date; readonly seed?: string },
): Promise<SampleCounts> {
  const organisation = deps.organisation ?? (await loadSampleOrganisation());
  const { workspaceId, until } = ask;
  const world = deps.world ?? (await sampleWorldOf(ask.seed));
  const newest = ask.after === undefined ? await findNewestStarts(deps.database.client, workspaceId) : null;
  const deliveries = organisation.sources.flatMap((source) => {
    const start = newest?.get(source.key);
    const after = ask.after ?? (start === undefined ? undefined : new Date(`${start}T00:00:00Z`));
    const span = { from: historyStart(until), until, ...(after === undefined ? {} : { after }) };
    return sampleArrivals({ ...organisation, sources: [source] }, world, span);
  });
  return deliver(deps, deliveries, { workspaceId, at: until });
}

function historyStart(until: Date): CalendarDate {
  return addMonths(startOfMonth(localDate(until, sampleZone)), -12 * yearsOfHistory);
}

/** Written down once, before the readings: whoever finds them cut short must know what they were. */
async function noteMade(
  { database }: SampleDeps,
  made: { workspaceId: string; at: Date; seed: string; startDay: CalendarDate | null },
): Promise<void> {
  const { workspaceId, at, seed, startDay } = made;
  await database.transaction(async (transaction) => {
    if (await findSampleMade(transaction, workspaceId)) return;
    await recordEvent(transaction, {
      workspaceId,
      actorKey: null,
      what: sampleMade,
      subjectKind: 'workspace',
      subjectId: workspaceId,
      after: { seed, startDay },
      surface: 'cli',
      at,
    });
  });
}

/** Looks before the database is opened, which would bring its tables up to date. @throws ConfigError as below */
export async function refuseProductionAt(databaseUrl: string): Promise<void> {
  const [name] = await peekForeignWorkspaces(databaseUrl);
  if (name !== undefined) throw foreign(name);
}

/** @throws ConfigError when the database belongs to a production workspace. */
async function refuseProduction(database: Database): Promise<void> {
  const workspace = await findWorkspace(database.client);
  if (workspace !== null && workspace.kind !== 'sandbox') throw foreign(workspace.name);
}

function foreign(name: string): ConfigError {
  return new ConfigError(
    `This database belongs to "${name}" and gets no sample data. Set DATABASE_URL to an empty database, or leave it out to use the sandbox's own.`,
  );
}

async function deliver(
  deps: SampleDeps,
  deliveries: readonly Delivery[],
  where: { readonly workspaceId: string; readonly at: Date },
): Promise<SampleCounts> {
  const counts = { sources: deliveries.length, readings: 0, accepted: 0, unchanged: 0, rejected: 0 };
  // One source after the other: each is one short transaction at its end, and writers would only wait for one another.
  for (const delivery of deliveries) {
    const { accepted, unchanged, rejected } = await deps.importReadings({ ...delivery, ...where });
    counts.readings += delivery.readings.length;
    counts.accepted += accepted;
    counts.unchanged += unchanged;
    counts.rejected += rejected;
  }
  return counts;
}
