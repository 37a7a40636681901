import { beforeAll, describe, expect, it } from 'vitest';
import {
  assertSchedule,
  occurrences,
  periodForRun,
  reportedPeriodOf,
  type Schedule,
} from '../../../src/organisation/calendar/schedule.js';
import { type HolidayCalendar, loadHolidays } from '../../../src/organisation/calendar/working-days.js';

const paris = { zone: 'Europe/Paris' } as const;
const weekly: Schedule = { every: 'week', on: 'monday', at: '09:00', ...paris };
const monthly: Schedule = { every: 'month', workingDay: 3, at: '10:00', ...paris };
const quarterly: Schedule = { every: 'quarter', workingDay: 8, at: '09:00', ...paris };

let french: HolidayCalendar;

beforeAll(async () => {
  french = await loadHolidays('FR');
});

function runsOf(schedule: Schedule, after: string, count: number, holidays?: HolidayCalendar): string[] {
  return occurrences(schedule, { after: new Date(after), count, ...(holidays ? { holidays } : {}) }).map((run) =>
    run.toISOString(),
  );
}

describe('a weekly schedule', () => {
  it('keeps its wall-clock time over both clock changes', () => {
    expect(runsOf(weekly, '2026-03-20T00:00:00Z', 2)).toEqual(['2026-03-23T08:00:00.000Z', '2026-03-30T07:00:00.000Z']);
    expect(runsOf(weekly, '2026-10-18T00:00:00Z', 2)).toEqual(['2026-10-19T07:00:00.000Z', '2026-10-26T08:00:00.000Z']);
  });

  it('runs strictly after the instant given', () => {
    expect(runsOf(weekly, '2026-11-16T08:00:00Z', 1)).toEqual(['2026-11-23T08:00:00.000Z']);
    expect(runsOf(weekly, '2026-11-16T07:59:59.999Z', 1)).toEqual(['2026-11-16T08:00:00.000Z']);
  });

  it.each([
    ['Europe/Paris', '02:30', '2026-03-28T00:00:00Z', '2026-03-29T01:00:00.000Z', 'the first minute after the jump'],
    ['Europe/Paris', '02:30', '2026-10-24T00:00:00Z', '2026-10-25T00:30:00.000Z', 'the first of two'],
    [
      'America/New_York',
      '02:30',
      '2026-03-07T12:00:00Z',
      '2026-03-08T07:00:00.000Z',
      'the first minute after the jump',
    ],
    ['America/New_York', '01:30', '2026-10-31T12:00:00Z', '2026-11-01T05:30:00.000Z', 'the first of two'],
    [
      'Pacific/Auckland',
      '02:30',
      '2026-09-25T12:00:00Z',
      '2026-09-26T14:00:00.000Z',
      'the first minute after the jump',
    ],
    ['Pacific/Auckland', '02:30', '2026-04-03T12:00:00Z', '2026-04-04T13:30:00.000Z', 'the first of two'],
    [
      'America/Santiago',
      '00:00',
      '2026-09-05T12:00:00Z',
      '2026-09-06T04:00:00.000Z',
      'one o’clock when midnight is jumped',
    ],
  ])('on the Sunday of a clock change in %s, %s after %s is %s: %s', (zone, at, after, expected) => {
    expect(runsOf({ every: 'week', on: 'sunday', at, zone }, after, 1)).toEqual([expected]);
  });

  it('runs once, not twice, in an hour that repeats', () => {
    const schedule: Schedule = { every: 'week', on: 'sunday', at: '02:30', ...paris };

    expect(runsOf(schedule, '2026-10-25T00:30:00Z', 1)).toEqual(['2026-11-01T01:30:00.000Z']);
  });

  it.each([
    ['2026-11-16T08:00:00Z', 'Europe/Paris', '2026-W46'],
    // Sunday 18:00 in New York: the week is not over yet.
    ['2026-11-15T23:00:00Z', 'America/New_York', '2026-W45'],
    // Monday 09:00 in Auckland is still Sunday in UTC.
    ['2026-11-15T20:00:00Z', 'Pacific/Auckland', '2026-W46'],
    ['2027-01-04T08:00:00Z', 'Europe/Paris', '2026-W53'],
  ])('run at %s in %s reports %s', (at, zone, label) => {
    expect(periodForRun({ ...weekly, zone }, new Date(at)).label).toBe(label);
  });
});

describe('a two-week schedule', () => {
  const schedule: Schedule = { every: 'two-weeks', on: 'monday', at: '09:00', firstWeek: '2026-W02', ...paris };

  it('keeps its rhythm over a year with 53 weeks', () => {
    // 2026-W02 starts on 5 January; 26 rhythms later comes 4 January 2027, the Monday of 2027-W01.
    expect(runsOf(schedule, '2026-12-15T00:00:00Z', 2)).toEqual([
      '2026-12-21T08:00:00.000Z',
      '2027-01-04T08:00:00.000Z',
    ]);
  });

  it('does not run before its first week', () => {
    expect(runsOf(schedule, '2025-01-01T00:00:00Z', 1)).toEqual(['2026-01-05T08:00:00.000Z']);
  });

  it('reports the last of its two weeks', () => {
    expect(periodForRun(schedule, new Date('2026-01-19T08:00:00Z')).label).toBe('2026-W03');
  });
});

describe('a monthly schedule on the third working day', () => {
  it.each([
    // 1 November 2026 is a Sunday: 2, 3, 4.
    ['2026-10-31T00:00:00Z', '2026-11-04T09:00:00.000Z', '2026-11-04T09:00:00.000Z'],
    // All Saints' on a Monday: 2, 3, 4 in France, 1, 2, 3 elsewhere.
    ['2027-10-31T00:00:00Z', '2027-11-04T09:00:00.000Z', '2027-11-03T09:00:00.000Z'],
    // New Year's Day on a Thursday: 2, 5, 6 in France, 1, 2, 5 elsewhere.
    ['2025-12-31T00:00:00Z', '2026-01-06T09:00:00.000Z', '2026-01-05T09:00:00.000Z'],
    // 1 and 8 May 2026 are Fridays; 4, 5, 6 in France, 1, 4, 5 elsewhere.
    ['2026-04-30T12:00:00Z', '2026-05-06T08:00:00.000Z', '2026-05-05T08:00:00.000Z'],
  ])('after %s runs at %s with French holidays and at %s without', (after, withHolidays, without) => {
    expect(runsOf(monthly, after, 1, french)).toEqual([withHolidays]);
    expect(runsOf(monthly, after, 1)).toEqual([without]);
  });

  it('goes on month after month and reports the month before', () => {
    const runs = runsOf(monthly, '2026-11-04T09:00:00Z', 3, french);

    expect(runs).toEqual(['2026-12-03T09:00:00.000Z', '2027-01-06T09:00:00.000Z', '2027-02-03T09:00:00.000Z']);
    expect(runs.map((run) => periodForRun(monthly, new Date(run)).label)).toEqual(['2026-11', '2026-12', '2027-01']);
  });
});

describe('a quarterly schedule on the eighth working day', () => {
  it('runs in the quarter after the one it reports', () => {
    const runs = runsOf(quarterly, '2026-09-30T00:00:00Z', 2, french);

    // October: 1, 2, 5–9, 12. January 2027, with the 1st off: 4–8, 11, 12, 13.
    expect(runs).toEqual(['2026-10-12T07:00:00.000Z', '2027-01-13T08:00:00.000Z']);
    expect(runs.map((run) => periodForRun(quarterly, new Date(run)).label)).toEqual(['2026-Q3', '2026-Q4']);
  });

  it('follows the fiscal year', () => {
    const fiscal: Schedule = { ...quarterly, fiscalStartMonth: 2 };
    const [run = ''] = runsOf(fiscal, '2026-10-31T00:00:00Z', 1, french);

    // November 2026, with the 11th off: 2–6, 9, 10, 12.
    expect(run).toBe('2026-11-12T08:00:00.000Z');
    expect(periodForRun(fiscal, new Date(run)).label).toBe('FY2027-Q3');
  });
});

describe('the reported period that holds a day', () => {
  it.each([
    [weekly, '2026-W46'],
    [monthly, '2026-11'],
    [quarterly, '2026-Q4'],
    [{ ...quarterly, fiscalStartMonth: 7 }, 'FY2027-Q2'],
  ] as const)('for %j is %s', (schedule, label) => {
    expect(reportedPeriodOf(schedule, '2026-11-15').label).toBe(label);
  });
});

describe('a cron schedule', () => {
  const cron = (pattern: string): Schedule => ({ cron: pattern, reports: 'week', ...paris });

  it('runs on the wall clock of its zone', () => {
    expect(runsOf(cron('0 9 * * MON'), '2026-10-18T00:00:00Z', 2)).toEqual([
      '2026-10-19T07:00:00.000Z',
      '2026-10-26T08:00:00.000Z',
    ]);
  });

  it.each([
    ['30 2 * * *', '2026-03-28T12:00:00Z', '2026-03-29T01:00:00.000Z'],
    ['30 2,14 * * *', '2026-03-28T14:00:00Z', '2026-03-29T01:00:00.000Z'],
    ['30 2 * * *', '2026-10-24T12:00:00Z', '2026-10-25T00:30:00.000Z'],
  ])('%s after %s runs at %s on the day of a clock change', (pattern, after, expected) => {
    expect(runsOf(cron(pattern), after, 1)).toEqual([expected]);
  });

  it('may wait for a leap day', () => {
    expect(() => assertSchedule(cron('0 9 29 2 *'))).not.toThrow();
    expect(runsOf(cron('0 9 29 2 *'), '2026-01-01T00:00:00Z', 1)).toEqual(['2028-02-29T08:00:00.000Z']);
  });

  it.each([
    ['0 0 31 2 *', /"0 0 31 2 \*" never fires/],
    ['0 9 * * FUNDAY', /"0 9 \* \* FUNDAY" is not a cron pattern: expected five fields/],
    ['0 0 9 * * MON', /is not a cron pattern: expected five fields/],
    ['every monday', /is not a cron pattern/],
    ['', /is not a cron pattern/],
  ])('"%s" is refused', (pattern, message) => {
    expect(() => assertSchedule(cron(pattern))).toThrow(message);
  });
});

describe('a schedule that cannot work', () => {
  it.each([
    [{ ...weekly, zone: 'Europe/Pariss' }, /There is no time zone "Europe\/Pariss".*Europe\/Paris/],
    [{ ...weekly, at: '25:00' }, /"25:00" is not a time of day/],
    [{ ...monthly, workingDay: 24 }, /Working day 24 of a month is not possible: expected a whole number from 1 to 15/],
    [{ ...monthly, workingDay: 0 }, /Working day 0/],
    [{ ...quarterly, workingDay: 46 }, /Working day 46 of a quarter/],
    [{ ...quarterly, workingDay: 2.5 }, /Working day 2.5/],
    [{ ...quarterly, fiscalStartMonth: 13 }, /cannot start in month 13/],
    [{ every: 'two-weeks', on: 'monday', at: '09:00', firstWeek: '2025-W53', ...paris }, /"2025-W53" is not a period/],
    [{ every: 'two-weeks', on: 'monday', at: '09:00', firstWeek: '2026-10', ...paris }, /"2026-10" is not an ISO week/],
  ] as const satisfies readonly (readonly [Schedule, RegExp])[])('is refused: %j', (schedule, message) => {
    expect(() => assertSchedule(schedule)).toThrow(message);
  });

  it.each([weekly, monthly, quarterly])('is not %j', (schedule) => {
    expect(() => assertSchedule(schedule)).not.toThrow();
  });
});
