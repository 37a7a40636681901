/** A wait that may end early. */
export interface Nap {
  /** Waits until any of the works ends, `ms` pass, or somebody wakes it. */
  until(works: Iterable<Promise<void>>, ms: number): Promise<void>;
  wake(): void;
}

export function createNap(): Nap {
  let wake = (): void => undefined;
  return {
    async until(works, ms) {
      const rest = new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      await Promise.race([...works, rest]);
      wake();
    },
    wake: () => wake(),
  };
}
