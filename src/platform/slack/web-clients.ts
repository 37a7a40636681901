import { type Logger as SlackLogger, WebClient, type WebClientOptions } from '@slack/web-api';
import { toSlackFailure } from './slack-failure.js';

export type SlackConnection = {
  readonly token: string;
  /** Ends in `/api/`. */
  readonly apiUrl: string;
  readonly logger: SlackLogger;
  /** Longest wait for an answer, in milliseconds. */
  readonly timeoutMs: number;
  readonly fetch: typeof fetch;
};

export type WebClients = {
  /** One attempt a call: for whatever a person would see twice. */
  readonly once: WebClient;
  /** For reads: tries again when Slack is out of breath. */
  readonly patient: WebClient;
};

/**
 * Two clients, because a client that is told to wait holds up everything else it was asked for. Neither waits by
 * itself for `Retry-After`: whoever called decides. Never give them `headers`: they would write the token into it.
 */
export function createWebClients({ token, apiUrl, logger, timeoutMs, fetch }: SlackConnection): WebClients {
  const options: WebClientOptions = {
    slackApiUrl: apiUrl,
    logger,
    timeout: timeoutMs,
    rejectRateLimitedCalls: true,
    fetch,
  };
  return {
    once: new WebClient(token, { ...options, retryConfig: { retries: 0 } }),
    patient: new WebClient(token, { ...options, retryConfig: { retries: 2, minTimeout: 200, factor: 2 } }),
  };
}

/** Makes one call and turns whatever it throws into a SlackFailure. */
export async function callSlack<T>(method: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw toSlackFailure(error, method);
  }
}
