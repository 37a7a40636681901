import { attemptDelivery } from './attempt.js';
import { createNap } from './nap.js';
import type { OutboxDeps } from './outbox-deps.js';
import { beginning, firstOfEachThread, isSuspect, type Run, readyAt, threadOf, threadsAtOnce } from './queue.js';
import { claim, handBack, listOpen, type OpenMessage } from './stored-deliveries.js';

/** Brings what is in the outbox to Slack, each message once, the messages of one thread in order. */
export interface Outbox {
  /** Begins to look for due messages, now and whenever one becomes due. */
  start(): void;
  /** Looks now: something was just put in. */
  kick(): void;
  /** Sends what is due at this moment, and returns how many messages are still open. */
  deliverDue(): Promise<number>;
  /** Takes no new message, waits for those in flight, hands back the rest. */
  stop(): Promise<void>;
}

/** Open messages looked at in one go. Those that wait for a channel to come back must not hide what came after them. */
const batch = 5_000;

/** How long a message is let be of which nothing could be stored, not even when to try again. */
const unstoredRestMs = 1_000;

/** A database that is away is asked again this soon. */
const unreadRestMs = 5_000;

const shortestNapMs = 100;

/** How long a message lets people who wait for an answer go first. */
const waitForPeopleMs = 1_500;
const waitBeforeLookMs = 50;

/** Looking at all that is open takes at most one part in so many of a run's time: a full outbox must not keep Slack waiting. */
const lookShare = 30;
/** A look that took long because the machine stood still must not hold up what comes after it. */
const longestBetweenLooksMs = 2_000;

/** What was open at one moment. */
type Look = {
  readonly count: number;
  readonly firsts: readonly OpenMessage[];
  /** The next look is not before this time (`performance.now()`). */
  readonly againAt: number;
};

async function lookAtOpen(deps: OutboxDeps): Promise<Look> {
  deps.arrivals.begin();
  // Waiting for people is no part of the time that looking takes.
  await deps.rightOfWay.whenFree(waitBeforeLookMs);
  const startedAt = performance.now();
  const open = await listOpen(deps.database.client, batch);
  const firsts = firstOfEachThread(open);
  const endedAt = performance.now();
  const againAt = endedAt + Math.min((lookShare - 1) * (endedAt - startedAt), longestBetweenLooksMs);
  return { count: open.length, firsts, againAt };
}

export function createOutbox(deps: OutboxDeps): Outbox {
  let isStopping = false;
  let isStarted = false;
  let isKicked = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<number> | undefined;
  const nap = createNap();
  /** Messages of which nothing could be stored after an attempt, by the time it began: the store may have lost that as well. */
  const unstored = new Map<string, Date>();

  const deliverDue = async (): Promise<number> => {
    const held: Run = { busy: new Map(), alone: new Set(), resting: new Map(), changed: new Set() };
    const { busy, resting, changed } = held;
    let look: Look | undefined;
    try {
      for (;;) {
        if (busy.size === threadsAtOnce) {
          await nap.until(busy.values(), deps.timings.idleMs);
          continue;
        }
        if (!look || ((isKicked || changed.size > 0) && performance.now() >= look.againAt)) {
          isKicked = false;
          // What ends while it is looked may not be seen any more, and is looked at again.
          changed.clear();
          look = await lookAtOpen(deps);
        }
        const { firsts, count, againAt } = look;
        const waiting = firsts.filter((message) => !busy.has(threadOf(message)) && !changed.has(threadOf(message)));
        const now = deps.nowMs();
        const due = isStopping ? [] : waiting.filter((message) => readyAt(message, resting) <= now);
        for (const message of beginning(due, held, deps.holder)) begin(message, held);
        const nextLookMs = untilReady(deps, waiting, resting);
        const isOutOfDate = isKicked || changed.size > 0;
        if (busy.size === 0 && !isOutOfDate) {
          lookAgainIn(nextLookMs);
          return count;
        }
        if (isStopping && busy.size === 0) return count;
        const hasRoom = !isStopping && busy.size < threadsAtOnce;
        // A thread that hangs must not hold up what becomes due meanwhile.
        const napMs = hasRoom ? nextLookMs : deps.timings.idleMs;
        const restMs = hasRoom && isOutOfDate ? Math.max(againAt - performance.now(), 0) : napMs;
        if (restMs > 0) await nap.until(busy.values(), Math.min(restMs, napMs));
      }
    } finally {
      await Promise.all(busy.values());
    }
  };

  const begin = (message: OpenMessage, { busy, alone, resting, changed }: Run): void => {
    const thread = threadOf(message);
    if (isSuspect(message, deps.holder)) alone.add(thread);
    const work = claimAndAttempt(deps, { id: message.id, unstored }).catch((error: unknown) => {
      deps.log.error('what became of a delivery could not be stored', { err: error, id: message.id });
      return false;
    });
    const done = work.then((isStored) => {
      busy.delete(thread);
      alone.delete(thread);
      changed.add(thread);
      if (!isStored) resting.set(message.id, deps.nowMs() + unstoredRestMs);
    });
    busy.set(thread, done);
  };

  const lookAgainIn = (ms: number): void => {
    if (!isStarted || isStopping) return;
    clearTimeout(timer);
    timer = setTimeout(run, ms);
  };

  const once = (): Promise<number> => {
    running ??= deliverDue().finally(() => {
      running = undefined;
      if (isKicked) run();
    });
    return running;
  };

  const run = (): void => {
    if (isStopping) return;
    once().catch((error: unknown) => {
      deps.log.error('the outbox could not be read; it is tried again', { err: error });
      lookAgainIn(Math.min(deps.timings.idleMs, unreadRestMs));
    });
  };

  return {
    start() {
      isStarted = true;
      run();
    },
    kick() {
      if (!isStarted || isStopping) return;
      isKicked = true;
      if (running) nap.wake();
      else run();
    },
    deliverDue: once,
    async stop() {
      isStopping = true;
      clearTimeout(timer);
      nap.wake();
      await Promise.all([deps.arrivals.stop(), running?.catch(() => undefined)]);
      await handBack(deps.database.client, deps.holder).catch((error: unknown) => {
        deps.log.warn('claims could not be handed back; they end with their lease', { err: error });
      });
    },
  };
}

function untilReady(deps: OutboxDeps, messages: readonly OpenMessage[], resting: Run['resting']): number {
  const idleAt = deps.nowMs() + deps.timings.idleMs;
  const next = messages.reduce((soonest, message) => Math.min(soonest, readyAt(message, resting)), idleAt);
  return Math.max(next - deps.nowMs(), shortestNapMs);
}

/** False when another process was first. */
async function claimAndAttempt(
  deps: OutboxDeps,
  { id, unstored }: { readonly id: string; readonly unstored: Map<string, Date> },
): Promise<boolean> {
  await deps.rightOfWay.whenFree(waitForPeopleMs);
  const now = deps.nowMs();
  const leaseUntil = new Date(now + deps.timings.leaseMs);
  const claimed = await claim(deps.database.client, id, { holder: deps.holder, now: new Date(now), leaseUntil });
  if (!claimed) return false;
  const attemptStartedAt = claimed.attemptStartedAt ?? unstored.get(id) ?? null;
  unstored.set(id, new Date(now));
  if (await attemptDelivery(deps, { ...claimed, attemptStartedAt })) unstored.delete(id);
  return true;
}
