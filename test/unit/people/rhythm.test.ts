import { describe, expect, it } from 'vitest';
import { loadHolidays } from '../../../src/organisation/calendar/working-days.js';
import { usualHours } from '../../../src/organisation/calendar/working-hours.js';
import { mayBeWrittenTo, morningWithin, type WorkRhythm } from '../../../src/organisation/people/rhythm.js';

const french = await loadHolidays('FR');

const paris: WorkRhythm = { timeZone: 'Europe/Paris', workingHours: usualHours, holidays: french, absences: [] };

describe('a morning', () => {
  const morning = (after: string, now: string, rhythm: Partial<WorkRhythm> = {}) =>
    morningWithin({ after: new Date(after), now: new Date(now) }, { ...paris, ...rhythm });

  it('begins with the hours of the person, in their zone, and is seen once', () => {
    expect(morning('2026-11-18T06:59:00Z', '2026-11-18T07:00:00Z')).toBe('2026-11-18');
    expect(morning('2026-11-18T07:00:00Z', '2026-11-18T07:01:00Z')).toBeNull();
    expect(morning('2026-11-18T06:58:00Z', '2026-11-18T06:59:00Z')).toBeNull();
  });

  it('is not before eight, however early somebody begins', () => {
    const early = { workingHours: { ...usualHours, from: '05:30' } };

    expect(morning('2026-11-18T04:00:00Z', '2026-11-18T05:00:00Z', early)).toBeNull();
    expect(morning('2026-11-18T05:00:00Z', '2026-11-18T07:00:00Z', early)).toBe('2026-11-18');
  });

  it('is made up for while the hours last, and no longer', () => {
    expect(morning('2026-11-17T22:00:00Z', '2026-11-18T16:59:00Z')).toBe('2026-11-18');
    expect(morning('2026-11-17T22:00:00Z', '2026-11-18T17:00:00Z')).toBeNull();
  });

  it('is that of the day alone after a pause of several', () => {
    expect(morning('2026-11-10T00:00:00Z', '2026-11-18T09:00:00Z')).toBe('2026-11-18');
  });

  it.each([
    ['Asia/Tokyo', '2026-11-17T23:00:00Z', '2026-11-18'],
    ['America/Los_Angeles', '2026-11-18T16:00:00Z', '2026-11-18'],
    ['Pacific/Kiritimati', '2026-11-17T18:00:00Z', '2026-11-18'],
    ['Asia/Kathmandu', '2026-11-18T02:15:00Z', '2026-11-18'],
  ])('comes in %s at its own hour', (timeZone, start, day) => {
    const before = new Date(new Date(start).getTime() - 60_000).toISOString();

    expect(morning('2026-11-17T00:00:00Z', start, { timeZone })).toBe(day);
    expect(morning('2026-11-17T17:00:00Z', before, { timeZone })).toBeNull();
  });

  it('keeps its hour on the wall when the clocks change', () => {
    // Europe goes back to winter time on 25 October 2026, and forward on 28 March 2027.
    expect(morning('2026-10-23T05:59:00Z', '2026-10-23T06:00:00Z')).toBe('2026-10-23');
    expect(morning('2026-10-26T06:59:00Z', '2026-10-26T07:00:00Z')).toBe('2026-10-26');
    expect(morning('2027-03-29T05:59:00Z', '2027-03-29T06:00:00Z')).toBe('2027-03-29');
  });

  it('is skipped by a clock that was turned back', () => {
    expect(morning('2026-11-19T09:00:00Z', '2026-11-18T09:00:00Z')).toBeNull();
  });
});

describe('a person', () => {
  it.each([
    ['in their hours', '2026-11-18T09:00:00Z', true],
    ['before them', '2026-11-18T06:59:00Z', false],
    ['after them', '2026-11-18T17:00:00Z', false],
    ['on a Saturday', '2026-11-21T09:00:00Z', false],
    ['on a public holiday', '2026-11-11T09:00:00Z', false],
  ])('may be written to or not %s', (_, now, expected) => {
    expect(mayBeWrittenTo(new Date(now), paris)).toBe(expected);
  });
});
