import { randomUUID } from 'node:crypto';
import type { Database } from '../db/database.js';
import { claimLock, releaseLock, renewLock } from './repository.js';

export type LeaseOptions = {
  readonly name: string;
  /** How long others wait after this process died; it must be longer than the clocks of two machines differ. */
  readonly ttlMs: number;
};

/** `taken`: another process, or another call in this one, is at it. */
export type LeaseResult<T> = { readonly kind: 'done'; readonly value: T } | { readonly kind: 'taken' };

/**
 * Runs `work` while no other process does, on all that share the database. The lease is renewed as long as the work
 * runs. `signal` is aborted when it was lost after all (the process slept, the database was away): stop then, because
 * somebody else has begun. A process that dies keeps the others out for `ttlMs` at most.
 */
export async function withLease<T>(
  database: Database,
  { name, ttlMs }: LeaseOptions,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<LeaseResult<T>> {
  const { client } = database;
  const holder = randomUUID();
  const claim = () => ({ name, holder, leaseUntil: new Date(Date.now() + ttlMs) });
  if (!(await claimLock(client, claim(), new Date()))) return { kind: 'taken' };
  const lost = new AbortController();
  const stopRenewing = renewEvery(ttlMs, lost, () => renewLock(client, claim()));
  try {
    return { kind: 'done', value: await work(lost.signal) };
  } finally {
    await stopRenewing();
    // What cannot be given back now ends by itself; the work is done all the same.
    await releaseLock(client, { name, holder }).catch(() => undefined);
  }
}

/** Three times a term, so that one failure loses nothing. @returns stops, and waits for a renewal on its way */
function renewEvery(ttlMs: number, lost: AbortController, renew: () => Promise<boolean>): () => Promise<void> {
  const everyMs = ttlMs / 3;
  let heldUntil = performance.now() + ttlMs;
  let current: Promise<void> | undefined;
  const renewOnce = async (): Promise<void> => {
    const askedAt = performance.now();
    // A failure says nothing about who holds it.
    const isOurs = await renew().catch(() => null);
    if (isOurs) heldUntil = askedAt + ttlMs;
    if (isOurs === false) lost.abort();
  };
  const timer = setInterval(() => {
    // The next look would come too late.
    if (heldUntil - performance.now() < everyMs) lost.abort();
    if (lost.signal.aborted) return clearInterval(timer);
    current ??= renewOnce().finally(() => {
      current = undefined;
    });
    return undefined;
  }, everyMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await current;
  };
}
