import { describe, expect, it } from 'vitest';
import {
  isWorkingDay,
  loadHolidays,
  noHolidays,
  nthWorkingDay,
  workingDaysBetween,
} from '../../../src/organisation/calendar/working-days.js';

describe('the holidays of a country', () => {
  it.each([
    ['FR', '2026-07-14', true],
    ['FR', '2026-04-06', true],
    ['FR', '2026-12-26', false],
    ['DE', '2026-12-26', true],
    // 24 December is a half day there.
    ['DE', '2026-12-24', false],
    ['DE', '2026-01-06', false],
    ['DE-BY', '2026-01-06', true],
    ['US', '2026-11-26', true],
    // Eid lasts several days.
    ['SA', '2026-03-21', true],
  ])('%s on %s: %s', async (country, date, expected) => {
    const holidays = await loadHolidays(country);

    expect(holidays.isHoliday(date)).toBe(expected);
  });

  it.each([
    ['XX', /no holiday calendar for the country "XX": expected an ISO code/],
    ['France', /no holiday calendar for the country "France"/],
    ['DE-XX', /no part "XX" of DE in the holiday calendar: expected one of .*BY/],
  ])('%s is refused', async (country, message) => {
    await expect(loadHolidays(country)).rejects.toThrow(message);
  });
});

describe('working days', () => {
  const november = { start: '2026-11-01', end: '2026-11-30' };

  it('are Monday to Friday without holidays', async () => {
    const french = await loadHolidays('FR');

    expect(isWorkingDay('2026-11-11', noHolidays)).toBe(true);
    expect(isWorkingDay('2026-11-11', french)).toBe(false);
    expect(isWorkingDay('2026-11-14', noHolidays)).toBe(false);
    expect(nthWorkingDay(november, 8, noHolidays)).toBe('2026-11-11');
    expect(nthWorkingDay(november, 8, french)).toBe('2026-11-12');
  });

  it('past the end of a month are an error that says how many there are', () => {
    expect(nthWorkingDay(november, 21, noHolidays)).toBe('2026-11-30');
    expect(() => nthWorkingDay(november, 22, noHolidays)).toThrow(
      /no working day 22 from 2026-11-01 to 2026-11-30: it has 21 working days/,
    );
  });

  it.each([
    ['2026-11-06', '2026-11-09', 1],
    ['2026-11-09', '2026-11-16', 5],
    ['2026-11-09', '2026-11-09', 0],
    ['2026-11-16', '2026-11-09', 0],
  ])('from %s to %s are counted: %i', (from, to, expected) => {
    expect(workingDaysBetween(from, to, noHolidays)).toBe(expected);
  });
});
