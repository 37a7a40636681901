import { roundingOf } from '../../../kernel/numbers.js';
import type { Kpi } from '../kpi.js';
import { detectRules } from '../process-behaviour.js';
import type { PeriodValue } from '../roll-up.js';
import {
  isTrial,
  limitsBasisOf,
  limitsUnitOf,
  type SetLimits,
  setLimits,
  usualMove,
  watchedLength,
} from './set-limits.js';

/** A point as the limits see it: without its season and its trend. */
export type Point = { readonly index: number; readonly adjusted: number };

/** The values that are there, as limits see them. */
export function pointsUnder(set: SetLimits, kpi: Kpi, values: readonly PeriodValue[]): Point[] {
  return values.flatMap(({ period, value }, index) => {
    if (value === null) return [];
    const { factor, shift } = usualMove(set, kpi, period);
    return [{ index, adjusted: value / factor - shift }];
  });
}

/** How the rules are asked about such values. */
export function askOf(set: SetLimits, kpi: Kpi, values: readonly PeriodValue[]) {
  const { floor, ceiling } = kpi;
  const last = values.at(-1);
  const { factor, shift } = last ? usualMove(set, kpi, last.period) : { factor: 1, shift: 0 };
  const bound = (name: 'floor' | 'ceiling', value: number | undefined) =>
    value === undefined ? {} : { [name]: value / factor - shift };
  return {
    limits: set.limits,
    options: {
      ...bound('floor', floor),
      ...bound('ceiling', ceiling),
      hasRunRules: hasRunRules(set, kpi),
      rounding: roundingOf(...values.map(({ value }) => value ?? 0)),
    },
  };
}

/** Seasons not yet known would set off a run every spring. */
export function hasRunRules(set: SetLimits | null, kpi: Kpi): boolean {
  return !kpi.isSeasonal || set?.factors != null;
}

/**
 * The limits that a figure is told by: those that were set, or, for a period from before they were, as they would have
 * been set then. Null while there are too few points for any.
 */
export function limitsInForce(
  kpi: Kpi,
  values: readonly PeriodValue[],
  stored: readonly SetLimits[],
): SetLimits | null {
  const last = values.at(-1)?.period;
  if (last === undefined) return null;
  const isHeld = (set: SetLimits) =>
    set.unit === limitsUnitOf(last) && set.basis === limitsBasisOf(kpi) && set.setAt <= last.start;
  return stored.findLast(isHeld) ?? asIfSetThen(kpi, values);
}

/**
 * What an import of these values alone would have set. Where they have stood beyond their limits for longer than the
 * points under watch, it is what was before that: asked week by week, the past is the same one story that it would
 * have been.
 */
function asIfSetThen(kpi: Kpi, values: readonly PeriodValue[]): SetLimits | null {
  let since: number | null = null;
  for (let end = 1; end <= values.length; end += 1) {
    const seen = values.slice(0, end);
    if (seen.at(-1)?.value === null) continue;
    if (since === null || outsideSince(kpi, seen, setLimits(kpi, firstOf(seen, since))) > since) {
      since = null;
      const start = outsideSince(kpi, seen, setLimits(kpi, seen));
      if (start < Number.POSITIVE_INFINITY) since = start;
    }
  }
  return setLimits(kpi, since === null ? values : firstOf(values, since));
}

/** The values up to the eighth point from `since` on: their baseline ends just before it. */
function firstOf(values: readonly PeriodValue[], since: number): readonly PeriodValue[] {
  let count = 0;
  const end = values.findIndex(({ value }) => {
    count += value === null ? 0 : 1;
    return count === since + watchedLength;
  });
  return end < 0 ? values : values.slice(0, end + 1);
}

/** From which point on all are beyond the limits on one side; infinite where the newest is not, or they are on trial. */
function outsideSince(kpi: Kpi, values: readonly PeriodValue[], set: SetLimits | null): number {
  if (set === null || isTrial(set)) return Number.POSITIVE_INFINITY;
  const points = pointsUnder(set, kpi, values).map(({ adjusted }) => adjusted);
  const { limits, options } = askOf(set, kpi, values);
  // Runs are not asked for: they cost most, and every week of five years is looked at.
  const found = detectRules(points, limits, { ...options, hasRunRules: false }).find(({ rule }) => rule === 'R1');
  return found?.startIndex ?? Number.POSITIVE_INFINITY;
}
