import { describe, expect, it } from 'vitest';
import { computeFigures, type KpiFigures } from '../../../src/features/kpis/figures.js';
import type { Kpi, Reading } from '../../../src/features/kpis/kpi.js';
import { parsePeriod } from '../../../src/kernel/periods.js';
import { aKpi, ratiosFrom, readingsFrom, repeat } from './builders.js';

function figuresOf(kpi: Kpi, readings: readonly Reading[], period: string, asOf?: string): KpiFigures {
  const parsed = parsePeriod(period);
  return computeFigures(kpi, readings, { period: parsed, asOf: asOf ?? parsed.end });
}

/** Days in a row with value 1, so that a sum counts days. */
function ones(first: string, days: number, kpi = aKpi()): Reading[] {
  return readingsFrom(kpi, first, repeat(1, days));
}

describe('the changes of a KPI', () => {
  const kpi = aKpi();
  const lastYear = readingsFrom(kpi, '2025-11-10', repeat(8, 7));
  const twoWeeks = readingsFrom(kpi, '2026-11-02', [...repeat(10, 7), ...repeat(12, 7)]);

  it('are shares of the earlier value for a volume', () => {
    const figures = figuresOf(kpi, [...lastYear, ...twoWeeks], '2026-W46');

    expect(figures.current.value).toBe(84);
    expect(figures.previous.value).toBe(70);
    expect(figures.change?.kind).toBe('percent');
    expect(figures.change?.value).toBeCloseTo(0.2, 12);
    // 2025-W46 runs from 10 to 16 November 2025: 364 days earlier.
    expect(figures.lastYear).toMatchObject({ value: 56, period: { label: '2025-W46' } });
    expect(figures.changeOnYear?.value).toBeCloseTo(0.5, 12);
  });

  it('are differences for a rate', () => {
    const rate = aKpi({ rollUp: 'ratio', changeKind: 'points' });
    const readings = ratiosFrom(rate, '2026-11-02', [
      ...repeat(3, 7).map((n) => [n, 100] as const),
      ...repeat(4, 7).map((n) => [n, 100] as const),
    ]);

    const figures = figuresOf(rate, readings, '2026-W46');

    expect(figures.change).toEqual({ kind: 'points', value: 0.01 });
  });

  it.each([
    ['from zero', 0, 84, { kind: 'points', value: 84 }],
    ['across a sign', -14, 84, { kind: 'points', value: 98 }],
    ['from nearly nothing', 2, 4_500, { kind: 'points', value: 4_498 }],
    ['from what is written as zero', 0.2, 1, { kind: 'points', value: 0.8 }],
    ['of a loss that grew', -100, -150, { kind: 'percent', value: -0.5 }],
    ['to ten times as much', 10, 100, { kind: 'percent', value: 9 }],
  ] as const)('%s stand as what a reader can use', (_when, before, now, change) => {
    const weekly = aKpi({ grain: 'week' });

    expect(figuresOf(weekly, readingsFrom(weekly, '2026-11-02', [before, now]), '2026-W46').change).toEqual(change);
  });

  it('are unknown against nothing, but known for a real zero now', () => {
    const zeroNow = readingsFrom(kpi, '2026-11-02', [...repeat(5, 7), ...repeat(0, 7)]);

    expect(figuresOf(kpi, twoWeeks.slice(7), '2026-W46').change).toBeNull();
    expect(figuresOf(kpi, zeroNow, '2026-W46').change).toEqual({ kind: 'percent', value: -1 });
  });
});

describe('the status of a KPI', () => {
  const kpi = aKpi({ targets: [{ from: '2026-01-01', value: 80 }] });

  it('is judged by the target in force, with last period’s beside it', () => {
    const figures = figuresOf(kpi, readingsFrom(kpi, '2026-11-02', [...repeat(10, 7), ...repeat(12, 7)]), '2026-W46');

    // 84 of 80 is green; the week before 70 of 80 is 0.875.
    expect(figures).toMatchObject({ status: 'green', previousStatus: 'red', greyReason: null, target: { value: 80 } });
    expect(figures.variance).toEqual({ absolute: 4, relative: 0.05, isGood: true });
  });

  it.each([
    ['nothing ever came', [], 'no-data'],
    ['readings stop before the week', readingsFrom(kpi, '2026-11-02', repeat(10, 7)), 'late'],
    ['readings stop within the week', readingsFrom(kpi, '2026-11-02', repeat(10, 13)), 'late'],
    [
      'a day is missing in the middle',
      readingsFrom(kpi, '2026-11-02', [...repeat(10, 8), null, ...repeat(10, 5)]),
      'incomplete',
    ],
    ['readings begin only later', readingsFrom(kpi, '2026-11-16', repeat(10, 7)), 'no-data'],
  ] as const)('is grey when %s', (_what, readings, greyReason) => {
    const figures = figuresOf(kpi, readings, '2026-W46', '2026-11-22');

    expect(figures).toMatchObject({ status: 'grey', greyReason, variance: null });
    expect(figures.current.value).toBeNull();
  });

  it('is grey without a target', () => {
    expect(figuresOf(aKpi(), ones('2026-11-09', 7), '2026-W46')).toMatchObject({
      status: 'grey',
      greyReason: 'no-target',
      target: null,
    });
  });

  it('says up to which day the readings reach, and never looks past the cut-off', () => {
    const figures = figuresOf(kpi, ones('2026-11-01', 30), '2026-W46', '2026-11-16');

    expect(figures.dataThrough).toBe('2026-11-16');
    expect(figures.current.value).toBe(7);
  });
});

describe('the 6-12 chart', () => {
  // 1 January 2025 to 31 December 2026: each period's sum is its number of days.
  const twoYears = ones('2025-01-01', 730);

  it('ends with the month before when the week does not end a month', () => {
    const { weeks, months } = figuresOf(aKpi(), twoYears, '2026-W46');

    expect(weeks.map(({ period }) => period.label)).toEqual([
      '2026-W41',
      '2026-W42',
      '2026-W43',
      '2026-W44',
      '2026-W45',
      '2026-W46',
    ]);
    expect(weeks.map(({ value }) => value)).toEqual(repeat(7, 6));
    expect(months.map(({ period }) => period.label).at(0)).toBe('2025-11');
    expect(months.map(({ period }) => period.label).at(-1)).toBe('2026-10');
    expect(months.map(({ value }) => value)).toEqual([30, 31, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31]);
    expect(months.at(-1)).toMatchObject({ value: 31, lastYear: 31 });
  });

  it('ends with the month of a week that ends it', () => {
    // 2026-W22 ends on Sunday 31 May.
    expect(figuresOf(aKpi(), twoYears, '2026-W22').months.at(-1)?.period.label).toBe('2026-05');
  });

  it('goes by the end of the KPI’s own week', () => {
    // 2026-W44 ends on Sunday 1 November, but on Saturday 31 October for weeks that start on Sunday.
    const sundays = aKpi({ weekStart: 'sunday' });

    expect(figuresOf(aKpi(), twoYears, '2026-W44').months.at(-1)?.period.label).toBe('2026-10');
    expect(figuresOf(sundays, twoYears, '2026-W44').months.at(-1)?.period.label).toBe('2026-10');
    expect(figuresOf(sundays, twoYears, '2026-W43').months.at(-1)?.period.label).toBe('2026-09');
  });

  it('leaves a period with a missing day empty', () => {
    const gapped = twoYears.filter(({ start }) => start !== '2026-10-07');
    const { weeks, months } = figuresOf(aKpi(), gapped, '2026-W46');

    expect(weeks[0]).toMatchObject({ value: null, completeness: 'incomplete', present: 6, expected: 7 });
    expect(months.at(-1)).toMatchObject({ value: null, completeness: 'incomplete', present: 30 });
  });

  it('carries the target of each kind of period', () => {
    const kpi = aKpi({
      targets: [
        { from: '2025-01-01', value: 7 },
        { from: '2025-01-01', per: 'month', value: 30 },
      ],
    });
    const { weeks, months } = figuresOf(kpi, twoYears, '2026-W46');

    expect(weeks.at(-1)?.target).toEqual({ value: 7 });
    expect(months.at(-1)?.target).toEqual({ value: 30 });
  });

  it('shows, in a monthly digest, the weeks that ended by the month’s end', () => {
    const { weeks, months, series } = figuresOf(aKpi(), twoYears, '2026-10');

    expect(weeks.at(-1)?.period.label).toBe('2026-W43');
    expect(months.at(-1)?.period.label).toBe('2026-10');
    expect(series.at(-1)?.period.label).toBe('2026-10');
  });
});

describe('figures to date', () => {
  const twoYears = ones('2025-01-01', 730);

  it('count the days of month, quarter and year up to the week’s end, and to the same date a year before', () => {
    const { toDate } = figuresOf(aKpi(), twoYears, '2026-W46');

    expect(toDate.month).toMatchObject({ start: '2026-11-01', end: '2026-11-15', value: 15, lastYear: 15 });
    // 31 days of October and 15 of November.
    expect(toDate.quarter).toMatchObject({ start: '2026-10-01', value: 46, lastYear: 46 });
    // 15 November is day 319 of a common year.
    expect(toDate.year).toMatchObject({ start: '2026-01-01', value: 319, lastYear: 319, change: { value: 0 } });
  });

  it('follow the fiscal year', () => {
    const { toDate } = computeFigures(aKpi(), twoYears, {
      period: parsePeriod('2026-W46'),
      asOf: '2026-11-15',
      fiscalStartMonth: 2,
    });

    expect(toDate.quarter).toMatchObject({ start: '2026-11-01', value: 15 });
    expect(toDate.year).toMatchObject({ start: '2026-02-01', value: 288 });
  });

  it('compare a whole February with a whole February', () => {
    const { toDate } = figuresOf(aKpi(), ones('2024-01-01', 800), '2025-02');

    expect(toDate.month).toMatchObject({ value: 28, lastYear: 29 });
  });

  it('have no value while a day is missing', () => {
    const gapped = twoYears.filter(({ start }) => start !== '2026-11-03');
    const { toDate } = figuresOf(aKpi(), gapped, '2026-W46');

    expect(toDate.month).toMatchObject({ value: null, completeness: 'incomplete', present: 14, lastYear: 15 });
    expect(toDate.month.change).toBeNull();
  });

  it('compare weekly readings with as many weeks a year before', () => {
    const kpi = aKpi({ grain: 'week' });
    // 2024-W53 does not exist: from Monday 30 December 2024, 2025-W01.
    const { toDate } = figuresOf(kpi, ones('2024-12-30', 110, kpi), '2026-W46');

    expect(toDate.year).toMatchObject({ start: '2026-01-01', end: '2026-11-12', value: 46, lastYear: 46 });
    // Fourth days 5 and 12 November.
    expect(toDate.month).toMatchObject({ value: 2, lastYear: 2 });
  });
});

describe('a monthly KPI in a weekly digest', () => {
  const kpi = aKpi({ grain: 'month', targets: [{ from: '2024-01-01', value: 100 }] });
  // January 2025 to October 2026, rising by one a month from 100 to 121.
  const readings = readingsFrom(
    kpi,
    '2025-01-01',
    Array.from({ length: 22 }, (_, index) => 100 + index),
  );

  it('shows its last complete value in its own period, marked, without signal', () => {
    const figures = figuresOf(kpi, readings, '2026-W46');

    expect(figures.isCoarser).toBe(true);
    expect(figures.current).toMatchObject({ value: 121, period: { label: '2026-10' } });
    expect(figures.previous).toMatchObject({ value: 120, period: { label: '2026-09' } });
    expect(figures.lastYear).toMatchObject({ value: 109, period: { label: '2025-10' } });
    expect(figures).toMatchObject({ status: 'green', target: { value: 100 }, weeks: [] });
    expect(figures.behaviour.signals).toEqual([]);
    expect(figures.series.at(-1)?.period.label).toBe('2026-10');
  });

  it('does not take a month that is not over', () => {
    expect(figuresOf(kpi, readings, '2026-W44').current.period.label).toBe('2026-10');
    expect(figuresOf(kpi, readings, '2026-W43').current.period.label).toBe('2026-09');
  });

  it('waits for a month in the making, but is grey when a second one is missing', () => {
    const untilSeptember = readings.slice(0, -1);
    const untilAugust = readings.slice(0, -2);

    expect(figuresOf(kpi, untilSeptember, '2026-W46')).toMatchObject({
      status: 'green',
      current: { period: { label: '2026-09' } },
    });
    expect(figuresOf(kpi, untilAugust, '2026-W46')).toMatchObject({
      status: 'grey',
      greyReason: 'late',
      current: { value: 119, period: { label: '2026-08' } },
    });
  });

  it('is grey when it never had a value', () => {
    expect(figuresOf(kpi, [], '2026-W46')).toMatchObject({ isCoarser: true, status: 'grey', greyReason: 'no-data' });
  });
});

describe('the series of a sparkline', () => {
  it('holds the last 26 weeks, with null for a gap', () => {
    const gapped = ones('2025-01-06', 700).filter(({ start }) => start !== '2026-10-07');
    const { series } = figuresOf(aKpi(), gapped, '2026-W46');

    expect(series).toHaveLength(26);
    expect(series[0]?.period.label).toBe('2026-W21');
    expect(series.at(-6)).toMatchObject({ period: { label: '2026-W41' }, value: null });
    expect(series.at(-1)).toMatchObject({ value: 7, limits: { lower: 7, centre: 7, upper: 7 } });
  });

  it('begins with the first whole week rather than with a gap', () => {
    // Readings begin on Wednesday of 2026-W42.
    const { series } = figuresOf(aKpi(), ones('2026-10-14', 60), '2026-W46');

    expect(series.map(({ period }) => period.label)).toEqual(['2026-W43', '2026-W44', '2026-W45', '2026-W46']);
  });
});

describe('a KPI with weeks of its own', () => {
  const weekly = (weekStart: Kpi['weekStart'], grain: Kpi['grain'] = 'week') => aKpi({ weekStart, grain });
  /** The first week is worth 0, the next 1, and so on; 28 weeks. */
  const from = (kpi: Kpi, first: string): Reading[] =>
    readingsFrom(
      kpi,
      first,
      Array.from({ length: 28 }, (_, week) => week),
    );

  it.each([
    // What a digest of week 48 (23 to 29 November) shows when it leaves on the morning after each day.
    ['tuesday', '2026-05-26', '2026-11-29', '2026-11-17', '2026-11-23'],
    ['wednesday', '2026-05-27', '2026-11-29', '2026-11-18', '2026-11-24'],
    ['thursday', '2026-05-28', '2026-11-29', '2026-11-19', '2026-11-25'],
    ['friday', '2026-05-29', '2026-11-29', '2026-11-20', '2026-11-26'],
    ['saturday', '2026-05-30', '2026-11-29', '2026-11-21', '2026-11-27'],
    ['sunday', '2026-05-31', '2026-11-29', '2026-11-22', '2026-11-28'],
    ['monday', '2026-06-01', '2026-11-29', '2026-11-23', '2026-11-29'],
    ['thursday', '2026-05-28', '2026-12-02', '2026-11-26', '2026-12-02'],
    ['friday', '2026-05-29', '2026-12-03', '2026-11-27', '2026-12-03'],
    ['monday', '2026-06-01', '2026-12-03', '2026-11-23', '2026-11-29'],
  ] as const)('from %s on (first %s) shows as of %s the week from %s to %s', (weekStart, first, asOf, start, end) => {
    const kpi = weekly(weekStart);

    const { current, previous, weeks, series, greyReason } = figuresOf(kpi, from(kpi, first), '2026-W48', asOf);

    expect(greyReason).toBe('no-target');
    expect(current.period).toMatchObject({ kind: 'week', start, end });
    expect(current.value).toBe((previous.value ?? 0) + 1);
    expect(weeks.at(-1)).toMatchObject({ period: { start, end }, value: current.value });
    expect(series.at(-1)).toMatchObject({ period: { start, end }, value: current.value });
    expect(weeks.filter(({ value }) => value !== null)).toHaveLength(6);
  });

  it('sums the days of its own week', () => {
    const kpi = weekly('thursday', 'day');

    const { current } = figuresOf(kpi, ones('2026-11-01', 29, kpi), '2026-W48', '2026-11-29');

    expect(current).toMatchObject({ value: 7, period: { label: '2026-W47', start: '2026-11-19', end: '2026-11-25' } });
  });

  it('is late where that week is not in', () => {
    const kpi = weekly('thursday');
    const untilBefore = readingsFrom(kpi, '2026-11-05', [1, 2]);

    expect(figuresOf(kpi, untilBefore, '2026-W48', '2026-11-29').greyReason).toBe('late');
  });
});

describe('months of weekly readings', () => {
  const kpi = aKpi({ grain: 'week', targets: [{ from: '2026-01-01', per: 'month', value: 480 }] });
  const weeks = readingsFrom(kpi, '2024-12-30', repeat(100, 100));

  it('stay sums, and are flat by the week where every week is worth the same', () => {
    const { months } = figuresOf(kpi, weeks, '2026-W44', '2026-11-01');

    expect(new Set(months.map(({ value }) => value))).toEqual(new Set([400, 500]));
    expect(new Set(months.map(({ perWeek }) => perWeek?.value))).toEqual(new Set([100]));
    expect(months.at(-1)).toMatchObject({
      value: 500,
      expected: 5,
      perWeek: { value: 100, lastYear: 100, target: { value: 96 } },
    });
  });

  it('are compared, watched and drawn by the week, and judged by their sum', () => {
    const { change, changeOnYear, current, status, series, behaviour } = figuresOf(kpi, weeks, '2026-10', '2026-11-01');

    expect(current).toMatchObject({ value: 500, expected: 5 });
    expect(status).toBe('green');
    expect(change).toEqual({ kind: 'percent', value: 0 });
    expect(changeOnYear).toEqual({ kind: 'percent', value: 0 });
    expect(new Set(series.map(({ value }) => value))).toEqual(new Set([100]));
    expect(behaviour.signals).toEqual([]);
    expect(series.at(-1)?.limits?.centre).toBe(100);
  });

  it('say nothing of weeks where they are means', () => {
    const mean = { ...kpi, rollUp: 'mean' } as const;

    expect(figuresOf(mean, weeks, '2026-W44', '2026-11-01').months.at(-1)?.perWeek).toBeUndefined();
  });
});

describe('a rate over nothing', () => {
  it('is no missing data', () => {
    const rate = aKpi({ rollUp: 'ratio', grain: 'week' });

    const { greyReason, current } = figuresOf(rate, ratiosFrom(rate, '2026-11-09', [[0, 0]]), '2026-W46');

    expect(greyReason).toBe('no-base');
    expect(current.completeness).toBe('complete');
  });
});

describe('a quarterly KPI of a fiscal year', () => {
  it('carries the fiscal year in its label also where its quarters are those of the calendar', () => {
    const kpi = aKpi({ grain: 'quarter' });
    const period = parsePeriod('2026-W46');

    const april = computeFigures(kpi, readingsFrom(kpi, '2026-01-01', [1, 2, 3]), {
      period,
      asOf: period.end,
      fiscalStartMonth: 4,
    });

    expect(april.current).toMatchObject({ value: 3, period: { label: 'FY2027-Q2', start: '2026-07-01' } });
  });
});
