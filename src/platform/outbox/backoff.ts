import { SlackFailure } from '../slack/slack-failure.js';

/** Half a second, doubled at each attempt, with a fifth of chance so that two processes do not keep in step. */
export function backoffMs(attempts: number, maxMs: number, random: () => number = Math.random): number {
  return Math.min(500 * 2 ** Math.min(attempts, 20), maxMs) * (0.9 + 0.2 * random());
}

/** Slack is away, for all messages alike: once it is back they must not sleep on. */
const awayMaxMs = 60_000;

/** A picture is ready within seconds. */
const pictureMaxMs = 5_000;

/** How long a message rests after a failed attempt, in milliseconds; never less than Slack asked for. */
export function restMs(error: unknown, { attempts, maxMs }: { attempts: number; maxMs: number }): number {
  if (!(error instanceof SlackFailure)) return backoffMs(attempts, maxMs);
  return Math.max(error.retryAfterMs, backoffMs(attempts, Math.min(maxMs, longestRest(error))));
}

function longestRest({ kind, isFileNotReady }: SlackFailure): number {
  if (isFileNotReady) return pictureMaxMs;
  return isSlackAway(kind) ? awayMaxMs : Number.POSITIVE_INFINITY;
}

/** Whether a failure says nothing about the message it met: the next one would have met it as well. */
export function isSlackAway(kind: SlackFailure['kind']): boolean {
  return kind === 'rate-limited' || kind === 'unreachable' || kind === 'unknown-outcome' || kind === 'token';
}
