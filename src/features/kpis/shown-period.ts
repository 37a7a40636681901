import type { CalendarDate } from '../../kernel/calendar.js';
import { isoWeekOfKpiDay, nextPeriod, type Period, periodOf, previousPeriod } from '../../kernel/periods.js';
import type { Kpi } from './kpi.js';
import { isCoarserThan, type ReadingSeries, spanOf, valueIn } from './roll-up.js';

/** How far back a coarser KPI's last complete value is looked for: ten years of months. */
const searchedPeriods = 120;

/** One month may still be in the making when a weekly digest leaves; a second one missing means the source is late. */
const toleratedLag = 1;

export type ShownPeriod = { readonly shown: Period; readonly isCoarser: boolean; readonly isLate: boolean };

function lastOwnPeriod(kpi: Kpi, period: Period, fiscalStartMonth: number): Period {
  const isFiscal = kpi.grain === 'quarter' && fiscalStartMonth !== 1;
  const own =
    kpi.grain === 'week'
      ? isoWeekOfKpiDay(period.end, kpi.weekStart)
      : periodOf(isFiscal ? 'fiscal-quarter' : kpi.grain, period.end, { fiscalStartMonth });
  return spanOf(kpi, own).end > period.end ? previousPeriod(own) : own;
}

/**
 * The last week of the KPI that was over on `asOf` and began no later than the digest's week ends. Weeks that start from
 * Tuesday to Thursday end after the digest's, so that it is often the one before; those that start from Friday to Sunday
 * end before, so that a digest late in the week may know a newer one.
 */
function lastOwnWeek(kpi: Kpi, period: Period, asOf: CalendarDate): Period {
  const { start, end } = spanOf(kpi, period);
  if (end > period.end) return end <= asOf ? period : previousPeriod(period);
  const next = nextPeriod(period);
  return start < period.start && spanOf(kpi, next).end <= asOf ? next : period;
}

/**
 * The period whose value a digest shows: its own, the KPI's own week in a weekly one, or, for a KPI coarser than the
 * digest, the last complete one of the KPI's grain that ended by then. `isLate` when that one is older than one grain
 * ago: an old green is not a green.
 */
export function shownPeriodOf(
  series: ReadingSeries,
  period: Period,
  ask: { readonly fiscalStartMonth: number; readonly asOf: CalendarDate },
): ShownPeriod {
  const { kpi } = series;
  const { fiscalStartMonth, asOf } = ask;
  if (!isCoarserThan(kpi.grain, period.kind)) {
    const shown = period.kind === 'week' ? lastOwnWeek(kpi, period, asOf) : period;
    return { shown, isCoarser: false, isLate: false };
  }
  const newest = lastOwnPeriod(kpi, period, fiscalStartMonth);
  let candidate = newest;
  for (let lag = 0; lag < searchedPeriods; lag += 1) {
    if (valueIn(series, candidate).completeness === 'complete') {
      return { shown: candidate, isCoarser: true, isLate: lag > toleratedLag };
    }
    candidate = previousPeriod(candidate);
  }
  return { shown: newest, isCoarser: true, isLate: false };
}
