import { describe, expect, it } from 'vitest';
import { ValidationError } from '../../../src/kernel/errors.js';
import { assertAbsentDays, isAbsent, joined, touches } from '../../../src/organisation/people/absence.js';

const week = { fromOn: '2026-11-23', toOn: '2026-11-27' };

describe('the days of an absence', () => {
  it.each([
    ['is no date', { fromOn: 'Monday', toOn: '2026-11-27' }, { fromOn: 'not-a-date' }],
    ['ends on no date', { fromOn: '2026-11-23', toOn: '2026-02-30' }, { toOn: 'not-a-date' }],
    ['ends before it begins', { fromOn: '2026-11-23', toOn: '2026-11-22' }, { toOn: 'before-start' }],
    ['lasts for years', { fromOn: '2026-11-23', toOn: '2027-12-28' }, { toOn: 'too-long' }],
  ])('are refused at their field when it %s', (_, days, fields) => {
    const refused = () => assertAbsentDays(days);

    expect(refused).toThrow(ValidationError);
    expect(refused).toThrow(expect.objectContaining({ fields }) as Error);
  });

  it('may be one day', () => {
    expect(() => assertAbsentDays({ fromOn: '2026-11-23', toOn: '2026-11-23' })).not.toThrow();
  });

  it('are both included', () => {
    const days = ['2026-11-22', '2026-11-23', '2026-11-27', '2026-11-28'];

    expect(days.filter((day) => isAbsent(day, [week]))).toEqual(['2026-11-23', '2026-11-27']);
  });

  it('are one with those that follow without a gap, and not with those after a day of work', () => {
    expect(touches(week, { fromOn: '2026-11-28', toOn: '2026-11-29' })).toBe(true);
    expect(touches(week, { fromOn: '2026-11-20', toOn: '2026-11-22' })).toBe(true);
    expect(touches(week, { fromOn: '2026-11-29', toOn: '2026-11-30' })).toBe(false);
    expect(joined([week, { fromOn: '2026-11-25', toOn: '2026-12-01' }])).toEqual({
      fromOn: '2026-11-23',
      toOn: '2026-12-01',
    });
  });
});
