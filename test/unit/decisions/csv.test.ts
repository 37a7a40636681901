import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import { csvRecord } from '../../../src/features/decisions/export/csv.js';

it('reads back as it was, with commas, quotes and line breaks', () => {
  const cells = ['D1', 'Where, exactly?', 'She said "no"', 'A\nB', '', 'été — 12 000 €'];

  expect(parse(csvRecord(cells))).toEqual([cells]);
  expect(csvRecord(['a', 'b']).endsWith('\r\n')).toBe(true);
});

it.each(['=1+1', '+33 1 23', '-cmd', '@SUM(A1)', '\t=1', '\r=1'])('never lets a spreadsheet compute %j', (text) => {
  expect(csvRecord([text])).toBe(`"'${text}"\r\n`);
});

it('leaves numbers numbers', () => {
  expect(csvRecord(['-5', '-0.25', '40'])).toBe('-5,-0.25,40\r\n');
});
