import type { CalendarDate } from '../../kernel/calendar.js';
import type { Locale } from '../../kernel/numbers.js';
import type { Database } from '../../platform/db/database.js';
import { type Grain, grains, type Reading, type ReadingValue } from '../kpis/public.js';
import { type SourceRules, usualRules } from './catalog.js';
import { type FreshnessPromise, SourceFreshness } from './freshness.js';
import { dialectOf } from './sql.js';

/** A reading in force, with the key of the source that gave it. */
export type SourcedReading = Reading & { readonly source: string };

export type ReadingsAsked = {
  readonly kpiIds: readonly string[];
  /** First and last day on which a period may start, both included. */
  readonly from?: CalendarDate;
  readonly to?: CalendarDate;
  /** What was known at that business time: later imports are left out. */
  readonly asOf?: Date;
  /** `first` (the default) is the one source a KPI's figures use; `every` serves reconciliation. */
  readonly sources?: 'first' | 'every';
};

/** One series: every stored revision of one KPI, segment, source and grain. */
type SeriesRow = { kpi_id: string; source_id: string; segment: string; grain: string; readings: string };

/**
 * The readings in force by KPI key, each list sorted by start: of every (segment, source, grain, start) the highest
 * revision whose import is committed. KPIs without readings have an empty list; ids that are not known have no entry.
 */
export async function readReadings(database: Database, ask: ReadingsAsked): Promise<Map<string, SourcedReading[]>> {
  const kpis = await database.client.kpi.findMany({
    where: { id: { in: [...ask.kpiIds] } },
    select: {
      id: true,
      key: true,
      sources: { orderBy: { position: 'asc' }, select: { sourceId: true, source: { select: { key: true } } } },
    },
  });
  const series = await readSeries(database, ask);
  return new Map(
    kpis.map(({ id, key, sources }) => {
      const used = ask.sources === 'every' ? sources : sources.slice(0, 1);
      const readings = used.flatMap(({ sourceId, source }) =>
        series
          .filter((row) => row.kpi_id === id && row.source_id === sourceId)
          .flatMap((row) => readingsOf(row, { kpi: key, source: source.key })),
      );
      return [key, readings.sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0))];
    }),
  );
}

function readSeries(database: Database, ask: ReadingsAsked): Promise<SeriesRow[]> {
  const { statement, textsOfJson, joined, exactText } = dialectOf(database.engine);
  const text = (column: string): string => exactText(`r."${column}"`);
  const worth = `CASE WHEN r."value" IS NULL THEN ${text('numerator')} || ',' || ${text('denominator')} ELSE ${text('value')} END`;
  const parameters: unknown[] = [JSON.stringify(ask.kpiIds), ask.from ?? '0000', ask.to ?? '9999'];
  if (ask.asOf) parameters.push(ask.asOf);
  // One text for each series instead of a row for each reading: rows cost the client four times as much. Unsorted,
  // and excluding imports rather than including them: either keeps SQLite on the one index that fits.
  return database.client.$queryRawUnsafe<SeriesRow[]>(
    statement(`
      SELECT r."kpiId" AS kpi_id, r."sourceId" AS source_id, r."segment" AS segment, r."grain" AS grain,
             ${joined(`r."start" || ',' || r."revision" || ',' || ${worth}`)} AS readings
        FROM "Reading" r
       WHERE r."kpiId" IN ${textsOfJson} AND r."start" >= ? AND r."start" <= ?
         AND r."importId" NOT IN (SELECT i."id" FROM "Import" i WHERE i."state" <> 'committed'
                                  ${ask.asOf ? 'OR i."committedAt" > ?' : ''})
       GROUP BY r."kpiId", r."segment", r."sourceId", r."grain"`),
    ...parameters,
  );
}

function readingsOf(row: SeriesRow, from: { readonly kpi: string; readonly source: string }): SourcedReading[] {
  const { segment } = row;
  const grain = grainOf(row.grain);
  const newest = new Map<CalendarDate, { readonly revision: number; readonly reading: SourcedReading }>();
  for (const line of row.readings.split(';')) {
    const [start = '', revisionText, first, second] = line.split(',');
    const revision = Number(revisionText);
    if ((newest.get(start)?.revision ?? 0) > revision) continue;
    const worth: ReadingValue =
      second === undefined ? { value: Number(first) } : { numerator: Number(first), denominator: Number(second) };
    newest.set(start, { revision, reading: { kpi: from.kpi, segment, grain, start, source: from.source, ...worth } });
  }
  return Array.from(newest.values(), ({ reading }) => reading);
}

function grainOf(text: string): Grain {
  const found = grains.find((grain) => grain === text);
  if (found === undefined) throw new Error(`Reading.grain holds "${text}": expected ${grains.join(', ')}`);
  return found;
}

/** What each source in use says of its readings, by its id. */
export async function readSourceRules(
  { client }: Database,
  workspaceId: string,
): Promise<ReadonlyMap<string, SourceRules>> {
  const sources = await client.source.findMany({
    where: { workspaceId, archivedAt: null },
    select: { id: true, timeZone: true, daysAhead: true, freshness: true },
  });
  return new Map(
    sources.map(({ id, timeZone, daysAhead, freshness }) => {
      // A promise holds the workspace's zone where it names no other.
      const zone = timeZone ?? SourceFreshness.parse(JSON.parse(freshness))?.zone ?? usualRules.timeZone;
      return [id, { timeZone: zone, daysAhead: daysAhead ?? usualRules.daysAhead }];
    }),
  );
}

/** How far a source has delivered one of its KPIs. */
export type DeliveredKpi = {
  readonly kpi: string;
  /** First day of the newest period that is visible; null when there is none. */
  readonly latestStart: CalendarDate | null;
};

export type SourceDelivery = {
  readonly id: string;
  readonly source: string;
  readonly name: Readonly<Record<Locale, string>>;
  readonly ownerKey: string | null;
  readonly promise: FreshnessPromise | null;
  /** Business time of the newest import that changed something. */
  readonly lastImportAt: Date | null;
  readonly kpis: readonly DeliveredKpi[];
};

/** How far each source has delivered, by source key; all sources in use when no keys are given. */
export async function listDeliveries(
  database: Database,
  ask: { readonly workspaceId: string; readonly sourceKeys?: readonly string[] },
): Promise<SourceDelivery[]> {
  const sources = await database.client.source.findMany({
    where: {
      workspaceId: ask.workspaceId,
      archivedAt: null,
      ...(ask.sourceKeys ? { key: { in: [...ask.sourceKeys] } } : {}),
    },
    orderBy: { key: 'asc' },
    include: { kpis: { where: { kpi: { archivedAt: null } }, include: { kpi: { select: { key: true } } } } },
  });
  const ids = sources.map(({ id }) => id);
  const [latest, imports] = await Promise.all([latestStarts(database, ids), lastImports(database, ids)]);
  return sources.map((source) => ({
    id: source.id,
    source: source.key,
    name: { en: source.nameEn, fr: source.nameFr },
    ownerKey: source.ownerKey,
    promise: SourceFreshness.parse(JSON.parse(source.freshness)),
    lastImportAt: imports.get(source.id) ?? null,
    kpis: source.kpis
      .map(({ kpiId, kpi }) => ({ kpi: kpi.key, latestStart: latest.get(`${source.id} ${kpiId}`) ?? null }))
      .sort((a, b) => (a.kpi < b.kpi ? -1 : 1)),
  }));
}

async function latestStarts(database: Database, sourceIds: readonly string[]): Promise<Map<string, CalendarDate>> {
  const { statement, textsOfJson } = dialectOf(database.engine);
  const rows = await database.client.$queryRawUnsafe<{ kpi_id: string; source_id: string; latest: string | null }[]>(
    statement(`
      SELECT l."kpiId" AS kpi_id, l."sourceId" AS source_id, max(r."start") AS latest
        FROM "KpiSource" l
        JOIN "Reading" r ON r."kpiId" = l."kpiId" AND r."sourceId" = l."sourceId"
       WHERE l."sourceId" IN ${textsOfJson}
         AND r."importId" NOT IN (SELECT i."id" FROM "Import" i WHERE i."state" <> 'committed')
       GROUP BY l."kpiId", l."sourceId"`),
    JSON.stringify(sourceIds),
  );
  return new Map(rows.flatMap((row) => (row.latest === null ? [] : [[`${row.source_id} ${row.kpi_id}`, row.latest]])));
}

async function lastImports(database: Database, sourceIds: string[]): Promise<Map<string, Date>> {
  const rows = await database.client.import.groupBy({
    by: ['sourceId'],
    where: { sourceId: { in: sourceIds }, state: 'committed' },
    _max: { committedAt: true },
  });
  return new Map(rows.flatMap(({ sourceId, _max }) => (_max.committedAt ? [[sourceId, _max.committedAt]] : [])));
}

/** Which KPIs got readings from these imports, and when they became visible. */
export async function findImported(
  { client }: Database,
  importIds: readonly string[],
): Promise<{ kpiIds: Set<string>; importedAt: Date }> {
  const of = { importId: { in: [...importIds] } };
  const rows = await client.reading.groupBy({ by: ['kpiId'], where: of });
  const { _min } = await client.import.aggregate({ where: { id: of.importId }, _min: { committedAt: true } });
  return { kpiIds: new Set(rows.map(({ kpiId }) => kpiId)), importedAt: _min.committedAt ?? new Date(0) };
}
