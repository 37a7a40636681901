import { addDays, type CalendarDate, isCalendarDate } from '../../../kernel/calendar.js';
import { type Period, parsePeriod, periodOf } from '../../../kernel/periods.js';
import type { Grain } from '../../kpis/public.js';
import { clock, offset, readTime, type WrittenTime } from './times.js';
import { readWords } from './worded-dates.js';

/** In which order a column writes the parts of its dates; `iso` leaves no other form than year first. */
export type DateOrder = 'iso' | 'french' | 'us';

/** What a cell names: a day, perhaps with a time, or an ISO week, month or quarter. */
export type WrittenDate = { readonly period: Period; readonly time: WrittenTime | null };

/** What one cell says about its column: only a day above 12 tells day first from month first. */
type DateShape = 'french' | 'us' | 'either' | 'clear';

/** No date is longer, and no expression below is to try. */
const longestDate = 80;

const timed = String.raw`(?:(?:T|,?\s{1,3})${clock}${offset})?`;
export const yearFirst = new RegExp(String.raw`^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})${timed}$`, 'i');
export const yearLast = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})${timed}$`, 'i');
export const compact = new RegExp(
  String.raw`^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(?:[.,]\d+)?()${offset})?$`,
  'i',
);
const worded = new RegExp(String.raw`^(.{4,40}?)(?:,?\s{1,3}(?:(?:at|à)\s)?${clock}${offset})?$`, 'i');
/** An S before one digit may be a half-year's; a week's has two. */
export const week = /^(\d{4})[- ]?(?:W|S(?=\d{2}))(\d{1,2})$/i;
const weekDay = /^(\d{4})-?W(\d{2})-?([1-7])$/i;
const weekFirst = /^(?:W|S(?=\d{2}))(\d{1,2})[-/ ](\d{4})$/i;
const month = /^(\d{4})[-/.](\d{1,2})$/;
const monthFirst = /^(\d{1,2})[-/.](\d{4})$/;
export const sixDigits = /^(\d{4})(\d{2})$/;
const quarter = /^(\d{4})[- ]?[QT]([1-4])$/i;
const quarterFirst = /^[QT]([1-4])[-/ ](\d{4})$/i;

/** What a cell tells about the order of its column. */
export function dateShapeOf(cell: string): DateShape {
  const match = yearLast.exec(cell.trim());
  // Nobody writes the American order with points.
  if (!match || match[2] === '.') return 'clear';
  const [first, second] = [Number(match[1]), Number(match[3])];
  if (first === second) return 'clear';
  if (first > 12) return 'french';
  return second > 12 ? 'us' : 'either';
}

/** The date a cell names as it is written, nothing being converted yet; null when it names none, and `explainDate` then says why. */
export function readDate(cell: string, order: DateOrder, grain?: Grain): WrittenDate | null {
  const text = cell.trim();
  if (text.length > longestDate) return null;
  const iso = yearFirst.exec(text);
  if (iso) return timedDay([iso[1], iso[3], iso[4]], iso.slice(5));
  const packed = compact.exec(text);
  if (packed) return timedDay([packed[1], packed[2], packed[3]], packed.slice(4));
  const numeric = yearLast.exec(text);
  if (numeric && order !== 'iso') {
    const [, first, separator, second, year] = numeric;
    const isUs = order === 'us' && separator !== '.';
    return timedDay(isUs ? [year, first, second] : [year, second, first], numeric.slice(5));
  }
  const period = readLabel(text, grain);
  if (period) return { period, time: null };
  return /\p{L}{3}/u.test(text) ? readWorded(text) : null;
}

function readWorded(text: string): WrittenDate | null {
  const match = worded.exec(text);
  const read = match && readWords(match[1] ?? '');
  if (!match || !read) return null;
  if ('day' in read) return timedDay(read.day, match.slice(2));
  // A month or a week has no time of day.
  const period = match[2] === undefined ? labelled(read.label) : null;
  return period && { period, time: null };
}

function readLabel(text: string, grain: Grain | undefined): Period | null {
  const day = weekDay.exec(text);
  if (day) return dayOfWeek(`${day[1]}-W${day[2]}`, Number(day[3]));
  const weeks = week.exec(text);
  if (weeks) return labelledWeek(weeks[1], weeks[2]);
  const named = weekFirst.exec(text);
  if (named) return labelledWeek(named[2], named[1]);
  const months = month.exec(text);
  if (months) return labelled(`${months[1]}-${months[2]?.padStart(2, '0')}`);
  const turned = monthFirst.exec(text);
  if (turned) return labelled(`${turned[2]}-${turned[1]?.padStart(2, '0')}`);
  const six = sixDigits.exec(text);
  // A KPI by week has no months, and one by month no weeks; elsewhere it could be either.
  if (six)
    return grain === 'week' ? labelledWeek(six[1], six[2]) : grain === 'month' ? labelled(`${six[1]}-${six[2]}`) : null;
  const quarters = quarter.exec(text);
  if (quarters) return labelled(`${quarters[1]}-Q${quarters[2]}`);
  const first = quarterFirst.exec(text);
  return first ? labelled(`${first[2]}-Q${first[1]}`) : null;
}

function labelledWeek(year = '', number = ''): Period | null {
  return labelled(`${year}-W${number.padStart(2, '0')}`);
}

export function labelled(label: string): Period | null {
  try {
    return parsePeriod(label);
  } catch {
    return null;
  }
}

function dayOfWeek(label: string, weekday: number): Period | null {
  const found = labelled(label);
  return found && periodOf('day', addDays(found.start, weekday - 1));
}

/** A day from its parts and the groups of a time; null when there is no such day or no such time. */
export function timedDay(
  [year = '', monthText = '', day = '']: readonly (string | undefined)[],
  timeGroups: readonly (string | undefined)[],
): WrittenDate | null {
  const date: CalendarDate = `${year}-${monthText.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (!isCalendarDate(date)) return null;
  const time = readTime(timeGroups);
  return time === 'none such' ? null : { period: periodOf('day', date), time };
}
