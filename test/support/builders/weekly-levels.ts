import type { Kpi, Reading, ReadingValue } from '../../../src/features/kpis/kpi.js';
import { addDays, addMonths, startOfMonth } from '../../../src/kernel/calendar.js';

/** The week that sample digests report: Monday 9 to Sunday 15 November 2026. */
export const reportedWeek = { label: '2026-W46', monday: '2026-11-09', sunday: '2026-11-15' } as const;

/** Two years and a few weeks: enough for a year before, for limits and for a season. */
const historyLength = 110;

/** Monday to Sunday of a shop whose weekends are quiet. */
const dayShares = [0.17, 0.18, 0.17, 0.16, 0.15, 0.09, 0.08] as const;

const denominatorPerDay = 2_000;

/** `level` with a small wobble that is the same each time, oldest first; `last` replaces the newest values. */
export function steady(level: number, shape: { spread: number; seed?: number; last?: (number | null)[] }) {
  const { spread, seed = 1, last = [] } = shape;
  const count = historyLength - last.length;
  const wobble = (index: number) => Math.sin(index * 12.9898 + seed * 78.233) * Math.cos(index * 4.1414 + seed);
  const before = Array.from({ length: count }, (_, index): number | null => level * (1 + spread * wobble(index)));
  return [...before, ...last];
}

function worth(kpi: Kpi, level: number, day: number): ReadingValue {
  if (kpi.rollUp === 'ratio') return { numerator: level * denominatorPerDay, denominator: denominatorPerDay };
  return { value: kpi.rollUp === 'sum' && kpi.grain === 'day' ? level * (dayShares[day] ?? 0) : level };
}

/**
 * Readings whose newest week (or month, for a monthly KPI) is the reported one, one level each, oldest first; null
 * leaves it out. Levels are the values of whole weeks, days share them.
 */
export function readingsOf(kpi: Kpi, levels: readonly (number | null)[]): Reading[] {
  const reading = (start: string, level: number, day: number): Reading => ({
    kpi: kpi.key,
    segment: '',
    grain: kpi.grain,
    start,
    ...worth(kpi, level, day),
  });
  return levels.flatMap((level, index) => {
    const back = levels.length - 1 - index;
    if (level === null) return [];
    if (kpi.grain === 'month') return [reading(addMonths(startOfMonth(reportedWeek.monday), -1 - back), level, 0)];
    const monday = addDays(reportedWeek.monday, -7 * back);
    if (kpi.grain === 'week') return [reading(monday, level, 0)];
    return dayShares.map((_, day) => reading(addDays(monday, day), level, day));
  });
}
