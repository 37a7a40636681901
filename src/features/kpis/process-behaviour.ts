import { mean, median } from 'simple-statistics';
import { roundingOf } from '../../kernel/numbers.js';

/**
 * Natural process limits of an XmR chart, in the unit of its points. `lower` and `upper` are as computed: whoever draws
 * them clamps them to the KPI's floor and ceiling.
 */
export type ProcessLimits = {
  readonly centre: number;
  readonly lower: number;
  readonly upper: number;
  /** Midway between the centre and each limit. */
  readonly lowerQuarter: number;
  readonly upperQuarter: number;
  /** Mean (or median) moving range. */
  readonly movingRange: number;
  /** A larger step from one point to the next is a jump; the lower limit of a moving range is 0. */
  readonly movingRangeLimit: number;
  readonly sigma: number;
  /** How many points they rest on. */
  readonly count: number;
};

/** Wheeler's detection rules. `jump` is the part of R1 that looks at the moving range. */
export type Rule = 'R1' | 'jump' | 'R2' | 'R3';

/** A rule that fires on the newest point. */
export type RuleHit = {
  readonly rule: Rule;
  readonly side: 'above' | 'below';
  /** Index of the first point that belongs to it. */
  readonly startIndex: number;
  /** Points from the first to the newest. */
  readonly length: number;
  /** It already fired on the point before, so a reader has heard of it. */
  readonly isContinuing: boolean;
};

export type RuleOptions = {
  readonly floor?: number;
  readonly ceiling?: number;
  /** False leaves out R2 and R3: a season not yet known would set them off every spring. */
  readonly hasRunRules: boolean;
  /** A distance that arithmetic alone can make; that of the points' size when left out. */
  readonly rounding?: number;
};

/** Points on one side that make a run. */
export const runLength = 8;

function movingRanges(points: readonly number[], rounding: number): number[] {
  return points.slice(1).map((point, index) => {
    const range = Math.abs(point - (points[index] ?? point));
    return range > rounding ? range : 0;
  });
}

/** Drops, once, the ranges that an outlier made, and keeps all when nothing would be left. */
function screened(ranges: readonly number[]): readonly number[] {
  const limit = 3.267 * mean([...ranges]);
  const kept = ranges.filter((range) => range < limit);
  return kept.length > 0 ? kept : ranges;
}

/**
 * Limits from the points given, oldest first; null for fewer than two.
 * Formulas: Wheeler, "Understanding Variation": mean ± 2.66 × mean moving range, range limit 3.268 × it; with medians
 * ± 3.145 × and 3.865 × the median moving range. The outlier screen is that of NHSRplotthedots.
 */
export function processLimits(
  points: readonly number[],
  options: { readonly basis?: 'mean' | 'median'; readonly isScreened?: boolean; readonly rounding?: number } = {},
): ProcessLimits | null {
  if (points.length < 2) return null;
  const isMedian = options.basis === 'median';
  const ranges = movingRanges(points, options.rounding ?? roundingOf(...points));
  const used = options.isScreened ? screened(ranges) : ranges;
  const movingRange = isMedian ? median([...used]) : mean([...used]);
  const centre = mean([...points]);
  const reach = (isMedian ? 3.145 : 2.66) * movingRange;
  return {
    centre,
    lower: centre - reach,
    upper: centre + reach,
    lowerQuarter: centre - reach / 2,
    upperQuarter: centre + reach / 2,
    movingRange,
    movingRangeLimit: (isMedian ? 3.865 : 3.268) * movingRange,
    sigma: movingRange / (isMedian ? 0.954 : 1.128),
    count: points.length,
  };
}

type Side = RuleHit['side'];
type IsBeyond = (point: number) => boolean;

function countBack(points: readonly number[], isIn: IsBeyond): number {
  let length = 0;
  while (length < points.length && isIn(points[points.length - 1 - length] ?? 0)) length += 1;
  return length;
}

function hit(rule: Rule, side: Side, facts: { end: number; length: number; isContinuing: boolean }): RuleHit {
  return { rule, side, startIndex: facts.end - facts.length, length: facts.length, isContinuing: facts.isContinuing };
}

function outside(points: readonly number[], side: Side, isBeyond: IsBeyond): RuleHit[] {
  const length = countBack(points, isBeyond);
  return length === 0 ? [] : [hit('R1', side, { end: points.length, length, isContinuing: length > 1 })];
}

function run(points: readonly number[], side: Side, isOnSide: IsBeyond): RuleHit[] {
  const length = countBack(points, isOnSide);
  if (length < runLength) return [];
  return [hit('R2', side, { end: points.length, length, isContinuing: length > runLength })];
}

function isThreeOfFour(points: readonly number[], end: number, isBeyond: IsBeyond): boolean {
  const newest = points[end - 1];
  return (
    end >= 4 && newest !== undefined && isBeyond(newest) && points.slice(end - 4, end).filter(isBeyond).length >= 3
  );
}

function nearLimit(points: readonly number[], side: Side, isBeyond: IsBeyond): RuleHit[] {
  const end = points.length;
  if (!isThreeOfFour(points, end, isBeyond)) return [];
  let start = end - 4 + points.slice(-4).findIndex(isBeyond);
  // Walk back over earlier points for which the rule also fired, so that a long stay keeps its first day.
  for (let at = end - 1; isThreeOfFour(points, at, isBeyond); at -= 1) {
    start = Math.min(start, at - 4 + points.slice(at - 4, at).findIndex(isBeyond));
  }
  const isContinuing = isThreeOfFour(points, end - 1, isBeyond);
  return [hit('R3', side, { end, length: end - start, isContinuing })];
}

function jump(points: readonly number[], highest: number): RuleHit[] {
  const newest = points.at(-1);
  const before = points.at(-2);
  if (newest === undefined || before === undefined) return [];
  if (Math.abs(newest - before) <= highest) return [];
  const side = newest > before ? 'above' : 'below';
  return [hit('jump', side, { end: points.length, length: 1, isContinuing: false })];
}

/**
 * The rules that fire on the newest of the points, oldest first. Where a limit lies beyond a natural bound no value could
 * pass it, so R1 and R3 are not asked on that side. A point on the centre line ends a run, and a point is on a line or
 * beyond it whatever rounding left in its last digits.
 */
export function detectRules(points: readonly number[], limits: ProcessLimits, options: RuleOptions): RuleHit[] {
  const hasLowSide = options.floor === undefined || limits.lower >= options.floor;
  const hasHighSide = options.ceiling === undefined || limits.upper <= options.ceiling;
  const rounding = options.rounding ?? roundingOf(limits.centre, ...points);
  const above = (line: number) => (point: number) => point > line + rounding;
  const below = (line: number) => (point: number) => point < line - rounding;
  const hits: RuleHit[] = [];
  if (hasHighSide) hits.push(...outside(points, 'above', above(limits.upper)));
  if (hasLowSide) hits.push(...outside(points, 'below', below(limits.lower)));
  hits.push(...jump(points, limits.movingRangeLimit + rounding));
  if (!options.hasRunRules) return hits;
  hits.push(...run(points, 'above', above(limits.centre)));
  hits.push(...run(points, 'below', below(limits.centre)));
  if (hasHighSide) hits.push(...nearLimit(points, 'above', above(limits.upperQuarter)));
  if (hasLowSide) hits.push(...nearLimit(points, 'below', below(limits.lowerQuarter)));
  return hits;
}

/** Lag-1 autocorrelation, −1 to 1; 0 for fewer than three points or points all alike. Above about 0.4 the rules flag too often. */
export function autocorrelation(points: readonly number[]): number {
  if (points.length < 3) return 0;
  const centre = mean([...points]);
  const rounding = roundingOf(...points);
  let shared = 0;
  let total = 0;
  for (let index = 0; index < points.length; index += 1) {
    const deviation = (points[index] ?? centre) - centre;
    total += Math.abs(deviation) > rounding ? deviation * deviation : 0;
    if (index > 0) shared += deviation * ((points[index - 1] ?? centre) - centre);
  }
  return total === 0 ? 0 : shared / total;
}
