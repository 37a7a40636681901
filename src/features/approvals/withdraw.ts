import { ValidationError } from '../../kernel/errors.js';
import type { Actor } from '../../organisation/committees/seats.js';
import type { Transaction } from '../../platform/db/database.js';
import { findItem, type Item, leadsItem } from '../follow-up/public.js';
import type { Approval } from './approval.js';
import type { ApprovalDeps } from './approval-deps.js';
import { recordApproval, requestFacts } from './approval-events.js';
import { redrawItem } from './item-cards.js';
import { ApprovalRefusal } from './refusal.js';
import { saveApproval, takeApproval } from './stored-approvals.js';
import { textKept } from './words-kept.js';

export type Withdrawal = {
  readonly approvalId: string;
  /** Who asked, the owner of the action, or a lead or the chair of its committee. */
  readonly actor: Actor;
  readonly reason: string;
};

/**
 * Takes a request back; the action stays proposed.
 * @throws ApprovalRefusal: `unknown`, `decided`, `forbidden`; ValidationError without a reason
 */
export async function withdrawApproval(deps: ApprovalDeps, withdrawal: Withdrawal): Promise<Approval> {
  if (textKept(withdrawal.reason) === '') throw new ValidationError('A reason is needed', { reason: 'required' });
  const { approval, item } = await deps.database.transaction((transaction) => store(deps, transaction, withdrawal));
  deps.kick();
  deps.onChanged({ approval, item, kind: 'withdrawn' });
  return approval;
}

type Withdrawn = { readonly approval: Approval; readonly item: Item };

async function store(
  deps: ApprovalDeps,
  transaction: Transaction,
  { approvalId: id, actor, reason }: Withdrawal,
): Promise<Withdrawn> {
  const { workspaceId } = deps;
  const approval = await takeApproval(transaction, { workspaceId, id });
  if (!approval) throw new ApprovalRefusal('unknown');
  const item = await findItem(transaction, { workspaceId, id: approval.itemId });
  if (!item) throw new ApprovalRefusal('unknown', { approval });
  if (approval.state !== 'pending') throw new ApprovalRefusal('decided', { approval, item });
  if (!mayWithdraw(actor, { approval, item })) throw new ApprovalRefusal('forbidden', { approval, item });
  const withdrawn = await takeBack(deps, transaction, { approval, item, actorKey: actor.person.key, reason });
  await redrawItem(deps, transaction, withdrawn);
  return withdrawn;
}

/** Whoever asked, the owner, or a lead or the chair of the action's committee. */
export function mayWithdraw(actor: Actor, { approval, item }: Withdrawn): boolean {
  const { key } = actor.person;
  return key === approval.requestedByKey || key === item.ownerKey || leadsItem(actor, item);
}

/** Ends a pending approval that this transaction has taken, because nobody wants an answer any more. */
export async function takeBack(
  deps: Pick<ApprovalDeps, 'clock' | 'copies'>,
  transaction: Transaction,
  { approval: pending, item, actorKey, reason }: Withdrawn & { readonly actorKey: string; readonly reason: string },
): Promise<Withdrawn> {
  const at = deps.clock.now();
  const approval: Approval = { ...pending, state: 'withdrawn', decidedAt: at, outcome: textKept(reason) };
  await saveApproval(transaction, approval);
  const after = { ...requestFacts(approval, item), reason: approval.outcome };
  await recordApproval(transaction, { approval, what: 'withdrawn', actorKey, after, at });
  await deps.copies.redraw(transaction, approval);
  await deps.copies.record(transaction, approval);
  return { approval, item };
}
