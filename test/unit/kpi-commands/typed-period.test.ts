import { describe, expect, it } from 'vitest';
import { looksLikePeriod, readTypedPeriod } from '../../../src/features/kpi-commands/typed-period.js';
import type { Grain } from '../../../src/features/kpis/public.js';
import type { Weekday } from '../../../src/kernel/calendar.js';

/** A Sunday: the last day of ISO week 47. */
const today = '2026-11-22';

const read = (text: string, grain: Grain, weekStart: Weekday = 'monday') =>
  readTypedPeriod(text, { grain, weekStart }, today);

describe('a typed period', () => {
  it.each<[string, Grain, string]>([
    ['', 'day', '2026-11-21'],
    ['', 'week', '2026-W46'],
    ['', 'month', '2026-10'],
    ['', 'quarter', '2026-Q3'],
    ['hier', 'day', '2026-11-21'],
    ['Yesterday', 'day', '2026-11-21'],
    ['today', 'day', '2026-11-22'],
    ['2026-11-22', 'day', '2026-11-22'],
    ['2026-w47', 'week', '2026-W47'],
    ['2026-S46', 'week', '2026-W46'],
    ['2026-11', 'month', '2026-11'],
    ['2026-Q4', 'quarter', '2026-Q4'],
  ])('%j by %s is %s', (text, grain, label) => {
    expect(read(text, grain)).toMatchObject({ period: { label } });
  });

  it('left out follows the days of the KPI’s own weeks', () => {
    expect(read('', 'week', 'sunday')).toMatchObject({ period: { label: '2026-W47' } });
  });

  it.each<[string, Grain, string]>([
    ['2026-11-20', 'week', 'wrong-grain'],
    ['2026-W46', 'day', 'wrong-grain'],
    ['hier', 'month', 'wrong-grain'],
    ['FY2026-Q3', 'quarter', 'wrong-grain'],
    ['2025-W53', 'week', 'unreadable'],
    ['2026-02-30', 'day', 'unreadable'],
    ['lundi', 'day', 'unreadable'],
  ])('%j by %s is refused: %s', (text, grain, fault) => {
    expect(read(text, grain)).toMatchObject({ fault });
  });

  it.each([
    ['2026-W46', true],
    ['FY2026-Q1', true],
    ['hier', true],
    ['1234', false],
    ['1-2', false],
  ])('%j is meant as one: %s', (word, expected) => {
    expect(looksLikePeriod(word)).toBe(expected);
  });
});
