import { describe, expect, it } from 'vitest';
import {
  isSuspicious,
  readingText,
  readTypedValue,
  type ValueFault,
} from '../../../src/features/kpi-commands/typed-value.js';
import { aKpi } from '../kpis/builders.js';

const volume = aKpi({ floor: 0 });
const percent = aKpi({ rollUp: 'mean', format: { style: 'percent', decimals: 1 }, floor: 0, ceiling: 1 });
const ratio = aKpi({ rollUp: 'ratio', format: { style: 'percent', decimals: 1 }, floor: 0, ceiling: 1 });
const money = aKpi({ format: { style: 'currency', currency: 'EUR', decimals: 0 } });

describe('a typed value', () => {
  it.each([
    ['1234', 'en', 1234],
    ['1,234', 'en', 1234],
    ['1.234', 'en', 1.234],
    ['1,234', 'fr', 1.234],
    ['1 234,5', 'fr', 1234.5],
    ['1\u202f234', 'fr', 1234],
    ['12.5', 'fr', 12.5],
    ['12,5', 'en', 12.5],
    ['1.234.567', 'fr', 1_234_567],
    ['0', 'fr', 0],
  ] as const)('%j in %s is %d', (text, locale, value) => {
    expect(readTypedValue(text, volume, locale)).toEqual({ value: { value } });
  });

  it.each([
    ['1 234 €', money, { value: 1234 }],
    ['-1 234,50€', money, { value: -1234.5 }],
    ['31 %', percent, { value: 0.31 }],
    ['31,5%', percent, { value: 0.315 }],
    ['0', percent, { value: 0 }],
    ['123/4567', ratio, { numerator: 123, denominator: 4567 }],
    ['123 / 4 567', ratio, { numerator: 123, denominator: 4567 }],
    ['0/0', ratio, { numerator: 0, denominator: 0 }],
  ])('%j is taken for a KPI of its kind', (text, kpi, value) => {
    expect(readTypedValue(text, kpi, 'fr')).toEqual({ value });
  });

  it.each<[string, typeof volume, ValueFault]>([
    ['', volume, 'missing'],
    ['many', volume, 'not-a-number'],
    ['NaN', volume, 'not-a-number'],
    ['1e999', volume, 'too-large'],
    ['-1e308', volume, 'too-large'],
    ['1/1e-300', ratio, 'too-large'],
    ['12 34', volume, 'not-a-number'],
    ['1.234', volume, 'two-ways'],
    ['12/34', volume, 'needs-one'],
    ['12', ratio, 'needs-ratio'],
    ['3 %', ratio, 'needs-ratio'],
    ['12/', ratio, 'not-a-number'],
    ['1/2/3', ratio, 'needs-ratio'],
    ['3%/4%', ratio, 'no-percent'],
    ['31', percent, 'needs-percent'],
    ['31 %', volume, 'no-percent'],
  ])('%j is refused: %s', (text, kpi, fault) => {
    expect(readTypedValue(text, kpi, 'fr')).toMatchObject({ fault });
  });
});

describe('a reading in words', () => {
  it('shows the parts of a ratio', () => {
    expect(readingText({ numerator: 123, denominator: 4567.5 }, ratio, 'en')).toBe('2.7% (123/4,567.50)');
    expect(readingText({ numerator: 1, denominator: 0 }, ratio, 'en')).toBe('– (1/0)');
    expect(readingText({ value: 1234 }, money, 'fr').replaceAll(/\s/g, ' ')).toBe('1 234 €');
  });
});

describe('a value that is likely a slip', () => {
  it.each([
    [1200, 120, true],
    [12, 120, true],
    [1199, 120, false],
    [-120, 120, true],
    [0, 120, true],
    [120, 0, false],
    [5, null, false],
  ])('%d after %s: %s', (now, before, expected) => {
    expect(isSuspicious({ value: now }, before === null ? null : { value: before })).toBe(expected);
  });
});
