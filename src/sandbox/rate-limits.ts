import { type Rate, type Tier, tiers } from './limits.js';

/**
 * `real`: Slack's tiers; `roomy`: the same, many times as wide, for a workspace whose clock runs ahead; `off`; or calls a
 * minute for the methods named, the others unlimited.
 */
export type RateLimits = 'real' | 'roomy' | 'off' | Readonly<Record<string, number>>;

/** A quarter, thirteen digests, may go by in less than a minute. */
const roominess = 30;

const minuteMs = 60_000;

/** Counts calls as Slack does: per method in windows of a minute, posts per channel as well. */
export class RateLimiter {
  readonly #mode: RateLimits;
  readonly #now: () => number;
  readonly #calls = new Map<string, number[]>();
  readonly #buckets = new Map<string, { tokens: number; at: number }>();

  constructor(mode: RateLimits, now: () => number) {
    this.#mode = mode;
    this.#now = now;
  }

  /** Seconds to wait, or undefined when the call may pass; only a call that passes is counted. */
  take(method: string, tier: Tier, channel: string | undefined): number | undefined {
    const rate = this.#rateOf(method, tier);
    if (!rate) return undefined;
    const wait =
      this.#windowWait(method, rate) ?? (channel ? this.#channelWait(`${method} ${channel}`, rate) : undefined);
    if (wait === undefined) this.#calls.get(method)?.push(this.#now());
    return wait;
  }

  #rateOf(method: string, tier: Tier): Rate | undefined {
    if (this.#mode === 'off') return undefined;
    if (this.#mode === 'real') return tiers[tier];
    if (this.#mode === 'roomy') return roomy(tiers[tier]);
    const perMinute = this.#mode[method];
    return perMinute === undefined ? undefined : { perMinute };
  }

  #windowWait(method: string, rate: Rate): number | undefined {
    const since = this.#now() - minuteMs;
    const recent = (this.#calls.get(method) ?? []).filter((at) => at > since);
    this.#calls.set(method, recent);
    const oldest = recent[0];
    if (oldest === undefined || recent.length < rate.perMinute) return undefined;
    return Math.max(1, Math.ceil((oldest - since) / 1000));
  }

  #channelWait(key: string, rate: Rate): number | undefined {
    if (!rate.perChannel) return undefined;
    const now = this.#now();
    const bucket = this.#buckets.get(key) ?? { tokens: rate.perChannel.burst, at: now };
    const tokens = Math.min(rate.perChannel.burst, bucket.tokens + (now - bucket.at) / 1000);
    const isAllowed = tokens >= 1;
    this.#buckets.set(key, { tokens: isAllowed ? tokens - 1 : tokens, at: now });
    return isAllowed ? undefined : 1;
  }
}

function roomy({ perMinute, perChannel }: Rate): Rate {
  return {
    perMinute: perMinute * roominess,
    ...(perChannel && { perChannel: { burst: perChannel.burst * roominess } }),
  };
}
