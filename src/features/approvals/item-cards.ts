import type { Transaction } from '../../platform/db/database.js';
import { type Item, redrawCards } from '../follow-up/public.js';
import type { Approval } from './approval.js';
import type { ApprovalDeps } from './approval-deps.js';

/** The cards of an action tell what it waits for: they are drawn again where that has changed, and the action has not. */
export async function redrawItem(
  deps: Pick<ApprovalDeps, 'nowMs'>,
  transaction: Transaction,
  { approval, item }: { readonly approval: Approval; readonly item: Item },
): Promise<void> {
  const edition = `${approval.id}:${approval.round}:${approval.state}`;
  await redrawCards(transaction, item, { now: new Date(deps.nowMs()), edition });
}
