import { addDays, type CalendarDate } from '../../kernel/calendar.js';
import { newUuid } from '../../kernel/ids.js';
import type { HolidaysIn } from '../../organisation/calendar/working-days.js';
import type { Database } from '../../platform/db/database.js';
import {
  type CommitteeKpi,
  findLimits,
  type KeptLimits,
  keepLimits,
  type LimitsUnit,
  limitsBasisOf,
  limitsHistory,
  limitsUnitsOf,
  type Reading,
  type SetLimits,
  setLimitsForGood,
  trendIn,
} from '../kpis/public.js';
import { readReadings } from './stored-readings.js';

export type LimitsDeps = { readonly database: Database; readonly holidaysIn: HolidaysIn };

type LimitsAsk = {
  readonly workspaceId: string;
  readonly kpis: readonly CommitteeKpi[];
  /** Readings of later days are no readings yet. */
  readonly asOf: CalendarDate;
  /** Business time. */
  readonly at: Date;
  /** Only these units are wanted; every unit of the KPI when left out. */
  readonly units?: readonly LimitsUnit[];
  /** Business time of the import that brought something just now: what was there before it has begun to grow. */
  readonly importedAt?: Date;
};

/** A KPI whose readings follow a straight line, without its card saying so: `share` of them it explains. */
export type ProposedTrend = { readonly kpi: string; readonly share: number };

type Found = { readonly fresh: KeptLimits[]; readonly trends: ProposedTrend[] };

/** As far back as figures look. */
const historyDays = 6 * 366;

/** Whoever is first sets them; the second look finds what they set. */
const attempts = 3;

/**
 * Sets the limits of every series that has enough readings and none yet, on what is stored, and keeps them. Safe to ask
 * at any time and in several processes at once: what is set stays as it is. Returned by KPI id, for the whole of a KPI.
 */
export async function settleLimits(
  deps: LimitsDeps,
  ask: LimitsAsk,
): Promise<{ readonly limits: ReadonlyMap<string, readonly SetLimits[]>; readonly trends: readonly ProposedTrend[] }> {
  const { database } = deps;
  const kpiIds = ask.kpis.map(({ id }) => id);
  const knownAt = await knownBefore(database, ask);
  for (let attempt = 1; ; attempt += 1) {
    const kept = await findLimits(database.client, kpiIds);
    const found: Found = { fresh: [], trends: [] };
    for (const kpi of ask.kpis) await setMissing(deps, { ...ask, kpi, kept, knownAt }, found);
    const { fresh, trends } = found;
    const { workspaceId, at } = ask;
    const isDone = fresh.length === 0 || (await keepLimits(database, fresh, { workspaceId, at, newId: newUuid }));
    if (!isDone && attempt < attempts) continue;
    return { limits: ofTheWhole([...kept, ...fresh]), trends };
  }
}

/** The moment before the import, where an earlier one brought any of these KPIs; null where there is nothing to compare with. */
async function knownBefore({ client }: Database, { kpis, importedAt }: LimitsAsk): Promise<Date | null> {
  if (!importedAt) return null;
  const before = new Date(importedAt.getTime() - 1);
  const brought = { kpis: { some: { kpiId: { in: kpis.map(({ id }) => id) } } } };
  const earlier = await client.import.findFirst({
    where: { state: 'committed', committedAt: { lte: before }, source: brought },
    select: { id: true },
  });
  return earlier && before;
}

function ofTheWhole(kept: readonly KeptLimits[]): Map<string, SetLimits[]> {
  const found = new Map<string, SetLimits[]>();
  for (const { kpiId, segment, set } of kept) {
    if (segment === '') found.set(kpiId, [...(found.get(kpiId) ?? []), set]);
  }
  return found;
}

type KpiAsk = LimitsAsk & {
  readonly kpi: CommitteeKpi;
  readonly kept: readonly KeptLimits[];
  readonly knownAt: Date | null;
};

async function setMissing({ database, holidaysIn }: LimitsDeps, ask: KpiAsk, found: Found): Promise<void> {
  const { id, kpi } = ask.kpi;
  const missing = missingOf(ask);
  if (missing.length === 0) return;
  const span = { kpiIds: [id], from: addDays(ask.asOf, -historyDays), to: ask.asOf };
  const readings = (await readReadings(database, span)).get(kpi.key) ?? [];
  const known = ask.knownAt ? ((await readReadings(database, { ...span, asOf: ask.knownAt })).get(kpi.key) ?? []) : [];
  const { isHoliday } = await holidaysIn(kpi.expects?.country);
  for (const { segment, unit } of missing) {
    const seen = { asOf: ask.asOf, segment, unit, isHoliday };
    const historyOf = (some: readonly Reading[]) => limitsHistory(kpi, some, seen);
    const values = historyOf(readings);
    const set = setLimitsForGood(kpi, values, historyOf(known));
    if (!set) continue;
    found.fresh.push({ kpiId: id, kpiKey: kpi.key, segment, set });
    const isNearest = segment === '' && unit === limitsUnitsOf(kpi.grain)[0];
    const share = isNearest && !kpi.hasTrend ? trendIn(values) : null;
    if (share !== null) found.trends.push({ kpi: kpi.key, share });
  }
}

function missingOf({ kpi: { id, kpi }, kept, units }: KpiAsk): { segment: string; unit: LimitsUnit }[] {
  const wanted = limitsUnitsOf(kpi.grain).filter((unit) => !units || units.includes(unit));
  const basis = limitsBasisOf(kpi);
  const isThere = (segment: string, unit: LimitsUnit) =>
    kept.some((one) => one.kpiId === id && one.segment === segment && one.set.unit === unit && one.set.basis === basis);
  return ['', ...(kpi.segments ?? [])].flatMap((segment) =>
    wanted.filter((unit) => !isThere(segment, unit)).map((unit) => ({ segment, unit })),
  );
}
