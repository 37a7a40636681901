import { addDays, type CalendarDate, type Weekday, weekdayOf, weekdays } from '../../../kernel/calendar.js';
import type { WrittenDate } from './read-date.js';

/** On which weekday the dates of a column fall as a rule, and which of them fall on the day before. */
export type WeekEnds = { readonly usual: Weekday; readonly early: readonly CalendarDate[] };

export type WeekEndCheck = {
  look(cell: string): void;
  /** Null where no weekday is the rule. */
  found(read: (cell: string) => WrittenDate | null): WeekEnds | null;
};

/** Fewer dates may fall on one weekday by chance. */
const leastDates = 6;
const leastShare = 0.75;
/** So many dates tell what the rule is. */
const looked = 5_000;

/** Looks at a column of dates that mark the end, for weeks that end a day early where a holiday stands at their end. */
export function createWeekEndCheck(): WeekEndCheck {
  const cells = new Set<string>();
  return {
    look: (cell) => {
      if (cells.size < looked) cells.add(cell);
    },
    found: (read) => {
      const written = Array.from(cells, (cell) => read(cell)?.period);
      const days = written.flatMap((period) => (period?.kind === 'day' ? [period.start] : []));
      const counts = weekdays.map((weekday) => ({
        usual: weekday,
        count: days.filter((day) => weekdayOf(day) === weekday).length,
      }));
      const most = counts.reduce((best, one) => (one.count > best.count ? one : best));
      if (most.count < leastDates || most.count < days.length * leastShare) return null;
      const { usual } = most;
      return { usual, early: days.filter((day) => weekdayOf(addDays(day, 1)) === usual).sort() };
    },
  };
}

/** What is said of such dates, once for the file. */
export function earlyEndNotice({ usual, early }: WeekEnds): string[] {
  if (early.length === 0) return [];
  const more = early.length > 3 ? ` and ${early.length - 3} more` : '';
  const named = `${early.slice(0, 3).join(', ')}${more}`;
  return [
    `Weeks end on ${usual}, and a day before that, as before a holiday, on ${named}: they count for the week that they end.`,
  ];
}
