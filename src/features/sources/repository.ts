import type { CalendarDate } from '../../kernel/calendar.js';
import type { Locale } from '../../kernel/numbers.js';
import type { Database } from '../../platform/db/database.js';
import { type Grain, grains, type Reading, type ReadingValue } from '../kpis/public.js';
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

type ReadingsRow = { kpi: string; source: string | null; segment: string; grain: string; readings: string | null };

/**
 * The readings in force by KPI key, each list sorted by start: of every (segment, source, grain, start) the highest
 * revision whose import is committed. KPIs without readings have an empty list; ids that are not known have no entry.
 */
export async function readReadings(database: Database, ask: ReadingsAsked): Promise<Map<string, SourcedReading[]>> {
  const { statement, textsOfJson, joined, exactText } = dialectOf(database.engine);
  const text = (column: string): string => `coalesce(${exactText(`r."${column}"`)}, '')`;
  const line = `r."start" || ',' || ${text('value')} || ',' || ${text('numerator')} || ',' || ${text('denominator')}`;
  const isFirst = `l."position" = (SELECT min(f."position") FROM "KpiSource" f WHERE f."kpiId" = k."id")`;
  const parameters: unknown[] = [ask.from ?? '0000', ask.to ?? '9999'];
  if (ask.asOf) parameters.push(ask.asOf);
  parameters.push(JSON.stringify(ask.kpiIds));
  // One text for each series instead of a row for each reading: rows cost the client four times as much.
  const rows = await database.client.$queryRawUnsafe<ReadingsRow[]>(
    statement(`
      SELECT k."key" AS kpi, s."key" AS source, r."segment" AS segment, r."grain" AS grain,
             ${joined(line, 'r."start", r."revision"')} AS readings
        FROM "Kpi" k
        LEFT JOIN "KpiSource" l ON l."kpiId" = k."id" ${ask.sources === 'every' ? '' : `AND ${isFirst}`}
        LEFT JOIN "Source" s ON s."id" = l."sourceId"
        LEFT JOIN "Reading" r ON r."kpiId" = k."id" AND r."sourceId" = s."id" AND r."start" >= ? AND r."start" <= ?
              AND r."importId" IN (SELECT i."id" FROM "Import" i WHERE i."state" = 'committed'
                                   ${ask.asOf ? 'AND i."committedAt" <= ?' : ''})
       WHERE k."id" IN ${textsOfJson}
       GROUP BY k."key", s."key", r."segment", r."grain"`),
    ...parameters,
  );
  return collect(rows);
}

function collect(rows: readonly ReadingsRow[]): Map<string, SourcedReading[]> {
  const found = new Map<string, SourcedReading[]>();
  for (const row of rows) {
    const list = found.get(row.kpi) ?? [];
    found.set(row.kpi, list);
    if (row.readings !== null && row.source !== null) appendSeries(list, row);
  }
  for (const list of found.values()) list.sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0));
  return found;
}

function appendSeries(list: SourcedReading[], row: ReadingsRow): void {
  const { kpi, segment } = row;
  const source = row.source ?? '';
  const grain = grainOf(row.grain);
  let lastStart = '';
  for (const line of (row.readings ?? '').split(';')) {
    const [start = '', value = '', numerator, denominator] = line.split(',');
    const worth: ReadingValue =
      value === '' ? { numerator: Number(numerator), denominator: Number(denominator) } : { value: Number(value) };
    // Revisions come in order, so the last one of a start is the one in force.
    if (start === lastStart) list.pop();
    lastStart = start;
    list.push({ kpi, segment, grain, start, source, ...worth });
  }
}

function grainOf(text: string): Grain {
  const found = grains.find((grain) => grain === text);
  if (found === undefined) throw new Error(`Reading.grain holds "${text}": expected ${grains.join(', ')}`);
  return found;
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
