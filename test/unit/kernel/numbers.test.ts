import { describe, expect, it } from 'vitest';
import { formatChange, formatCompact, formatValue } from '../../../src/kernel/numbers.js';

const euros = { style: 'currency', decimals: 2, currency: 'EUR' } as const;
const count = { style: 'number', decimals: 0 } as const;
const hours = { style: 'number', decimals: 1, unit: 'h' } as const;
const percent = { style: 'percent', decimals: 1 } as const;

/** Engines differ in which no-break space they write; that it is one is what matters. */
function joined(text: string): string {
  return text.replaceAll(/[\u00a0\u202f]/g, '~');
}

describe('a figure in words', () => {
  it.each([
    [1_234.5, euros, '1~234,50~€', '€1,234.50'],
    [-4.2, euros, '−4,20~€', '−€4.20'],
    [-12_400, count, '−12~400', '−12,400'],
    [5.4, hours, '5,4~h', '5.4~h'],
    [-0.0312, percent, '−3,1~%', '−3.1%'],
    [-0.0001, percent, '0,0~%', '0.0%'],
  ])('%d reads as people of both languages write it', (value, format, french, english) => {
    expect(joined(formatValue(value, format, 'fr'))).toBe(french);
    expect(joined(formatValue(value, format, 'en'))).toBe(english);
  });

  it.each([
    [12_195, count, '12~195', '12,195'],
    [-234_567, count, '−235~k', '−235k'],
    [1_240_000, euros, '1,24~M~€', '€1.24m'],
    [1_234.56, euros, '1~235~€', '€1,235'],
  ])('%d is shortened only where that saves room', (value, format, french, english) => {
    expect(joined(formatCompact(value, format, 'fr'))).toBe(french);
    expect(joined(formatCompact(value, format, 'en')).toLowerCase()).toBe(english.toLowerCase());
  });
});

describe('a change in words', () => {
  it.each([
    [{ kind: 'percent', value: 0.183 }, count, '+18,3~%', '+18.3%'],
    [{ kind: 'percent', value: -0.025 }, count, '−2,5~%', '−2.5%'],
    [{ kind: 'percent', value: 0.0001 }, count, '+0,01~%', '+0.01%'],
    [{ kind: 'percent', value: -0.000001 }, count, '0,0~%', '0.0%'],
    [{ kind: 'points', value: -4 }, count, '−4', '−4'],
    [{ kind: 'points', value: 1.5 }, { ...count, decimals: 1, unit: 'h' }, '+1,5~h', '+1.5~h'],
    [{ kind: 'points', value: 45 }, euros, '+45,00~€', '+€45.00'],
    [{ kind: 'points', value: 1_234_567 }, count, '+1,23~M', '+1.23m'],
    [{ kind: 'points', value: -0.004 }, percent, '−0,4~pt', '−0.4~pt'],
    [{ kind: 'points', value: -0.0003 }, { ...percent, decimals: 2 }, '−0,03~pt', '−0.03~pt'],
    [{ kind: 'points', value: -0.0003 }, percent, '−0,03~pt', '−0.03~pt'],
    [{ kind: 'points', value: 0 }, percent, '0,0~pt', '0.0~pt'],
  ] as const)('%o of %o is signed and as precise as its value', (change, format, french, english) => {
    expect(joined(formatChange(change, format, 'fr'))).toBe(french);
    expect(joined(formatChange(change, format, 'en')).toLowerCase()).toBe(english.toLowerCase());
  });
});
