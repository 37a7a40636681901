import { describe, expect, it } from 'vitest';
import { compileDateFormat } from '../../../src/features/sources/dates/date-format.js';
import { bothDates, explainDate } from '../../../src/features/sources/dates/explain-date.js';
import { dateShapeOf, readDate } from '../../../src/features/sources/dates/read-date.js';

describe('a date', () => {
  it.each([
    ['2026-02-03', '2026-02-03'],
    ['2026/02/03', '2026-02-03'],
    ['2026/2/3', '2026-02-03'],
    ['20260203', '2026-02-03'],
    ['03/02/2026', '2026-02-03'],
    ['3-2-2026', '2026-02-03'],
    ['03.02.2026', '2026-02-03'],
    ['2026-02-03T23:30:00-11:00', '2026-02-03'],
    ['2026-02-03 23:30:00.123', '2026-02-03'],
    ['2026-02-03T23:30:00Z', '2026-02-03'],
    ['03/02/2026 08:15', '2026-02-03'],
    [' 2024-02-29 ', '2024-02-29'],
  ])('reads %j, day first', (cell, day) => {
    expect(readDate(cell, 'french')?.period).toMatchObject({ kind: 'day', start: day });
  });

  it.each([
    ['02/03/2026', '2026-02-03'],
    ['2/13/2026', '2026-02-13'],
    ['03.02.2026', '2026-02-03'],
    ['2026-02-03', '2026-02-03'],
  ])('reads %j, month first unless written with points', (cell, day) => {
    expect(readDate(cell, 'us')?.period.start).toBe(day);
  });

  it.each([
    ['2026-W07', '2026-W07', '2026-02-09'],
    ['2026W07', '2026-W07', '2026-02-09'],
    ['2020-W53', '2020-W53', '2020-12-28'],
    ['2026-02', '2026-02', '2026-02-01'],
    ['2026/2', '2026-02', '2026-02-01'],
    ['02/2026', '2026-02', '2026-02-01'],
    ['2026-Q1', '2026-Q1', '2026-01-01'],
    ['T3 2026', '2026-Q3', '2026-07-01'],
  ])('reads the period %j as %s', (cell, label, start) => {
    expect(readDate(cell, 'french')?.period).toMatchObject({ label, start });
  });

  it.each([
    ['20026-01-02', '"20026-01-02" has the year 20026: expected 1900 to 2199'],
    ['02/01/20026', '"02/01/20026" has the year 20026: expected 1900 to 2199'],
    [
      '02/01/26',
      '"02/01/26" has a year of two digits: write all four, or say in a map how it is written, such as date: { format: DD/MM/YY }',
    ],
    [
      '05-Jan-26',
      '"05-Jan-26" has a year of two digits: write all four, or say in a map how it is written, such as date: { format: DD/MM/YY }',
    ],
    ['2026-02-30', '"2026-02-30" is no day of the calendar from 1900 to 2199'],
    ['1899-12-31', '"1899-12-31" is no day of the calendar from 1900 to 2199'],
    ['31/02/2026', '"31/02/2026" is no day of the calendar when read day first'],
    [
      '02/13/2026',
      '"02/13/2026" is no day of the calendar when read day first, though it would be 2026-02-13 the other way round',
    ],
    ['2025-W53', '"2025-W53" is no ISO week of that year'],
    ['', 'the date is missing'],
    [
      '46023',
      '"46023" is not a date; as a day number of Excel it is 2026-01-01: say so in a map with date: { format: excel }',
    ],
    [
      'Total',
      '"Total" is not a date: expected for example 2026-01-31, 31/01/2026, 31 Jan 2026, 2026-W05, 2026-01 or 2026-Q1',
    ],
  ])('refuses %j and says why', (cell, reason) => {
    expect(readDate(cell, 'french')).toBeNull();
    expect(explainDate(cell, 'french')).toBe(reason);
  });

  it.each([
    ['05-Jan-2026', '2026-01-05'],
    ['Jan 6, 2026', '2026-01-06'],
    ['January 6th, 2026', '2026-01-06'],
    ['7 janvier 2026', '2026-01-07'],
    ['1er février 2026', '2026-02-01'],
    ['lundi 5 janv. 2026', '2026-01-05'],
    ['mar. 6 août 2024', '2024-08-06'],
    ['Monday, January 5, 2026', '2026-01-05'],
    ['2026-Jan-05', '2026-01-05'],
    ['5 Sept 2026 14:30', '2026-09-05'],
    ['Jan 5, 2026, 12:00 AM', '2026-01-05'],
    ['Mon Jan 05 2026 00:00:00 GMT+0100 (Central European Standard Time)', '2026-01-05'],
    ['1/25/2026 12:00:00 AM', '2026-01-25'],
    ['1/25/2026 12:00:00\u202fPM', '2026-01-25'],
    ['2026-01-05 00:00:00 UTC', '2026-01-05'],
    ['2026-01-05 00:00:00+00', '2026-01-05'],
    ['2026-01-05 00:00:00.000 +0100', '2026-01-05'],
    ['2026-01-05T00:00:00+01:00[Europe/Paris]', '2026-01-05'],
    ['20260105T000000Z', '2026-01-05'],
    ['2026-W02-1', '2026-01-05'],
    ['Jan-26', '2026-01'],
    ['janv.-26', '2026-01'],
    ["Jan '26", '2026-01'],
    ['Feb 2026', '2026-02'],
    ['mars 2026', '2026-03'],
    ['2026 décembre', '2026-12'],
    ['2026-W3', '2026-W03'],
    ['W04 2026', '2026-W04'],
    ['2026-S04', '2026-W04'],
    ['Week 4, 2026', '2026-W04'],
    ['semaine 4 2026', '2026-W04'],
  ])('reads the spelling %j as %s', (cell, label) => {
    expect(readDate(cell, 'us')?.period.label).toBe(label);
  });

  it.each([
    ['202602', 'week', '2026-W02'],
    ['202602', 'month', '2026-02'],
    ['202602', 'day', undefined],
    ['202613', 'month', undefined],
  ] as const)('reads the six digits %s by %s as %s', (cell, grain, label) => {
    expect(readDate(cell, 'us', grain)?.period.label).toBe(label);
  });

  it.each([
    'Jan 26',
    'Jan 6',
    '26-Jan',
    'S1 2026',
    'W04',
    '5 foo 2026',
    'mardi 2026',
    '31 février 2026',
    '1/5/2026 13:00 PM',
    '2026-01-05 25:00',
    `${' '.repeat(50_000)}x`,
  ])('does not guess at %j', (cell) => {
    expect(readDate(cell, 'us')).toBeNull();
  });

  it('is read year first only where the map says iso', () => {
    expect(readDate('13/02/2026', 'iso')).toBeNull();
    expect(explainDate('13/02/2026', 'iso')).toMatch(/not written year first/);
  });
});

describe('what a date tells about its column', () => {
  it.each([
    ['13/02/2026', 'french'],
    ['02/13/2026', 'us'],
    ['02/03/2026', 'either'],
    ['05/05/2026', 'clear'],
    ['03.02.2026', 'clear'],
    ['2026-02-03', 'clear'],
    ['nonsense', 'clear'],
  ] as const)('%j: %s', (cell, shape) => {
    expect(dateShapeOf(cell)).toBe(shape);
  });

  it('names both days it can mean', () => {
    expect(bothDates('02/03/2026')).toBe('2026-03-02 (french, day first) or 2026-02-03 (us, month first)');
  });
});

describe('a format in a map', () => {
  it.each([
    ['excel', '46027', '2026-01-05'],
    ['excel', '46027,5', '2026-01-05'],
    ['excel', '1', '1900-01-01'],
    ['excel', '59', '1900-02-28'],
    ['excel', '61', '1900-03-01'],
    ['DD/MM/YY', '05/01/26', '2026-01-05'],
    ['DD-MMM-YY', '05-JAN-99', '1999-01-05'],
    ['D MMMM YYYY', '5 février 2026', '2026-02-05'],
    ['M/D/YYYY h:mm A', '1/5/2026 12:00 a.m.', '2026-01-05'],
    ['YYYY[w]W', '2026w4', '2026-W04'],
    ['MM.YYYY', '02.2026', '2026-02'],
    ['YYYY-Q', '2026-4', '2026-Q4'],
  ])('%s reads %j as %s', (format, cell, label) => {
    expect(compileDateFormat(format)?.(cell)?.period.label).toBe(label);
  });

  it.each([
    ['excel', '60'],
    ['excel', '2026-01-05'],
    ['DD/MM/YY', '5/1/26'],
    ['DD/MM/YY', '31/02/26'],
    ['DD/MM/YY', 'x05/01/26'],
  ])('%s does not read %j', (format, cell) => {
    expect(compileDateFormat(format)?.(cell)).toBeNull();
  });

  it.each(['', 'DD/MM', 'YYYY', 'DD YYYY', 'YYYY/YYYY'])('%j is none', (format) => {
    expect(compileDateFormat(format)).toBeNull();
  });

  it('knows the zone of a time', () => {
    expect(compileDateFormat('DD/MM/YYYY HH:mm Z')?.('05/01/2026 23:30 +02:00')).toMatchObject({
      time: { seconds: 84_600, offset: 120 },
    });
  });
});
