import type { Transaction } from '../../platform/db/database.js';
import type { DigestContent } from './digest.js';
import { findSnapshot } from './stored-digests.js';

/** The newest snapshot of the last digest that a committee was sent before an instant; null where there was none. */
export async function findSnapshotBefore(
  client: Transaction,
  ask: { readonly committeeId: string; readonly before: Date },
): Promise<{ readonly scheduledFor: Date; readonly content: DigestContent } | null> {
  const { committeeId, before } = ask;
  const digest = await client.digest.findFirst({
    where: { committeeId, state: { in: ['approved', 'published'] }, scheduledFor: { lt: before } },
    orderBy: { scheduledFor: 'desc' },
    select: { id: true, scheduledFor: true },
  });
  const snapshot = digest && (await findSnapshot(client, { digestId: digest.id }));
  return digest && snapshot ? { scheduledFor: digest.scheduledFor, content: snapshot.content } : null;
}
