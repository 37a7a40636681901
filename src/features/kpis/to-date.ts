import { addMonths, type CalendarDate, endOfMonth, startOfMonth } from '../../kernel/calendar.js';
import type { Change } from '../../kernel/numbers.js';
import { type Period, quarterStart, yearStart } from '../../kernel/periods.js';
import { changeBetween } from './change.js';
import { meanOf } from './per-week.js';
import { decidingDay, type ReadingSeries, type RolledValue, rollUp, type Span, spanOf, startsIn } from './roll-up.js';

/** From the start of a month, quarter or year up to the end of the reported period. */
export type ToDateValue = RolledValue & Span & { readonly lastYear: number | null; readonly change: Change | null };

export type ToDate = { readonly month: ToDateValue; readonly quarter: ToDateValue; readonly year: ToDateValue };

/** The same date a year before; a month's end stays a month's end, so that February is compared whole. */
function yearBefore(date: CalendarDate): CalendarDate {
  const before = addMonths(date, -12);
  return date === endOfMonth(date) ? endOfMonth(before) : before;
}

function toDate(series: ReadingSeries, span: Span, isInWeeks: boolean): ToDateValue {
  const starts = startsIn(series.kpi, span);
  const startsBefore = isInWeeks
    ? starts.map((start) => start - 364)
    : startsIn(series.kpi, { start: addMonths(span.start, -12), end: yearBefore(span.end) });
  const now = rollUp(series, starts);
  const before = rollUp(series, startsBefore);
  const { grain, rollUp: by } = series.kpi;
  const [later, earlier] = grain === 'week' && by === 'sum' ? [meanOf(now), meanOf(before)] : [now, before];
  return { ...now, ...span, lastYear: before.value, change: changeBetween(series.kpi, later.value, earlier.value) };
}

/**
 * Month, quarter and year to date at the end of a period, each with the same stretch a year before (to the same date
 * minus one year). Quarters and years follow the fiscal calendar. In a weekly digest, weekly readings are taken to the
 * week's fourth day and compared with as many weeks 364 days earlier: 46 weeks against 45 would invent a growth of 2 %.
 */
export function toDateAt(series: ReadingSeries, period: Period, fiscalStartMonth: number): ToDate {
  const isInWeeks = series.kpi.grain === 'week' && period.kind === 'week';
  const end = isInWeeks ? decidingDay(series.kpi, period) : spanOf(series.kpi, period).end;
  return {
    month: toDate(series, { start: startOfMonth(end), end }, isInWeeks),
    quarter: toDate(series, { start: quarterStart(end, fiscalStartMonth), end }, isInWeeks),
    year: toDate(series, { start: yearStart(end, fiscalStartMonth), end }, isInWeeks),
  };
}
