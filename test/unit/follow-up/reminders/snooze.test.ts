import { describe, expect, it } from 'vitest';
import { readSnooze, snoozeUntil, snoozeValue } from '../../../../src/features/follow-up/reminders/snooze.js';

describe('a snooze', () => {
  it.each([
    ['2026-11-20', '1', '2026-11-21'],
    ['2026-12-30', '3', '2027-01-02'],
    ['2026-11-20', 'monday', '2026-11-23'],
    ['2026-11-22', 'monday', '2026-11-23'],
    ['2026-11-23', 'monday', '2026-11-30'],
  ])('on %s of "%s" ends on %s', (today, choice, until) => {
    expect(snoozeUntil(today, choice)).toBe(until);
  });

  it.each(['0', '-1', '61', '1.5', 'never', ''])('of "%s" is none', (choice) => {
    expect(snoozeUntil('2026-11-20', choice)).toBeNull();
  });

  it('is read back from the value of its option, and from no other', () => {
    expect(readSnooze(snoozeValue('item-1', 'monday'))).toEqual({ itemId: 'item-1', choice: 'monday' });
    expect(['item-1', '|3', 'item-1|', 'a|b|c'].map(readSnooze)).toEqual([null, null, null, null]);
  });
});
