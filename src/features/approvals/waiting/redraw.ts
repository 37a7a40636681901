import type { Transaction } from '../../../platform/db/database.js';
import { morningSubject } from '../../../surface/morning/message.js';
import { redrawMornings } from '../../../surface/morning/stored-mornings.js';
import type { Approval } from '../approval.js';
import { delegatesOf } from '../delegations/stored-delegations.js';
import { waitingSubject } from './messages.js';
import { readersOf } from './stored-waiting.js';

/**
 * Asks, in the transaction of a change of approvals, for the newest morning message of each of their readers that speaks
 * of one of them to be drawn again.
 */
export async function redrawWaiting(
  transaction: Transaction,
  approvals: readonly Approval[],
  drawn: { readonly contentHash: string; readonly now: Date },
): Promise<void> {
  const [first] = approvals;
  if (!first) return;
  const ids = approvals.map(({ id }) => id);
  const readers = await Promise.all(ids.map((id) => readersOf(transaction, `approval:${id}`)));
  // Who was given a vote after the cards were placed has the morning message alone.
  const delegates = await delegatesOf(transaction, first.workspaceId);
  const accounts = [...readers.flat(), ...delegates];
  const subjects = [...accounts.map(morningSubject), ...accounts.map(waitingSubject)];
  await redrawMornings(transaction, { subjects, ids }, drawn);
}
