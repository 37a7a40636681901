import { mean } from 'simple-statistics';
import type { PeriodKind } from '../../kernel/periods.js';

/** A value with the calendar month (1 to 12) it belongs to; null where the period has none. */
export type MonthlyPoint = { readonly value: number | null; readonly month: number };

const periodsPerYear: Partial<Record<PeriodKind, number>> = { week: 52, month: 12, quarter: 4, 'fiscal-quarter': 4 };

/** How much each calendar month lies above (1.2) or below (0.8) the year's mean, by month number. */
export type SeasonalFactors = ReadonlyMap<number, number>;

function groupByMonth(points: readonly MonthlyPoint[]): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  for (const { month, value } of points) {
    const group = groups.get(month) ?? [];
    if (value !== null) group.push(value);
    groups.set(month, group);
  }
  return groups;
}

/**
 * Seasonal factors over the newest whole years, or null when there are fewer than two, when a month has no value in two
 * of them, or when a factor is not positive. Whole years only, so that no month weighs twice.
 * Formula: xmrit, factor = mean of the sub-period / overall mean; the sub-period is the calendar month.
 */
export function seasonalFactors(points: readonly MonthlyPoint[], kind: PeriodKind): SeasonalFactors | null {
  const perYear = periodsPerYear[kind];
  if (perYear === undefined) return null;
  const years = Math.floor(points.length / perYear);
  if (years < 2) return null;
  const used = points.slice(-years * perYear);
  const values = used.map(({ value }) => value).filter((value) => value !== null);
  if (values.length < 2) return null;
  const overall = mean(values);
  const factors = new Map<number, number>();
  for (const [month, group] of groupByMonth(used)) {
    if (group.length < 2) return null;
    const factor = mean(group) / overall;
    if (!Number.isFinite(factor) || factor <= 0) return null;
    factors.set(month, factor);
  }
  return factors;
}
