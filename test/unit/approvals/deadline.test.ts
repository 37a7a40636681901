import { describe, expect, it } from 'vitest';
import { deadlineOf } from '../../../src/features/approvals/deadline.js';
import type { Weekday } from '../../../src/kernel/calendar.js';
import { noHolidays } from '../../../src/organisation/calendar/working-days.js';

const weekdays: Weekday[] = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'];

function deadline(
  from: string,
  within: number,
  more: { days?: Weekday[]; zone?: string; off?: string[] } = {},
): string {
  const { days = weekdays, zone = 'Europe/Paris', off = [] } = more;
  const workingHours = { from: '08:00', to: '18:00', days };
  const schedule = { every: 'week', on: 'monday', at: '09:00', zone } as const;
  const calendar = { schedule, workingHours, lateSource: { kind: 'grey' } } as const;
  const holidays = off.length > 0 ? { isHoliday: (date: string) => off.includes(date) } : noHolidays;
  return deadlineOf({ calendar, timeZone: zone }, { from: new Date(from), within, holidays }).toISOString();
}

describe('the time that approvers have', () => {
  it('ends with the working hours of the nth working day after the day on which they are asked', () => {
    expect(deadline('2026-11-16T09:00:00Z', 1)).toBe('2026-11-17T17:00:00.000Z');
    expect(deadline('2026-11-16T23:30:00Z', 1)).toBe('2026-11-18T17:00:00.000Z');
    expect(deadline('2026-11-16T09:00:00Z', 5)).toBe('2026-11-23T17:00:00.000Z');
  });

  it('leaves out weekends, holidays, and days on which the committee does not work', () => {
    expect(deadline('2026-11-20T09:00:00Z', 1)).toBe('2026-11-23T17:00:00.000Z');
    expect(deadline('2026-12-24T09:00:00Z', 1, { off: ['2026-12-25'] })).toBe('2026-12-28T17:00:00.000Z');
    expect(deadline('2026-11-16T09:00:00Z', 2, { days: ['saturday'] })).toBe('2026-11-28T17:00:00.000Z');
  });

  it('is told by the clocks of the committee’s zone, over a change of them too', () => {
    expect(deadline('2026-11-16T09:00:00Z', 1, { zone: 'America/New_York' })).toBe('2026-11-17T23:00:00.000Z');
    expect(deadline('2026-10-23T09:00:00Z', 1)).toBe('2026-10-26T17:00:00.000Z');
    expect(deadline('2026-03-27T09:00:00Z', 1)).toBe('2026-03-30T16:00:00.000Z');
  });

  it('comes to an end where no day is ever worked', () => {
    const never = { isHoliday: () => true };
    const workingHours = { from: '08:00', to: '18:00', days: weekdays };
    const schedule = { every: 'week', on: 'monday', at: '09:00', zone: 'UTC' } as const;
    const calendar = { schedule, workingHours, lateSource: { kind: 'grey' } } as const;

    const ask = { from: new Date('2026-11-16T09:00:00Z'), within: 2, holidays: never };

    expect(deadlineOf({ calendar, timeZone: 'UTC' }, ask).toISOString()).toBe('2027-01-17T18:00:00.000Z');
  });
});
