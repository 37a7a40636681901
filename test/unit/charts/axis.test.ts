import { describe, expect, it } from 'vitest';
import { axisFor, bestIntervals, tickLabels } from '../../../src/platform/charts/drawing/axis.js';

const whole = { style: 'number', decimals: 0 } as const;

describe('axisFor', () => {
  it.each([
    [[11_050, 14_210], 4, { min: 11_000, max: 15_000 }],
    [[0.0274, 0.032], 3, { min: 0.026, max: 0.032 }],
    [[3, 58], 3, { min: 0, max: 60 }],
    [[-40, 35], 4, { min: -40, max: 40 }],
  ])('holds %j in %i rounded intervals', (values, intervals, expected) => {
    const axis = axisFor(values, intervals);

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
    const labels = tickLabels(axisFor([0.031, 0.0345]), { style: 'percent', decimals: 0 }, 'en');

    expect(labels).toEqual(['3.0%', '3.2%', '3.4%', '3.6%']);
  });

  it('writes ticks in full where three digits would make them equal', () => {
    const labels = tickLabels(axisFor([12_010, 12_038]), whole, 'en');

    expect(new Set(labels).size).toBe(labels.length);
  });

  it('never writes minus zero', () => {
    expect(tickLabels(axisFor([-0.3, 0.3]), { style: 'number', decimals: 1 }, 'en')).not.toContain('−0.0');
  });
});
