import { describe, expect, it } from 'vitest';
import {
  closureRate,
  type MeasuredItem,
  medianBlockerAge,
  redatedShare,
} from '../../../../src/features/follow-up/measures/measures.js';
import { loadHolidays } from '../../../../src/organisation/calendar/working-days.js';

/** Monday 9 to Sunday 15 November 2026. */
const week = { start: '2026-11-09', end: '2026-11-15' } as const;
const work = { holidays: { isHoliday: () => false }, timeZone: 'Europe/Paris' };

function action(facts: Partial<MeasuredItem> = {}): MeasuredItem {
  const none = { redates: 0, closedOn: null, isDone: false };
  return { kind: 'action', dueOn: '2026-11-12', raisedAt: new Date('2026-11-02T10:00:00Z'), ...none, ...facts };
}

const done = (closedOn: string, facts: Partial<MeasuredItem> = {}) => action({ closedOn, isDone: true, ...facts });
const dropped = (closedOn: string, facts: Partial<MeasuredItem> = {}) => action({ closedOn, ...facts });
const blocker = (raisedOn: string, facts: Partial<MeasuredItem> = {}) =>
  action({ kind: 'blocker', raisedAt: new Date(`${raisedOn}T10:00:00Z`), ...facts });

describe('the closure rate', () => {
  it.each([
    ['done in the week', [done('2026-11-10')], 1, 1],
    ['done weeks before it was due', [done('2026-10-20')], 1, 1],
    ['done on the last day of the week, after its date', [done('2026-11-15')], 1, 1],
    ['still open', [action()], 0, 1],
    ['dropped: it was promised all the same', [dropped('2026-11-11')], 0, 1],
    [
      'due on the first and on the last day',
      [done('2026-11-09', { dueOn: '2026-11-09' }), action({ dueOn: '2026-11-15' })],
      1,
      2,
    ],
    [
      'due before or after the week',
      [done('2026-11-10'), action({ dueOn: '2026-11-08' }), action({ dueOn: '2026-11-16' })],
      1,
      1,
    ],
    ['beside a blocker, which does not count', [done('2026-11-10'), blocker('2026-11-02')], 1, 1],
  ])('counts what was %s', (_what, items, numerator, denominator) => {
    expect(closureRate(items, week)).toEqual({ numerator, denominator });
  });

  it.each([
    ['nothing at all', []],
    ['nothing that was due in the week', [done('2026-11-10', { dueOn: '2026-11-20' })]],
    ['blockers alone', [blocker('2026-11-02')]],
  ])('is not there for %s', (_what, items) => {
    expect(closureRate(items, week)).toBeNull();
  });
});

describe('the re-dated share', () => {
  it.each([
    ['open, never moved', [action()], 0, 1],
    ['open, moved once or often', [action({ redates: 1 }), action({ redates: 4 }), action()], 2, 3],
    ['closed in the week', [done('2026-11-09', { redates: 1 }), dropped('2026-11-15')], 1, 2],
    ['closed before the week, which is over', [done('2026-11-08', { redates: 2 }), action()], 0, 1],
    ['open, whatever its date', [action({ dueOn: '2027-03-01', redates: 1 })], 1, 1],
    ['beside a moved blocker, which does not count', [action(), blocker('2026-11-02', { redates: 3 })], 0, 1],
  ])('counts what was %s', (_what, items, numerator, denominator) => {
    expect(redatedShare(items, week)).toEqual({ numerator, denominator });
  });

  it('is not there where nothing was followed in the week', () => {
    expect(redatedShare([done('2026-11-01', { redates: 2 }), blocker('2026-11-02')], week)).toBeNull();
  });
});

describe('the median age of blockers', () => {
  it.each([
    // Working days after the day it was raised, up to Friday 13 November.
    ['one', ['2026-11-06'], 5],
    ['one of the last day', ['2026-11-15'], 0],
    ['three: the one in the middle', ['2026-11-12', '2026-10-01', '2026-11-06'], 5],
    ['two: between both', ['2026-11-12', '2026-11-06'], 3],
    ['four: between the two in the middle', ['2026-11-13', '2026-11-12', '2026-11-09', '2026-10-01'], 2.5],
    ['one raised on a Saturday, from Monday on', ['2026-11-07'], 5],
  ])('of %s', (_what, days, expected) => {
    expect(
      medianBlockerAge(
        days.map((day) => blocker(day)),
        week,
        work,
      ),
    ).toBe(expected);
  });

  it('counts by the holidays of the committee’s country', async () => {
    // Wednesday 11 November is kept in France.
    expect(medianBlockerAge([blocker('2026-11-06')], week, { ...work, holidays: await loadHolidays('FR') })).toBe(4);
  });

  it('begins on the day of the committee’s own zone', () => {
    const lateOnFriday = blocker('2026-11-06', { raisedAt: new Date('2026-11-05T23:30:00Z') });

    expect(medianBlockerAge([lateOnFriday], week, work)).toBe(5);
    expect(medianBlockerAge([lateOnFriday], week, { ...work, timeZone: 'America/New_York' })).toBe(6);
  });

  it('takes no notice of actions and of what was closed by then, and is not there where no blocker was open', () => {
    const resolved = blocker('2026-10-01', { closedOn: '2026-11-13', isDone: true });

    expect(medianBlockerAge([blocker('2026-11-06'), resolved, action()], week, work)).toBe(5);
    expect(medianBlockerAge([resolved, action()], week, work)).toBeNull();
  });
});
