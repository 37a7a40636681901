import type { OpenMessage } from './stored-deliveries.js';

/** Threads brought to Slack side by side; more would only meet its rate limits sooner. */
export const threadsAtOnce = 4;

/** What one run over the outbox keeps in mind. */
export type Run = {
  readonly busy: Map<string, Promise<void>>;
  /** Threads in which a message is tried that may end the process. */
  readonly alone: Set<string>;
  readonly resting: Map<string, number>;
  /** Threads that are no longer as the newest look found them. */
  readonly changed: Set<string>;
};

/** When a message may be tried: its own time, or the end of the lease another process holds on it. */
export function readyAt({ id, nextAttemptAt, leaseUntil }: OpenMessage, resting: Run['resting']): number {
  return Math.max(nextAttemptAt.getTime(), leaseUntil?.getTime() ?? 0, resting.get(id) ?? 0);
}

/** The id of the message that its thread hangs on; its own where it stands by itself. */
export function threadOf({ id, parentId }: OpenMessage): string {
  return parentId ?? id;
}

/**
 * What begins now. A message that may end the process is tried by itself: should it do so, it is known which one it was.
 */
export function beginning(
  due: readonly OpenMessage[],
  { busy, alone }: Pick<Run, 'busy' | 'alone'>,
  holder: string,
): readonly OpenMessage[] {
  const suspect = due.find((message) => isSuspect(message, holder));
  if (alone.size > 0 || (suspect && busy.size > 0)) return [];
  return suspect ? [suspect] : due.slice(0, threadsAtOnce - busy.size);
}

/** Another process ended while it had the message. */
export function isSuspect({ claimedBy, deaths }: OpenMessage, holder: string): boolean {
  return deaths > 0 || (claimedBy !== null && claimedBy !== holder);
}

/** The first open message of each thread: a later one never overtakes it. */
export function firstOfEachThread(open: readonly OpenMessage[]): OpenMessage[] {
  const firsts = new Map<string, OpenMessage>();
  for (const message of open) {
    const first = firsts.get(threadOf(message));
    if (!first || goesBefore(message, first)) firsts.set(threadOf(message), message);
  }
  return [...firsts.values()];
}

function goesBefore(a: OpenMessage, b: OpenMessage): boolean {
  if ((a.parentId === null) !== (b.parentId === null)) return a.parentId === null;
  return a.position < b.position;
}
