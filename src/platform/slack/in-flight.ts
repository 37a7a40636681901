import { setTimeout as sleep } from 'node:timers/promises';

/** Work that a stop must wait for, also what goes on after Slack got its acknowledgement. */
export interface InFlight {
  track<T>(work: Promise<T>): Promise<T>;
  /** Resolves when nothing is left, or after `deadlineMs`; says how many pieces of work were given up then. */
  whenIdle(deadlineMs: number): Promise<number>;
}

export function createInFlight(): InFlight {
  const current = new Set<Promise<unknown>>();
  return {
    track(work) {
      const forget = (): void => void current.delete(settled);
      const settled: Promise<void> = work.then(forget, forget);
      current.add(settled);
      return work;
    },
    async whenIdle(deadlineMs) {
      const deadline = new AbortController();
      const late = sleep(deadlineMs, 'late', { signal: deadline.signal }).catch(() => 'late');
      // Work that ends may have begun more.
      while (current.size > 0) {
        if ((await Promise.race([late, Promise.all(current)])) === 'late') break;
      }
      deadline.abort();
      return current.size;
    },
  };
}
