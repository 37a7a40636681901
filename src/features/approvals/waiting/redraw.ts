import type { Transaction } from '../../../platform/db/database.js';
import { redrawAll } from '../../../platform/outbox/redraw.js';
import type { Approval } from '../approval.js';
import { delegatesOf } from '../delegations/stored-delegations.js';
import { WaitingPayload, waitingSubject } from './messages.js';
import { newestWaiting, readersOf } from './stored-waiting.js';

/** Older messages of a morning are history: the card itself says how it ended. */
const redrawnForDays = 21;

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
  const since = new Date(drawn.now.getTime() - redrawnForDays * 86_400_000);
  const readers = await Promise.all(ids.map((id) => readersOf(transaction, `approval:${id}`)));
  // Who was given a vote after the cards were placed has the morning message alone.
  const delegates = await delegatesOf(transaction, first.workspaceId);
  const subjects = [...readers.flat(), ...delegates].map(waitingSubject);
  const newest = await newestWaiting(transaction, { subjects, since });
  const keys = newest
    .filter(({ payload }) => WaitingPayload.parse(JSON.parse(payload)).approvalIds.some((id) => ids.includes(id)))
    .map(({ key }) => key);
  if (keys.length > 0) await redrawAll(transaction, { keys }, drawn);
}
