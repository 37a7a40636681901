import { schedule } from 'node-cron';
import type { Logger } from '../log.js';

/** The heartbeat of the process. It carries no meaning: what is due is worked out from the business clock. */
export interface Ticker {
  /** The first tick runs at once. */
  start(): void;
  /**
   * A tick beside the rhythm, after the one that runs now. `change` is made between the two, so that no tick sees one
   * part of the world before it and one after: for a business clock that is moved.
   */
  tickNow(change?: () => void): Promise<void>;
  /** No more ticks; resolves when the one that runs has ended. */
  stop(): Promise<void>;
}

export type TickerOptions = {
  /** Its failures are logged and end nothing but this tick. `signal` says that the process wants to stop. */
  readonly onTick: (signal: AbortSignal) => Promise<void>;
  readonly log: Logger;
  /** A cron expression; every minute unless given. */
  readonly pattern?: string | undefined;
};

/** Ticks never overlap: one that is late makes the next be left out. */
export function createTicker({ onTick, log, pattern = '* * * * *' }: TickerOptions): Ticker {
  const stopping = new AbortController();
  let running: Promise<void> | undefined;
  let task: ReturnType<typeof schedule> | undefined;

  const tick = async (): Promise<void> => {
    try {
      await onTick(stopping.signal);
    } catch (error) {
      log.error('a scheduled sweep failed; the next one tries again', { err: error });
    }
  };
  const begin = (): Promise<void> => {
    const current: Promise<void> = tick().finally(() => {
      if (running === current) running = undefined;
    });
    running = current;
    return current;
  };
  const inRhythm = (): void => {
    if (running) log.warn('a sweep still runs; this one is left out');
    else if (!stopping.signal.aborted) void begin();
  };
  return {
    start() {
      task ??= schedule(pattern, inRhythm, { name: 'sweep', logger: cronLogger(log), suppressMissedWarning: true });
      inRhythm();
    },
    async tickNow(change) {
      while (running) await running;
      if (stopping.signal.aborted) return;
      change?.();
      await begin();
    },
    async stop() {
      stopping.abort();
      await task?.destroy();
      await running;
    },
  };
}

/** node-cron writes to the console unless told otherwise. */
function cronLogger(log: Logger): NonNullable<NonNullable<Parameters<typeof schedule>[2]>['logger']> {
  const words = (message: string | Error): string => (message instanceof Error ? message.message : message);
  return {
    debug: () => undefined,
    info: (message) => log.debug(message),
    warn: (message) => log.warn(message),
    error: (message, err) => log.error(words(message), { err: err ?? message }),
  };
}
