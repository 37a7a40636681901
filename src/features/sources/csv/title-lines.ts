import { readDate } from '../dates/read-date.js';
import { isDateHeader } from '../names.js';
import { sniffDelimiter } from './dialect.js';

/** A report's title, its filters and an empty line are fewer. */
const mostTitles = 30;

/** How many lines are no table yet: those above the first line that is a header with a date, or is one of dates. */
export function titleLinesIn(head: string): number {
  const lines = linesOf(head);
  return Math.max(
    0,
    lines.findIndex((line, index) => isHeader(line, lines[index + 1] ?? '') || isOfDates(line)),
  );
}

function linesOf(head: string): string[] {
  return head.split(/\r\n|\n|\r/, mostTitles + 2);
}

/** What to write in a map where a header with a date stands below some other lines; empty where none does. */
export function adviceOnTitles(head: string): string {
  const lines = linesOf(head);
  const header = lines.findIndex((line, index) => index > 0 && isHeader(line, lines[index + 1] ?? ''));
  if (header === -1) return '';
  return `; line ${header + 1} looks like the header: leave out what stands above it with skipLines: ${header} in a map (format: wide)`;
}

function isHeader(line: string, below: string): boolean {
  const delimiter = sniffDelimiter(`${line}\n${below}`);
  if (delimiter === null) return false;
  const [names, cells] = [line, below].map((text) => cellsOf(text, delimiter));
  if (!names || !cells || names.filter((name) => name !== '').length < 2) return false;
  return names.some(
    (name, column) => (isDateHeader(name) || !isDate(name)) && name !== '' && isDate(cells[column] ?? ''),
  );
}

/** A header of a table on its side. */
function isOfDates(line: string): boolean {
  const [, ...names] = cellsOf(line, sniffDelimiter(line) ?? ',');
  return names.length > 1 && names.filter(isDate).length === names.length;
}

function cellsOf(line: string, delimiter: string): string[] {
  return line.split(delimiter).map((cell) => cell.replaceAll('"', '').trim());
}

/** In any order, and of any grain. */
export function isDate(cell: string): boolean {
  return (['french', 'us'] as const).some((order) => readDate(cell, order, 'week') !== null);
}
