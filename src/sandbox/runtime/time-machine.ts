import { addDays } from '../../kernel/calendar.js';
import { ConflictError } from '../../kernel/errors.js';
import { instantAt, localDate, localMinutes } from '../../kernel/zoned-time.js';
import type { ClockMove, InTwoLanguages } from '../desk/controls.js';
import type { MovableClock } from './movable-clock.js';
import { type RunInWords, runtimeWords } from './words.js';

/** What is still to come of the digests that were planned or left. */
export type Unfinished = {
  /** Of each message that has not left: real time before which it is not tried. */
  readonly nextAttempts: readonly Date[];
  /** Business times until which digests wait for late figures. */
  readonly waitUntil: readonly Date[];
};

export type TimeMachineParts = {
  readonly clock: MovableClock;
  /** In which a day goes by. */
  readonly zone: string;
  /** Of each committee the next run after an instant, soonest first. */
  nextRuns(after: Date): Promise<readonly RunInWords[]>;
  /** When readings arrive after one instant and until another. */
  arrivals(span: { readonly after: Date; readonly until: Date }): readonly Date[];
  /** Brings the readings up to the instant, sets the clock to it and sweeps once. */
  arriveAt(instant: Date): Promise<void>;
  /** A scheduled run was arrived at. */
  passed(): void;
  unfinished(): Promise<Unfinished>;
  tell(text: InTwoLanguages): void;
  /** The process wants to stop: the clock stays where it is. */
  isEnding(): boolean;
  /** Technical time. */
  readonly nowMs: () => number;
  sleep(ms: number): Promise<unknown>;
};

/** A message that is tried again later than this is held back by a bad day; nobody waits for it. */
const soonMs = 5_000;
/** What is given to the first message that does not leave; each after it has half as much, so that a quarter ends. */
const patienceMs = 60_000;
const leastPatienceMs = 2_000;
const pollMs = 30;

const daysOf = { day: 1, week: 7, quarter: 13 * 7 } as const satisfies Record<Exclude<ClockMove, 'next-run'>, number>;

/**
 * Moves the clock forward, past no scheduled run and no arrival that a digest waits for: each is swept at its own time,
 * and its messages leave before the clock goes on. To the next run means until its digest has left, also when it waits
 * for late figures first. What a bad day holds back is told and left behind; whole weeks of it take some minutes at most.
 */
export async function moveTime(parts: TimeMachineParts, to: ClockMove): Promise<void> {
  // What left just before the move must have arrived, or it would seem to be days late.
  const patience = { ms: patienceMs };
  await leaveBehind(parts, patience);
  const from = parts.clock.now();
  const target = to === 'next-run' ? (await parts.nextRuns(from))[0]?.at : afterDays(from, daysOf[to], parts.zone);
  if (!target) return;
  while (!parts.isEnding()) {
    const now = parts.clock.now();
    const waits = later((await parts.unfinished()).waitUntil, now);
    const end = to === 'next-run' ? latest([target, ...waits]) : target;
    if (now >= end) return;
    const stop = await nextStop(parts, { now, end, waits });
    parts.tell(stop.text);
    await parts.arriveAt(stop.at);
    if (parts.clock.now() < stop.at) throw new ConflictError('The app was stopped while the clock moved');
    if (stop.isRun) parts.passed();
    await leaveBehind(parts, patience);
  }
}

/** How long the next message that does not leave is waited for. */
type Patience = { ms: number };

async function leaveBehind(parts: TimeMachineParts, patience: Patience): Promise<void> {
  const held = await untilQuiet(parts, patience);
  if (held > 0) parts.tell(runtimeWords.heldBack(held));
}

type Way = { readonly now: Date; readonly end: Date; readonly waits: readonly Date[] };

async function nextStop(
  parts: TimeMachineParts,
  { now, end, waits }: Way,
): Promise<{ at: Date; text: InTwoLanguages; isRun: boolean }> {
  const runs = (await parts.nextRuns(now)).filter(({ at }) => at <= end);
  const run = runs[0];
  // A digest that waits may leave as soon as something arrives; at the latest when its wait is over.
  const arrivals = waits.length > 0 ? parts.arrivals({ after: now, until: latest(waits) }) : [];
  const wait = [...arrivals, ...waits].filter((at) => at <= end).sort((a, b) => a.getTime() - b.getTime())[0];
  if (run && (!wait || run.at <= wait)) {
    const together = runs.filter(({ at }) => at.getTime() === run.at.getTime());
    return { at: run.at, text: runtimeWords.runs(together), isRun: true };
  }
  return wait
    ? { at: wait, text: runtimeWords.waiting(wait, parts.zone), isRun: false }
    : { at: end, text: runtimeWords.goingTo(end, parts.zone), isRun: false };
}

/** Resolves when nothing is due any more. @returns how many messages are held back */
async function untilQuiet(parts: TimeMachineParts, patience: Patience): Promise<number> {
  for (const giveUpAt = parts.nowMs() + patience.ms; ; ) {
    const { nextAttempts } = await parts.unfinished();
    if (nextAttempts.length === 0 || parts.isEnding()) return 0;
    const soon = parts.nowMs() + soonMs;
    if (nextAttempts.every((at) => at.getTime() > soon)) return nextAttempts.length;
    if (parts.nowMs() > giveUpAt) {
      patience.ms = Math.max(leastPatienceMs, patience.ms / 2);
      return nextAttempts.length;
    }
    await parts.sleep(pollMs);
  }
}

/** The same time on the wall so many days later. */
function afterDays(from: Date, days: number, zone: string): Date {
  const minutes = localMinutes(from, zone);
  const time = { hour: Math.floor(minutes / 60), minute: minutes % 60 };
  const instant = instantAt({ date: addDays(localDate(from, zone), days), time, zone });
  return new Date(instant.getTime() + (from.getTime() % 60_000));
}

const later = (instants: readonly Date[], than: Date): Date[] => instants.filter((at) => at > than);

const latest = (instants: readonly Date[]): Date => new Date(Math.max(...instants.map((at) => at.getTime())));
