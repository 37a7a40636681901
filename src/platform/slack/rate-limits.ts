import type { SlackFailure } from './slack-failure.js';

/** A call as Slack counts it. `place` is the channel; only posts are counted by it. */
type CountedCall = { readonly method: string; readonly place: string };

/** Remembers what Slack asked us to wait for, so that one full bucket does not hold up the others. */
export interface RateGate {
  /** Milliseconds until this call may be made; 0 when it may be made now. */
  waitMs(call: CountedCall): number;
  /** Takes note of a failed call; anything but `rate-limited` is ignored. */
  remember(call: CountedCall, failure: SlackFailure): void;
}

/** Slack counts posts per channel, and everything else per workspace. */
const countedByPlace: readonly string[] = ['chat.postMessage'];

/** @param nowMs technical time in milliseconds */
export function createRateGate(nowMs: () => number): RateGate {
  const opensAt = new Map<string, number>();
  const keyOf = ({ method, place }: CountedCall): string =>
    countedByPlace.includes(method) ? `${method} ${place}` : method;
  return {
    waitMs(call) {
      const key = keyOf(call);
      const wait = (opensAt.get(key) ?? 0) - nowMs();
      if (wait <= 0) opensAt.delete(key);
      return Math.max(0, wait);
    },
    remember(call, failure) {
      if (failure.kind !== 'rate-limited') return;
      const until = nowMs() + failure.retryAfterMs;
      opensAt.set(keyOf(call), Math.max(until, opensAt.get(keyOf(call)) ?? 0));
    },
  };
}
