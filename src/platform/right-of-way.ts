/** Lets what people wait for go before what nobody waits for: there is one thread for both. */
export interface RightOfWay {
  /** Somebody waits for an answer from now on, until the returned function is called; more often does no harm. */
  enter(): () => void;
  /** Resolves when nobody waits, or after `longestMs` in any case: people who never stop asking must not stop the rest. */
  whenFree(longestMs: number): Promise<void>;
}

export function createRightOfWay(): RightOfWay {
  const waiting = new Set<object>();
  const behind = new Set<() => void>();
  return {
    enter() {
      const one = {};
      waiting.add(one);
      return () => {
        if (!waiting.delete(one) || waiting.size > 0) return;
        for (const goOn of behind) goOn();
      };
    },
    async whenFree(longestMs) {
      if (waiting.size === 0) return;
      await new Promise<void>((resolve) => {
        const goOn = () => {
          clearTimeout(enough);
          behind.delete(goOn);
          resolve();
        };
        const enough = setTimeout(goOn, longestMs).unref();
        behind.add(goOn);
      });
    },
  };
}
