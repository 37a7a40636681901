import { expect, it } from 'vitest';
import type { NewReading } from '../../../src/features/sources/rows/decode.js';
import { createSeenStarts } from '../../../src/features/sources/staging/seen-starts.js';
import { addDays } from '../../../src/kernel/calendar.js';

function aReading(start: string, more: { segment?: string; kpiId?: string } = {}): NewReading {
  const { segment = '', kpiId = 'k' } = more;
  const target = { kpi: 'k', kpiId, segment, sourceId: 's', sourceKey: 's', isRatio: false, hidden: null } as const;
  const rules = {
    firstSourceKey: 's',
    isPercent: false,
    floor: undefined,
    ceiling: undefined,
    timeZone: 'UTC',
    lastStart: '2199-12-31',
  };
  return {
    target: { ...target, ...rules, grain: 'day', weekStart: 'monday' },
    start,
    value: 1,
    numerator: null,
    denominator: null,
    row: { line: 1, cells: [] },
  };
}

it('remembers exactly the readings that went by, before 1970 too', () => {
  const seen = createSeenStarts();
  const days = Array.from({ length: 3_000 }, (_, index) => addDays('1966-01-01', index));
  const isSeen = (_day: string, index: number): boolean => index % 3 === 0;
  for (const day of days.filter(isSeen)) seen.add(aReading(day));

  const remembered = days.filter((day) => seen.has(aReading(day)));

  expect(remembered).toEqual(days.filter(isSeen));
});

it('keeps KPIs and segments apart', () => {
  const seen = createSeenStarts();
  seen.add(aReading('2026-01-01'));

  expect(seen.has(aReading('2026-01-01', { segment: 'email' }))).toBe(false);
  expect(seen.has(aReading('2026-01-01', { kpiId: 'other' }))).toBe(false);
});
