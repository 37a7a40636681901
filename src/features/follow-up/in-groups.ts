import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Runs work that others ask for as well. `work` may say that it goes on to what takes long, such as a request to Slack:
 * nobody waits for the rest of it.
 */
export type InGroups = <T>(work: (goOn: () => void) => Promise<T>) => Promise<T>;

/**
 * Lets those who come while others are at work wait, and begin together once these are done: side by side they share each
 * question to the store, where one behind the other each would ask its own. Nobody waits longer than `patienceMs` for
 * those before.
 */
export function createGroups(patienceMs: number): InGroups {
  let lastIsDone: Promise<void> = Promise.resolve();
  let gathering: { readonly begins: Promise<void>; readonly works: Promise<void>[] } | undefined;
  const gather = () => {
    const works: Promise<void>[] = [];
    const begins = lastIsDone;
    lastIsDone = begins.then(async () => {
      gathering = undefined;
      const patience = new AbortController();
      const enough = sleep(patienceMs, undefined, { signal: patience.signal }).catch(() => undefined);
      await Promise.race([Promise.all(works), enough]);
      patience.abort();
    });
    return { begins, works };
  };
  return (work) => {
    gathering ??= gather();
    const { begins, works } = gathering;
    return new Promise((resolve, reject) => {
      works.push(
        new Promise((goOn) => {
          begins
            .then(() => work(goOn))
            .then(resolve, reject)
            .finally(goOn);
        }),
      );
    });
  };
}
