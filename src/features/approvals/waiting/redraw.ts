import type { Transaction } from '../../../platform/db/database.js';
import { redrawAll } from '../../../platform/outbox/repository.js';
import type { Approval } from '../approval.js';
import { WaitingPayload, waitingSubject } from './messages.js';
import { newestWaiting, readersOf } from './repository.js';

/** Older messages of a morning are history: the card itself says how it ended. */
const redrawnForDays = 21;

/**
 * Asks, in the transaction of an approval's change, for the newest morning message of each of its readers that speaks of
 * it to be drawn again.
 */
export async function redrawWaiting(
  transaction: Transaction,
  approval: Approval,
  drawn: { readonly contentHash: string; readonly now: Date },
): Promise<void> {
  const readers = await readersOf(transaction, `approval:${approval.id}`);
  const since = new Date(drawn.now.getTime() - redrawnForDays * 86_400_000);
  const newest = await newestWaiting(transaction, { subjects: readers.map(waitingSubject), since });
  const keys = newest
    .filter(({ payload }) => WaitingPayload.parse(JSON.parse(payload)).approvalIds.includes(approval.id))
    .map(({ key }) => key);
  if (keys.length > 0) await redrawAll(transaction, { keys }, drawn);
}
