import type { Logger } from '../log.js';
import type { Metrics } from '../metrics.js';
import type { HttpRoute } from './http-server.js';
import { send, sendJson } from './respond.js';

/** One thing without which the app does not do its work. */
export type ReadinessCheck = {
  /** As an operator knows it: `database`, `token`, `sweep`, `migrations`. */
  readonly name: string;
  /** Null when all is well, else why not and what to do, in English and without secrets. */
  readonly check: () => Promise<string | null>;
};

export type HealthOptions = {
  readonly checks: readonly ReadinessCheck[];
  readonly metrics: Metrics;
  /** Longest wait for one check, in milliseconds; 2,000 unless given. */
  readonly timeoutMs?: number;
};

/**
 * `/healthz`: the process lives. `/readyz`: it does its work, else 503 with a reason for each check that fails.
 * `/metrics`: counts for Prometheus.
 */
export function healthRoutes(options: HealthOptions): readonly HttpRoute[] {
  return [
    {
      method: 'GET',
      path: '/healthz',
      handle: async (_request, response) => sendJson(response, 200, { status: 'alive' }),
    },
    {
      method: 'GET',
      path: '/readyz',
      handle: async (_request, response, log) => {
        const reasons = await reasonsAgainst(options, log);
        const isReady = Object.keys(reasons).length === 0;
        sendJson(response, isReady ? 200 : 503, isReady ? { status: 'ready' } : { status: 'not ready', reasons });
      },
    },
    {
      method: 'GET',
      path: '/metrics',
      handle: async (_request, response) => send(response, 200, await options.metrics.exposition()),
    },
  ];
}

async function reasonsAgainst(options: HealthOptions, log: Logger): Promise<Record<string, string>> {
  const { checks, timeoutMs = 2_000 } = options;
  const answers = await Promise.all(
    checks.map(async ({ name, check }) => {
      try {
        return [name, await within(timeoutMs, check())] as const;
      } catch (error) {
        log.warn('a readiness check failed', { check: name, err: error });
        return [name, 'the check itself failed; the log says how'] as const;
      }
    }),
  );
  return Object.fromEntries(answers.filter((answer): answer is [string, string] => answer[1] !== null));
}

/** A check that hangs is itself the answer. */
async function within(timeoutMs: number, check: Promise<string | null>): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`no answer within ${timeoutMs} ms`), timeoutMs);
  });
  try {
    return await Promise.race([check, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** A sweep that has not come to its end for this long is stuck, or failing each time. */
const oldestSweepMs = 3 * 60_000;

/**
 * Fails when no sweep ended well in the last three minutes.
 * @param lastSuccessMs technical time of the last one, or of the start as long as there was none
 */
export function sweepCheck(lastSuccessMs: () => number, nowMs: () => number): ReadinessCheck {
  return {
    name: 'sweep',
    check: async () => {
      const ageMs = nowMs() - lastSuccessMs();
      return ageMs <= oldestSweepMs
        ? null
        : `no sweep ended well for ${Math.round(ageMs / 60_000)} minutes; see the log`;
    },
  };
}
