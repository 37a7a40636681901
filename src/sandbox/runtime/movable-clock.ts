import type { Clock } from '../../kernel/clock.js';

/** The business clock of a sandbox: real time, some way off. It runs on by itself and is only ever moved forward. */
export interface MovableClock extends Clock {
  /** Milliseconds from real time to this clock's; negative where the sandbox began in the past. */
  offsetMs(): number;
  /** An instant that has gone by changes nothing. */
  moveTo(instant: Date): void;
  /** For a workspace that is opened or begins anew, not for one at work. */
  setOffset(ms: number): void;
}

export function createMovableClock(technical: Clock): MovableClock {
  let offsetMs = 0;
  const now = (): Date => new Date(technical.now().getTime() + offsetMs);
  return {
    now,
    offsetMs: () => offsetMs,
    moveTo(instant) {
      offsetMs += Math.max(0, instant.getTime() - now().getTime());
    },
    setOffset(ms) {
      offsetMs = ms;
    },
  };
}
