import { setTimeout as sleep } from 'node:timers/promises';

/** Lets what people wait for go before what nobody waits for: there is one thread for both. */
export interface RightOfWay {
  /** Somebody waits for an answer from now on, until the returned function is called; more often does no harm. */
  enter(): () => void;
  /** Resolves when nobody waits, or after `longestMs` in any case: people who never stop asking must not stop the rest. */
  whenFree(longestMs: number): Promise<void>;
}

export function createRightOfWay(): RightOfWay {
  const waiting = new Set<object>();
  let free = Promise.resolve();
  let setFree = (): void => undefined;
  return {
    enter() {
      const one = {};
      if (waiting.size === 0) {
        free = new Promise((resolve) => {
          setFree = resolve;
        });
      }
      waiting.add(one);
      return () => {
        if (waiting.delete(one) && waiting.size === 0) setFree();
      };
    },
    async whenFree(longestMs) {
      if (waiting.size === 0) return;
      const patience = new AbortController();
      const enough = sleep(longestMs, undefined, { signal: patience.signal, ref: false }).catch(() => undefined);
      await Promise.race([free, enough]);
      patience.abort();
    },
  };
}
