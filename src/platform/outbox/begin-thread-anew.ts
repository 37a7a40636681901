import type { Database, Transaction } from '../db/database.js';
import type { Delivery } from './delivery.js';

/**
 * Begins the thread of a reply anew where its parent is ours and somebody deleted it: the parent is posted again, once,
 * and the reply waits for it. False where the parent is not ours, or was in the place of a deleted one already: whoever
 * deletes it twice means it.
 */
export async function beginThreadAnew(database: Database, reply: Delivery, now: Date): Promise<boolean> {
  return database.transaction(async (transaction) => {
    const goneTs = await threadTsOf(transaction, reply);
    if (goneTs === null) return false;
    const parentId =
      (await inPlaceOf(transaction, reply, goneTs)) ?? (await postedAnew(transaction, { reply, goneTs, now }));
    if (parentId === null) return false;
    await transaction.delivery.update({
      where: { id: reply.id },
      data: { parentId, threadTs: null, attemptStartedAt: null },
    });
    return true;
  });
}

async function threadTsOf(store: Transaction, { parentId, threadTs }: Delivery): Promise<string | null> {
  if (parentId === null) return threadTs;
  const parent = await store.delivery.findUnique({ where: { id: parentId }, select: { slackTs: true } });
  return parent?.slackTs ?? null;
}

/** Only a message that stands by itself can be what a thread hangs on. */
const rootsIn = ({ workspaceId, destination }: Delivery) => ({
  workspaceId,
  placeKind: destination.kind,
  place: destination.id,
  parentId: null,
  threadTs: null,
});

async function inPlaceOf(store: Transaction, reply: Delivery, goneTs: string): Promise<string | null> {
  const where = { ...rootsIn(reply), replacesTs: goneTs };
  return (await store.delivery.findFirst({ where, select: { id: true } }))?.id ?? null;
}

type Gone = { readonly reply: Delivery; readonly goneTs: string; readonly now: Date };

async function postedAnew(store: Transaction, { reply, goneTs, now }: Gone): Promise<string | null> {
  const where = { ...rootsIn(reply), slackTs: goneTs, replacesTs: null };
  const parent = await store.delivery.findFirst({ where, select: { id: true } });
  if (!parent) return null;
  const fresh = { slackTs: null, sentHash: null, attemptStartedAt: null, claimedBy: null, leaseUntil: null };
  const due = { state: 'pending', attempts: 0, nextAttemptAt: now, createdAt: now };
  const { count } = await store.delivery.updateMany({
    where: { ...where, id: parent.id },
    data: { ...fresh, ...due, replacesTs: goneTs },
  });
  return count === 1 ? parent.id : null;
}
