/**
 * One read for all who ask before it begins; a read that began before somebody asked is not theirs. So each gets what is
 * stored at the time of asking or later, and however many ask at once, at most one read runs and one waits.
 */
export function createSharedRead<T>(read: () => Promise<T>): () => Promise<T> {
  let running: Promise<unknown> = Promise.resolve();
  let next: Promise<T> | undefined;
  const begin = (): Promise<T> => {
    next = undefined;
    return read();
  };
  return () => {
    if (!next) {
      next = running.then(begin);
      running = next.catch(() => undefined);
    }
    return next;
  };
}
