import { type CalendarDate, dayNumber, fromDayNumber, weekdayIndex, weekdays } from '../../kernel/calendar.js';
import type { Kpi } from './kpi.js';

/** Answers by day number whether a reading that begins on that day is expected. */
export type IsExpected = (day: number) => boolean;

/**
 * On which days a KPI's readings are expected: every day, or those that its card names without the holidays of its
 * country. Weekly and coarser readings are expected whenever one of their periods begins.
 */
export function expectedDays(
  { grain, expects }: Pick<Kpi, 'grain' | 'expects'>,
  isHoliday: (date: CalendarDate) => boolean = () => false,
): IsExpected {
  if (grain !== 'day' || expects === undefined) return () => true;
  const named = new Set(expects.days.map((day) => weekdays.indexOf(day)));
  return (day) => named.has(weekdayIndex(day)) && !(expects.country !== undefined && isHoliday(fromDayNumber(day)));
}

/** How far back an expected day is looked for: no year passes without one. */
const searchedDays = 366;

/** The last day up to `date` on which a reading is expected; `date` itself where there is none within a year. */
export function lastExpectedDay(isExpected: IsExpected, date: CalendarDate): CalendarDate {
  const last = dayNumber(date);
  for (let day = last; day > last - searchedDays; day -= 1) if (isExpected(day)) return fromDayNumber(day);
  return date;
}
