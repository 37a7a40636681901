import { describe, expect, it } from 'vitest';
import type { Kpi, Reading } from '../../../src/features/kpis/kpi.js';
import { indexReadings, type PeriodValue, valueIn } from '../../../src/features/kpis/roll-up.js';
import { parsePeriod } from '../../../src/kernel/periods.js';
import { aKpi, ratiosFrom, readingsFrom, repeat } from './builders.js';

function rolled(kpi: Kpi, readings: readonly Reading[], period: string, asOf = '2199-12-31'): PeriodValue {
  return valueIn(indexReadings(kpi, readings, { asOf }), parsePeriod(period));
}

const week = [10, 20, 30, 40, 50, 60, 70];

describe('a week of daily readings', () => {
  it.each([
    ['sum', 280],
    ['mean', 40],
    ['last', 70],
    ['min', 10],
    ['max', 70],
  ] as const)('rolls up by %s to %f', (rollUp, expected) => {
    const kpi = aKpi({ rollUp });

    const found = rolled(kpi, readingsFrom(kpi, '2026-11-09', week), '2026-W46');

    expect(found).toMatchObject({ value: expected, completeness: 'complete', present: 7, expected: 7 });
  });

  it('rolls a ratio up before it divides', () => {
    const kpi = aKpi({ rollUp: 'ratio' });
    // 7 conversions of 10 visits on Monday, 3 of 100 on each other day: 25 / 610, where the mean of ratios would say 12.6 %.
    const readings = ratiosFrom(kpi, '2026-11-09', [[7, 10], ...repeat(3, 6).map((three) => [three, 100] as const)]);

    expect(rolled(kpi, readings, '2026-W46').value).toBeCloseTo(25 / 610, 12);
  });

  it('gives a ratio over nothing no value, rather than zero', () => {
    const kpi = aKpi({ rollUp: 'ratio' });
    const readings = ratiosFrom(
      kpi,
      '2026-11-09',
      repeat(0, 7).map((zero) => [zero, 0] as const),
    );

    expect(rolled(kpi, readings, '2026-W46')).toMatchObject({ value: null, completeness: 'complete' });
  });

  it('never averages ratios that came without their parts', () => {
    const kpi = aKpi({ rollUp: 'ratio' });

    expect(rolled(kpi, readingsFrom(kpi, '2026-11-09', repeat(0.5, 7)), '2026-W46').value).toBeNull();
  });

  it.each(['sum', 'mean', 'min', 'max'] as const)(
    'with a missing day is incomplete for %s and has no value',
    (rollUp) => {
      const kpi = aKpi({ rollUp });
      const found = rolled(kpi, readingsFrom(kpi, '2026-11-09', [10, 20, null, 40, 50, 60, 70]), '2026-W46');

      expect(found).toMatchObject({ value: null, completeness: 'incomplete', present: 6, expected: 7 });
      expect(found.partialValue).not.toBeNull();
    },
  );

  it('has its last value as long as the last day is there', () => {
    const kpi = aKpi({ rollUp: 'last' });

    const gap = rolled(kpi, readingsFrom(kpi, '2026-11-09', [10, null, null, 40, 50, 60, 70]), '2026-W46');
    const noEnd = rolled(kpi, readingsFrom(kpi, '2026-11-09', [10, 20, 30, 40, 50, 60]), '2026-W46');

    expect(gap).toMatchObject({ value: 70, completeness: 'complete', present: 5 });
    expect(noEnd).toMatchObject({ value: null, completeness: 'incomplete', partialValue: 60 });
  });

  it('without any reading is absent', () => {
    expect(rolled(aKpi(), [], '2026-W46')).toMatchObject({
      value: null,
      partialValue: null,
      completeness: 'absent',
      present: 0,
      expected: 7,
    });
  });

  it('runs on the KPI’s own seven days', () => {
    const kpi = aKpi({ weekStart: 'sunday' });
    // From Sunday 8 to Saturday 14 November: the Sunday of the ISO week, the 15th, is left out.
    const readings = readingsFrom(kpi, '2026-11-08', [1, 2, 3, 4, 5, 6, 7, 1_000]);

    expect(rolled(kpi, readings, '2026-W46').value).toBe(28);
  });

  it('does not know the days after the cut-off', () => {
    const kpi = aKpi();
    const readings = readingsFrom(kpi, '2026-11-09', week);

    expect(rolled(kpi, readings, '2026-W46', '2026-11-14')).toMatchObject({ completeness: 'incomplete', present: 6 });
    expect(rolled(kpi, readings, '2026-W46', '2026-11-15').value).toBe(280);
  });

  it('keeps other KPIs, segments and grains out', () => {
    const kpi = aKpi();
    const readings = readingsFrom(kpi, '2026-11-09', week);
    const strangers: Reading[] = [
      { kpi: 'other', segment: '', grain: 'day', start: '2026-11-09', value: 9_999 },
      { kpi: 'visits', segment: 'mobile', grain: 'day', start: '2026-11-09', value: 9_999 },
      { kpi: 'visits', segment: '', grain: 'week', start: '2026-11-09', value: 9_999 },
    ];

    expect(rolled(kpi, [...readings, ...strangers], '2026-W46').value).toBe(280);
  });

  it('keeps a real zero', () => {
    const kpi = aKpi();

    expect(rolled(kpi, readingsFrom(kpi, '2026-11-09', repeat(0, 7)), '2026-W46')).toMatchObject({
      value: 0,
      completeness: 'complete',
    });
  });
});

describe('weekly readings', () => {
  const kpi = aKpi({ grain: 'week' });
  // Weeks from Monday 28 September; fourth days 1, 8, 15, 22, 29 October, then 5 November.
  const readings = readingsFrom(kpi, '2026-09-28', [1, 2, 4, 8, 16, 32]);

  it('belong to the month of their fourth day', () => {
    expect(rolled(kpi, readings, '2026-10')).toMatchObject({ value: 31, present: 5, expected: 5 });
    expect(rolled(kpi, readings, '2026-09')).toMatchObject({ completeness: 'absent', expected: 4 });
  });

  it('leave a month incomplete until its last week is in, even past the month’s end', () => {
    // The week of 26 October ends on 1 November.
    expect(rolled(kpi, readings, '2026-10', '2026-10-31')).toMatchObject({ completeness: 'incomplete', present: 4 });
    expect(rolled(kpi, readings, '2026-10', '2026-11-01').value).toBe(31);
  });

  it('may start on Sunday, with Wednesday as the fourth day', () => {
    const sundays = aKpi({ grain: 'week', weekStart: 'sunday' });
    // Fourth days: Wednesdays 30 September, 7, 14, 21, 28 October.
    const found = readingsFrom(sundays, '2026-09-27', [1, 2, 4, 8, 16]);

    expect(rolled(sundays, found, '2026-10')).toMatchObject({ value: 30, expected: 4 });
    expect(rolled(sundays, found, '2026-W40').value).toBe(1);
    expect(rolled(sundays, found, '2026-W41').value).toBe(2);
  });

  it('fill a quarter of thirteen weeks', () => {
    // Fourth days from 2 July to 24 September 2026: 13 Thursdays.
    const quarter = readingsFrom(kpi, '2026-06-29', repeat(1, 13));

    expect(rolled(kpi, quarter, '2026-Q3')).toMatchObject({ value: 13, expected: 13, completeness: 'complete' });
  });
});

describe('monthly and quarterly readings', () => {
  it('fill their own periods and longer ones', () => {
    const kpi = aKpi({ grain: 'month' });
    const readings = readingsFrom(kpi, '2026-07-01', [1, 2, 4]);

    expect(rolled(kpi, readings, '2026-08').value).toBe(2);
    expect(rolled(kpi, readings, '2026-Q3')).toMatchObject({ value: 7, expected: 3 });
    expect(rolled(kpi, readings, '2026-Q3', '2026-09-29')).toMatchObject({ completeness: 'incomplete', present: 2 });
  });

  it('of a quarter are whole at its end', () => {
    const kpi = aKpi({ grain: 'quarter' });
    const readings = readingsFrom(kpi, '2026-04-01', [5, 6]);

    expect(rolled(kpi, readings, '2026-Q3').value).toBe(6);
    expect(rolled(kpi, readings, '2026-Q3', '2026-09-29').completeness).toBe('absent');
  });
});

describe('a month of daily readings', () => {
  it.each([
    ['2026-02', '2026-02-01', 28],
    ['2024-02', '2024-02-01', 29],
    ['2026-10', '2026-10-01', 31],
  ])('%s needs every day from %s, %i of them', (period, first, days) => {
    const kpi = aKpi();

    expect(rolled(kpi, readingsFrom(kpi, first, repeat(2, days)), period)).toMatchObject({
      value: 2 * days,
      expected: days,
    });
    expect(rolled(kpi, readingsFrom(kpi, first, repeat(2, days - 1)), period).value).toBeNull();
  });
});
