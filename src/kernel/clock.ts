/**
 * The business clock: periods, due runs, reminders, expiries. Technical timers (leases, Retry-After,
 * request timeouts) use real time instead. Nothing else in the program asks for the current instant.
 */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };
