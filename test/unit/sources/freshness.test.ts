import { describe, expect, it } from 'vitest';
import { judgeFreshness, promisedAt, SourceFreshness } from '../../../src/features/sources/freshness.js';

const promise = { by: '07:30', lagDays: 1, zone: 'Europe/Paris' };
const daily = { promise, grain: 'day', weekStart: 'monday', latestStart: '2026-11-15' } as const;

describe('the freshness of a source', () => {
  it('is fresh until the promised minute and late from it on while the reading is missing', () => {
    const before = judgeFreshness(daily, new Date('2026-11-17T06:29:59Z'));
    const after = judgeFreshness(daily, new Date('2026-11-17T06:30:00Z'));

    expect(before).toEqual({
      state: 'fresh',
      expectedStart: '2026-11-15',
      dueAt: new Date('2026-11-16T06:30:00Z'),
    });
    expect(after).toEqual({ state: 'late', expectedStart: '2026-11-16', dueAt: new Date('2026-11-17T06:30:00Z') });
  });

  it('expects no reading on days that do not count, nor on a holiday of those that are worked', () => {
    const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const;
    const friday = { ...daily, latestStart: '2026-11-13', expects: { days } };
    const sunday = new Date('2026-11-15T12:00:00Z');
    const isHoliday = (day: string): boolean => day === '2026-11-16';

    expect(judgeFreshness(friday, sunday)).toMatchObject({ state: 'fresh', expectedStart: '2026-11-13' });
    expect(judgeFreshness({ ...friday, latestStart: '2026-11-12' }, sunday).state).toBe('late');
    const tuesday = new Date('2026-11-17T12:00:00Z');
    expect(judgeFreshness(friday, tuesday)).toMatchObject({ state: 'late', expectedStart: '2026-11-16' });
    const worked = { ...friday, expects: { days, country: 'FR' }, isHoliday };
    expect(judgeFreshness(worked, tuesday)).toMatchObject({ state: 'fresh', expectedStart: '2026-11-13' });
  });

  it('is never late where an absent day is zero', () => {
    const quiet = { ...daily, absent: 'zero', latestStart: '2026-11-01' } as const;

    expect(judgeFreshness(quiet, new Date('2026-11-17T12:00:00Z')).state).toBe('fresh');
    expect(judgeFreshness({ ...quiet, latestStart: null }, new Date('2026-11-17T12:00:00Z')).state).toBe('none');
  });

  it('is none where no reading ever came', () => {
    expect(judgeFreshness({ ...daily, latestStart: null }, new Date('2026-11-17T06:30:00Z')).state).toBe('none');
    expect(judgeFreshness({ ...daily, promise: null, latestStart: null }, new Date()).state).toBe('none');
  });

  it('is never late without a promise', () => {
    const long = judgeFreshness({ ...daily, promise: null }, new Date('2030-01-01T00:00:00Z'));

    expect(long).toEqual({ state: 'fresh', expectedStart: null, dueAt: null });
  });

  it.each([
    ['week', 'monday', '2026-11-09', '2026-11-16T06:30:00Z'],
    ['week', 'sunday', '2026-11-08', '2026-11-15T06:30:00Z'],
    ['month', 'monday', '2026-10-01', '2026-11-01T06:30:00Z'],
    ['quarter', 'monday', '2026-07-01', '2026-10-01T06:30:00Z'.replace('06:30', '05:30')],
  ] as const)('expects the last whole %s (weeks from %s) once its lag is over', (grain, weekStart, start, due) => {
    const judged = judgeFreshness({ promise, grain, weekStart, latestStart: start }, new Date('2026-11-16T12:00:00Z'));

    expect(judged).toEqual({ state: 'fresh', expectedStart: start, dueAt: new Date(due) });
  });

  it('moves a promised time that the clock jumps over to the first minute after it', () => {
    const jumped = promisedAt({ by: '02:30', lagDays: 1, zone: 'Europe/Paris' }, '2026-03-28');

    expect(jumped).toEqual(new Date('2026-03-29T01:00:00Z'));
  });

  it.each([
    [{}, null],
    [{ by: '07:30' }, { by: '07:30', lagDays: 1, zone: 'UTC' }],
  ])('reads %j from copil.yml', (written, expected) => {
    expect(SourceFreshness.parse(written)).toEqual(expected);
  });

  it.each([{ by: '7h30' }, { by: '07:30', lagDays: -1 }, { by: '07:30', zone: 'Europe/Pari' }, { lagDays: 2 }])(
    'refuses %j',
    (written) => {
      expect(SourceFreshness.safeParse(written).success).toBe(false);
    },
  );
});
