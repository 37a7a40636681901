import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../../platform/log.js';
import { SlackFailure } from '../../platform/slack/slack-failure.js';

/** Brings Homes up to date behind what people do. */
export type Refresher = {
  /** Asks for these Homes to be shown anew, soon; returns at once and never throws. */
  refresh(personKeys: Iterable<string>): void;
  /** The same without delay, for somebody who looks at it now. */
  refreshNow(personKey: string): void;
  /** Takes nothing new, and waits for what is on its way to Slack. Calling it twice is harmless. */
  stop(): Promise<void>;
};

export type RefresherOptions = {
  readonly publish: (personKey: string) => Promise<void>;
  readonly log: Logger;
  /** Resolves when nobody waits for an answer, or after so many ms. */
  readonly whenFree: (longestMs: number) => Promise<void>;
  /** Before the first publication: the request that changed something is acknowledged meanwhile. */
  readonly settleMs?: number;
  /** Between two publications to one person, so that a hundred changes in a row do not become a hundred views. */
  readonly pauseMs?: number;
};

/** A Home that takes long to make, because many people ask for much, is made that much less often. */
const pausePerMs = 20;
/** … but not less often than one in so many pauses. */
const pausesAtMost = 4;

/** Side by side behind what people do: each asks the store a dozen things, and whoever asks for something waits behind them. */
const besideAtMost = 2;

/** For each person at most one publication runs and one waits: whatever changes meanwhile, the one that waits shows it. */
export function createRefresher({
  publish,
  log,
  whenFree,
  settleMs = 100,
  pauseMs = 1_000,
}: RefresherOptions): Refresher {
  const running = new Map<string, Promise<void>>();
  const wanted = new Set<string>();
  /** Those who look at it now. */
  const looking = new Set<string>();
  /** Ends the rest after a publication. */
  const wakings = new Map<string, () => void>();
  const stopping = new AbortController();
  const { signal } = stopping;
  // Everybody's pause listens to it.
  setMaxListeners(0, signal);
  const inLane = createLane(besideAtMost);

  /**
   * Publishes, and rests: the longer the longer it took, and as long as Slack asks to be left alone. What failed otherwise
   * is shown when the person opens their Home.
   */
  const attempt = async (key: string): Promise<void> => {
    const isAwaited = looking.delete(key);
    let startedAt = performance.now();
    const show = async (): Promise<void> => {
      wanted.delete(key);
      startedAt = performance.now();
      if (!signal.aborted) await publish(key);
    };
    try {
      await (isAwaited ? show() : inLane(() => whenFree(pauseMs).then(show)));
      const tookMs = performance.now() - startedAt;
      await rest(key, Math.max(pauseMs, Math.min(tookMs * pausePerMs, pausesAtMost * pauseMs)));
    } catch (error) {
      if (!signal.aborted) log.warn('a Home was not brought up to date', { err: error, personKey: key });
      if (!(error instanceof SlackFailure) || error.kind !== 'rate-limited') return rest(key, pauseMs);
      wanted.add(key);
      await pause(Math.max(pauseMs, error.retryAfterMs));
    }
  };
  const pause = (ms: number) => sleep(ms, undefined, { signal, ref: false }).catch(() => undefined);
  /** Ends early for somebody who looks, and at the end. */
  const rest = async (key: string, ms: number): Promise<void> => {
    const woken = new AbortController();
    wakings.set(key, () => woken.abort());
    if (!looking.has(key) && !signal.aborted) {
      await sleep(ms, undefined, { signal: woken.signal, ref: false }).catch(() => undefined);
    }
    wakings.delete(key);
  };
  const follow = async (key: string): Promise<void> => {
    if (!looking.has(key)) await rest(key, settleMs);
    do {
      if (signal.aborted) return;
      await attempt(key);
    } while (wanted.has(key));
  };
  const ask = (key: string): void => {
    if (signal.aborted) return;
    if (running.has(key)) {
      wanted.add(key);
      return;
    }
    running.set(
      key,
      follow(key).finally(() => {
        running.delete(key);
        wanted.delete(key);
      }),
    );
  };
  return {
    refresh(personKeys) {
      for (const key of new Set(personKeys)) ask(key);
    },
    refreshNow(personKey) {
      looking.add(personKey);
      ask(personKey);
      wakings.get(personKey)?.();
    },
    async stop() {
      stopping.abort();
      for (const wake of wakings.values()) wake();
      await Promise.all(running.values());
    },
  };
}

/** Lets so many works run at a time; the others wait in the order in which they came. */
function createLane(width: number): (work: () => Promise<void>) => Promise<void> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= width) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
