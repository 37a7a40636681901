import type { ApprovalRule } from '../../organisation/committees/approval-rule.js';
import { type Item, isOpen } from '../follow-up/public.js';
import type { Approval } from './approval.js';

/** Why a committee's rule calls for an approval. */
export type ApprovalReason = 'cost' | 'type';

/** What a committee's rule says about an item; empty where it needs no approval. Costs at the threshold need none. */
export function reasonsFor(rule: ApprovalRule | null, item: Item): ApprovalReason[] {
  if (rule === null || item.kind !== 'action') return [];
  const isCostly = rule.costAboveMinor !== null && (item.costMinor ?? 0) > rule.costAboveMinor;
  const isOfType = rule.types.includes(item.actionType);
  return [...(isCostly ? (['cost'] as const) : []), ...(isOfType ? (['type'] as const) : [])];
}

/**
 * Whether what approvers were asked is no longer the same: what is done, by whom, for which committee, at which cost,
 * for which KPI, or a later date. An earlier date, the project and the type are not what they said yes to.
 */
export function isMaterial(before: Item, after: Item): boolean {
  const cost = (item: Item) => (item.kind === 'action' ? item.costMinor : null);
  const isSame =
    before.title === after.title &&
    before.details === after.details &&
    before.ownerKey === after.ownerKey &&
    before.committeeId === after.committeeId &&
    before.kpiKey === after.kpiKey &&
    cost(before) === cost(after);
  return !isSame || after.dueOn > before.dueOn;
}

type GateFacts = {
  readonly rule: ApprovalRule | null;
  /** The item's newest approval; null where it never had one. */
  readonly newest: Pick<Approval, 'state'> | null;
};

/** Whether an item may not go ahead without an approval: by the rule, or because approvers were asked before. */
function isCalledFor(item: Item, { rule, newest }: GateFacts): boolean {
  const wasAsked = newest !== null && newest.state !== 'withdrawn';
  return wasAsked || reasonsFor(rule, item).length > 0;
}

/** Whether an item that is not approved would go ahead, were it accepted or closed now. */
export function isUnapproved(item: Item, facts: GateFacts): boolean {
  return facts.newest?.state !== 'approved' && isCalledFor(item, facts);
}

/**
 * Whether a change of an item that waits for nothing calls for an approval, or for another one: what was approved has
 * changed, what was dropped is opened again, or the rule says so now and did not before.
 */
export function needsAnew(before: Item, after: Item, facts: GateFacts): boolean {
  if (!isOpen(after)) return false;
  const isNew = isMaterial(before, after) || before.state === 'dropped';
  if (facts.newest?.state === 'approved' && !isNew) return false;
  const isNewlyRuled = reasonsFor(facts.rule, after).length > reasonsFor(facts.rule, before).length;
  const isReopened = !isOpen(before);
  return (isNew || isNewlyRuled || isReopened) && isCalledFor(after, facts);
}
