import { describe, expect, it } from 'vitest';
import { falseAlarmShare } from '../../../src/features/kpis/false-alarms.js';
import { computeFigures, limitsHistory } from '../../../src/features/kpis/figures.js';
import type { Kpi } from '../../../src/features/kpis/kpi.js';
import {
  limitsBasisOf,
  limitsUnitsOf,
  type SetLimits,
  setLimitsForGood,
  trendIn,
} from '../../../src/features/kpis/limits/set-limits.js';
import { addDays } from '../../../src/kernel/calendar.js';
import { parsePeriod, periodOf } from '../../../src/kernel/periods.js';
import { aKpi, readingsFrom, repeat } from './builders.js';

const kpi = aKpi({ grain: 'week', rollUp: 'mean', direction: 'lower' });
/** Monday of 2026-W01. */
const first = '2025-12-29';

/** 9, 11, 9, 11 …: centre 10, mean moving range 2. */
function saw(count: number): number[] {
  return Array.from({ length: count }, (_, index) => (index % 2 === 0 ? 9 : 11));
}

function historyOf(values: readonly (number | null)[], of: Kpi = kpi) {
  const asOf = addDays(first, values.length * 7 - 1);
  return limitsHistory(of, readingsFrom(of, first, values), { asOf, unit: 'week' });
}

/** The figures of the week of the last value, under limits kept from before. */
function told(values: readonly (number | null)[], limits: readonly SetLimits[] = [], of: Kpi = kpi) {
  const asOf = addDays(first, values.length * 7 - 1);
  const period = periodOf('week', asOf);
  return computeFigures(of, readingsFrom(of, first, values), { period, asOf, limits }).behaviour;
}

describe('limits that are set', () => {
  it.each([
    [12, null, null],
    [13, '2026-W01', '2026-W12'],
    [19, '2026-W01', '2026-W12'],
    [20, '2026-W01', '2026-W12'],
    [26, '2026-W01', '2026-W18'],
    [40, '2026-W09', '2026-W32'],
  ])('on a first import of %i weeks rest on %s to %s', (count, from, to) => {
    const set = setLimitsForGood(kpi, historyOf(saw(count)));

    expect(set && [set.from, set.to]).toEqual(from && [from, to]);
  });

  it('rest on the first twelve where the first import was small and the next one large', () => {
    const set = setLimitsForGood(kpi, historyOf(saw(40)), historyOf(saw(5)));

    expect(set).toMatchObject({ from: '2026-W01', to: '2026-W12', setAt: addDays(first, 39 * 7) });
  });

  it('rest on the newest weeks where what was there before gets its history only now', () => {
    const newest = [...repeat(0, 38).map(() => null), 9, 11];
    const set = setLimitsForGood(kpi, historyOf(saw(40)), historyOf(newest));

    expect(set).toMatchObject({ from: '2026-W09', to: '2026-W32' });
  });

  it('stay where they are, whatever comes after and is revised before', () => {
    const set = setLimitsForGood(kpi, historyOf(saw(40)));
    const revised = [...repeat(50, 20), ...saw(40).slice(20), ...repeat(14, 30)];

    expect(told(revised, set ? [set] : [])).toMatchObject({ limits: { centre: 10 }, setOn: { to: '2026-W32' } });
  });

  it.each<[string, Partial<Kpi>]>([
    ['roll-up', { rollUp: 'last' }],
    ['unit', { format: { style: 'number', decimals: 0, unit: 'h' } }],
    ['grain', { grain: 'day' }],
    ['week start', { weekStart: 'thursday' }],
    ['trend', { hasTrend: true }],
  ])('say nothing of a KPI with another %s', (_, changed) => {
    expect(limitsBasisOf({ ...kpi, ...changed })).not.toBe(limitsBasisOf(kpi));
  });

  it('do not depend on what is no part of the figure', () => {
    const changed = { ...kpi, direction: 'higher' as const, targets: [{ from: '1900-01-01', value: 1 }] };

    expect(limitsBasisOf({ ...changed, grain: 'month', weekStart: 'friday' })).toBe(
      limitsBasisOf({ ...kpi, grain: 'month' }),
    );
  });

  it('are set by week and month for what is finer than a month', () => {
    expect([limitsUnitsOf('day'), limitsUnitsOf('month'), limitsUnitsOf('quarter')]).toEqual([
      ['week', 'month'],
      ['month'],
      ['quarter'],
    ]);
  });
});

/** Forty quiet weeks, then a step that stays: week 41 is the first of it. */
const step = [...saw(40), ...repeat(0, 30).map((_, index) => (index % 3 === 0 ? 19 : 21))];

describe('a lasting shift', () => {
  const kept = setLimitsForGood(kpi, historyOf(saw(40)));

  it.each([
    ['limits kept from before it', kept ? [kept] : []],
    ['limits as they would have been set at the time', []],
  ])('is told as new once, and continues from then on, under %s', (_, limits) => {
    const weeks = Array.from({ length: 30 }, (__, index) => told(step.slice(0, 41 + index), limits));

    expect(weeks[0]?.signals[0]).toMatchObject({ rule: 'R1', since: '2026-W41', lasting: 1, isContinuing: false });
    expect(weeks.slice(1).flatMap(({ signals }) => signals.filter(({ isContinuing }) => !isContinuing))).toEqual([]);
    expect(weeks[12]?.signals[0]).toMatchObject({ since: '2026-W41', lasting: 13, isContinuing: true });
    expect(weeks[29]?.signals[0]).toMatchObject({ since: '2026-W41', lasting: 30, isContinuing: true });
    expect(weeks[29]?.limits?.centre).toBe(10);
  });

  it('that wavers for a single week, once it has stood for eight, is still the same', () => {
    const wavering = [...step.slice(0, 52), 9, 20, 21];

    expect(told(wavering, kept ? [kept] : []).signals[0]).toMatchObject({ since: '2026-W41', isContinuing: true });
  });

  it('that ended is told as new when it comes again', () => {
    const again = [...saw(40), 20, ...saw(6), 20];

    expect(told(again, kept ? [kept] : []).signals[0]).toMatchObject({ since: '2026-W48', isContinuing: false });
  });

  it('that goes further than it ever went is new', () => {
    const further = [...step.slice(0, 55), 60];

    expect(told(further, kept ? [kept] : []).signals).toContainEqual(
      expect.objectContaining({ rule: 'jump', side: 'above', isContinuing: false }),
    );
  });

  it('that comes after a first small one is new, and counts from itself', () => {
    const risen = [...saw(40), 2, 12, ...saw(2).map((value) => value + 2), ...repeat(21, 6)];
    const weeks = [44, 45, 46, 50].map((count) => told(risen.slice(0, count), kept ? [kept] : []).signals);

    expect(weeks[1]?.every(({ isContinuing }) => !isContinuing)).toBe(true);
    expect(weeks[3]?.[0]).toMatchObject({ since: '2026-W45', lasting: 6, isContinuing: true });
  });

  it('counts the weeks it lasts, also one without a value', () => {
    const gap = [...step.slice(0, 45), null, 20];

    expect(told(gap, kept ? [kept] : []).signals[0]).toMatchObject({ since: '2026-W41', lasting: 7 });
  });
});

describe('a step after forty weeks of history', () => {
  const tickets = aKpi({ grain: 'week', direction: 'lower' });
  const history = [
    100.5, 106.3, 95.3, 105, 98.7, 98.7, 109.5, 100.8, 99.8, 103.6, 105.6, 99.8, 102.9, 95.1, 98.2, 97.8, 93.3, 92.5,
    91.9, 98.8, 99.1, 98.4, 100.3, 93.3, 99.6, 101.2, 103.8, 95.8, 98, 89.9, 97.5, 89, 92.9, 105.5, 89, 104, 101.6,
    98.4, 102.3, 102.6,
  ];
  const after = [
    135.2, 128.8, 127, 127, 125.1, 129.8, 126.1, 135.3, 120.7, 124.5, 125.2, 119.5, 139.5, 118, 128.6, 127.4, 138.3,
    120.1, 135.4, 126.3, 129.2, 126.6, 133.2, 124.3, 129.6, 131.8, 139.2, 118, 137.6, 134.7, 127.6, 131.5, 127.7, 138.2,
    131, 128.9, 128.9, 129, 129.1, 125.6, 140.3, 120.4, 112, 129.4, 129.3, 131.9, 129, 129.3, 131.7, 134.8, 127.8,
    128.1, 139.7, 132.7, 125.1, 141.6, 133.9, 127.1, 124.1, 131.5, 125.8, 124.7, 123.5, 127.5,
  ];
  const readings = readingsFrom(tickets, '2024-01-01', [...history, ...after]);
  const told = (label: string, limits: readonly SetLimits[]) => {
    const period = parsePeriod(label);
    return computeFigures(tickets, readings, { period, asOf: period.end, limits }).behaviour;
  };
  const set = setLimitsForGood(
    tickets,
    limitsHistory(tickets, readings.slice(0, 40), { asOf: '2026-11-30', unit: 'week' }),
  );
  const whole = setLimitsForGood(tickets, limitsHistory(tickets, readings, { asOf: '2026-11-30', unit: 'week' }));

  it.each([
    ['in two files', set],
    ['in one', whole],
  ])('is one alert, and continues as long as it holds: imported %s', (_, limits) => {
    const stored = limits ? [limits] : [];

    expect(told('2024-W40', stored).signals.filter(({ isContinuing }) => !isContinuing)).toEqual([]);
    expect(told('2024-W41', stored).signals.every(({ isContinuing }) => !isContinuing)).toBe(true);
    for (const [label, lasting] of [
      ['2024-W42', 2],
      ['2025-W01', 13],
      ['2025-W05', 17],
      ['2025-W18', 30],
    ] as const) {
      const [signal, ...others] = told(label, stored).signals;

      expect(signal).toMatchObject({ since: '2024-W41', lasting, judgement: 'concern', isContinuing: true });
      expect(others.every(({ isContinuing }) => isContinuing)).toBe(true);
    }
  });

  it('has limits of 87 to 109, set on weeks 9 to 32', () => {
    expect(set).toMatchObject({ from: '2024-W09', to: '2024-W32' });
    expect(set?.limits.lower).toBeCloseTo(87, 0);
    expect(set?.limits.upper).toBeCloseTo(109, 0);
  });
});

describe('a time before the limits were set', () => {
  it('is told as it would have been then', () => {
    const set = setLimitsForGood(kpi, historyOf(step));

    expect(told(step, set ? [set] : []).setOn).toEqual({ from: set?.from, to: set?.to });
    expect(told(step.slice(0, 36), set ? [set] : []).setOn).toEqual({ from: '2026-W05', to: '2026-W28' });
    expect(told(step.slice(0, 10), set ? [set] : [])).toMatchObject({
      setOn: { from: '2026-W01', to: '2026-W09' },
      isTrial: true,
    });
  });
});

describe('a KPI with a trend', () => {
  /** Ten a week more, with a saw of one on it. */
  const climbing = Array.from({ length: 60 }, (_, week) => 1_000 + 10 * week + (week % 2 === 0 ? -1 : 1));
  const plain = aKpi({ grain: 'week', rollUp: 'mean' });
  const trended = aKpi({ grain: 'week', rollUp: 'mean', hasTrend: true });

  it('has its limits about the line, as it was when they were set', () => {
    const set = setLimitsForGood(trended, historyOf(climbing.slice(0, 40), trended));
    const calm = told(climbing, set ? [set] : [], trended);

    expect(set?.trend?.slope).toBeCloseTo(10, 1);
    expect(calm.signals).toEqual([]);
    expect(told(climbing, [], plain).signals).not.toEqual([]);
  });

  it('tells what leaves the line', () => {
    const set = setLimitsForGood(trended, historyOf(climbing.slice(0, 40), trended));
    const flat = [...climbing.slice(0, 50), ...repeat(1_490, 3)];

    expect(told(flat, set ? [set] : [], trended).signals[0]).toMatchObject({ rule: 'R1', side: 'below' });
  });

  it('on an exact line is silent', () => {
    const exact = Array.from({ length: 60 }, (_, week) => 0.1 * week + 0.3);

    expect(told(exact, [], trended).signals).toEqual([]);
  });

  it.each([
    ['a straight line', climbing, true],
    ['a level saw', saw(60), false],
    ['what stands still', repeat(0.1 + 0.2, 60), false],
    ['a step', step, false],
    ['too few weeks', climbing.slice(0, 12), false],
  ])('is proposed for %s: %s', (_, values, isProposed) => {
    expect(trendIn(historyOf(values)) !== null).toBe(isProposed);
  });
});

describe('the share of false alarms', () => {
  it.each([
    [6, true, 0.108],
    [12, true, 0.054],
    [24, true, 0.032],
    [9, true, 0.081],
    [18, true, 0.043],
    [40, true, 0.032],
    [24, false, 0.01],
    [12, false, 0.019],
  ])('of limits on %i points is that of the table (all rules: %s)', (points, hasRunRules, share) => {
    expect(falseAlarmShare(points, { hasRunRules })).toBeCloseTo(share, 9);
  });
});

describe('a week that is read back', () => {
  it('has the label that its limits name', () => {
    expect(parsePeriod('2026-W01').start).toBe(first);
  });
});
