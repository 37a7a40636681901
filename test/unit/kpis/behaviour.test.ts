import { describe, expect, it } from 'vitest';
import { analyseBehaviour, type BehaviourFacts } from '../../../src/features/kpis/behaviour.js';
import type { Kpi } from '../../../src/features/kpis/kpi.js';
import type { PeriodValue } from '../../../src/features/kpis/roll-up.js';
import { seasonalFactors } from '../../../src/features/kpis/season.js';
import { monthOf } from '../../../src/kernel/calendar.js';
import { parsePeriod, periodsEndingAt } from '../../../src/kernel/periods.js';
import { aKpi, repeat } from './builders.js';

/** Weeks ending with 2026-W46, or months ending with 2026-10. */
function valuesOf(points: readonly (number | null)[], last = '2026-W46'): PeriodValue[] {
  return periodsEndingAt(parsePeriod(last), points.length).map((period, index) => ({
    period,
    value: points[index] ?? null,
    partialValue: points[index] ?? null,
    completeness: points[index] === null ? 'absent' : 'complete',
    present: 1,
    expected: 1,
  }));
}

function analysed(points: readonly (number | null)[], differing: Partial<BehaviourFacts> & { kpi?: Kpi } = {}) {
  return analyseBehaviour({
    kpi: aKpi(),
    values: valuesOf(points),
    target: null,
    mayCarrySignals: true,
    ...differing,
  });
}

/** 9, 11, 9, 11 …: centre 10, mean moving range 2, limits 4.68 and 15.32. */
function saw(count: number): number[] {
  return Array.from({ length: count }, (_, index) => (index % 2 === 0 ? 9 : 11));
}

describe('the baseline of the limits', () => {
  it.each([
    [6, null],
    [7, 6],
    [12, 11],
    [13, 12],
    [19, 12],
    [20, 12],
    [25, 17],
    [32, 24],
    [100, 24],
  ])('of %i points holds %s', (count, expected) => {
    expect(analysed(saw(count)).behaviour.limits?.count ?? null).toBe(expected);
  });

  it('is a trial below twelve points', () => {
    expect(analysed(saw(12)).behaviour.isTrial).toBe(true);
    expect(analysed(saw(13)).behaviour.isTrial).toBe(false);
    expect(analysed(saw(6)).behaviour.isTrial).toBe(false);
  });

  it('does not move with the eight newest points', () => {
    const before = analysed(saw(32)).behaviour.limits;
    const after = analysed([...saw(24), ...repeat(40, 8)]).behaviour.limits;

    expect(after).toEqual(before);
    expect(after).toMatchObject({ centre: 10, count: 24 });
    expect(after?.upper).toBeCloseTo(15.32, 9);
  });

  it('skips gaps', () => {
    expect(analysed([...saw(10), null, null, ...saw(3)]).behaviour.limits?.count).toBe(12);
  });

  it('begins anew on the day of a named change', () => {
    const values = valuesOf([...repeat(500, 20), ...saw(13)]);
    const { behaviour, series } = analysed([], { values, baselineFrom: values[20]?.period.start ?? '' });

    expect(behaviour.limits).toMatchObject({ centre: 10, count: 12 });
    expect(series[19]?.limits).toBeNull();
    expect(series[20]?.limits).not.toBeNull();
  });
});

describe('a signal', () => {
  it('tells improvement from concern by the KPI’s direction', () => {
    const up = [...saw(32), 20];

    expect(analysed(up).behaviour.signals[0]).toEqual({
      rule: 'R1',
      side: 'above',
      judgement: 'improvement',
      since: '2026-W46',
      length: 1,
      lasting: 1,
      isContinuing: false,
    });
    expect(analysed(up, { kpi: aKpi({ direction: 'lower' }) }).behaviour.signals[0]?.judgement).toBe('concern');
    expect(analysed(up, { kpi: aKpi({ direction: 'range' }) }).behaviour.signals[0]?.judgement).toBe('neutral');
  });

  it('on a range is a concern once the value has left the range', () => {
    const kpi = aKpi({ direction: 'range' });

    const leaving = analysed([...saw(32), 20], { kpi, target: { low: 8, high: 12 } });
    const staying = analysed([...saw(32), 20], { kpi, target: { low: 8, high: 30 } });

    expect(leaving.behaviour.signals[0]?.judgement).toBe('concern');
    expect(staying.behaviour.signals[0]?.judgement).toBe('neutral');
  });

  it('of a shift is found on its eighth point and says since when', () => {
    const seventh = analysed([...saw(31), 9, ...repeat(12, 7)]);
    const eighth = analysed([...saw(31), 9, ...repeat(12, 8)]);

    expect(seventh.behaviour.signals).toEqual([]);
    expect(eighth.behaviour.signals).toEqual([
      {
        rule: 'R2',
        side: 'above',
        judgement: 'improvement',
        since: '2026-W39',
        length: 8,
        lasting: 8,
        isContinuing: false,
      },
    ]);
    expect(eighth.series.slice(-9).map(({ mark }) => mark)).toEqual([null, ...repeat(0, 8).map(() => 'improvement')]);
  });

  it('says that it continues while the shift lasts', () => {
    const [found] = analysed([...saw(31), 9, ...repeat(12, 12)]).behaviour.signals;

    expect(found).toMatchObject({ rule: 'R2', since: '2026-W35', length: 12, isContinuing: true });
  });

  it('is never about an older point', () => {
    expect(analysed([...saw(30), 20, 10, 10]).behaviour.signals).toEqual([]);
  });

  it('needs the value of the reported period', () => {
    expect(analysed([...saw(30), 20, null]).behaviour.signals).toEqual([]);
  });

  it('is not raised for a KPI coarser than the digest', () => {
    expect(analysed([...saw(32), 20], { mayCarrySignals: false }).behaviour.signals).toEqual([]);
  });

  it('is not raised from fewer than six points before it', () => {
    expect(analysed([...saw(5), 500]).behaviour.signals).toEqual([]);
    expect(analysed([...saw(6), 500]).behaviour.signals.map(({ rule }) => rule)).toEqual(['R1', 'jump']);
  });
});

describe('the drawn limits', () => {
  it('stop at the floor and the ceiling while the computed ones are kept', () => {
    const { behaviour, series } = analysed(saw(32), { kpi: aKpi({ floor: 6, ceiling: 14 }) });

    expect(series.at(-1)?.limits).toEqual({ lower: 6, centre: 10, upper: 14 });
    expect(behaviour.limits?.lower).toBeCloseTo(4.68, 9);
    expect(behaviour.limits?.upper).toBeCloseTo(15.32, 9);
  });
});

describe('assurance', () => {
  it.each([
    ['higher', { value: 16 }, 'will-miss'],
    ['higher', { value: 4 }, 'will-meet'],
    ['higher', { value: 10 }, 'hit-and-miss'],
    ['lower', { value: 16 }, 'will-meet'],
    ['lower', { value: 4 }, 'will-miss'],
    ['lower', { value: 15 }, 'hit-and-miss'],
    ['range', { low: 4, high: 16 }, 'will-meet'],
    ['range', { low: 16, high: 20 }, 'will-miss'],
    ['range', { low: 8, high: 16 }, 'hit-and-miss'],
    ['higher', null, null],
  ] as const)('for %s and target %j is %s', (direction, target, expected) => {
    expect(analysed(saw(32), { kpi: aKpi({ direction }), target }).behaviour.assurance).toBe(expected);
  });

  it('is unknown without limits', () => {
    expect(analysed(saw(6), { target: { value: 1 } }).behaviour.assurance).toBeNull();
  });
});

describe('the warning of autocorrelation', () => {
  it('is given for a slow wave and not for a saw', () => {
    const wave = Array.from({ length: 32 }, (_, index) => 10 + 3 * Math.sin(index / 4));

    expect(analysed(wave).behaviour).toMatchObject({ isAutocorrelated: true });
    expect(analysed(saw(32)).behaviour).toMatchObject({ isAutocorrelated: false });
  });
});

describe('a seasonal KPI', () => {
  const kpi = aKpi({ isSeasonal: true, grain: 'month' });
  const months = (count: number) => periodsEndingAt(parsePeriod('2026-10'), count);
  /** 200 in December, 100 in every other month. */
  const withDecember = (count: number): number[] =>
    months(count).map(({ start }) => (monthOf(start) === 12 ? 200 : 100));

  it('has, over two whole years, the factor of each month against the mean of all', () => {
    const points = months(24).map(({ start }, index) => ({
      month: monthOf(start),
      value: withDecember(24)[index] ?? null,
    }));

    const factors = seasonalFactors(points, 'month');

    // Mean of a year: (11 × 100 + 200) / 12 = 108.33.
    expect(factors?.get(12)).toBeCloseTo(200 / (1_300 / 12), 12);
    expect(factors?.get(1)).toBeCloseTo(100 / (1_300 / 12), 12);
    expect(seasonalFactors(points.slice(1), 'month')).toBeNull();
  });

  it('has no factors where values are negative or a month is missing in both years', () => {
    const points = months(24).map(({ start }) => ({ month: monthOf(start), value: monthOf(start) === 5 ? null : 10 }));

    expect(seasonalFactors(points, 'month')).toBeNull();
    expect(
      seasonalFactors(
        points.map(({ month }) => ({ month, value: month === 12 ? -5 : 10 })),
        'month',
      ),
    ).toBeNull();
  });

  it('takes its season out before it looks for signals, and draws limits that follow the season', () => {
    const december = valuesOf(
      periodsEndingAt(parsePeriod('2025-12'), 37).map(({ start }) => (monthOf(start) === 12 ? 200 : 100)),
      '2025-12',
    );

    const plain = analysed([], { kpi: aKpi({ grain: 'month' }), values: december });
    const seasonal = analysed([], { kpi, values: december });

    expect(plain.behaviour.signals.map(({ rule }) => rule)).toContain('jump');
    expect(seasonal.behaviour).toMatchObject({ isDeseasonalised: true, hasRunRules: true, signals: [] });
    expect(seasonal.series.at(-1)?.limits?.centre).toBeCloseTo(200, 9);
    expect(seasonal.series.at(-2)?.limits?.centre).toBeCloseTo(100, 9);
  });

  it('carries no run rules before two full years, but still R1', () => {
    const weekly = aKpi({ isSeasonal: true });

    const shifted = analysed([...saw(31), 9, ...repeat(12, 8)], { kpi: weekly });
    const outside = analysed([...saw(32), 20], { kpi: weekly });

    expect(shifted.behaviour).toMatchObject({ hasRunRules: false, isDeseasonalised: false, signals: [] });
    expect(outside.behaviour.signals[0]?.rule).toBe('R1');
  });
});
