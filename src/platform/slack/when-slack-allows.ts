import { setTimeout as sleep } from 'node:timers/promises';
import { SlackFailure } from './slack-failure.js';

/** Longest wait that is worth it in all. */
const usualPatienceMs = 10 * 60_000;

/**
 * Asking faster than Slack takes it is no fault: waits for as long as Slack wants, and asks again.
 * @throws SlackFailure of any other kind, and when it would take longer than the patience lasts
 */
export async function whenSlackAllows<Result>(
  ask: () => Promise<Result>,
  { patienceMs = usualPatienceMs }: { readonly patienceMs?: number } = {},
): Promise<Result> {
  const giveUpAt = performance.now() + patienceMs;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      const isWorthWaiting = error instanceof SlackFailure && error.kind === 'rate-limited';
      if (!isWorthWaiting || performance.now() + error.retryAfterMs > giveUpAt) throw error;
      await sleep(error.retryAfterMs, undefined, { ref: false });
    }
  }
}
