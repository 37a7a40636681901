/**
 * Calendar dates as ISO text and as whole day numbers. A date here has no time and no zone; arithmetic is on
 * integers, because figures walk over tens of thousands of readings and a date object for each would cost seconds.
 */

/** `YYYY-MM-DD` in the Gregorian calendar, 1900 to 2199: compares and sorts as text. */
export type CalendarDate = string;

export type Weekday = 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday';

/** In ISO order: Monday has index 0. */
export const weekdays: readonly Weekday[] = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
];

export const firstYear = 1900;
export const lastYear = 2199;

const datePattern = /^(\d{4})-(\d{2})-(\d{2})$/;

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Days in a month; `month` is 1 to 12. */
export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (monthLengths[month - 1] ?? 0);
}

/** True for a day that exists, written exactly `YYYY-MM-DD`, from 1900 to 2199: a year such as 20026 is a typing error, not a date. */
export function isCalendarDate(text: string): text is CalendarDate {
  const match = datePattern.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return year >= firstYear && year <= lastYear && day >= 1 && day <= daysInMonth(year, month);
}

/** Writes a date from its parts; a day past the month's end becomes its last day (31 January one month later is 28 February). */
export function calendarDate(year: number, month: number, day: number): CalendarDate {
  const clamped = Math.min(day, daysInMonth(year, month));
  return `${year}-${String(month).padStart(2, '0')}-${String(clamped).padStart(2, '0')}`;
}

/** Two digits at a place, without slicing and parsing text for each of tens of thousands of readings. */
function twoDigits(date: CalendarDate, at: number): number {
  return (date.charCodeAt(at) - 48) * 10 + date.charCodeAt(at + 1) - 48;
}

export function yearOf(date: CalendarDate): number {
  return twoDigits(date, 0) * 100 + twoDigits(date, 2);
}

/** 1 to 12. */
export function monthOf(date: CalendarDate): number {
  return twoDigits(date, 5);
}

/** 1 to 31. */
export function dayOf(date: CalendarDate): number {
  return twoDigits(date, 8);
}

/** Whole days since 1970-01-01; negative before. Expects a date that `isCalendarDate` accepts. */
export function dayNumber(date: CalendarDate): number {
  return Date.UTC(yearOf(date), monthOf(date) - 1, dayOf(date)) / 86_400_000;
}

/**
 * Back from a day number to a date.
 * Formula: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.
 */
export function fromDayNumber(days: number): CalendarDate {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return calendarDate(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day);
}

export function addDays(date: CalendarDate, days: number): CalendarDate {
  return fromDayNumber(dayNumber(date) + days);
}

/** The same day some months later or earlier; 31 January + 1 month is the last day of February. */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  const index = yearOf(date) * 12 + monthOf(date) - 1 + months;
  return calendarDate(Math.floor(index / 12), (((index % 12) + 12) % 12) + 1, dayOf(date));
}

/** Monday is 0, Sunday is 6. 1970-01-01 was a Thursday. */
export function weekdayIndex(days: number): number {
  return (((days + 3) % 7) + 7) % 7;
}

export function weekdayOf(date: CalendarDate): Weekday {
  return weekdays[weekdayIndex(dayNumber(date))] ?? 'monday';
}

export function startOfMonth(date: CalendarDate): CalendarDate {
  return `${date.slice(0, 7)}-01`;
}

export function endOfMonth(date: CalendarDate): CalendarDate {
  return calendarDate(yearOf(date), monthOf(date), 31);
}
