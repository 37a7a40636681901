import {
  addDays,
  addMonths,
  type CalendarDate,
  dayNumber,
  endOfMonth,
  fromDayNumber,
  isCalendarDate,
  lastYear,
  monthOf,
  startOfMonth,
  type Weekday,
  weekdayIndex,
  weekdays,
  yearOf,
} from './calendar.js';
import { ValidationError } from './errors.js';

export type PeriodKind = 'day' | 'week' | 'month' | 'quarter' | 'fiscal-quarter';

/** A stretch of calendar days with a label; `end` is the last day inside it. Never an instant: a zone only decides which period is over. */
export type Period = {
  readonly kind: PeriodKind;
  /** `2026-11-16`, `2026-W46`, `2026-10`, `2026-Q3` or `FY2026-Q3`. */
  readonly label: string;
  readonly start: CalendarDate;
  readonly end: CalendarDate;
};

/**
 * Month in which the fiscal year starts, 1 to 12; 1 when left out.
 * A fiscal year is named after the calendar year in which it ends: with a start in July, FY2026 runs from July 2025 to June 2026.
 */
export type FiscalCalendar = { readonly fiscalStartMonth?: number };

const expectation =
  'a day (2026-11-16), an ISO week (2026-W46), a month (2026-10), a quarter (2026-Q3) or a fiscal quarter (FY2026-Q3)';

function week(monday: number): Period {
  const thursday = fromDayNumber(monday + 3);
  const year = yearOf(thursday);
  const number = Math.floor((monday + 3 - dayNumber(`${year}-01-01`)) / 7) + 1;
  return {
    kind: 'week',
    label: `${year}-W${String(number).padStart(2, '0')}`,
    start: fromDayNumber(monday),
    end: fromDayNumber(monday + 6),
  };
}

function mondayOf(date: CalendarDate): number {
  const day = dayNumber(date);
  return day - weekdayIndex(day);
}

function month(date: CalendarDate): Period {
  return { kind: 'month', label: date.slice(0, 7), start: startOfMonth(date), end: endOfMonth(date) };
}

function quarter(date: CalendarDate): Period {
  const start = quarterStart(date, 1);
  const label = `${yearOf(start)}-Q${(monthOf(start) + 2) / 3}`;
  return { kind: 'quarter', label, start, end: addDays(addMonths(start, 3), -1) };
}

function fiscalQuarter(date: CalendarDate, fiscalStartMonth: number): Period {
  const start = quarterStart(date, fiscalStartMonth);
  const yearBegin = yearStart(date, fiscalStartMonth);
  const number = (((monthOf(start) - fiscalStartMonth + 12) % 12) + 3) / 3;
  const label = `FY${yearOf(addMonths(yearBegin, 11))}-Q${number}`;
  return { kind: 'fiscal-quarter', label, start, end: addDays(addMonths(start, 3), -1) };
}

/** First day of the (fiscal) year that holds `date`. */
export function yearStart(date: CalendarDate, fiscalStartMonth = 1): CalendarDate {
  return addMonths(startOfMonth(date), -((monthOf(date) - fiscalStartMonth + 12) % 12));
}

/** First day of the (fiscal) quarter that holds `date`. */
export function quarterStart(date: CalendarDate, fiscalStartMonth = 1): CalendarDate {
  return addMonths(startOfMonth(date), -(((monthOf(date) - fiscalStartMonth + 12) % 12) % 3));
}

/** The period of that kind which holds the day. */
export function periodOf(kind: PeriodKind, date: CalendarDate, fiscal: FiscalCalendar = {}): Period {
  switch (kind) {
    case 'day':
      return { kind, label: date, start: date, end: date };
    case 'week':
      return week(mondayOf(date));
    case 'month':
      return month(date);
    case 'quarter':
      return quarter(date);
    case 'fiscal-quarter':
      return fiscalQuarter(date, fiscal.fiscalStartMonth ?? 1);
  }
}

function parseWeek(year: number, number: number): Period | null {
  const found = week(mondayOf(`${year}-01-04`) + (number - 1) * 7);
  return number >= 1 && yearOf(fromDayNumber(dayNumber(found.start) + 3)) === year ? found : null;
}

function parseFiscalQuarter(year: number, number: number, fiscalStartMonth: number): Period {
  const lastMonth = `${year}-${String(((fiscalStartMonth + 10) % 12) + 1).padStart(2, '0')}-01`;
  return fiscalQuarter(addMonths(lastMonth, -11 + (number - 1) * 3), fiscalStartMonth);
}

function readPeriod(text: string, fiscal: FiscalCalendar): Period | null {
  if (isCalendarDate(text)) return periodOf('day', text);
  const match = /^(FY)?(\d{4})-(W(\d{2})|Q([1-4])|(\d{2}))$/.exec(text);
  if (!match) return null;
  const [, fy, yearText, , weekText, quarterText, monthText] = match;
  const year = Number(yearText);
  if (!isCalendarDate(`${yearText}-01-01`)) return null;
  if (fy) {
    return quarterText ? parseFiscalQuarter(year, Number(quarterText), fiscal.fiscalStartMonth ?? 1) : null;
  }
  if (weekText) return parseWeek(year, Number(weekText));
  if (quarterText) return quarter(addMonths(`${year}-01-01`, (Number(quarterText) - 1) * 3));
  return isCalendarDate(`${year}-${monthText}-01`) ? month(`${year}-${monthText}-01`) : null;
}

/**
 * Reads a period label.
 * @throws ValidationError naming the value and what is expected; a week 53 in a year that has none is refused.
 */
export function parsePeriod(text: string, fiscal: FiscalCalendar = {}): Period {
  const found = readPeriod(text.trim(), fiscal);
  if (found) return found;
  const weekYear = /^(\d{4})-W53$/.exec(text.trim())?.[1];
  const hint = weekYear === undefined ? '' : `; ${weekYear} has 52 ISO weeks`;
  throw new ValidationError(`"${text}" is not a period: expected ${expectation}, up to ${lastYear}${hint}`);
}

/** The fiscal start month of a fiscal quarter, found back from its label and first day. */
function fiscalStartOf(period: Period): FiscalCalendar {
  const number = Number(period.label.at(-1));
  return { fiscalStartMonth: monthOf(addMonths(period.start, -(number - 1) * 3)) };
}

export function nextPeriod(period: Period): Period {
  return periodOf(period.kind, addDays(period.end, 1), period.kind === 'fiscal-quarter' ? fiscalStartOf(period) : {});
}

export function previousPeriod(period: Period): Period {
  return periodOf(
    period.kind,
    addDays(period.start, -1),
    period.kind === 'fiscal-quarter' ? fiscalStartOf(period) : {},
  );
}

/** `count` periods ending with `period`, oldest first. */
export function periodsEndingAt(period: Period, count: number): Period[] {
  const found = [period];
  while (found.length < count) found.push(previousPeriod(found[found.length - 1] ?? period));
  return found.reverse();
}

/** Every period from `first` to `last`, both included; empty when `last` comes before `first`. */
export function periodsBetween(first: Period, last: Period): Period[] {
  const found: Period[] = [];
  for (let at = first; at.start <= last.start; at = nextPeriod(at)) found.push(at);
  return found;
}

/** The week that ends 364 days earlier: the same weekdays, so a Saturday is compared with a Saturday. */
export function sameWeekLastYear(period: Period): Period {
  return week(mondayOf(period.start) - 364);
}

/** The calendar month twelve months earlier. */
export function sameMonthLastYear(period: Period): Period {
  return month(addMonths(period.start, -12));
}

/** What a period is compared with a year earlier: 364 days for days and weeks, twelve months for the others. */
export function samePeriodLastYear(period: Period): Period {
  if (period.kind === 'day') return periodOf('day', addDays(period.start, -364));
  if (period.kind === 'week') return sameWeekLastYear(period);
  if (period.kind === 'month') return sameMonthLastYear(period);
  return periodOf(
    period.kind,
    addMonths(period.start, -12),
    period.kind === 'fiscal-quarter' ? fiscalStartOf(period) : {},
  );
}

/** Days from ISO Monday to the nearest day on which such weeks start: Thursday is three later, Friday three earlier. */
function weekStartOffset(weekStart: Weekday): number {
  const index = weekdays.indexOf(weekStart);
  return index <= 3 ? index : index - 7;
}

/** A KPI's own week: the seven days that begin on its week start nearest to the ISO week's Monday. */
export function kpiWeekDays(isoWeek: Period, weekStart: Weekday): { start: CalendarDate; end: CalendarDate } {
  const start = dayNumber(isoWeek.start) + weekStartOffset(weekStart);
  return { start: fromDayNumber(start), end: fromDayNumber(start + 6) };
}

/** The period as a KPI means it: a week keeps its number and has the KPI's own seven days, any other stays as it is. */
export function kpiPeriod(period: Period, weekStart: Weekday): Period {
  return period.kind === 'week' ? { ...period, ...kpiWeekDays(period, weekStart) } : period;
}

/** The ISO week whose number a KPI week carries: `kpiWeekDays` backwards, for any day inside the KPI week. */
export function isoWeekOfKpiDay(date: CalendarDate, weekStart: Weekday): Period {
  return week(mondayOf(addDays(date, -weekStartOffset(weekStart))));
}
