import { describe, expect, it } from 'vitest';
import {
  bothReadings,
  createMissingCheck,
  explainNumber,
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

  it.each(['', 'abc', '1,234.5', '12 34', '1.23', '1,2,3', '0x10', '5€20', 'NaN', 'Infinity', '1e309', '--1', '1-'])(
    'refuses %j',
    (cell) => {
      expect(readNumber(cell, ',')).toBeNull();
    },
  );
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
