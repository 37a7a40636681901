import { type NumbersSeen, wordsOf } from './columns.js';
import { keyOf, nameOf } from './keys.js';
import type { SuggestedKpi } from './suggestion.js';

export type KpiFacts = {
  readonly name: string;
  readonly key: string;
  readonly numbers: NumbersSeen;
  readonly scale?: number;
  readonly isRatio?: boolean;
  readonly segments?: readonly string[];
  readonly hasWhole?: boolean;
};

/** More digits than that are noise of a calculation. */
const mostDecimals = 2;

/** What a KPI is, as far as its cells tell. */
export function kpiOf({
  name,
  key,
  numbers,
  scale = 1,
  isRatio = false,
  segments = [],
  hasWhole = true,
}: KpiFacts): SuggestedKpi {
  const isPercent = numbers.isPercent || scale !== 1;
  const values = isPercent ? numbers.values.map((value) => value * scale * 100) : numbers.values;
  return {
    key,
    // Two headers that differ in nothing but a sign would be two names that nobody can tell apart.
    name: ['', key].includes(keyOf(name)) ? nameOf(name) : `${nameOf(name)} (${key})`,
    style: isPercent ? 'percent' : numbers.currency === null ? 'number' : 'currency',
    currency: numbers.currency,
    decimals: isRatio ? mostDecimals : Math.min(mostDecimals, Math.max(0, ...values.slice(0, 1_000).map(decimalsOf))),
    rollUp: isRatio ? 'ratio' : isPercent ? 'mean' : 'sum',
    segments,
    hasWhole,
  };
}

function decimalsOf(value: number): number {
  return /\.(\d+)$/.exec(String(Number(value.toPrecision(12))))?.[1]?.length ?? 0;
}

/** By what a column is multiplied: one that its header calls a per cent, without a sign beside 27.7, is a hundredth. */
export function scaleOf(header: string, { isPercent, values }: NumbersSeen): number {
  const isNamed =
    header.includes('%') ||
    wordsOf(header).some((word) => /^(?:pct|percent|percentage|pourcent|pourcentage)$/.test(word));
  const isAsWritten = values.every((value) => Math.abs(value) <= 1);
  return isNamed && !isPercent && !isAsWritten ? 0.01 : 1;
}
