import { type CalendarDate, monthOf } from '../../kernel/calendar.js';
import { compareFigures } from '../../kernel/numbers.js';
import type { Period } from '../../kernel/periods.js';
import type { Kpi, TargetValue } from './kpi.js';
import {
  autocorrelation,
  detectRules,
  type ProcessLimits,
  processLimits,
  type Rule,
  type RuleHit,
} from './process-behaviour.js';
import { decidingDay, type PeriodValue } from './roll-up.js';
import { type SeasonalFactors, seasonalFactors } from './season.js';

export type Judgement = 'improvement' | 'concern' | 'neutral';

/** A rule that fires on the newest point. A digest tells it once, then says that it continues since `since`. */
export type Signal = {
  readonly rule: Rule;
  readonly side: 'above' | 'below';
  readonly judgement: Judgement;
  /** Label of the first period that belongs to it. */
  readonly since: string;
  /** Points from the first to the newest. */
  readonly length: number;
  /** It already fired on the point before. */
  readonly isContinuing: boolean;
};

/** What the process, left alone, will do about its target. */
export type Assurance = 'will-meet' | 'will-miss' | 'hit-and-miss';

/** Limits as drawn at one point: clamped to the KPI's natural bounds and, for a seasonal KPI, following its season. */
export type DrawnLimits = { readonly lower: number; readonly centre: number; readonly upper: number };

export type SeriesPoint = {
  readonly period: Period;
  readonly value: number | null;
  readonly limits: DrawnLimits | null;
  /** Set on the points of a signal, for its colour. */
  readonly mark: Judgement | null;
};

export type Behaviour = {
  /** As computed, on deseasonalised values where `isDeseasonalised`; null while there are too few points to show any. */
  readonly limits: ProcessLimits | null;
  /** Fewer than twelve points behind the limits: draw them dashed and say so. */
  readonly isTrial: boolean;
  readonly isDeseasonalised: boolean;
  /** False while a seasonal KPI has less than two full years: only R1 is asked. */
  readonly hasRunRules: boolean;
  readonly signals: readonly Signal[];
  readonly assurance: Assurance | null;
  readonly autocorrelation: number;
  /** The rules flag too often on such data; the footer says so. */
  readonly isAutocorrelated: boolean;
};

export type BehaviourFacts = {
  readonly kpi: Kpi;
  /** Consecutive periods of one kind, oldest first; the last is the one reported on. */
  readonly values: readonly PeriodValue[];
  /** In force for the last period. */
  readonly target: TargetValue | null;
  /** First day after a change of the process that somebody named: limits and rules look at nothing before it. */
  readonly baselineFrom?: CalendarDate;
  /** False for a KPI coarser than the digest, whose value the reader has seen before. */
  readonly mayCarrySignals: boolean;
};

const baselineLength = 24;
const lockedLength = 12;
const shownLength = 6;
const watchedLength = 8;
const autocorrelationWarning = 0.4;

type Point = { readonly index: number; readonly adjusted: number };

/**
 * The points the limits rest on: up to 24 that end just before the newest 8. The 8 under watch stay out, because a run
 * of eight that moved its own centre line would hide itself; and the newest is never in, so limits do not chase it. A
 * shift nobody named thus stays a signal for weeks before it slowly becomes the norm. While fewer than 12 would remain,
 * the first 12 serve, fixed, as the NHS does it.
 */
function baselineOf(points: readonly Point[]): number[] {
  const beforeWatch = points.length - watchedLength;
  const chosen =
    beforeWatch >= lockedLength
      ? points.slice(Math.max(0, beforeWatch - baselineLength), beforeWatch)
      : points.slice(0, Math.min(lockedLength, Math.max(0, points.length - 1)));
  return chosen.map(({ adjusted }) => adjusted);
}

function monthOfPeriod(kpi: Kpi, period: Period): number {
  return monthOf(decidingDay(kpi, period));
}

function factorsFor(facts: BehaviourFacts): SeasonalFactors | null {
  const last = facts.values.at(-1);
  if (!facts.kpi.isSeasonal || last === undefined) return null;
  const before = facts.values.slice(0, -1);
  return seasonalFactors(
    before.map(({ period, value }) => ({ value, month: monthOfPeriod(facts.kpi, period) })),
    last.period.kind,
  );
}

function judge(side: RuleHit['side'], facts: BehaviourFacts): Judgement {
  const { direction } = facts.kpi;
  if (direction !== 'range') return (side === 'above') === (direction === 'higher') ? 'improvement' : 'concern';
  const value = facts.values.at(-1)?.value;
  if (facts.target === null || !('low' in facts.target) || value === null || value === undefined) return 'neutral';
  const { low, high } = facts.target;
  return compareFigures(value, low) < 0 || compareFigures(value, high) > 0 ? 'concern' : 'neutral';
}

function assuranceOf(limits: DrawnLimits, kpi: Kpi, target: TargetValue | null): Assurance | null {
  if (target === null) return null;
  if ('low' in target) {
    if (kpi.direction !== 'range') return null;
    const isWithin = compareFigures(limits.lower, target.low) >= 0 && compareFigures(limits.upper, target.high) <= 0;
    if (isWithin) return 'will-meet';
    const isBeyond = compareFigures(limits.upper, target.low) < 0 || compareFigures(limits.lower, target.high) > 0;
    return isBeyond ? 'will-miss' : 'hit-and-miss';
  }
  if (kpi.direction === 'range') return null;
  // A value that equals its target has met it, so that what never moves from there always will.
  const [worst, best] = kpi.direction === 'higher' ? [limits.lower, limits.upper] : [limits.upper, limits.lower];
  const sign = kpi.direction === 'higher' ? 1 : -1;
  if (sign * compareFigures(worst, target.value) >= 0) return 'will-meet';
  return sign * compareFigures(best, target.value) < 0 ? 'will-miss' : 'hit-and-miss';
}

function scaled(limits: ProcessLimits, factor: number): DrawnLimits {
  return { lower: limits.lower * factor, centre: limits.centre * factor, upper: limits.upper * factor };
}

function clamped(limits: DrawnLimits, kpi: Kpi): DrawnLimits {
  const { floor, ceiling } = kpi;
  return {
    lower: floor === undefined ? limits.lower : Math.max(limits.lower, floor),
    centre: limits.centre,
    upper: ceiling === undefined ? limits.upper : Math.min(limits.upper, ceiling),
  };
}

function findSignals(
  points: readonly Point[],
  limits: ProcessLimits,
  facts: BehaviourFacts & { hasRunRules: boolean },
) {
  const newest = points.at(-1);
  // A signal must involve the period reported on; without its value there is nothing new to say.
  if (!facts.mayCarrySignals || newest?.index !== facts.values.length - 1) return [];
  const { floor, ceiling } = facts.kpi;
  return detectRules(
    points.map(({ adjusted }) => adjusted),
    limits,
    {
      ...(floor === undefined ? {} : { floor }),
      ...(ceiling === undefined ? {} : { ceiling }),
      hasRunRules: facts.hasRunRules,
    },
  );
}

function asSignal(found: RuleHit, points: readonly Point[], facts: BehaviourFacts): Signal {
  const first = facts.values[points[found.startIndex]?.index ?? 0];
  return {
    rule: found.rule,
    side: found.side,
    judgement: judge(found.side, facts),
    since: first?.period.label ?? '',
    length: found.length,
    isContinuing: found.isContinuing,
  };
}

/** Which value carries whose colour: the points of every signal, the first rule deciding where two overlap. */
function marksOf(
  hits: readonly RuleHit[],
  signals: readonly Signal[],
  points: readonly Point[],
): Map<number, Judgement> {
  const marks = new Map<number, Judgement>();
  hits.forEach((found, at) => {
    for (const { index } of points.slice(found.startIndex)) {
      if (!marks.has(index)) marks.set(index, signals[at]?.judgement ?? 'neutral');
    }
  });
  return marks;
}

function pointsOf(facts: BehaviourFacts, factorAt: (period: Period) => number): Point[] {
  const points: Point[] = [];
  facts.values.forEach(({ period, value }, index) => {
    if (value === null || (facts.baselineFrom !== undefined && period.start < facts.baselineFrom)) return;
    points.push({ index, adjusted: value / factorAt(period) });
  });
  return points;
}

/** Limits, signals and assurance of the last period, and the same series ready to be drawn. */
export function analyseBehaviour(facts: BehaviourFacts): { behaviour: Behaviour; series: SeriesPoint[] } {
  const { kpi } = facts;
  const factors = factorsFor(facts);
  const factorAt = (period: Period): number => factors?.get(monthOfPeriod(kpi, period)) ?? 1;
  const points = pointsOf(facts, factorAt);
  const baseline = baselineOf(points);
  const limits = baseline.length >= shownLength ? processLimits(baseline) : null;
  const hasRunRules = !kpi.isSeasonal || factors !== null;
  const hits = limits === null ? [] : findSignals(points, limits, { ...facts, hasRunRules });
  const signals = hits.map((found) => asSignal(found, points, facts));
  const marks = marksOf(hits, signals, points);
  const firstWithLimits = points[0]?.index ?? 0;
  const series = facts.values.map(({ period, value }, index) => ({
    period,
    value,
    limits: limits === null || index < firstWithLimits ? null : clamped(scaled(limits, factorAt(period)), kpi),
    mark: marks.get(index) ?? null,
  }));
  const last = facts.values.at(-1);
  const lag = autocorrelation(baseline);
  const behaviour: Behaviour = {
    limits,
    isTrial: limits !== null && limits.count < lockedLength,
    isDeseasonalised: factors !== null,
    hasRunRules,
    signals,
    assurance: limits && last ? assuranceOf(scaled(limits, factorAt(last.period)), kpi, facts.target) : null,
    autocorrelation: lag,
    isAutocorrelated: limits !== null && lag > autocorrelationWarning,
  };
  return { behaviour, series };
}
