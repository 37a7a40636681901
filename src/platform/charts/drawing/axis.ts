import {
  compareFigures,
  formatCompact,
  formatValue,
  type Locale,
  type ValueFormat,
  withoutUnit,
} from '../../../kernel/numbers.js';

/** A vertical scale with evenly spaced ticks; every axis of a chart has the same number, so their grid lines coincide. */
export type Axis = { readonly min: number; readonly max: number; readonly ticks: readonly number[] };

/** What a scale is made for: how many intervals, and the smallest step that the figures' format shows. */
type Scale = { readonly intervals?: number; readonly finest?: number };

const defaultIntervals = 3;
const niceSteps = [1, 2, 2.5, 5, 10];

/** Zero belongs on an axis unless the figures keep far from it; beyond this share of the maximum, starting at zero hides the change. */
const zeroShare = 0.5;

/**
 * A scale with round ticks that holds every value given; without values it starts at 0. Equal values sit in the middle.
 * It never spends a decimal place to be tight: 0, 20, 40 rather than 3.7, 18.2, 32.7, and no step is finer than `finest`
 * or between two of them: half an order is no tick.
 */
export function axisFor(values: readonly number[], { intervals = defaultIntervals, finest = 0 }: Scale = {}): Axis {
  let { low, high } = extent(values);
  if (low === high) {
    const room = Math.abs(low) * 0.1 || 1;
    low -= room;
    high += room;
  } else if (low >= 0 && low <= high * zeroShare) low = 0;
  else if (high <= 0 && high >= low * zeroShare) high = 0;
  return roundedAxis({ low, high }, { intervals, finest });
}

/** How many intervals, of those tried, leave least room unused, over all axes that share a grid. */
export function bestIntervals(groups: readonly (readonly number[])[], most: number, finest = 0): number {
  const waste = (intervals: number): number =>
    groups.reduce((sum, values) => {
      const { min, max } = axisFor(values, { intervals, finest });
      const { low, high } = extent(values);
      return sum + (max - min) / (high - low || max - min);
    }, 0);
  const tried = [4, 3, 2].filter((intervals) => intervals <= Math.max(2, most));
  return tried.reduce((best, intervals) => (waste(intervals) < waste(best) - 0.15 ? intervals : best));
}

/** Smallest and largest, or 0 and 1 for an empty list; figures that arithmetic alone holds apart are equal. */
export function extent(values: readonly number[]): { low: number; high: number } {
  if (values.length === 0) return { low: 0, high: 1 };
  const low = Math.min(...values);
  const high = Math.max(...values);
  return compareFigures(low, high) === 0 ? { low, high: low } : { low, high };
}

function roundedAxis({ low, high }: { low: number; high: number }, { intervals, finest }: Required<Scale>): Axis {
  const power = 10 ** Math.floor(Math.log10(Math.max((high - low) / intervals, finest)) + 1e-9);
  for (const scale of [power, power * 10, power * 100]) {
    for (const nice of niceSteps) {
      const step = wholeStep(nice * scale, finest);
      const min = Math.floor(low / step + 1e-9) * step;
      if (min + step * intervals >= high - step * 1e-9) return evenAxis(min, step, intervals);
    }
  }
  return evenAxis(low, (high - low) / intervals, intervals);
}

/** 2.5 becomes 3 where a half cannot be shown. */
function wholeStep(step: number, finest: number): number {
  return finest === 0 ? step : Math.ceil(step / finest - 1e-9) * finest;
}

function evenAxis(min: number, step: number, intervals: number): Axis {
  const ticks = Array.from({ length: intervals + 1 }, (_, index) => min + index * step);
  return { min, max: min + intervals * step, ticks };
}

/** Tick labels with just the decimals that tell the ticks apart. */
export function tickLabels(axisToLabel: Axis, format: ValueFormat, locale: Locale): string[] {
  const step = (axisToLabel.max - axisToLabel.min) / (axisToLabel.ticks.length - 1);
  const tickFormat: ValueFormat = { ...format, decimals: decimalsFor(format.style === 'percent' ? step * 100 : step) };
  const compact = axisToLabel.ticks.map((tick) => formatCompact(cleanZero(tick, step), tickFormat, locale));
  const labels =
    new Set(compact).size === compact.length
      ? compact
      : axisToLabel.ticks.map((tick) => formatValue(cleanZero(tick, step), withoutUnit(tickFormat), locale));
  return labels.map((label) => label.replace(/^-/, '\u2212'));
}

/** Adding steps leaves 1e-17 where zero is meant, which would be written "−0". */
function cleanZero(tick: number, step: number): number {
  return Math.abs(tick) < step * 1e-6 ? 0 : tick;
}

function decimalsFor(step: number): number {
  for (let decimals = 0; decimals < 8; decimals += 1) {
    const scaled = step * 10 ** decimals;
    if (Math.abs(scaled - Math.round(scaled)) < 1e-6 * scaled) return decimals;
  }
  return 8;
}
