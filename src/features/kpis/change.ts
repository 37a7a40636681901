import { type Change, compareFigures } from '../../kernel/numbers.js';
import type { Kpi } from './kpi.js';

/**
 * The change from an earlier value: a share of it for volumes and costs, a difference for rates. Null when either is
 * missing, and for a share of zero; a value that really is zero gives a change.
 */
export function changeBetween(kpi: Kpi, now: number | null, before: number | null): Change | null {
  if (now === null || before === null) return null;
  const difference = compareFigures(now, before) === 0 ? 0 : now - before;
  if (kpi.changeKind === 'points') return { kind: 'points', value: difference };
  return before === 0 ? null : { kind: 'percent', value: difference / Math.abs(before) };
}
