import { setTimeout as sleep } from 'node:timers/promises';
import { ConflictError } from '../../../kernel/errors.js';
import type { Database, Transaction } from '../../../platform/db/database.js';
import { claimLock, releaseLock, renewLock } from '../../../platform/scheduler/stored-locks.js';

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

/** A lease is technical time: the business clock of a sandbox may jump by months. */
function claimOf(holder: string) {
  return { name: lockName, holder, leaseUntil: new Date(Date.now() + leaseMs) };
}

/**
 * Runs `work` while nobody else applies an organisation, in this process or another; waits its turn.
 * @throws ConflictError naming the holder when the turn does not come in time.
 */
export async function withApplyLock<T>(database: Database, ask: LockRequest, work: () => Promise<T>): Promise<T> {
  const giveUpAt = performance.now() + ask.patienceMs;
  while (!(await claimLock(database.client, claimOf(ask.holder), new Date(Date.now())))) {
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
    await releaseLock(database.client, { name: lockName, holder: ask.holder });
  }
}

/**
 * Makes sure, inside the transaction that writes, that the lock is still ours.
 * @throws ConflictError when the lease ended and somebody else has it.
 */
export async function assertLockHeld(store: Transaction, holder: string): Promise<void> {
  if (await renewLock(store, claimOf(holder))) return;
  const message = heldBy('somebody else since this one took too long');
  throw new ConflictError(message, { userMessage: message });
}
