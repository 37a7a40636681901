import { describe, expect, it } from 'vitest';
import { computeFigures, type KpiFigures } from '../../../src/features/kpis/figures.js';
import type { Kpi, Reading } from '../../../src/features/kpis/kpi.js';
import type { CalendarDate, Weekday } from '../../../src/kernel/calendar.js';
import { parsePeriod } from '../../../src/kernel/periods.js';
import { aKpi, ratiosFrom, readingsFrom } from './builders.js';

const weekdays: Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'];

function figuresOf(
  kpi: Kpi,
  readings: readonly Reading[],
  ask: { readonly period?: string; readonly isHoliday?: (date: CalendarDate) => boolean } = {},
): KpiFigures {
  const period = parsePeriod(ask.period ?? '2026-W46');
  return computeFigures(kpi, readings, { ...ask, period, asOf: period.end });
}

describe('a KPI with readings from Monday to Friday', () => {
  const kpi = aKpi({ expects: { days: weekdays } });
  const week = [10, 20, 30, 40, 50];

  it.each([
    ['sum', 150],
    ['mean', 30],
    ['last', 50],
    ['min', 10],
    ['max', 50],
  ] as const)('has a whole week by %s on Friday evening: %d', (rollUp, value) => {
    const { current, greyReason } = figuresOf({ ...kpi, rollUp }, readingsFrom(kpi, '2026-11-09', week));

    expect(current).toMatchObject({ value, completeness: 'complete', present: 5, expected: 5 });
    expect(greyReason).toBe('no-target');
  });

  it('is late while Friday is not in, and incomplete where Wednesday is missing', () => {
    const untilThursday = figuresOf(kpi, readingsFrom(kpi, '2026-11-09', week.slice(0, 4)));
    const withGap = figuresOf(kpi, readingsFrom(kpi, '2026-11-09', [10, 20, null, 40, 50]));

    expect(untilThursday).toMatchObject({ greyReason: 'late', current: { present: 4, expected: 5 } });
    expect(withGap).toMatchObject({ greyReason: 'incomplete', current: { present: 4, expected: 5 } });
  });

  it('counts a Saturday that came all the same', () => {
    const { current } = figuresOf(kpi, readingsFrom(kpi, '2026-11-09', [...week, 7]));

    expect(current).toMatchObject({ value: 157, completeness: 'complete', present: 5, expected: 5 });
  });

  it('has whole months and a month to date without weekends', () => {
    const october = readingsFrom(
      kpi,
      '2026-10-01',
      Array.from({ length: 31 }, (_, day) => (day % 7 === 2 || day % 7 === 3 ? null : 1)),
    );

    expect(figuresOf(kpi, october, { period: '2026-10' }).current).toMatchObject({ value: 22, expected: 22 });
  });

  it('waits for every day where nothing else is said', () => {
    expect(figuresOf(aKpi(), readingsFrom(kpi, '2026-11-09', week)).greyReason).toBe('late');
  });

  it('leaves out the holidays of its country, and those alone of a KPI that names one', () => {
    const isHoliday = (date: CalendarDate): boolean => date === '2026-11-11';
    const readings = readingsFrom(kpi, '2026-11-09', [10, 20, null, 40, 50]);
    const worked = aKpi({ expects: { days: weekdays, country: 'FR' } });

    expect(figuresOf(worked, readings, { isHoliday }).current).toMatchObject({ value: 120, present: 4, expected: 4 });
    expect(figuresOf(kpi, readings, { isHoliday }).current).toMatchObject({ value: null, present: 4, expected: 5 });
  });

  it('owes nothing for a week of holidays', () => {
    const closed = aKpi({ expects: { days: weekdays, country: 'FR' } });

    const figures = figuresOf(closed, readingsFrom(closed, '2026-11-02', week), {
      isHoliday: (day) => day > '2026-11-08',
    });

    expect(figures).toMatchObject({ greyReason: 'no-data', current: { completeness: 'absent', expected: 0 } });
  });
});

describe('a KPI whose absent days are zero', () => {
  const kpi = aKpi({ absent: 'zero' });

  it('counts from its first reading on, to the day before the digest', () => {
    const readings = readingsFrom(kpi, '2026-11-03', [4, null, null, null, null, null, null, 2]);

    const figures = figuresOf(kpi, readings);

    expect(figures.current).toMatchObject({ value: 2, completeness: 'complete', present: 7, expected: 7 });
    expect(figures.dataThrough).toBe('2026-11-15');
    expect(figures.previous).toMatchObject({ value: null, completeness: 'incomplete', present: 6 });
  });

  it('is zero in a week without any, and in the mean', () => {
    const readings = readingsFrom(kpi, '2026-11-02', [7]);

    expect(figuresOf(kpi, readings).current).toMatchObject({ value: 0, completeness: 'complete' });
    expect(figuresOf({ ...kpi, rollUp: 'mean' }, readings, { period: '2026-W45' }).current.value).toBe(1);
  });

  it('adds nothing to a ratio', () => {
    const rate = aKpi({ absent: 'zero', rollUp: 'ratio' });

    expect(figuresOf(rate, ratiosFrom(rate, '2026-11-09', [[3, 10]])).current.value).toBeCloseTo(0.3, 12);
  });

  it('is unknown before the first one, and where there is none', () => {
    expect(figuresOf(kpi, [], {}).greyReason).toBe('no-data');
    expect(figuresOf(kpi, readingsFrom(kpi, '2026-11-09', [7]), { period: '2026-W45' }).current.value).toBeNull();
  });

  it('keeps to the days that are expected', () => {
    const both = aKpi({ absent: 'zero', expects: { days: weekdays }, rollUp: 'mean' });

    expect(figuresOf(both, readingsFrom(both, '2026-11-09', [10])).current).toMatchObject({ value: 2, expected: 5 });
  });
});
