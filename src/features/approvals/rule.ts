import type { ApprovalRule } from '../committees/public.js';
import type { Item } from '../follow-up/public.js';

/** Why a committee's rule calls for an approval. */
export type ApprovalReason = 'cost' | 'type';

/** What a committee's rule says about an item; empty where it needs no approval. Costs at the threshold need none. */
export function reasonsFor(rule: ApprovalRule | null, item: Item): ApprovalReason[] {
  if (rule === null || item.kind !== 'action') return [];
  const isCostly = rule.costAboveMinor !== null && (item.costMinor ?? 0) > rule.costAboveMinor;
  return [
    ...(isCostly ? (['cost'] as const) : []),
    ...(rule.types.includes(item.actionType) ? (['type'] as const) : []),
  ];
}
