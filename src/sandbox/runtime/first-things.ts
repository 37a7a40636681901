import { setTimeout as sleep } from 'node:timers/promises';
import type { App } from '../../app.js';
import type { Logger } from '../../platform/log.js';
import { firstDigest } from './first-digest.js';

type Parts = { readonly app: Pick<App, 'runDigest' | 'unfinishedWork' | 'raiseSampleRequests'>; readonly log: Logger };

const lookEveryMs = 200;
/** Longer than a digest takes to be drawn on a slow machine; after that the request stands in the channel by itself. */
const longestMs = 600_000;

/**
 * What a visitor finds first: the digest, and, once that has arrived, an approval to give and a question to vote on in its
 * thread. These come by themselves, so that nobody waits for them.
 */
export async function doFirstThings({ app, log }: Parts): Promise<void> {
  await app.runDigest(firstDigest);
  askOnceArrived(app).catch((error: unknown) =>
    log.warn('the sample asks for no approval and no decision', { err: error }),
  );
}

async function askOnceArrived(app: Parts['app']): Promise<void> {
  const until = performance.now() + longestMs;
  while (performance.now() < until && (await app.unfinishedWork()).nextAttempts.length > 0) {
    await sleep(lookEveryMs, undefined, { ref: false });
  }
  await app.raiseSampleRequests();
}
