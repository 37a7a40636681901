import {
  addDays,
  type CalendarDate,
  dayNumber,
  fromDayNumber,
  isCalendarDate,
  weekdayIndex,
  yearOf,
} from '../../kernel/calendar.js';
import { ValidationError } from '../../kernel/errors.js';
import { countsWorkingDays } from '../../kernel/spoken-days/delays.js';
import type { Logger } from '../../platform/log.js';

/** Answers whether a day is a public holiday. */
export type HolidayCalendar = { isHoliday(date: CalendarDate): boolean };

/** For a committee that named no country: every Monday to Friday is worked. */
export const noHolidays: HolidayCalendar = { isHoliday: () => false };

type Rules = {
  getHolidays(year: number): { date: string; start: Date; end: Date; type: string }[];
};

/** Half-day holidays, which begin at noon or later, are worked: nobody moves a morning review for them. */
function daysOff(rules: Rules, year: number): Set<CalendarDate> {
  const days = new Set<CalendarDate>();
  for (const { date, start, end, type } of rules.getHolidays(year)) {
    const first = date.slice(0, 10);
    if (type !== 'public' || !isCalendarDate(first) || date.slice(11, 13) >= '12') continue;
    const length = Math.max(1, Math.round((end.getTime() - start.getTime()) / 86_400_000));
    for (let offset = 0; offset < length; offset += 1) days.add(addDays(first, offset));
  }
  return days;
}

/**
 * The public holidays of a country (`FR`) or of a part of it (`DE-BY`), by their ISO 3166 codes. The rules of all countries
 * weigh some megabytes, so they are loaded here, once, only when a committee asks.
 * @throws ValidationError for a country or part without a calendar.
 */
export async function loadHolidays(country: string): Promise<HolidayCalendar> {
  const { default: Holidays } = await import('date-holidays');
  const [code = '', part] = country.trim().toUpperCase().split('-');
  const known = new Holidays();
  if (!Object.hasOwn(known.getCountries(), code)) {
    throw new ValidationError(
      `There is no holiday calendar for the country "${country}": expected an ISO code such as FR, DE or DE-BY`,
    );
  }
  const parts = Object.keys(known.getStates(code) ?? {});
  if (part !== undefined && !parts.includes(part)) {
    const list = parts.length > 0 ? `expected one of ${parts.join(', ')}` : `${code} has none`;
    throw new ValidationError(`There is no part "${part}" of ${code} in the holiday calendar: ${list}`);
  }
  const rules = part === undefined ? new Holidays(code) : new Holidays(code, part);
  const years = new Map<number, Set<CalendarDate>>();
  return {
    isHoliday: (date) => {
      const year = yearOf(date);
      const days = years.get(year) ?? daysOff(rules, year);
      years.set(year, days);
      return days.has(date);
    },
  };
}

/** Monday to Friday and no holiday. */
export function isWorkingDay(date: CalendarDate, holidays: HolidayCalendar): boolean {
  return weekdayIndex(dayNumber(date)) < 5 && !holidays.isHoliday(date);
}

/**
 * The nth working day from `start` to `end`, both included; 1 is the first.
 * @throws ValidationError when the span has fewer.
 */
export function nthWorkingDay(
  span: { readonly start: CalendarDate; readonly end: CalendarDate },
  n: number,
  holidays: HolidayCalendar,
): CalendarDate {
  const last = dayNumber(span.end);
  let found = 0;
  for (let day = dayNumber(span.start); day <= last; day += 1) {
    const date = fromDayNumber(day);
    if (!isWorkingDay(date, holidays)) continue;
    found += 1;
    if (found === n) return date;
  }
  throw new ValidationError(
    `There is no working day ${n} from ${span.start} to ${span.end}: it has ${found} working days`,
  );
}

/** Working days after `from` up to and including `to`: the age of something raised on `from`; 0 when `to` is not later. */
export function workingDaysBetween(from: CalendarDate, to: CalendarDate, holidays: HolidayCalendar): number {
  let count = 0;
  for (let day = dayNumber(from) + 1; day <= dayNumber(to); day += 1) {
    if (isWorkingDay(fromDayNumber(day), holidays)) count += 1;
  }
  return count;
}

/** The holidays of a country, none where none is named. @throws ValidationError for a country without a calendar */
export type HolidaysIn = (country: string | undefined) => Promise<HolidayCalendar>;

/** What a schedule counts working days by. Loading a country's holidays takes a moment, so only a schedule that counts has any. */
export async function holidaysOf(
  schedule: { readonly country?: string | undefined },
  holidaysIn: HolidaysIn,
): Promise<HolidayCalendar> {
  return 'workingDay' in schedule ? holidaysIn(schedule.country) : noHolidays;
}

/** Each country's calendar, made once: its rules take a moment to read. */
export function createHolidayCalendars(): HolidaysIn {
  const known = new Map<string, Promise<HolidayCalendar>>();
  return async (country) => {
    if (country === undefined) return noHolidays;
    const found = known.get(country);
    if (found) return found;
    const calendar = loadHolidays(country);
    known.set(country, calendar);
    // What could not be read once may be read the next time.
    calendar.catch(() => known.delete(country));
    return calendar;
  };
}

type SpokenDeps = {
  readonly holidaysIn: HolidaysIn;
  readonly log: Pick<Logger, 'warn'>;
};

/**
 * The holidays that "within 5 working days" leaves out, where the words speak of working days at all: loading a country
 * takes a moment. Without a calendar Mondays to Fridays count, and the day is shown to whoever typed it.
 */
export async function holidaysSpokenOf(
  { holidaysIn, log }: SpokenDeps,
  { text, country }: { readonly text: string; readonly country: string | undefined },
): Promise<((day: CalendarDate) => boolean) | undefined> {
  if (!countsWorkingDays(text)) return undefined;
  try {
    return (await holidaysIn(country)).isHoliday;
  } catch (error) {
    log.warn('a country has no holiday calendar; its working days are Mondays to Fridays', { country, err: error });
    return undefined;
  }
}
