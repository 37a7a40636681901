import { addDays, type CalendarDate } from '../../../kernel/calendar.js';
import type { Clock } from '../../../kernel/clock.js';
import { kpiWeekDays, type Period, parsePeriod, periodOf, periodsBetween } from '../../../kernel/periods.js';
import { instantAt } from '../../../kernel/zoned-time.js';
import type { HolidaysIn } from '../../../organisation/calendar/working-days.js';
import type { Committee } from '../../../organisation/committees/committees.js';
import type { Database } from '../../../platform/db/database.js';
import type { Logger } from '../../../platform/log.js';
import { type CommitteeKpi, type Kpi, listKpis, type Measure } from '../../kpis/public.js';
import { readItemsAtEnd } from './items-at-end.js';
import {
  closureRate,
  type Days,
  type MeasuredItem,
  medianBlockerAge,
  redatedShare,
  type Share,
  type WorkCalendar,
} from './measures.js';

export type MeasuresDeps = {
  readonly database: Database;
  readonly workspaceId: string;
  /** Business time. */
  readonly clock: Clock;
  readonly log: Logger;
  readonly holidaysIn: HolidaysIn;
  /** Stores readings of one source as any import does; `surface` must be that of Copil itself. */
  readonly importReadings: (posted: {
    readonly source: string;
    readonly readings: readonly ComputedReading[];
  }) => Promise<{ readonly rejected: number; readonly firstRejects: readonly { readonly reason: string }[] }>;
};

type ComputedReading = { readonly kpi: string; readonly period: string } & (Share | { readonly value: number });

/**
 * Computes the KPIs that a committee's blockers and actions give for a period, and stores them as readings; again changes
 * nothing. Periods that are not over, and those with nothing to measure, get none.
 * @throws whatever storing them throws, such as a ConflictError while another import runs
 */
export type MeasureCommittee = (committee: Committee, periodLabel: string) => Promise<void>;

export function createMeasures(deps: MeasuresDeps): MeasureCommittee {
  return async (committee, periodLabel) => {
    const kpis = await listKpis(deps.database.client, deps.workspaceId);
    const computed = kpis.filter(({ kpi }) => kpi.computed?.committee === committee.key);
    if (computed.length === 0) return;
    const { fiscalStartMonth = 1, country } = committee.calendar.schedule;
    const period = parsePeriod(periodLabel, { fiscalStartMonth });
    const holidays = await deps.holidaysIn(country);
    const itemsIn = itemsReader(deps, committee);
    const bySource = new Map<string, ComputedReading[]>();
    for (const entry of computed) {
      const readings = await readingsOf(
        { period, work: { holidays, timeZone: committee.timeZone }, itemsIn },
        entry.kpi,
      );
      const source = sourceOf(deps, entry);
      if (source && readings.length > 0) bySource.set(source, [...(bySource.get(source) ?? []), ...readings]);
    }
    for (const [source, readings] of bySource) await store(deps, { source, readings });
  };
}

function sourceOf({ log }: MeasuresDeps, { kpi, sources }: CommitteeKpi): string | null {
  const [first] = sources;
  if (!first) log.warn('a computed KPI has no source to stand under: name one in copil.yml', { kpi: kpi.key });
  return first?.key ?? null;
}

/** What stood at the end of these days; null while they are not over. */
type ItemsIn = (days: Days) => Promise<readonly MeasuredItem[] | null>;

/** Several KPIs measure the same days, which are read once. */
function itemsReader({ database, workspaceId, clock }: MeasuresDeps, committee: Committee): ItemsIn {
  const { id: committeeId, timeZone } = committee;
  const startOf = (date: CalendarDate) => instantAt({ date, time: { hour: 0, minute: 0 }, zone: timeZone });
  const known = new Map<string, readonly MeasuredItem[]>();
  return async (days) => {
    const [from, end] = [startOf(days.start), startOf(addDays(days.end, 1))];
    if (end > clock.now()) return null;
    const key = `${days.start} ${days.end}`;
    const span = { workspaceId, committeeId, timeZone, days, from, end };
    const items = known.get(key) ?? (await readItemsAtEnd(database.client, span));
    known.set(key, items);
    return items;
  };
}

type Subject = { readonly period: Period; readonly work: WorkCalendar; readonly itemsIn: ItemsIn };

async function readingsOf({ period: reported, work, itemsIn }: Subject, kpi: Kpi): Promise<ComputedReading[]> {
  const readings: ComputedReading[] = [];
  for (const period of ownPeriods(kpi, reported)) {
    const days = period.kind === 'week' ? kpiWeekDays(period, kpi.weekStart) : period;
    const items = await itemsIn(days);
    if (!items || !kpi.computed) continue;
    const value = measured(kpi.computed.measure, items, { days, work });
    if (value !== null) readings.push({ kpi: kpi.key, period: period.label, ...worth(value, kpi) });
  }
  return readings;
}

/** The KPI's own periods that make up the one reported; a week belongs to the month of its fourth day. */
function ownPeriods({ grain }: Kpi, period: Period): Period[] {
  if (period.kind === grain || (grain === 'quarter' && period.kind === 'fiscal-quarter')) return [period];
  if (grain === 'day' || grain === 'quarter' || period.kind === 'week' || period.kind === 'day') return [];
  const within = periodsBetween(periodOf(grain, period.start), periodOf(grain, period.end));
  return within.filter(({ start }) => {
    const day = grain === 'week' ? addDays(start, 3) : start;
    return day >= period.start && day <= period.end;
  });
}

function measured(
  measure: Measure,
  items: readonly MeasuredItem[],
  { days, work }: { readonly days: Days; readonly work: WorkCalendar },
): Share | number | null {
  switch (measure) {
    case 'closure-rate':
      return closureRate(items, days);
    case 'redated-share':
      return redatedShare(items, days);
    case 'median-blocker-age':
      return medianBlockerAge(items, days, work);
  }
}

/** A share keeps its parts where the KPI's card asks for them, so that several weeks make one true rate. */
function worth(value: Share | number, { rollUp }: Kpi): Share | { readonly value: number } {
  if (typeof value === 'number') return { value };
  return rollUp === 'ratio' ? value : { value: value.numerator / value.denominator };
}

async function store(
  { importReadings, log }: MeasuresDeps,
  posted: Parameters<MeasuresDeps['importReadings']>[0],
): Promise<void> {
  const { rejected, firstRejects } = await importReadings(posted);
  if (rejected === 0) return;
  const reasons = firstRejects.map(({ reason }) => reason);
  log.warn('computed readings were refused', { source: posted.source, rejected, reasons });
}
