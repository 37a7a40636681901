import { type CalendarDate, firstYear, isCalendarDate, lastYear } from '../../kernel/calendar.js';
import { type Period, parsePeriod, periodOf } from '../../kernel/periods.js';
import { shortened } from './values.js';

/** In which order a column writes the parts of its dates; `iso` leaves no other form than year first. */
export type DateOrder = 'iso' | 'french' | 'us';

/** What one cell says about its column: only a day above 12 tells day first from month first. */
type DateShape = 'french' | 'us' | 'either' | 'clear';

const time = String.raw`(?:[T ]\d{1,2}(?::\d{2}){0,2}(?:[.,]\d+)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?`;
const yearFirst = new RegExp(String.raw`^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})${time}$`);
const compact = /^(\d{4})(\d{2})(\d{2})$/;
const yearLast = new RegExp(String.raw`^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})${time}$`);
const week = /^(\d{4})-?W(\d{2})$/i;
const month = /^(\d{4})[-/.](\d{1,2})$/;
const monthFirst = /^(\d{1,2})[-/.](\d{4})$/;
const quarter = /^(\d{4})[- ]?[QT]([1-4])$/i;
const quarterFirst = /^[QT]([1-4])[- ](\d{4})$/i;
const shortYear = /^\d{1,2}[-/.]\d{1,2}[-/.]\d{2}$/;
const longYear = /(?<!\d)(\d{5,6})[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](\d{5,6})(?!\d)/;

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

/**
 * The period a cell names: a day, or an ISO week, month or quarter. A time of day is dropped, the date staying as written.
 * Null when it names none; `explainDate` then says why.
 */
export function readDate(cell: string, order: DateOrder): Period | null {
  const text = cell.trim();
  const iso = yearFirst.exec(text);
  if (iso) return dayOf(iso[1], iso[3], iso[4]);
  const packed = compact.exec(text);
  if (packed) return dayOf(packed[1], packed[2], packed[3]);
  const numeric = yearLast.exec(text);
  if (numeric && order !== 'iso') {
    const [, first, separator, second, year] = numeric;
    return order === 'us' && separator !== '.' ? dayOf(year, first, second) : dayOf(year, second, first);
  }
  return readLabel(text);
}

function readLabel(text: string): Period | null {
  const weeks = week.exec(text);
  if (weeks) return labelled(`${weeks[1]}-W${weeks[2]}`);
  const months = month.exec(text) ?? monthFirst.exec(text);
  if (months) {
    const [year, number] = months[1]?.length === 4 ? [months[1], months[2]] : [months[2], months[1]];
    return labelled(`${year}-${number?.padStart(2, '0')}`);
  }
  const quarters = quarter.exec(text);
  if (quarters) return labelled(`${quarters[1]}-Q${quarters[2]}`);
  const named = quarterFirst.exec(text);
  return named ? labelled(`${named[2]}-Q${named[1]}`) : null;
}

function labelled(label: string): Period | null {
  try {
    return parsePeriod(label);
  } catch {
    return null;
  }
}

function dayOf(year = '', monthText = '', day = ''): Period | null {
  const date: CalendarDate = `${year}-${monthText.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isCalendarDate(date) ? periodOf('day', date) : null;
}

/** Both days that an `either` cell can mean, for a message. */
export function bothDates(cell: string): string {
  return `${readDate(cell, 'french')?.start} (french, day first) or ${readDate(cell, 'us')?.start} (us, month first)`;
}

/** Why a cell gave no date. */
export function explainDate(cell: string, order: DateOrder): string {
  const text = cell.trim();
  const shown = `"${shortened(text)}"`;
  if (text === '') return 'the date is missing';
  const farYear = longYear.exec(text);
  if (farYear) return `${shown} has the year ${farYear[1] ?? farYear[2]}: expected ${firstYear} to ${lastYear}`;
  if (shortYear.test(text)) return `${shown} has a year of two digits: write all four`;
  if (yearLast.test(text)) {
    if (order === 'iso') return `${shown} is not written year first, which the map says of this column (date.order)`;
    const other = readDate(text, order === 'us' ? 'french' : 'us');
    const hint = other ? `, though it would be ${other.start} the other way round` : '';
    return `${shown} is no day of the calendar when read ${order === 'us' ? 'month' : 'day'} first${hint}`;
  }
  if (yearFirst.test(text) || compact.test(text))
    return `${shown} is no day of the calendar from ${firstYear} to ${lastYear}`;
  if (week.test(text)) return `${shown} is no ISO week of that year`;
  return `${shown} is not a date: expected for example 2026-01-31, 31/01/2026, 2026-W05, 2026-01 or 2026-Q1`;
}
