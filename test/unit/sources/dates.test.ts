import { describe, expect, it } from 'vitest';
import { bothDates, dateShapeOf, explainDate, readDate } from '../../../src/features/sources/dates.js';

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
    expect(readDate(cell, 'french')).toMatchObject({ kind: 'day', start: day });
  });

  it.each([
    ['02/03/2026', '2026-02-03'],
    ['2/13/2026', '2026-02-13'],
    ['03.02.2026', '2026-02-03'],
    ['2026-02-03', '2026-02-03'],
  ])('reads %j, month first unless written with points', (cell, day) => {
    expect(readDate(cell, 'us')?.start).toBe(day);
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
    expect(readDate(cell, 'french')).toMatchObject({ label, start });
  });

  it.each([
    ['20026-01-02', '"20026-01-02" has the year 20026: expected 1900 to 2199'],
    ['02/01/20026', '"02/01/20026" has the year 20026: expected 1900 to 2199'],
    ['02/01/26', '"02/01/26" has a year of two digits: write all four'],
    ['2026-02-30', '"2026-02-30" is no day of the calendar from 1900 to 2199'],
    ['1899-12-31', '"1899-12-31" is no day of the calendar from 1900 to 2199'],
    ['31/02/2026', '"31/02/2026" is no day of the calendar when read day first'],
    [
      '02/13/2026',
      '"02/13/2026" is no day of the calendar when read day first, though it would be 2026-02-13 the other way round',
    ],
    ['2025-W53', '"2025-W53" is no ISO week of that year'],
    ['', 'the date is missing'],
    ['46023', '"46023" is not a date: expected for example 2026-01-31, 31/01/2026, 2026-W05, 2026-01 or 2026-Q1'],
    ['Total', '"Total" is not a date: expected for example 2026-01-31, 31/01/2026, 2026-W05, 2026-01 or 2026-Q1'],
  ])('refuses %j and says why', (cell, reason) => {
    expect(readDate(cell, 'french')).toBeNull();
    expect(explainDate(cell, 'french')).toBe(reason);
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
