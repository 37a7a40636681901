import type { Database } from '../db/database.js';
import type { Logger } from '../log.js';
import type { RightOfWay } from '../right-of-way.js';
import type { Messenger } from '../slack/messenger.js';
import type { RateGate } from '../slack/rate-limits.js';
import type { Arrivals } from './arrivals/arrivals.js';
import type { OutboxHooks, OutboxTimings } from './delivery.js';

export type OutboxDeps = {
  readonly database: Database;
  readonly messenger: Messenger;
  readonly gate: RateGate;
  readonly hooks: OutboxHooks;
  readonly timings: OutboxTimings;
  /** Technical time. */
  readonly nowMs: () => number;
  /** Names this process in its claims; never used by another, nor after a restart. */
  readonly holder: string;
  readonly log: Logger;
  /** What stood in Slack before this process began to post. */
  readonly arrivals: Arrivals;
  /** People who wait for an answer go first. */
  readonly rightOfWay: Pick<RightOfWay, 'whenFree'>;
};
