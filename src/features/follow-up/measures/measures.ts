import { mean } from 'simple-statistics';
import type { CalendarDate } from '../../../kernel/calendar.js';
import { localDate } from '../../../kernel/zoned-time.js';
import { type HolidayCalendar, workingDaysBetween } from '../../../organisation/calendar/working-days.js';

/** An item as it stood at an instant. */
export type MeasuredItem = {
  readonly kind: 'blocker' | 'action';
  readonly dueOn: CalendarDate;
  /** How often its date had been moved. */
  readonly redates: number;
  readonly raisedAt: Date;
  /** Calendar day in the committee's zone; null while it was open. */
  readonly closedOn: CalendarDate | null;
  /** Closed with a result; false for what was open or dropped. */
  readonly isDone: boolean;
};

/** First and last day of a period, both included. */
export type Days = { readonly start: CalendarDate; readonly end: CalendarDate };

/** When a committee works. */
export type WorkCalendar = { readonly holidays: HolidayCalendar; readonly timeZone: string };

/** Parts of a whole; null where there is no whole, and so nothing to measure. */
export type Share = { readonly numerator: number; readonly denominator: number };

/**
 * Closure rate: actions due in the period that were done by its end ÷ actions due in the period. The due date is the one
 * that stood at the period's end, so what was put off beyond it is not counted; what was dropped was promised, and is
 * not done.
 * @param items as they stood at the end of the period
 */
export function closureRate(items: readonly MeasuredItem[], { start, end }: Days): Share | null {
  const due = items.filter(({ kind, dueOn }) => kind === 'action' && dueOn >= start && dueOn <= end);
  return shareOf(due, ({ isDone }) => isDone);
}

/**
 * Re-dated share: actions whose date was moved at least once ÷ actions that were open at the period's end or were closed
 * in the period, done or dropped.
 * @param items as they stood at the end of the period
 */
export function redatedShare(items: readonly MeasuredItem[], { start, end }: Days): Share | null {
  const followed = items.filter(
    ({ kind, closedOn }) => kind === 'action' && (closedOn === null || (closedOn >= start && closedOn <= end)),
  );
  return shareOf(followed, ({ redates }) => redates > 0);
}

/**
 * Median blocker age in working days: of the blockers that were open at the period's end, the working days after the one
 * on which each was raised, up to the period's last day; the mean of the two in the middle where their number is even.
 * Null where none was open.
 * @param items as they stood at the end of the period
 */
export function medianBlockerAge(
  items: readonly MeasuredItem[],
  { end }: Days,
  { holidays, timeZone }: WorkCalendar,
): number | null {
  const open = items.filter(({ kind, closedOn }) => kind === 'blocker' && closedOn === null);
  const raised = open.map(({ raisedAt }) => raisedAt).sort((a, b) => a.getTime() - b.getTime());
  // What was raised earlier is never younger: the median of the ages is the age of the median.
  const middle = [raised[Math.floor((raised.length - 1) / 2)], raised[Math.floor(raised.length / 2)]];
  const ages = middle.flatMap((at) => (at ? [workingDaysBetween(localDate(at, timeZone), end, holidays)] : []));
  return ages.length === 0 ? null : mean(ages);
}

function shareOf(items: readonly MeasuredItem[], isPart: (item: MeasuredItem) => boolean): Share | null {
  return items.length === 0 ? null : { numerator: items.filter(isPart).length, denominator: items.length };
}
