import { linearRegression, linearRegressionLine, max, min, rSquared } from 'simple-statistics';
import { type CalendarDate, dayNumber, monthOf, yearOf } from '../../../kernel/calendar.js';
import { compareFigures, roundingOf } from '../../../kernel/numbers.js';
import type { Period } from '../../../kernel/periods.js';
import type { Grain, Kpi } from '../kpi.js';
import { autocorrelation, type ProcessLimits, processLimits } from '../process-behaviour.js';
import { decidingDay, type PeriodValue } from '../roll-up.js';
import { seasonalFactors } from '../season.js';

/** The kinds of period that limits are set on; a fiscal quarter counts as the quarter it is. */
export type LimitsUnit = 'week' | 'month' | 'quarter';

/** The process limits of one KPI, segment and unit, set once and kept. Plain data. */
export type SetLimits = {
  readonly unit: LimitsUnit;
  /** How the KPI was made when they were set: on another roll-up, unit, grain or week start they say nothing. */
  readonly basis: string;
  /** First day of the first period they hold for. A change of the process that somebody names will begin new ones there. */
  readonly holdsFrom: CalendarDate;
  /** First day of the newest period there was when they were set. */
  readonly setAt: CalendarDate;
  /** Labels of the first and the last of the periods they rest on. */
  readonly from: string;
  readonly to: string;
  /** Of values without their season, and as they stand on `origin` where there is a trend. */
  readonly limits: ProcessLimits;
  readonly autocorrelation: number;
  /** By calendar month; null where no season is taken out. */
  readonly factors: readonly (readonly [month: number, factor: number])[] | null;
  /** The line that the limits lie about: how far it climbs from one period to the next, and the period it starts from. */
  readonly trend: { readonly slope: number; readonly origin: number } | null;
};

type LimitsFacts = Pick<Kpi, 'rollUp' | 'grain' | 'weekStart' | 'format' | 'isSeasonal' | 'hasTrend'>;

const baselineLength = 24;
const lockedLength = 12;
const shownLength = 6;
/** The newest points, of which limits know nothing: they are what is watched. */
export const watchedLength = 8;

/** A step in the middle of a series is three quarters straight line: only more than that is a slope. */
const trendShare = 0.8;

const unitsOfGrain: Record<Grain, readonly LimitsUnit[]> = {
  day: ['week', 'month'],
  week: ['week', 'month'],
  month: ['month'],
  quarter: ['quarter'],
};

/** What a KPI's limits can be set on; the first is what its readings are nearest to. */
export function limitsUnitsOf(grain: Grain): readonly LimitsUnit[] {
  return unitsOfGrain[grain];
}

export function limitsUnitOf(period: Period): LimitsUnit {
  if (period.kind === 'month' || period.kind === 'quarter') return period.kind;
  return period.kind === 'fiscal-quarter' ? 'quarter' : 'week';
}

/** Names all that limits depend on beside the readings. Two KPIs of one basis have limits of one kind. */
export function limitsBasisOf({ rollUp, grain, weekStart, format, isSeasonal, hasTrend }: LimitsFacts): string {
  const unit = format.style === 'number' ? (format.unit ?? '') : format.style === 'percent' ? '%' : format.currency;
  const isInWeeks = grain === 'day' || grain === 'week';
  return JSON.stringify([rollUp, grain, isInWeeks ? weekStart : '', unit, isSeasonal, hasTrend ?? false]);
}

/** Fewer than twelve points: they move with each new one until the thirteenth is there. */
export function isTrial({ limits }: SetLimits): boolean {
  return limits.count < lockedLength;
}

/** How many periods lie between a fixed day and this one: what a trend climbs along. */
export function ordinalOf({ kind, start }: Period): number {
  if (kind === 'day') return dayNumber(start);
  if (kind === 'week') return Math.floor(dayNumber(start) / 7);
  const months = yearOf(start) * 12 + monthOf(start) - 1;
  return kind === 'month' ? months : Math.floor(months / 3);
}

type Moves = Pick<SetLimits, 'factors' | 'trend'>;

/** By how much a value of that period lies higher because of the season (a factor) and of the trend (a shift). */
export function usualMove({ factors, trend }: Moves, kpi: Kpi, period: Period): { factor: number; shift: number } {
  const month = factors && monthOf(decidingDay(kpi, period));
  return {
    factor: factors?.find(([of]) => of === month)?.[1] ?? 1,
    shift: trend ? trend.slope * (ordinalOf(period) - trend.origin) : 0,
  };
}

type Whole = { readonly period: Period; readonly value: number };

function wholeOf(values: readonly PeriodValue[]): Whole[] {
  return values.flatMap(({ period, value }) => (value === null ? [] : [{ period, value }]));
}

/**
 * The points the limits rest on: up to 24 that end just before the newest 8. The 8 under watch stay out, because a run
 * of eight that moved its own centre line would hide itself; and the newest is never in, so limits do not chase it.
 * While fewer than 12 would remain, the first 12 serve, fixed, as the NHS does it.
 */
function baselineOf<Point>(points: readonly Point[], isGrowing: boolean): readonly Point[] {
  const beforeWatch = points.length - watchedLength;
  return beforeWatch >= lockedLength && !isGrowing
    ? points.slice(Math.max(0, beforeWatch - baselineLength), beforeWatch)
    : points.slice(0, Math.min(lockedLength, Math.max(0, points.length - 1)));
}

function factorsOf(kpi: Kpi, values: readonly PeriodValue[]): SetLimits['factors'] {
  const last = values.at(-1);
  if (!kpi.isSeasonal || last === undefined) return null;
  const before = values.slice(0, -1).map(({ period, value }) => ({ value, month: monthOf(decidingDay(kpi, period)) }));
  const found = seasonalFactors(before, last.period.kind);
  return found && [...found];
}

/**
 * Limits as they are set on consecutive values, oldest first, of which the last is the newest there is: for good from
 * the thirteenth on, on trial from the seventh; null before.
 */
export function setLimits(
  kpi: Kpi,
  values: readonly PeriodValue[],
  { isGrowing = false }: { readonly isGrowing?: boolean } = {},
): SetLimits | null {
  const points = wholeOf(values);
  const baseline = baselineOf(points, isGrowing);
  const [oldest, first, last, newest] = [points[0], baseline[0], baseline.at(-1), points.at(-1)];
  if (baseline.length < shownLength || !oldest || !first || !last || !newest) return null;
  const seasonal = { factors: factorsOf(kpi, values), trend: null };
  const trend = kpi.hasTrend ? lineThrough(adjusted(baseline, kpi, seasonal), first.period) : null;
  const moves = { ...seasonal, trend };
  const level = adjusted(baseline, kpi, moves).map(({ value }) => value);
  const limits = processLimits(level, { rounding: roundingOf(...baseline.map(({ value }) => value)) });
  if (limits === null) return null;
  return {
    unit: limitsUnitOf(newest.period),
    basis: limitsBasisOf(kpi),
    holdsFrom: oldest.period.start,
    setAt: newest.period.start,
    from: first.period.label,
    to: last.period.label,
    limits,
    autocorrelation: autocorrelation(level),
    ...moves,
  };
}

/**
 * Limits that may be kept: null while they would be on trial.
 * @param known the values that were there before these came: a series that had begun to grow gets its limits on its
 * first twelve, however many come at once; with those it brings along from before, it has only now arrived.
 */
export function setLimitsForGood(
  kpi: Kpi,
  values: readonly PeriodValue[],
  known: readonly PeriodValue[] = [],
): SetLimits | null {
  const begun = wholeOf(known)[0]?.period.start;
  const isGrowing = begun !== undefined && begun === wholeOf(values)[0]?.period.start;
  const set = setLimits(kpi, values, { isGrowing });
  return set && !isTrial(set) ? set : null;
}

/** The same points without what the season and the trend add to them. */
function adjusted(points: readonly Whole[], kpi: Kpi, moves: Moves): Whole[] {
  return points.map(({ period, value }) => {
    const { factor, shift } = usualMove(moves, kpi, period);
    return { period, value: value / factor - shift };
  });
}

function lineThrough(points: readonly Whole[], first: Period): SetLimits['trend'] {
  const origin = ordinalOf(first);
  return { slope: linearRegression(alongFrom(origin, points)).m, origin };
}

function alongFrom(origin: number, points: readonly Whole[]): [number, number][] {
  return points.map(({ period, value }) => [ordinalOf(period) - origin, value]);
}

/** The share of a series that a straight line explains, where that is enough to propose a trend; else null. */
export function trendIn(values: readonly PeriodValue[]): number | null {
  const points = wholeOf(values);
  const [first] = points;
  if (points.length <= lockedLength || !first) return null;
  const figures = points.map(({ value }) => value);
  // What stands still has a line through it too.
  if (compareFigures(min(figures), max(figures)) === 0) return null;
  const along = alongFrom(ordinalOf(first.period), points);
  const share = rSquared(along, linearRegressionLine(linearRegression(along)));
  return share > trendShare ? share : null;
}
