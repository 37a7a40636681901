import { firstYear, lastYear } from '../../../kernel/calendar.js';
import type { Grain } from '../../kpis/public.js';
import { shortened } from '../values.js';
import { readSerial } from './date-format.js';
import { compact, type DateOrder, readDate, sixDigits, week, yearFirst, yearLast } from './read-date.js';

const shortYear = /^\d{1,2}[-/. ](?:\d{1,2}|\p{L}{3,9}\.?)[-/. ]\d{2}$/u;
const longYear = /(?<!\d)(\d{5,6})[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](\d{5,6})(?!\d)/;
const serial = /^[2-7]\d{4}(?:[.,]\d+)?$/;

/** Both days that an `either` cell can mean, for a message. */
export function bothDates(cell: string): string {
  return `${startOf(cell, 'french')} (french, day first) or ${startOf(cell, 'us')} (us, month first)`;
}

function startOf(cell: string, order: DateOrder): string | undefined {
  return readDate(cell, order)?.period.start;
}

/** Why a cell gave no date, and what to do. */
export function explainDate(cell: string, order: DateOrder, grain?: Grain): string {
  const text = cell.trim();
  const shown = `"${shortened(text)}"`;
  if (text === '') return 'the date is missing';
  const farYear = longYear.exec(text);
  if (farYear) return `${shown} has the year ${farYear[1] ?? farYear[2]}: expected ${firstYear} to ${lastYear}`;
  if (shortYear.test(text))
    return `${shown} has a year of two digits: write all four, or say in a map how it is written, such as date: { format: DD/MM/YY }`;
  if (yearLast.test(text)) {
    if (order === 'iso') return `${shown} is not written year first, which the map says of this column (date.order)`;
    const other = startOf(text, order === 'us' ? 'french' : 'us');
    const hint = other ? `, though it would be ${other} the other way round` : '';
    return `${shown} is no day of the calendar when read ${order === 'us' ? 'month' : 'day'} first${hint}`;
  }
  if (yearFirst.test(text) || compact.test(text))
    return `${shown} is no day of the calendar from ${firstYear} to ${lastYear}`;
  if (week.test(text)) return `${shown} is no ISO week of that year`;
  if (sixDigits.test(text) && grain !== undefined)
    return `${shown} is no ${grain}: six digits are read as a week or a month, for a KPI that is read by one`;
  if (serial.test(text))
    return `${shown} is not a date; as a day number of Excel it is ${readSerial(text)?.period.start}: say so in a map with date: { format: excel }`;
  return `${shown} is not a date: expected for example 2026-01-31, 31/01/2026, 31 Jan 2026, 2026-W05, 2026-01 or 2026-Q1`;
}
