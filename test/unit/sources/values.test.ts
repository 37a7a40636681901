import { describe, expect, it } from 'vitest';
import {
  bothReadings,
  createMissingCheck,
  explainNumber,
  readDuration,
  readNumber,
  shapeOf,
} from '../../../src/features/sources/values.js';

describe('a number in a column with a decimal comma', () => {
  it.each([
    ['1234', 1234],
    ['1,5', 1.5],
    ['1.234,5', 1234.5],
    ['1 234,5', 1234.5],
    ['1\u202f234\u202f567,25', 1234567.25],
    ['1\u00a0234', 1234],
    ['1\u2009234', 1234],
    ["1'234'567", 1234567],
    ['1.234', 1234],
    [',5', 0.5],
    ['-3,2', -3.2],
    ['−3,2', -3.2],
    ['(12,5)', -12.5],
    ['12,5 %', 0.125],
    ['3\u202f%', 0.03],
    ['1 234,50 €', 1234.5],
    ['€ 12', 12],
    ['EUR 12,5', 12.5],
    ['1,5e3', 1500],
    ['+7', 7],
    ['-0', 0],
  ])('reads %j as %d', (cell, expected) => {
    expect(readNumber(cell, ',')).toBe(expected);
  });

  it.each([
    '',
    'abc',
    '1,234.5',
    '12 34',
    '1.23',
    '1,2,3',
    '0x10',
    '5€20',
    'NaN',
    'Infinity',
    '1e309',
    '--1',
    '-1-',
    '(1',
    '(1)-',
  ])('refuses %j', (cell) => {
    expect(readNumber(cell, ',')).toBeNull();
  });
});

describe('a number in a column with a decimal point', () => {
  it.each([
    ['1234.5', 1234.5],
    ['1,234.5', 1234.5],
    ['1,234', 1234],
    ['1.234', 1.234],
    ['$1,234,567.89', 1234567.89],
    ['-$5', -5],
    ['($1,000)', -1000],
    ['27.7%', 0.277],
    ['1e-5', 0.00001],
    ['.5', 0.5],
    ['1,234.50-', -1234.5],
    ['(5.0%)', -0.05],
    ['(5.0)%', -0.05],
    ['1,23,456.78', 123456.78],
    ['12,34,567', 1234567],
    ['US$10.50', 10.5],
    ['$US 10.50', 10.5],
    ['10.50 kr', 10.5],
    ['kr. 10.50', 10.5],
    ['₹10.50', 10.5],
    ['10.50 zł', 10.5],
    ['SEK 10.50', 10.5],
    ['10.50 INR', 10.5],
    ['-R$ 3', -3],
    ['3.2M', 3200000],
    ['1.1k', 1100],
    ['€3.2M', 3200000],
    ['3.2 M€', 3200000],
    ['2.3 Md €', 2300000000],
    ['4 kEUR', 4000],
    ['20344700837', 20344700837],
    ['1000000000000000', 1e15],
    ['0.3680291832857143', 0.3680291832857143],
  ])('reads %j as %d', (cell, expected) => {
    expect(readNumber(cell, '.')).toBe(expected);
  });

  it.each(['1.234,5', '1,5', '1,23', '1.2.3', '1e16', '-1e308', '1000000000000001', '9'.repeat(400)])(
    'refuses %j',
    (cell) => {
      expect(readNumber(cell, '.')).toBeNull();
    },
  );

  it.each(['3.2m', '3 all', 'Q1', 'R 10', '1 billion', '3M%', '1,234,56', '€5$', '5 km', '1:30'])(
    'refuses %j',
    (cell) => {
      expect(readNumber(cell, '.')).toBeNull();
    },
  );
});

describe('what a cell tells about its column', () => {
  it.each([
    ['1234', 'plain'],
    ['1 234', 'plain'],
    ['1,5', 'comma'],
    ['1.234,5', 'comma'],
    ['1.234.567', 'comma'],
    ['1.5', 'point'],
    ['1,234.5', 'point'],
    ['0.123', 'point'],
    ['1234.567', 'point'],
    ['1,234', 'either'],
    ['1.234', 'either'],
    ['12.345 €', 'either'],
    ['text', 'none'],
  ] as const)('%j: %s', (cell, shape) => {
    expect(shapeOf(cell)).toBe(shape);
  });

  it('names both numbers a cell can mean', () => {
    expect(bothReadings('1,234')).toBe('1234 (decimal point) or 1.234 (decimal comma)');
    expect(bothReadings('1.234')).toBe('1.234 (decimal point) or 1234 (decimal comma)');
  });
});

describe('the reason why a cell is no number', () => {
  it.each([
    ['1,5', '.', '"1,5" is not a number with a decimal point, which this column uses'],
    ['NaN', '.', '"NaN" is not a figure'],
    ['-Infinity', ',', '"-Infinity" is not a figure'],
    ['1e309', '.', '"1e309" is too large for a figure: at most 1,000,000,000,000,000 either side of zero'],
    ['many', ',', '"many" is not a number'],
    ['x'.repeat(60), ',', `"${'x'.repeat(39)}…" is not a number`],
  ] as const)('%j with %s: %s', (cell, mark, reason) => {
    expect(explainNumber(cell, mark)).toBe(reason);
  });
});

describe('a missing value', () => {
  it.each(['', ' ', 'NA', 'n/a', '-', '–', 'null', ' N/A '])('is %j', (cell) => {
    expect(createMissingCheck().cell(cell)).toBe(true);
  });

  it('is also what the map names, and never a number otherwise', () => {
    const missing = createMissingCheck(['-999', 'pas de donnée']);

    expect(['-999', 'Pas de donnée', '0', 'missing'].map(missing.cell)).toEqual([true, true, false, false]);
    expect(createMissingCheck().cell('-999')).toBe(false);
  });

  it.each(['-200', '-200,0', '-200.00', ' −200 ', '(200)', '-2e2'])('is the number of a mark, also as %j', (cell) => {
    expect(createMissingCheck(['-200']).cell(cell)).toBe(true);
  });

  it.each(['-200,5', '-20', '200', '-200%', 'x-200'])('is not %j where the mark is -200', (cell) => {
    expect(createMissingCheck(['-200']).cell(cell)).toBe(false);
  });
});

it('a cell of a hundred thousand spaces is no number, and takes no longer than it is long', () => {
  for (const cell of [`1${' '.repeat(100_000)}x`, `${' '.repeat(100_000)}`, `(${' '.repeat(100_000)})€x`]) {
    expect(readNumber(cell, ',')).toBeNull();
    expect(shapeOf(cell)).toBe('none');
  }
});

describe('a duration', () => {
  it.each([
    ['1:30:00', 'hours', 1.5],
    ['1:30:00', 'minutes', 90],
    ['0:00:01.5', 'seconds', 1.5],
    ['-36:00:00', 'days', -1.5],
    ['1:30', 'hours', null],
    ['1:75:00', 'hours', null],
  ] as const)('%s in %s is %s', (cell, unit, expected) => {
    expect(readDuration(cell, unit)).toBe(expected);
  });

  it('is no number without a map, and the reason says what to write', () => {
    expect(readNumber('1:30:00', '.')).toBeNull();
    expect(explainNumber('1:30:00', '.')).toMatch(/is a duration: say in a map .* durations: seconds, minutes, hours/);
  });

  it('is looked for in time, however long the cell', () => {
    expect(readNumber(`1${' '.repeat(200_000)}x`, '.')).toBeNull();
    expect(shapeOf(`${'€'.repeat(200_000)}1`)).toBe('none');
  });
});
