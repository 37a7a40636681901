import { describe, expect, it } from 'vitest';
import type { Kpi, Target } from '../../../src/features/kpis/kpi.js';
import { lacksThresholds, statusOf, targetFor, thresholdsFor, varianceTo } from '../../../src/features/kpis/status.js';
import { parsePeriod } from '../../../src/kernel/periods.js';
import { aKpi } from './builders.js';

describe('red, amber and green', () => {
  it.each([
    ['higher', 100, 100, 'green'],
    ['higher', 101, 100, 'green'],
    ['higher', 99.99, 100, 'amber'],
    ['higher', 90, 100, 'amber'],
    ['higher', 0.027, 0.03, 'amber'],
    ['higher', 89.99, 100, 'red'],
    ['higher', 0, 100, 'red'],
    ['higher', -5, 100, 'red'],
    ['lower', 50, 50, 'green'],
    ['lower', 40, 50, 'green'],
    // 50 / 55 = 0.909, 50 / 56 = 0.893.
    ['lower', 55, 50, 'amber'],
    ['lower', 56, 50, 'red'],
    ['lower', 0, 50, 'green'],
    ['higher', 5, 0, 'grey'],
    ['lower', 5, 0, 'grey'],
    ['higher', 5, -10, 'grey'],
  ] as const)('%s is better: %f against %f is %s', (direction, actual, value, expected) => {
    expect(statusOf(actual, direction, { target: { value }, thresholds: null })).toBe(expected);
  });

  it.each([
    [10, 'green'],
    [20, 'green'],
    [15, 'green'],
    // The width is 10, so amber reaches 1 outside.
    [9, 'amber'],
    [21, 'amber'],
    [8.99, 'red'],
    [21.01, 'red'],
  ])('%f against a range of 10 to 20 is %s', (actual, expected) => {
    expect(statusOf(actual, 'range', { target: { low: 10, high: 20 }, thresholds: null })).toBe(expected);
  });

  it.each([
    ['higher', 5, 'green'],
    ['higher', 4.9, 'amber'],
    ['higher', 2, 'amber'],
    ['higher', 1.9, 'red'],
  ] as const)('%s: %f with thresholds amber 5 and red 2 is %s, whatever the target', (direction, actual, expected) => {
    expect(statusOf(actual, direction, { target: { value: 0 }, thresholds: { amber: 5, red: 2 } })).toBe(expected);
    expect(statusOf(actual, direction, { target: null, thresholds: { amber: 5, red: 2 } })).toBe(expected);
  });

  it.each([
    [2, 'green'],
    [2.1, 'amber'],
    [5, 'amber'],
    [5.1, 'red'],
  ])('lower: %f with thresholds amber 2 and red 5 is %s', (actual, expected) => {
    expect(statusOf(actual, 'lower', { target: { value: 0 }, thresholds: { amber: 2, red: 5 } })).toBe(expected);
  });

  it.each([
    [20.5, 'green'],
    [22, 'amber'],
    [7, 'amber'],
    [26, 'red'],
  ])('range 10 to 20: %f with thresholds 1 and 5 outside is %s', (actual, expected) => {
    expect(statusOf(actual, 'range', { target: { low: 10, high: 20 }, thresholds: { amber: 1, red: 5 } })).toBe(
      expected,
    );
  });

  it('is grey without target and thresholds', () => {
    expect(statusOf(5, 'higher', { target: null, thresholds: null })).toBe('grey');
  });
});

describe('the variance', () => {
  it.each([
    ['higher', 110, 100, 10, 0.1],
    ['higher', 90, 100, -10, -0.1],
    ['lower', 90, 100, 10, 0.1],
    ['lower', 110, 100, -10, -0.1],
    ['higher', 5, -10, 15, 1.5],
    ['higher', 5, 0, 5, null],
    ['lower', 0, 0, 0, null],
  ] as const)(
    'with %s better, %f against %f, is %f and %f: plus is good',
    (direction, actual, value, absolute, relative) => {
      const variance = varianceTo(actual, direction, { value });

      expect(variance.absolute).toBe(absolute);
      expect(variance.relative).toBe(relative);
      expect(variance.isGood).toBe(absolute >= 0);
    },
  );

  it.each([
    [15, 0, true],
    [8, -2, false],
    [23, -3, false],
  ])('of %f against 10 to 20 is %f', (actual, absolute, isGood) => {
    expect(varianceTo(actual, 'range', { low: 10, high: 20 })).toEqual({ absolute, relative: null, isGood });
  });
});

describe('the target in force', () => {
  const at = (kpi: Partial<Kpi>, period: string) => targetFor(aKpi(kpi), parsePeriod(period));
  const yearly: Target[] = [
    { from: '2026-01-01', value: 120 },
    { from: '2025-01-01', value: 100 },
  ];

  it.each([
    ['2024-W52', null],
    // 2025-W01 runs from 30 December: its fourth day is 2 January.
    ['2025-W01', { value: 100 }],
    ['2025-W52', { value: 100 }],
    ['2026-W01', { value: 120 }],
    // 2026-W53 runs from 28 December to 3 January: its fourth day is still in 2026.
    ['2026-W53', { value: 120 }],
  ])('for %s goes by the fourth day of the week', (period, expected) => {
    expect(at({ targets: yearly }, period)).toEqual(expected);
  });

  it('of a month is the one on its first day', () => {
    const targets: Target[] = [...yearly, { from: '2026-10-15', value: 150 }];

    expect(at({ rollUp: 'mean', targets }, '2026-10')).toEqual({ value: 120 });
    expect(at({ rollUp: 'mean', targets }, '2026-11')).toEqual({ value: 150 });
  });

  it('of a sum is for one kind of period and never divided', () => {
    const monthly: Target[] = [{ from: '2025-01-01', per: 'month', value: 4_000 }];

    expect(at({ targets: monthly }, '2026-10')).toEqual({ value: 4_000 });
    expect(at({ targets: monthly }, '2026-W40')).toBeNull();
    expect(at({ targets: yearly }, '2026-10')).toBeNull();
    expect(at({ grain: 'month', targets: yearly }, '2026-10')).toEqual({ value: 120 });
  });

  it('of a rate holds for every kind of period, unless one is given for that kind', () => {
    const targets: Target[] = [
      { from: '2025-01-01', per: 'quarter', value: 0.04 },
      { from: '2026-01-01', value: 0.03 },
    ];
    const rate = { rollUp: 'ratio', changeKind: 'points', targets } as const;

    expect(at(rate, '2026-W40')).toEqual({ value: 0.03 });
    expect(at(rate, '2026-10')).toEqual({ value: 0.03 });
    expect(at(rate, '2026-Q3')).toEqual({ value: 0.04 });
    expect(at(rate, 'FY2026-Q3')).toEqual({ value: 0.04 });
  });

  it('lets the thresholds of a sum apply to their own kind only', () => {
    const kpi = aKpi({ thresholds: { amber: 5, red: 2, per: 'month' } });

    expect(thresholdsFor(kpi, parsePeriod('2026-10'))).toEqual({ amber: 5, red: 2, per: 'month' });
    expect(thresholdsFor(kpi, parsePeriod('2026-W40'))).toBeNull();
  });

  it.each([
    [{ value: 0 }, true],
    [{ value: -3 }, true],
    [{ value: 3 }, false],
    [{ low: 3, high: 3 }, true],
    [{ low: -3, high: 3 }, false],
  ])('%j without thresholds is a fault: %s', (target, isFault) => {
    const targets = [{ from: '2026-01-01', ...target }];

    expect(lacksThresholds(aKpi({ targets }))).toBe(isFault);
    expect(lacksThresholds(aKpi({ targets, thresholds: { amber: 1, red: 2 } }))).toBe(false);
  });
});
