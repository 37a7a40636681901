import { type AttemptDeps, attemptDelivery } from './attempt.js';
import type { Delivery } from './delivery.js';
import { claim, handBack, listOpen } from './repository.js';

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

/** Threads brought to Slack side by side; more would only meet its rate limits sooner. */
const threadsAtOnce = 4;

/** Open messages looked at in one go. */
const batch = 500;

export function createOutbox(deps: AttemptDeps): Outbox {
  let isStopping = false;
  let isStarted = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<number> | undefined;
  let isKicked = false;

  const deliverDue = async (): Promise<number> => {
    const tried = new Set<string>();
    for (;;) {
      const open = await listOpen(deps.database.client, batch);
      const due = isStopping ? [] : dueNow(open, deps.nowMs()).filter(({ id }) => !tried.has(id));
      if (due.length === 0) return scheduleNext(open);
      await inParallel(due, async (delivery) => {
        tried.add(delivery.id);
        await claimAndAttempt(deps, delivery, () => isStopping);
      });
    }
  };

  const scheduleNext = (open: readonly Delivery[]): number => {
    if (isStarted && !isStopping) {
      const nextMs = Math.min(...open.map((delivery) => readyAt(delivery)), deps.nowMs() + deps.timings.idleMs);
      clearTimeout(timer);
      timer = setTimeout(run, Math.max(nextMs - deps.nowMs(), 100));
    }
    return open.length;
  };

  const once = (): Promise<number> => {
    running ??= deliverDue().finally(() => {
      running = undefined;
      if (isKicked && !isStopping) {
        isKicked = false;
        run();
      }
    });
    return running;
  };

  const run = (): void => {
    once().catch((error: unknown) => {
      deps.log.error('the outbox could not be read; it is tried again', { err: error });
      scheduleNext([]);
    });
  };

  return {
    start() {
      isStarted = true;
      run();
    },
    kick() {
      if (!isStarted || isStopping) return;
      if (running) isKicked = true;
      else run();
    },
    deliverDue: once,
    async stop() {
      isStopping = true;
      clearTimeout(timer);
      await running?.catch(() => undefined);
      await handBack(deps.database.client, deps.holder).catch((error: unknown) => {
        deps.log.warn('claims could not be handed back; they end with their lease', { err: error });
      });
    },
  };
}

/** When a message may be tried: its own time, or the end of the lease another process holds on it. */
function readyAt({ nextAttemptAt, leaseUntil }: Delivery): number {
  return Math.max(nextAttemptAt.getTime(), leaseUntil?.getTime() ?? 0);
}

/** The first open message of each thread, where it is due: a later one never overtakes it. */
function dueNow(open: readonly Delivery[], nowMs: number): Delivery[] {
  const firsts = new Map<string, Delivery>();
  for (const delivery of open) {
    const root = delivery.parentId ?? delivery.id;
    const first = firsts.get(root);
    if (!first || goesBefore(delivery, first)) firsts.set(root, delivery);
  }
  return [...firsts.values()].filter((delivery) => readyAt(delivery) <= nowMs);
}

function goesBefore(a: Delivery, b: Delivery): boolean {
  if ((a.parentId === null) !== (b.parentId === null)) return a.parentId === null;
  return a.position < b.position;
}

async function claimAndAttempt(deps: AttemptDeps, delivery: Delivery, isStopping: () => boolean): Promise<void> {
  if (isStopping()) return;
  const now = deps.nowMs();
  const claimed = await claim(deps.database.client, delivery.id, {
    holder: deps.holder,
    now: new Date(now),
    leaseUntil: new Date(now + deps.timings.leaseMs),
  });
  if (!claimed) return;
  await attemptDelivery(deps, claimed).catch((error: unknown) => {
    deps.log.error('the outcome of a delivery could not be stored', { err: error, delivery: delivery.key });
  });
}

async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const workers = Array.from({ length: Math.min(threadsAtOnce, queue.length) }, async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  });
  await Promise.all(workers);
}
