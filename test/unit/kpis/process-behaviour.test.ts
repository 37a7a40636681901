import { describe, expect, it } from 'vitest';
import {
  autocorrelation,
  detectRules,
  type ProcessLimits,
  processLimits,
} from '../../../src/features/kpis/process-behaviour.js';

const vectorA = [10, 50, 40, 30];
const vectorB = [5045, 4350, 4350, 3975, 4290, 4430, 4485, 4285, 3980, 3925, 3645, 3760, 3300, 3685, 3463, 5200];
const vectorC = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1];

function limitsOf(points: readonly number[], options?: Parameters<typeof processLimits>[1]): ProcessLimits {
  const limits = processLimits(points, options);
  if (limits === null) throw new Error('expected limits');
  return limits;
}

/** Centre 10, limits 4 and 16, quarter lines 7 and 13, jump above 7.37. */
const round: ProcessLimits = {
  centre: 10,
  lower: 4,
  upper: 16,
  lowerQuarter: 7,
  upperQuarter: 13,
  movingRange: 6 / 2.66,
  movingRangeLimit: 7.37,
  sigma: 2,
  count: 24,
};

function rulesOn(points: readonly number[], options: Partial<Parameters<typeof detectRules>[2]> = {}): string[] {
  return detectRules(points, round, { hasRunRules: true, ...options }).map(({ rule, side }) => `${rule} ${side}`);
}

describe('the limits of an XmR chart', () => {
  it.each([
    ['A', vectorA, { centre: 32.5, movingRange: 20, lower: -20.7, upper: 85.7, movingRangeLimit: 65.36 }],
    [
      'B',
      vectorB,
      { centre: 4135.5, movingRange: 355.933, lower: 3188.717, upper: 5082.283, movingRangeLimit: 1163.19 },
    ],
    ['C', vectorC, { centre: 1.944, movingRange: 1.882, lower: -3.063, upper: 6.952, movingRangeLimit: 6.152 }],
  ])('equal the published ones for vector %s', (_name, points, expected) => {
    const limits = limitsOf(points);

    expect(limits.centre).toBeCloseTo(expected.centre, 3);
    expect(limits.movingRange).toBeCloseTo(expected.movingRange, 3);
    expect(limits.lower).toBeCloseTo(expected.lower, 3);
    expect(limits.upper).toBeCloseTo(expected.upper, 3);
    expect(limits.movingRangeLimit).toBeCloseTo(expected.movingRangeLimit, 2);
  });

  it('drop the two moving ranges of an outlier when screened, as in vector C', () => {
    const limits = limitsOf(vectorC, { isScreened: true });

    expect(limits.movingRange).toBeCloseTo(1.0, 9);
    expect(limits.lower).toBeCloseTo(-0.72, 2);
    expect(limits.upper).toBeCloseTo(4.6, 2);
  });

  it('use medians of the moving ranges when asked', () => {
    const limits = limitsOf(vectorC, { basis: 'median' });

    expect(limits.movingRange).toBe(1);
    expect(limits.upper - limits.centre).toBeCloseTo(3.145, 9);
    expect(limits.movingRangeLimit).toBeCloseTo(3.865, 9);
  });

  it('have quarter lines midway between the centre and each limit', () => {
    const limits = limitsOf(vectorA);

    expect(limits.lowerQuarter).toBeCloseTo((32.5 - 20.7) / 2, 9);
    expect(limits.upperQuarter).toBeCloseTo((32.5 + 85.7) / 2, 9);
    expect(limits.sigma).toBeCloseTo(20 / 1.128, 9);
  });

  it('need two points', () => {
    expect(processLimits([5])).toBeNull();
    expect(processLimits([])).toBeNull();
    expect(limitsOf([5, 5]).upper).toBe(5);
  });
});

describe('the rules on the published vectors', () => {
  const rulesAt = (points: readonly number[], count: number): string[] =>
    detectRules(points.slice(0, count), limitsOf(points), { hasRunRules: true }).map(({ rule }) => rule);

  it('find nothing in A', () => {
    expect([1, 2, 3, 4].flatMap((count) => rulesAt(vectorA, count))).toEqual([]);
  });

  it('find R1 and a jump on the last point of B, and no run of eight anywhere', () => {
    expect(rulesAt(vectorB, 16)).toEqual(['R1', 'jump']);
    expect(vectorB.flatMap((_, index) => rulesAt(vectorB, index + 1)).filter((rule) => rule === 'R2')).toEqual([]);
  });

  it('find R1 on the fifth point of C, and jumps into the fifth and the sixth', () => {
    expect(rulesAt(vectorC, 5)).toEqual(['R1', 'jump']);
    expect(rulesAt(vectorC, 6)).toEqual(['jump']);
  });
});

describe('R1', () => {
  it.each([
    [16.01, ['R1 above']],
    [16, []],
    [4, []],
    [3.99, ['R1 below']],
  ])('judges a newest point of %f strictly', (newest, expected) => {
    expect(rulesOn([10, 11, 9, newest])).toEqual(expected);
  });

  it('says that it continues when the point before was outside on the same side', () => {
    const [found] = detectRules([10, 9, 17, 18], round, { hasRunRules: false });

    expect(found).toEqual({ rule: 'R1', side: 'above', startIndex: 2, length: 2, isContinuing: true });
  });

  it('is new when the point before was outside on the other side', () => {
    const found = detectRules([10, 3, 17], round, { hasRunRules: false });

    expect(found[0]).toMatchObject({ rule: 'R1', side: 'above', length: 1, isContinuing: false });
    expect(found[1]).toMatchObject({ rule: 'jump', side: 'above' });
  });

  it('looks at the newest point only', () => {
    expect(rulesOn([10, 18, 10.5, 11])).toEqual([]);
  });
});

describe('R2', () => {
  it.each([
    ['seven above', [9, ...Array.from({ length: 7 }, () => 11)], []],
    ['eight above', [9, ...Array.from({ length: 8 }, () => 11)], ['R2 above']],
    ['eight below', [11, ...Array.from({ length: 8 }, () => 9)], ['R2 below']],
    ['eight with one on the line', [11, 11, 11, 11, 10, 11, 11, 11], []],
    ['nine with one on the other side', [11, 11, 11, 11, 9, 11, 11, 11, 11], []],
  ])('on %s gives %j', (_what, points, expected) => {
    expect(rulesOn(points)).toEqual(expected);
  });

  it('keeps the first point of a run that goes on', () => {
    const [found] = detectRules([9, ...Array.from({ length: 11 }, () => 11)], round, { hasRunRules: true });

    expect(found).toEqual({ rule: 'R2', side: 'above', startIndex: 1, length: 11, isContinuing: true });
  });
});

describe('R3', () => {
  it.each([
    ['three of four beyond the quarter line', [10, 14, 9.5, 14, 14], ['R3 above']],
    ['three of four below it', [10, 6, 10.5, 6, 6], ['R3 below']],
    ['a newest point that is not one of them', [10, 14, 14, 14, 10], []],
    ['points on the quarter line', [10, 13, 13, 13, 13], []],
    ['three of four on different sides', [10, 14, 12, 14, 6.5], ['jump below']],
    ['only three points', [14, 14, 14], []],
  ])('on %s gives %j', (_what, points, expected) => {
    expect(rulesOn(points)).toEqual(expected);
  });

  it('keeps the first point of the firings that follow each other', () => {
    const [found] = detectRules([9, 14, 14, 14, 9, 14, 14], round, { hasRunRules: true });

    expect(found).toMatchObject({ rule: 'R3', startIndex: 2, length: 5, isContinuing: true });
  });
});

describe('what silences a rule', () => {
  it('asks neither R1 nor R3 below a limit that lies under the floor', () => {
    expect(rulesOn([6, 6, 6, 3], { floor: 5 })).toEqual([]);
    expect(rulesOn([6, 6, 6, 3], { floor: 4 })).toEqual(['R1 below', 'R3 below']);
  });

  it('still asks for a run under the floor', () => {
    expect(rulesOn([11, ...Array.from({ length: 8 }, () => 6)], { floor: 5 })).toEqual(['R2 below']);
  });

  it('asks neither R1 nor R3 above a limit that lies over the ceiling', () => {
    expect(rulesOn([14, 14, 14, 17], { ceiling: 15 })).toEqual([]);
    expect(rulesOn([14, 14, 14, 17], { ceiling: 16 })).toEqual(['R1 above', 'R3 above']);
  });

  it('asks for no run and no nearness where run rules are off', () => {
    expect(rulesOn([14, 14, 14, 14, 14, 14, 14, 14, 14], { hasRunRules: false })).toEqual([]);
  });
});

describe('lag-1 autocorrelation', () => {
  it.each([
    // Mean 3, deviations −2 −1 0 1 2: (2 + 0 + 0 + 2) / 10.
    ['a steady climb', [1, 2, 3, 4, 5], 0.4],
    // Deviations ±1: −5 / 6.
    ['a saw', [1, 3, 1, 3, 1, 3], -5 / 6],
    ['points all alike', [4, 4, 4, 4], 0],
    ['two points', [1, 2], 0],
  ])('of %s', (_what, points, expected) => {
    expect(autocorrelation(points)).toBeCloseTo(expected, 9);
  });
});
