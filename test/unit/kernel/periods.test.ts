import { describe, expect, it } from 'vitest';
import { periodLabelText } from '../../../src/kernel/period-text.js';
import {
  isoWeekOfKpiDay,
  kpiWeekDays,
  nextPeriod,
  parsePeriod,
  periodOf,
  periodsBetween,
  periodsEndingAt,
  previousPeriod,
  quarterStart,
  samePeriodLastYear,
  yearStart,
} from '../../../src/kernel/periods.js';

const july = { fiscalStartMonth: 7 };
const february = { fiscalStartMonth: 2 };

describe('a period label', () => {
  it.each([
    ['2026-11-16', 'day', '2026-11-16', '2026-11-16'],
    ['2026-W46', 'week', '2026-11-09', '2026-11-15'],
    ['2026-W01', 'week', '2025-12-29', '2026-01-04'],
    ['2020-W53', 'week', '2020-12-28', '2021-01-03'],
    ['2026-W53', 'week', '2026-12-28', '2027-01-03'],
    ['2024-W01', 'week', '2024-01-01', '2024-01-07'],
    ['2021-W01', 'week', '2021-01-04', '2021-01-10'],
    ['2026-10', 'month', '2026-10-01', '2026-10-31'],
    ['2024-02', 'month', '2024-02-01', '2024-02-29'],
    ['2026-Q3', 'quarter', '2026-07-01', '2026-09-30'],
    ['2026-Q4', 'quarter', '2026-10-01', '2026-12-31'],
    ['FY2026-Q3', 'fiscal-quarter', '2026-07-01', '2026-09-30'],
  ])('%s is the %s from %s to %s', (text, kind, start, end) => {
    expect(parsePeriod(text)).toEqual({ kind, label: text, start, end });
  });

  it.each([
    ['FY2026-Q1', july, '2025-07-01', '2025-09-30'],
    ['FY2026-Q3', july, '2026-01-01', '2026-03-31'],
    ['FY2026-Q4', july, '2026-04-01', '2026-06-30'],
    ['FY2026-Q1', february, '2025-02-01', '2025-04-30'],
    ['FY2026-Q4', february, '2025-11-01', '2026-01-31'],
  ])('%s of %j is named after the year it ends in: %s to %s', (text, fiscal, start, end) => {
    expect(parsePeriod(text, fiscal)).toEqual({ kind: 'fiscal-quarter', label: text, start, end });
    expect(periodOf('fiscal-quarter', end, fiscal).label).toBe(text);
  });

  it.each([
    ['2025-W53', /"2025-W53".*2025 has 52 ISO weeks/],
    ['2026-W54', /"2026-W54" is not a period/],
    ['2026-W00', /not a period/],
    ['2026-13', /not a period: expected a day \(2026-11-16\), an ISO week/],
    ['2026-Q5', /not a period/],
    ['FY2026-W01', /not a period/],
    ['20026-10', /not a period/],
    ['1026-10', /not a period/],
    ['2026-02-30', /not a period/],
    ['last week', /"last week"/],
    ['', /not a period/],
  ])('%s is refused with the value and what is expected', (text, message) => {
    expect(() => parsePeriod(text)).toThrow(message);
  });
});

describe('the period that holds a day', () => {
  it.each([
    ['2026-01-01', '2026-W01'],
    ['2027-01-01', '2026-W53'],
    ['2021-01-03', '2020-W53'],
    ['2024-12-30', '2025-W01'],
    ['2023-01-01', '2022-W52'],
  ])('%s lies in %s', (date, label) => {
    expect(periodOf('week', date).label).toBe(label);
  });

  it.each([
    ['2026-05-31', 1, '2026-04-01', '2026-01-01'],
    ['2026-05-31', 7, '2026-04-01', '2025-07-01'],
    ['2026-01-31', 2, '2025-11-01', '2025-02-01'],
    ['2026-02-01', 2, '2026-02-01', '2026-02-01'],
  ])('%s with a fiscal year from month %i is in the quarter from %s and the year from %s', (date, first, q, y) => {
    expect(quarterStart(date, first)).toBe(q);
    expect(yearStart(date, first)).toBe(y);
  });
});

describe('moving between periods', () => {
  it.each([
    ['2026-W53', '2027-W01'],
    ['2025-W52', '2026-W01'],
    ['2026-12', '2027-01'],
    ['2026-Q4', '2027-Q1'],
    ['2026-12-31', '2027-01-01'],
  ])('%s is followed by %s, and back', (before, after) => {
    expect(nextPeriod(parsePeriod(before)).label).toBe(after);
    expect(previousPeriod(parsePeriod(after)).label).toBe(before);
  });

  it('keeps the fiscal calendar while walking through fiscal quarters', () => {
    const last = parsePeriod('FY2026-Q4', february);

    expect(nextPeriod(last)).toEqual(parsePeriod('FY2027-Q1', february));
    expect(previousPeriod(parsePeriod('FY2027-Q1', february))).toEqual(last);
    expect(samePeriodLastYear(last)).toEqual(parsePeriod('FY2025-Q4', february));
  });

  it.each([
    ['2026-W46', '2025-W46'],
    ['2026-W53', '2026-W01'],
    ['2021-W01', '2020-W02'],
    ['2024-02', '2023-02'],
    ['2026-Q1', '2025-Q1'],
  ])('%s is compared with %s', (period, lastYear) => {
    expect(samePeriodLastYear(parsePeriod(period)).label).toBe(lastYear);
  });

  it('ends the compared week 364 days earlier, on the same weekday', () => {
    expect(samePeriodLastYear(parsePeriod('2026-W46')).end).toBe('2025-11-16');
  });

  it('lists periods between two, both included', () => {
    const labels = periodsBetween(parsePeriod('2026-W52'), parsePeriod('2027-W01')).map(({ label }) => label);

    expect(labels).toEqual(['2026-W52', '2026-W53', '2027-W01']);
    expect(periodsBetween(parsePeriod('2027-W01'), parsePeriod('2026-W52'))).toEqual([]);
    expect(periodsEndingAt(parsePeriod('2027-01'), 3).map(({ label }) => label)).toEqual([
      '2026-11',
      '2026-12',
      '2027-01',
    ]);
  });
});

describe("a KPI's own week", () => {
  it.each([
    ['monday', '2026-11-09', '2026-11-15'],
    ['tuesday', '2026-11-10', '2026-11-16'],
    ['wednesday', '2026-11-11', '2026-11-17'],
    ['thursday', '2026-11-12', '2026-11-18'],
    ['friday', '2026-11-06', '2026-11-12'],
    ['saturday', '2026-11-07', '2026-11-13'],
    ['sunday', '2026-11-08', '2026-11-14'],
  ] as const)('starting on %s, week 46 runs from %s to %s', (weekStart, start, end) => {
    const week = parsePeriod('2026-W46');

    expect(kpiWeekDays(week, weekStart)).toEqual({ start, end });
    expect(isoWeekOfKpiDay(start, weekStart)).toEqual(week);
    expect(isoWeekOfKpiDay(end, weekStart)).toEqual(week);
  });
});

describe('a period in words', () => {
  it.each([
    ['2026-W46', 'week 46 (9–15 November 2026)', 'semaine 46 (9–15 novembre 2026)'],
    ['2026-W27', 'week 27 (29 June – 5 July 2026)', 'semaine 27 (29 juin – 5 juillet 2026)'],
    ['2024-W01', 'week 1 (1–7 January 2024)', 'semaine 1 (1er–7 janvier 2024)'],
    ['2026-W53', 'week 53 (28 December 2026 – 3 January 2027)', 'semaine 53 (28 décembre 2026 – 3 janvier 2027)'],
    ['2026-10', 'October 2026', 'octobre 2026'],
    ['2026-Q3', 'quarter 3 (July–September 2026)', '3e trimestre (juillet–septembre 2026)'],
    ['2026-Q1', 'quarter 1 (January–March 2026)', '1er trimestre (janvier–mars 2026)'],
    [
      'FY2026-Q3',
      'quarter 3 of fiscal year 2026 (July–September 2026)',
      '3e trimestre de l’exercice 2026 (juillet–septembre 2026)',
    ],
    ['2026-11-16', 'Monday, 16 November 2026', 'lundi 16 novembre 2026'],
  ])('%s reads "%s" and « %s »', (label, english, french) => {
    const period = parsePeriod(label);

    expect(periodLabelText(period, 'en')).toBe(english);
    expect(periodLabelText(period, 'fr')).toBe(french);
  });
});
