import { describe, expect, it } from 'vitest';
import { readPlanned } from '../../../src/features/decisions/surface/planned-value.js';

const euros = { format: { style: 'currency', decimals: 2, currency: 'EUR' } } as const;
const rate = { format: { style: 'percent', decimals: 1 } } as const;
const hours = { format: { style: 'number', decimals: 1, unit: 'h' } } as const;

describe('a planned value', () => {
  it.each([
    ['40', euros, 'en', 40],
    ['12,000.50', euros, 'en', 12_000.5],
    ['12 000,50 €', euros, 'fr', 12_000.5],
    ['12\u202f000,50\u00a0€', euros, 'fr', 12_000.5],
    ['3.5%', rate, 'en', 0.035],
    ['3,5 %', rate, 'fr', 0.035],
    ['0', rate, 'fr', 0],
    ['\u22125', euros, 'en', -5],
    ['6,5 h', hours, 'fr', 6.5],
  ] as const)('%s is read in the notation of its language', (text, kpi, locale, value) => {
    const read = readPlanned(text, kpi, locale);

    expect('value' in read && read.value).toBeCloseTo(value, 10);
  });

  it.each([
    ['a lot', euros, 'en', 'not-a-number'],
    ['1.234', euros, 'fr', 'two-ways'],
    ['3.5', rate, 'en', 'needs-percent'],
    ['40 %', euros, 'fr', 'no-percent'],
  ] as const)('%s is not taken', (text, kpi, locale, fault) => {
    expect(readPlanned(text, kpi, locale)).toEqual({ fault });
  });
});
