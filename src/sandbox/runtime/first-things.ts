import { setTimeout as sleep } from 'node:timers/promises';
import type { App } from '../../app.js';
import type { Logger } from '../../platform/log.js';

/** The digest that a visitor reads first. */
export const firstDigest = { committeeKey: 'growth-ops', period: 'latest' } as const;

type Asking = Pick<App, 'unfinishedWork' | 'raiseSampleRequests'>;

const lookEveryMs = 200;
/** Longer than a digest takes to be drawn on a slow machine; after that the request stands in the channel by itself. */
const longestMs = 600_000;

/**
 * What a visitor finds in the thread of the digest once it has arrived: an approval to give and a question to vote on.
 * These come by themselves, so that nobody waits for them.
 */
export function askOnceArrived(app: Asking, log: Logger): void {
  const ask = async (): Promise<void> => {
    const until = performance.now() + longestMs;
    while (performance.now() < until && (await isArriving(app))) await sleep(lookEveryMs, undefined, { ref: false });
    await app.raiseSampleRequests();
  };
  ask().catch((error: unknown) => log.warn('the sample asks for no approval and no decision', { err: error }));
}

/** Cards stand in a digest's thread once it is noted that it arrived, a moment after its last message has left. */
async function isArriving(app: Asking): Promise<boolean> {
  const { nextAttempts, arriving } = await app.unfinishedWork();
  return nextAttempts.length + arriving > 0;
}
