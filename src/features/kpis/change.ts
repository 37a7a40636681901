import { type Change, compareFigures } from '../../kernel/numbers.js';
import type { Kpi } from './kpi.js';

/** From here on a share says less than the difference: "+224,900 %" of nearly nothing. */
const shareAtMost = 10;

/**
 * The change from an earlier value: a share of it for volumes and costs, a difference for rates, and wherever a share
 * would mean nothing: across a sign, from zero or from nearly nothing. Null when either is missing.
 */
export function changeBetween(kpi: Kpi, now: number | null, before: number | null): Change | null {
  if (now === null || before === null) return null;
  const difference = compareFigures(now, before) === 0 ? 0 : now - before;
  if (kpi.changeKind === 'points' || isNearlyNothing(before, kpi) || now * before < 0) {
    return { kind: 'points', value: difference };
  }
  const share = difference / Math.abs(before);
  return Math.abs(share) < shareAtMost ? { kind: 'percent', value: share } : { kind: 'points', value: difference };
}

/** It would be written as zero. */
function isNearlyNothing(value: number, { format }: Kpi): boolean {
  const scale = format.style === 'percent' ? 100 : 1;
  return Math.abs(value) * scale < 0.5 * 10 ** -format.decimals;
}
