import { setTimeout as sleep } from 'node:timers/promises';
import type { App } from '../../app.js';
import type { Logger } from '../../platform/log.js';
import { firstDigest } from './first-digest.js';

type Parts = { readonly app: Pick<App, 'runDigest' | 'unfinishedWork' | 'raiseSampleRequest'>; readonly log: Logger };

const lookEveryMs = 200;
/** Longer than a digest takes to be drawn on a slow machine; after that the request stands in the channel by itself. */
const longestMs = 600_000;

/**
 * What a visitor finds first: the digest, and, once that has arrived, a decision to take in its thread. The second comes
 * by itself, so that nobody waits for it.
 */
export async function doFirstThings({ app, log }: Parts): Promise<void> {
  await app.runDigest(firstDigest);
  askOnceArrived(app).catch((error: unknown) => log.warn('the sample asks for no approval', { err: error }));
}

async function askOnceArrived(app: Parts['app']): Promise<void> {
  const until = performance.now() + longestMs;
  while (performance.now() < until && (await app.unfinishedWork()).nextAttempts.length > 0) {
    await sleep(lookEveryMs, undefined, { ref: false });
  }
  await app.raiseSampleRequest();
}
