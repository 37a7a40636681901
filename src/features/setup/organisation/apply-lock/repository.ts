import { setTimeout as sleep } from 'node:timers/promises';
import { ConflictError } from '../../../../kernel/errors.js';
import type { Database, Transaction } from '../../../../platform/db/database.js';
import { isUniqueViolation } from '../../../../platform/db/errors.js';

const lockName = 'organisation.apply';

/** Longer than the longest transaction, so that a lease ends only when its process is gone. */
const leaseMs = 60_000;
const pollMs = 50;

export type LockRequest = {
  /** Who asks, in words: shown to whoever has to wait too long. */
  readonly holder: string;
  /** How long to wait for somebody else. */
  readonly patienceMs: number;
};

function heldBy(holder: string): string {
  const message = `The organisation is being applied by ${holder}`;
  return `${message}. Nothing was changed; try again when that has ended (it has to end within a minute).`;
}

async function tryToTake(database: Database, holder: string): Promise<boolean> {
  // A lease is technical time: the business clock of a sandbox may jump by months.
  const now = Date.now();
  const leaseUntil = new Date(now + leaseMs);
  const taken = await database.client.lock.updateMany({
    where: { name: lockName, leaseUntil: { lt: new Date(now) } },
    data: { holder, leaseUntil },
  });
  if (taken.count > 0) return true;
  try {
    await database.client.lock.create({ data: { name: lockName, holder, leaseUntil } });
    return true;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}

/**
 * Runs `work` while nobody else applies an organisation, in this process or another; waits its turn.
 * @throws ConflictError naming the holder when the turn does not come in time.
 */
export async function withApplyLock<T>(database: Database, ask: LockRequest, work: () => Promise<T>): Promise<T> {
  const giveUpAt = performance.now() + ask.patienceMs;
  while (!(await tryToTake(database, ask.holder))) {
    if (performance.now() >= giveUpAt) {
      const row = await database.client.lock.findUnique({ where: { name: lockName } });
      const message = heldBy(row?.holder ?? 'somebody else');
      throw new ConflictError(message, { userMessage: message });
    }
    await sleep(pollMs);
  }
  try {
    return await work();
  } finally {
    await database.client.lock.deleteMany({ where: { name: lockName, holder: ask.holder } });
  }
}

/**
 * Makes sure, inside the transaction that writes, that the lock is still ours.
 * @throws ConflictError when the lease ended and somebody else has it.
 */
export async function assertLockHeld(store: Transaction, holder: string): Promise<void> {
  const { count } = await store.lock.updateMany({
    where: { name: lockName, holder },
    data: { leaseUntil: new Date(Date.now() + leaseMs) },
  });
  if (count === 1) return;
  const message = heldBy('somebody else since this one took too long');
  throw new ConflictError(message, { userMessage: message });
}
