import { describe, expect, it } from 'vitest';
import {
  assertWorkingHours,
  catchUpPlan,
  dueRuns,
  usualWorkingHours,
} from '../../../src/organisation/calendar/due-runs.js';
import type { Schedule } from '../../../src/organisation/calendar/schedule.js';

const zone = 'Europe/Paris';
/** Mondays at 09:00 in Paris: 08:00 UTC in winter. */
const weekly: Schedule = { every: 'week', on: 'monday', at: '09:00', zone };

function due(after: string, now: string, differing: { schedule?: Schedule; activatedAt?: string } = {}) {
  return dueRuns({
    schedule: differing.schedule ?? weekly,
    activatedAt: new Date(differing.activatedAt ?? '2026-01-01T00:00:00Z'),
    after: new Date(after),
    now: new Date(now),
  });
}

function labels(runs: ReturnType<typeof due>): string[] {
  return runs.map(({ period }) => period.label);
}

describe('the runs that are due', () => {
  it('are those since the last sweep, its own instant left out', () => {
    expect(due('2026-11-16T07:59:00Z', '2026-11-16T08:00:00Z')).toEqual([
      {
        scheduledFor: new Date('2026-11-16T08:00:00Z'),
        period: expect.objectContaining({ label: '2026-W46' }),
        isLate: false,
      },
    ]);
    expect(due('2026-11-16T08:00:00Z', '2026-11-16T08:01:00Z')).toEqual([]);
    expect(due('2026-11-16T07:58:00Z', '2026-11-16T07:59:00Z')).toEqual([]);
  });

  it('are all of those missed while down for three weeks, oldest first', () => {
    const runs = due('2026-10-25T12:00:00Z', '2026-11-17T10:00:00Z');

    expect(labels(runs)).toEqual(['2026-W43', '2026-W44', '2026-W45', '2026-W46']);
    expect(runs.map(({ isLate }) => isLate)).toEqual([true, true, true, true]);
  });

  it('never reach before the activation, but take in its own minute', () => {
    expect(
      labels(due('2026-01-01T00:00:00Z', '2026-11-17T10:00:00Z', { activatedAt: '2026-11-09T08:00:01Z' })),
    ).toEqual(['2026-W46']);
    expect(
      labels(due('2026-01-01T00:00:00Z', '2026-11-17T10:00:00Z', { activatedAt: '2026-11-09T08:00:00Z' })),
    ).toEqual(['2026-W45', '2026-W46']);
  });

  it('are none when the clock was turned back', () => {
    expect(due('2026-11-16T08:05:00Z', '2026-11-16T07:30:00Z')).toEqual([]);
    expect(due('2026-11-16T08:05:00Z', '2026-11-16T08:05:00Z')).toEqual([]);
  });

  it.each([
    ['2026-11-16T08:15:00Z', false],
    ['2026-11-16T08:15:01Z', true],
  ])('at %s are late: %s', (now, isLate) => {
    expect(due('2026-11-16T07:00:00Z', now)[0]?.isLate).toBe(isLate);
  });

  it('come once on the day the clock jumps over their hour', () => {
    const schedule: Schedule = { every: 'week', on: 'sunday', at: '02:30', zone };
    const runs = due('2026-03-28T12:00:00Z', '2026-03-29T12:00:00Z', { schedule });

    expect(runs.map(({ scheduledFor }) => scheduledFor.toISOString())).toEqual(['2026-03-29T01:00:00.000Z']);
    // On Sunday the week is not over: the run is about the one before.
    expect(labels(runs)).toEqual(['2026-W12']);
  });

  it('come once on the day their hour repeats, whichever minute the sweeps fall on', () => {
    const schedule: Schedule = { every: 'week', on: 'sunday', at: '02:30', zone };
    const midnight = Date.parse('2026-10-24T22:00:00Z');
    const found: string[] = [];

    for (let minute = 1; minute <= 6 * 60; minute += 1) {
      const runs = dueRuns({
        schedule,
        activatedAt: new Date('2026-01-01T00:00:00Z'),
        after: new Date(midnight + (minute - 1) * 60_000),
        now: new Date(midnight + minute * 60_000),
      });
      found.push(...runs.map(({ scheduledFor }) => scheduledFor.toISOString()));
    }

    expect(found).toEqual(['2026-10-25T00:30:00.000Z']);
  });

  it('count once per period for a cron that fires more often than it reports', () => {
    const schedule: Schedule = { cron: '0 9 * * MON-FRI', reports: 'week', zone };
    const runs = due('2026-11-08T00:00:00Z', '2026-11-17T12:00:00Z', { schedule });

    expect(runs.map(({ scheduledFor }) => scheduledFor.toISOString())).toEqual([
      '2026-11-09T08:00:00.000Z',
      '2026-11-16T08:00:00.000Z',
    ]);
  });

  it('take in the minute of the activation for a cron too', () => {
    const schedule: Schedule = { cron: '0 9 * * MON', reports: 'week', zone };
    const activatedAt = '2026-11-16T08:00:00Z';

    expect(labels(due('2026-11-01T00:00:00Z', '2026-11-16T08:00:30Z', { schedule, activatedAt }))).toEqual([
      '2026-W46',
    ]);
  });
});

describe('catching up', () => {
  const plan = (after: string, now: string) => catchUpPlan(due(after, now), { now: new Date(now), zone });

  it('sends a run in its minute, not late', () => {
    expect(plan('2026-11-16T07:59:00Z', '2026-11-16T08:00:00Z')).toMatchObject({
      send: { period: { label: '2026-W46' }, isLate: false },
      missed: [],
      waiting: null,
      isLate: false,
    });
  });

  it('sends the newest run late after a day down', () => {
    expect(plan('2026-11-15T12:00:00Z', '2026-11-17T08:00:00Z')).toMatchObject({
      send: { period: { label: '2026-W46' }, isLate: true },
      missed: [],
      isLate: true,
    });
  });

  it('sends the newest and lists the older ones as missed after three weeks down', () => {
    const found = plan('2026-10-25T12:00:00Z', '2026-11-17T10:00:00Z');

    expect(found.send?.period.label).toBe('2026-W46');
    expect(found.missed.map(({ period }) => period.label)).toEqual(['2026-W43', '2026-W44', '2026-W45']);
  });

  it.each([
    // Monday 22:00 in Paris waits for Tuesday 08:00, Saturday noon for Monday.
    ['2026-11-16T21:00:00Z', '2026-11-17T07:00:00.000Z'],
    ['2026-11-17T05:00:00Z', '2026-11-17T07:00:00.000Z'],
    ['2026-11-21T11:00:00Z', '2026-11-23T07:00:00.000Z'],
    ['2026-11-16T17:00:00Z', '2026-11-17T07:00:00.000Z'],
  ])('at %s waits until %s', (now, until) => {
    const found = plan('2026-11-15T12:00:00Z', now);

    expect(found.send).toBeNull();
    expect(found.waiting?.run.period.label).toBe('2026-W46');
    expect(found.waiting?.until.toISOString()).toBe(until);
  });

  it('sends when the working hours open', () => {
    expect(plan('2026-11-15T12:00:00Z', '2026-11-17T07:00:00Z').send?.isLate).toBe(true);
    expect(plan('2026-11-15T12:00:00Z', '2026-11-16T16:59:00Z').send?.isLate).toBe(true);
  });

  it('waits over a holiday', () => {
    const now = new Date('2026-11-16T21:00:00Z');
    const found = catchUpPlan(due('2026-11-15T12:00:00Z', now.toISOString()), {
      now,
      zone,
      holidays: { isHoliday: (date) => date === '2026-11-17' },
    });

    expect(found.waiting?.until.toISOString()).toBe('2026-11-18T07:00:00.000Z');
  });

  it('sends a run in time at any hour the committee chose', () => {
    const schedule: Schedule = { ...weekly, at: '23:00' };
    const now = '2026-11-16T22:00:00Z';
    const found = catchUpPlan(due('2026-11-16T21:59:00Z', now, { schedule }), { now: new Date(now), zone });

    expect(found.send?.period.label).toBe('2026-W46');
  });

  it('has nothing to do without runs', () => {
    expect(catchUpPlan([], { now: new Date('2026-11-16T08:00:00Z'), zone })).toEqual({
      send: null,
      waiting: null,
      missed: [],
      isLate: false,
    });
  });

  it('refuses working hours in which nothing could be sent', () => {
    expect(() => assertWorkingHours(usualWorkingHours)).not.toThrow();
    expect(() => assertWorkingHours({ ...usualWorkingHours, to: '08:00' })).toThrow(/from 08:00 to 08:00 are empty/);
    expect(() => assertWorkingHours({ ...usualWorkingHours, days: [] })).toThrow(/at least one day/);
  });
});
