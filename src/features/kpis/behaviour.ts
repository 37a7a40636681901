import type { CalendarDate } from '../../kernel/calendar.js';
import { compareFigures } from '../../kernel/numbers.js';
import type { Period } from '../../kernel/periods.js';
import type { Kpi, TargetValue } from './kpi.js';
import { askOf, hasRunRules, limitsInForce, pointsUnder } from './limits/in-force.js';
import { isTrial, type SetLimits, usualMove } from './limits/set-limits.js';
import { type ToldHit, tellHits } from './limits/story.js';
import type { ProcessLimits, Rule, RuleHit } from './process-behaviour.js';
import type { PeriodValue } from './roll-up.js';

export type Judgement = 'improvement' | 'concern' | 'neutral';

/** A rule that fires on the newest point. A digest tells it once, then says that it continues since `since`. */
export type Signal = {
  readonly rule: Rule;
  readonly side: 'above' | 'below';
  readonly judgement: Judgement;
  /** Label of the first period that belongs to it. */
  readonly since: string;
  /** Points that the rule itself counts, to the newest. */
  readonly length: number;
  /** Periods from `since` to the newest; a digest composed before it was counted has none. */
  readonly lasting?: number;
  /** It was told before, and has held since. */
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
  /** Labels of the first and last period that the limits were set on; a digest composed before they were kept has none. */
  readonly setOn?: { readonly from: string; readonly to: string } | null;
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
  /** Limits as they were set and kept, oldest first; without any, they are what these values would set. */
  readonly limits?: readonly SetLimits[];
  /** False for a KPI coarser than the digest, whose value the reader has seen before. */
  readonly mayCarrySignals: boolean;
};

const autocorrelationWarning = 0.4;

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

/** Where the limits lie in that period: season and trend move them. */
function drawnAt(set: SetLimits, kpi: Kpi, period: Period): DrawnLimits {
  const { factor, shift } = usualMove(set, kpi, period);
  const at = (limit: number) => (limit + shift) * factor;
  const { lower, centre, upper } = set.limits;
  return { lower: at(lower), centre: at(centre), upper: at(upper) };
}

function clamped(limits: DrawnLimits, kpi: Kpi): DrawnLimits {
  const { floor, ceiling } = kpi;
  return {
    lower: floor === undefined ? limits.lower : Math.max(limits.lower, floor),
    centre: limits.centre,
    upper: ceiling === undefined ? limits.upper : Math.min(limits.upper, ceiling),
  };
}

type Points = ReturnType<typeof pointsUnder>;

function findSignals(points: Points, set: SetLimits, facts: BehaviourFacts): ToldHit[] {
  // A signal must involve the period reported on; without its value there is nothing new to say.
  if (!facts.mayCarrySignals || points.at(-1)?.index !== facts.values.length - 1) return [];
  return tellHits(
    points.map(({ adjusted }) => adjusted),
    askOf(set, facts.kpi, facts.values),
  );
}

function asSignal(found: ToldHit, points: Points, facts: BehaviourFacts): Signal {
  const first = points[found.sinceIndex]?.index ?? 0;
  return {
    rule: found.rule,
    side: found.side,
    judgement: judge(found.side, facts),
    since: facts.values[first]?.period.label ?? '',
    length: found.length,
    lasting: facts.values.length - first,
    isContinuing: found.isContinuing,
  };
}

/** Which value carries whose colour: the points of every signal, the first rule deciding where two overlap. */
function marksOf(hits: readonly ToldHit[], signals: readonly Signal[], points: Points): Map<number, Judgement> {
  const marks = new Map<number, Judgement>();
  hits.forEach((found, at) => {
    for (const { index } of points.slice(Math.min(found.startIndex, found.sinceIndex))) {
      if (!marks.has(index)) marks.set(index, signals[at]?.judgement ?? 'neutral');
    }
  });
  return marks;
}

/** Limits, signals and assurance of the last period, and the same series ready to be drawn. */
export function analyseBehaviour(facts: BehaviourFacts): { behaviour: Behaviour; series: SeriesPoint[] } {
  const { kpi, baselineFrom = '' } = facts;
  const looked = facts.values.filter(({ period }) => period.start >= baselineFrom);
  const set = limitsInForce(kpi, looked, facts.limits ?? []);
  const skipped = facts.values.length - looked.length;
  const points = set === null ? [] : pointsUnder(set, kpi, looked).map((at) => ({ ...at, index: at.index + skipped }));
  const hits = set === null ? [] : findSignals(points, set, facts);
  const signals = hits.map((found) => asSignal(found, points, facts));
  const marks = marksOf(hits, signals, points);
  const firstWithLimits = points[0]?.index ?? 0;
  const series = facts.values.map(({ period, value }, index) => ({
    period,
    value,
    limits: set === null || index < firstWithLimits ? null : clamped(drawnAt(set, kpi, period), kpi),
    mark: marks.get(index) ?? null,
  }));
  return { behaviour: behaviourOf(set, signals, facts), series };
}

function behaviourOf(set: SetLimits | null, signals: readonly Signal[], facts: BehaviourFacts): Behaviour {
  const { kpi, target } = facts;
  const last = facts.values.at(-1);
  return {
    limits: set?.limits ?? null,
    setOn: set && { from: set.from, to: set.to },
    isTrial: set !== null && isTrial(set),
    isDeseasonalised: set?.factors != null,
    hasRunRules: hasRunRules(set, kpi),
    signals,
    assurance: set && last ? assuranceOf(drawnAt(set, kpi, last.period), kpi, target) : null,
    autocorrelation: set?.autocorrelation ?? 0,
    isAutocorrelated: set !== null && set.autocorrelation > autocorrelationWarning,
  };
}
