import { setTimeout as sleep } from 'node:timers/promises';

/** What comes of it within a time; null when nothing did, or it failed. */
export async function inTime<T>(
  asked: Promise<T>,
  { ms, stopping }: { readonly ms: number; readonly stopping?: AbortSignal | undefined },
): Promise<T | null> {
  const isSettled = new AbortController();
  const signal = stopping ? AbortSignal.any([isSettled.signal, stopping]) : isSettled.signal;
  const late = sleep(ms, null, { signal }).catch(() => null);
  try {
    return await Promise.race([asked, late]);
  } catch {
    return null;
  } finally {
    isSettled.abort();
  }
}

/** Nearly everything that is asked of Slack is over by then. */
const holdsUpMs = 2_000;

/**
 * Work that may take long: one call at a time, which goes on by itself past two seconds, or when the process wants to
 * stop, and holds up nobody. `work` deals with its own failures.
 */
export function inBackground(work: () => Promise<void>): (stopping?: AbortSignal) => Promise<void> {
  let running: Promise<void> | null = null;
  return async (stopping) => {
    running ??= work().finally(() => {
      running = null;
    });
    await inTime(running, { ms: holdsUpMs, stopping });
  };
}
