import {
  addDays,
  type CalendarDate,
  startOfMonth,
  type Weekday,
  weekdayOf,
  weekdays,
} from '../../../kernel/calendar.js';
import { kpiWeekDays, type Period, periodOf } from '../../../kernel/periods.js';
import type { Grain } from '../../kpis/public.js';

export type GrainOf = { readonly grain: Grain; readonly weekStart: Weekday };

/** `misfit`: a fine date that begins no period of that grain, as most rows do for a monthly KPI in a daily file. */
export type PeriodStart =
  | { readonly start: CalendarDate }
  | { readonly reason: string; readonly kind: 'unreadable' | 'misfit' };

/**
 * First day of the period a date or label stands for, in a KPI's own grain. A date must be exactly the first (or, when
 * dates mark the end, the last) day of such a period: anything else is more likely a wrong grain than a loose date. A week
 * may end a day early, as before a holiday, where `usualEnd` says that the weeks beside it end as they should.
 */
export function periodStart(
  written: Period,
  kpi: GrainOf,
  marks: 'start' | 'end',
  usualEnd: Weekday | null = null,
): PeriodStart {
  if (written.kind !== 'day') return startOfLabel(written, kpi);
  const day = written.start;
  switch (kpi.grain) {
    case 'day':
      return { start: day };
    case 'week': {
      const start = marks === 'start' ? day : addDays(day, -6);
      if (weekdayOf(start) === kpi.weekStart) return { start };
      if (
        marks === 'end' &&
        usualEnd === weekdayBefore(kpi.weekStart) &&
        weekdayOf(addDays(day, -5)) === kpi.weekStart
      ) {
        return { start: addDays(day, -5) };
      }
      const expected = marks === 'start' ? kpi.weekStart : weekdayBefore(kpi.weekStart);
      return misfit(`${day} is a ${weekdayOf(day)}, and its weeks ${marks} on ${expected}`);
    }
    case 'month':
    case 'quarter': {
      const period = periodOf(kpi.grain, day);
      if (day === (marks === 'start' ? period.start : period.end)) return { start: period.start };
      return misfit(`${day} is not the ${marks === 'start' ? 'first' : 'last'} day of a ${kpi.grain}`);
    }
  }
}

function misfit(reason: string): PeriodStart {
  return { reason, kind: 'misfit' };
}

function startOfLabel(written: Period, { grain, weekStart }: GrainOf): PeriodStart {
  if (written.kind !== grain) return misfit(`${written.label} is a ${written.kind}, and the KPI is read by ${grain}`);
  return { start: grain === 'week' ? kpiWeekDays(written, weekStart).start : startOfMonth(written.start) };
}

function weekdayBefore(weekday: Weekday): Weekday {
  return weekdays[(weekdays.indexOf(weekday) + 6) % 7] ?? weekday;
}
