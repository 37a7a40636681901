import { describe, expect, it } from 'vitest';
import { finestStep } from '../../../src/kernel/numbers.js';
import { axisFor, bestIntervals, tickLabels } from '../../../src/platform/charts/drawing/axis.js';

const whole = { style: 'number', decimals: 0 } as const;

describe('axisFor', () => {
  it.each([
    [[11_050, 14_210], 4, { min: 11_000, max: 15_000 }],
    [[0.0274, 0.032], 3, { min: 0.026, max: 0.032 }],
    [[3, 58], 3, { min: 0, max: 60 }],
    [[-40, 35], 4, { min: -40, max: 40 }],
  ])('holds %j in %i rounded intervals', (values, intervals, expected) => {
    const axis = axisFor(values, { intervals });

    expect(axis.min).toBeCloseTo(expected.min, 9);
    expect(axis.max).toBeCloseTo(expected.max, 9);
    expect(axis.ticks).toHaveLength(intervals + 1);
  });

  it.each([[[]], [[0]], [[5, 5, 5]], [[-3]], [[1e12, 1e12]], [[1e-9, 2e-9]], [[-1e12, 1e12]], [[1e12, 1e12 + 1]]])(
    'is finite and holds %j',
    (values) => {
      const axis = axisFor(values);

      expect(axis.max).toBeGreaterThan(axis.min);
      for (const value of values) {
        expect(axis.min).toBeLessThanOrEqual(value);
        expect(axis.max).toBeGreaterThanOrEqual(value);
      }
    },
  );

  it('starts at zero only where the figures come near it', () => {
    expect(axisFor([10, 100]).min).toBe(0);
    expect(axisFor([80, 100]).min).toBeGreaterThan(0);
  });

  it('takes figures that rounding holds apart for one', () => {
    expect(axisFor([0.1 + 0.2, 0.3])).toEqual(axisFor([0.3]));
  });
});

describe('bestIntervals', () => {
  it('takes the number that leaves least room unused, within what the height allows', () => {
    expect(
      bestIntervals(
        [
          [11_050, 14_210],
          [29_400, 54_800],
        ],
        4,
      ),
    ).toBe(4);
    expect(
      bestIntervals(
        [
          [11_050, 14_210],
          [29_400, 54_800],
        ],
        2,
      ),
    ).toBe(2);
  });
});

describe('tickLabels', () => {
  it('writes just the decimals that tell the ticks apart', () => {
    const labels = tickLabels(axisFor([0.031, 0.0345]), { style: 'percent', decimals: 1 }, 'en');

    expect(labels).toEqual(['3.0%', '3.2%', '3.4%', '3.6%']);
  });

  it('writes ticks in full where three digits would make them equal', () => {
    const labels = tickLabels(axisFor([12_010, 12_038]), whole, 'en');

    expect(new Set(labels).size).toBe(labels.length);
  });

  it.each([
    [[0.331, 0.3333], { style: 'percent', decimals: 0 }, ['33%', '34%', '35%', '36%']],
    [[1 / 3, 1 / 3], { style: 'percent', decimals: 1 }, ['30%', '32%', '34%', '36%', '38%']],
    [[3, 9.5], whole, ['0', '3', '6', '9', '12']],
    [[0.7, 0.7], { style: 'number', decimals: 1 }, null],
    [[1_200.004, 1_200.011], { style: 'currency', decimals: 2, currency: 'EUR' }, null],
    [[5, 5.000001], whole, null],
    [[200, 207], whole, null],
  ] as const)('of %j never step finer than the decimals of %j', (values, format, expected) => {
    const intervals = expected ? expected.length - 1 : 3;
    const axis = axisFor(values, { intervals, finest: finestStep(format) });
    const labels = tickLabels(axis, format, 'en');

    if (expected) expect(labels).toEqual(expected);
    const shownBy = (label: string) => /[.](\d+)/.exec(label)?.[1]?.length ?? 0;
    expect(Math.max(...labels.map(shownBy))).toBeLessThanOrEqual(format.decimals);
    expect(new Set(labels).size).toBe(labels.length);
    expect(axis.min).toBeLessThanOrEqual(Math.min(...values));
    expect(axis.max).toBeGreaterThanOrEqual(Math.max(...values));
  });

  it('never writes minus zero', () => {
    expect(tickLabels(axisFor([-0.3, 0.3]), { style: 'number', decimals: 1 }, 'en')).not.toContain('−0.0');
  });
});
