/**
 * Reads for several at once: whoever asks before a read begins shares it, and a read that began before somebody asked is
 * not theirs. So each gets what is stored at the time of asking or later, and however many ask, one read runs at a time.
 */
export function createSharedLookup<Key, Value>(
  read: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>,
): (key: Key) => Promise<Value | undefined> {
  let running: Promise<unknown> = Promise.resolve();
  let next: { readonly keys: Set<Key>; readonly found: Promise<ReadonlyMap<Key, Value>> } | undefined;
  const plan = () => {
    const keys = new Set<Key>();
    const found = running.then(() => {
      next = undefined;
      return read([...keys]);
    });
    running = found.catch(() => undefined);
    return { keys, found };
  };
  return async (key) => {
    next ??= plan();
    next.keys.add(key);
    return (await next.found).get(key);
  };
}

/** The same for what is one thing for everybody; what was read serves for `freshForMs` more. */
export function createSharedRead<T>(read: () => Promise<T>, freshForMs = 0): () => Promise<T> {
  let newest: { readonly value: T; readonly readAt: number } | undefined;
  const lookup = createSharedLookup<null, { readonly value: T }>(async () => {
    const readAt = performance.now();
    newest = { value: await read(), readAt };
    return new Map([[null, newest]]);
  });
  return async () => {
    if (newest && performance.now() - newest.readAt < freshForMs) return newest.value;
    const found = await lookup(null);
    if (!found) throw new Error('a shared read has one value');
    return found.value;
  };
}
