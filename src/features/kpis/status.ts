import { compareFigures, roundingOf } from '../../kernel/numbers.js';
import type { Period, PeriodKind } from '../../kernel/periods.js';
import {
  type Direction,
  type Grain,
  type Kpi,
  naturalKind,
  type ReportKind,
  reportKindOf,
  type Target,
  type TargetValue,
  type Thresholds,
} from './kpi.js';
import { decidingDay, isCoarserThan } from './roll-up.js';

export type Status = 'green' | 'amber' | 'red' | 'grey';

/**
 * Why a status is grey. `late`: readings stop before the period's end and may still come. `incomplete`: one is missing
 * in the middle. `no-data`: there is nothing to judge. `no-base`: all is there, and the rate is over a denominator of zero.
 * `no-target`: nothing to judge it by.
 */
export type GreyReason = 'late' | 'incomplete' | 'no-target' | 'no-data' | 'no-base';

/** Distance to the target, signed so that + is good. */
export type Variance = {
  /** In the KPI's own unit. */
  readonly absolute: number;
  /** As a share of the target, 0.05 for 5 %; null for a target of zero and for a range. */
  readonly relative: number | null;
  readonly isGood: boolean;
};

const amberFrom = 0.9;
const amberShareOfWidth = 0.1;

/** Whether a target or limits given `per` a kind of period, or for none by name, judge periods of another. */
export function judges(kpi: Pick<Kpi, 'rollUp' | 'grain'>, per: ReportKind | undefined, kind: ReportKind): boolean {
  if (per !== undefined) return per === kind;
  return kpi.rollUp !== 'sum' || naturalKind(kpi.grain) === kind;
}

/** The kind of period in which a committee's digest judges a KPI: its own, or the KPI's where that is coarser. */
export function judgedKindOf(grain: Grain, reported: PeriodKind): ReportKind {
  const natural = naturalKind(grain);
  return isCoarserThan(grain, reported) ? natural : (reportKindOf(reported) ?? natural);
}

/** The target a period is judged by (see `Target` for the rule), or null. One given for this very kind of period goes before a general one. */
export function targetFor(kpi: Kpi, period: Period): TargetValue | null {
  const kind = reportKindOf(period.kind);
  if (kind === null) return null;
  const day = decidingDay(kpi, period);
  let found: Target | null = null;
  for (const target of kpi.targets) {
    if (target.from > day || !judges(kpi, target.per, kind)) continue;
    if (found === null || outranks(target, found)) found = target;
  }
  if (found === null) return null;
  return 'value' in found ? { value: found.value } : { low: found.low, high: found.high };
}

function outranks(target: Target, other: Target): boolean {
  if ((target.per === undefined) !== (other.per === undefined)) return target.per !== undefined;
  return target.from >= other.from;
}

/** The absolute limits a period is judged by, or null. */
export function thresholdsFor(kpi: Kpi, period: Period): Thresholds | null {
  const kind = reportKindOf(period.kind);
  if (kind === null || kpi.thresholds === undefined) return null;
  return judges(kpi, kpi.thresholds.per, kind) ? kpi.thresholds : null;
}

/** True when a target cannot be judged by ratio or width (zero, negative, an empty range) and thresholds are not given: the configuration is wrong. */
export function lacksThresholds(kpi: Kpi): boolean {
  if (kpi.thresholds !== undefined) return false;
  return kpi.targets.some((target) => ('value' in target ? target.value <= 0 : target.high <= target.low));
}

function distanceOutside(actual: number, range: { readonly low: number; readonly high: number }): number {
  if (compareFigures(actual, range.low) < 0) return range.low - actual;
  return compareFigures(actual, range.high) > 0 ? actual - range.high : 0;
}

function byThresholds(badness: number, limits: { readonly amber: number; readonly red: number }): Status {
  if (compareFigures(badness, limits.red) > 0) return 'red';
  return compareFigures(badness, limits.amber) > 0 ? 'amber' : 'green';
}

function statusOnThresholds(actual: number, direction: Direction, facts: Judged): Status {
  const { thresholds, target } = facts;
  if (thresholds === null) return 'grey';
  switch (direction) {
    case 'higher':
      return byThresholds(-actual, { amber: -thresholds.amber, red: -thresholds.red });
    case 'lower':
      return byThresholds(actual, thresholds);
    case 'range':
      return target !== null && 'low' in target ? byThresholds(distanceOutside(actual, target), thresholds) : 'grey';
  }
}

function statusInRange(actual: number, range: { readonly low: number; readonly high: number }): Status {
  const distance = distanceOutside(actual, range);
  if (distance <= 0) return 'green';
  const width = range.high - range.low;
  return width > 0 && compareFigures(distance, width * amberShareOfWidth, roundingOf(range.low, range.high)) <= 0
    ? 'amber'
    : 'red';
}

function statusOnTarget(actual: number, direction: 'higher' | 'lower', target: number): Status {
  if (target <= 0) return 'grey';
  // A cost of nothing is as good as it gets, and has no ratio.
  if (direction === 'lower' && actual <= 0) return 'green';
  const attained = direction === 'higher' ? actual / target : target / actual;
  // 0.027 / 0.03 is a hair under 0.9 in floating point; nobody should turn red for that.
  if (compareFigures(attained, 1) >= 0) return 'green';
  return compareFigures(attained, amberFrom) >= 0 ? 'amber' : 'red';
}

type Judged = { readonly target: TargetValue | null; readonly thresholds: Thresholds | null };

/**
 * Red, amber or green of an actual value; grey when nothing judges it.
 * Rule: attained = actual / target (target / actual for lower-is-better); green from 1, amber from 0.90, red below. For a
 * range, green inside, amber within 10 % of its width outside, red beyond. Thresholds, where given, replace both.
 */
export function statusOf(actual: number, direction: Direction, judged: Judged): Status {
  if (judged.thresholds !== null) return statusOnThresholds(actual, direction, judged);
  const { target } = judged;
  if (target === null) return 'grey';
  if ('low' in target) return direction === 'range' ? statusInRange(actual, target) : 'grey';
  return direction === 'range' ? 'grey' : statusOnTarget(actual, direction, target.value);
}

/** Actual minus target for higher-is-better, turned round for lower-is-better; for a range 0 inside and minus the distance outside. */
export function varianceTo(actual: number, direction: Direction, target: TargetValue): Variance {
  if ('low' in target) {
    const distance = distanceOutside(actual, target);
    return { absolute: distance === 0 ? 0 : -distance, relative: null, isGood: distance === 0 };
  }
  const difference = compareFigures(actual, target.value) === 0 ? 0 : actual - target.value;
  const absolute = direction === 'lower' ? 0 - difference : difference;
  return {
    absolute,
    relative: target.value === 0 ? null : absolute / Math.abs(target.value),
    isGood: absolute >= 0,
  };
}
