import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  dayNumber,
  endOfMonth,
  fromDayNumber,
  isCalendarDate,
  weekdayOf,
} from '../../../src/kernel/calendar.js';

describe('a calendar date', () => {
  it.each(['2026-02-28', '2024-02-29', '2000-02-29', '1900-01-01', '2199-12-31'])('accepts %s', (text) => {
    expect(isCalendarDate(text)).toBe(true);
  });

  it.each([
    ['a day that does not exist', '2026-02-30'],
    ['29 February of a common year', '2026-02-29'],
    ['29 February of a century that is no leap year', '2100-02-29'],
    ['month 13', '2026-13-01'],
    ['month 0', '2026-00-10'],
    ['day 0', '2026-01-00'],
    ['a year with a digit too many', '20026-01-01'],
    ['a year before 1900', '1899-12-31'],
    ['a year after 2199', '2200-01-01'],
    ['missing zeros', '2026-1-1'],
    ['a time behind it', '2026-01-01T00:00'],
    ['nothing', ''],
  ])('refuses %s', (_why, text) => {
    expect(isCalendarDate(text)).toBe(false);
  });

  it.each([
    ['1970-01-01', 0],
    ['1969-12-31', -1],
    ['2000-03-01', 11_017],
    ['2026-11-16', 20_773],
    ['1900-01-01', -25_567],
  ])('%s is day number %i and back', (date, number) => {
    expect(dayNumber(date)).toBe(number);
    expect(fromDayNumber(number)).toBe(date);
  });

  it('comes back from its day number for every day from 1900 to 2199', () => {
    const first = dayNumber('1900-01-01');
    const last = dayNumber('2199-12-31');
    const wrong: number[] = [];

    for (let day = first; day <= last; day += 1) {
      const date = fromDayNumber(day);
      if (!isCalendarDate(date) || dayNumber(date) !== day) wrong.push(day);
    }

    expect(last - first + 1).toBe(300 * 365 + 73);
    expect(wrong).toEqual([]);
  });

  it.each([
    ['2026-02-28', 1, '2026-03-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2026-01-01', -1, '2025-12-31'],
    ['2026-11-15', -364, '2025-11-16'],
  ])('%s moved by %i days is %s', (date, days, expected) => {
    expect(addDays(date, days)).toBe(expected);
  });

  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-02-29', -12, '2023-02-28'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2025-11-30', 3, '2026-02-28'],
    ['2026-12-01', 1, '2027-01-01'],
  ])('%s moved by %i months is %s', (date, months, expected) => {
    expect(addMonths(date, months)).toBe(expected);
  });

  it.each([
    ['2026-11-16', 'monday'],
    ['2026-11-15', 'sunday'],
    ['1970-01-01', 'thursday'],
    ['1900-01-01', 'monday'],
  ])('%s is a %s', (date, weekday) => {
    expect(weekdayOf(date)).toBe(weekday);
  });

  it('knows the last day of a month', () => {
    expect(endOfMonth('2024-02-10')).toBe('2024-02-29');
  });
});
