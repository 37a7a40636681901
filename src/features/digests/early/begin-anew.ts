import type { Transaction } from '../../../platform/db/database.js';
import { type DigestRecord, findDigestById } from '../stored-digests.js';

/** Keeps other processes from a digest that was composed until the transaction ends; false where it is planned by now. */
export async function holdComposed(transaction: Transaction, { id, period }: DigestRecord): Promise<boolean> {
  const where = { id, state: { in: ['draft', 'approved', 'published'] } };
  return (await transaction.digest.updateMany({ where, data: { period } })).count === 1;
}

/** Makes a digest that was composed as if it had only been planned now. */
export async function replanDigest(
  transaction: Transaction,
  { id, isLate, now }: { readonly id: string; readonly isLate: boolean; readonly now: Date },
): Promise<DigestRecord | null> {
  const data = { state: 'planned', isLate, publishedAt: null, waitUntil: null, createdAt: now };
  await transaction.digest.updateMany({ where: { id }, data });
  return findDigestById(transaction, id);
}

/** The messages of a digest stay where they are and are no longer the digest's: what never left never will. */
export async function setDeliveriesAside(transaction: Transaction, digestId: string): Promise<void> {
  const aside = { digestId: null, claimedBy: null, leaseUntil: null };
  await transaction.delivery.updateMany({ where: { digestId, slackTs: null }, data: { ...aside, state: 'withheld' } });
  await transaction.delivery.updateMany({ where: { digestId }, data: { ...aside, state: 'sent' } });
}
