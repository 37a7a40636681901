import type { Kpi, Reading } from '../../../src/features/kpis/kpi.js';
import { addDays, addMonths } from '../../../src/kernel/calendar.js';

/** A daily volume, higher is better, without target: each test says what differs. */
export function aKpi(differing: Partial<Kpi> = {}): Kpi {
  return {
    key: 'visits',
    name: { en: 'Visits', fr: 'Visites' },
    domain: 'audience',
    format: { style: 'number', decimals: 0 },
    changeKind: 'percent',
    direction: 'higher',
    rollUp: 'sum',
    grain: 'day',
    weekStart: 'monday',
    targets: [],
    isSeasonal: false,
    accessLevel: 'public',
    ...differing,
  };
}

function startOf(kpi: Kpi, first: string, index: number): string {
  switch (kpi.grain) {
    case 'day':
      return addDays(first, index);
    case 'week':
      return addDays(first, index * 7);
    case 'month':
      return addMonths(first, index);
    case 'quarter':
      return addMonths(first, index * 3);
  }
}

/** Consecutive readings of the KPI's grain from a first day on; null leaves a gap. */
export function readingsFrom(kpi: Kpi, first: string, values: readonly (number | null)[]): Reading[] {
  return values.flatMap((value, index) =>
    value === null ? [] : [{ kpi: kpi.key, segment: '', grain: kpi.grain, start: startOf(kpi, first, index), value }],
  );
}

/** Consecutive readings with numerator and denominator. */
export function ratiosFrom(kpi: Kpi, first: string, pairs: readonly (readonly [number, number])[]): Reading[] {
  return pairs.map(([numerator, denominator], index) => ({
    kpi: kpi.key,
    segment: '',
    grain: kpi.grain,
    start: startOf(kpi, first, index),
    numerator,
    denominator,
  }));
}

/** `count` times the same value. */
export function repeat(value: number, count: number): number[] {
  return Array.from({ length: count }, () => value);
}
