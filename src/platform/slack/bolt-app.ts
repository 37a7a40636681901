import { App, type Receiver, type ReceiverEvent } from '@slack/bolt';
import type { WebClientOptions } from '@slack/web-api';
import { storableWithin } from '../../kernel/well-formed.js';
import type { Logger } from '../log.js';
import type { Identity } from './messenger.js';
import { dropOwnEvents } from './own-events.js';
import { toSlackLogger } from './slack-logger.js';

type Me = Pick<Identity, 'botUserId' | 'botId'>;

export type BoltOptions = {
  readonly slack: { readonly botToken: string; readonly apiUrl: string };
  readonly identity: () => Me | null;
  readonly log: Logger;
};

/** Slack's answers to calls of Bolt itself, which makes few. */
const callTimeoutMs = 10_000;

/** Slack has given up by then, and Bolt has closed the request. */
const givenUpMs = 2_900;

/** Bolt never calls Slack for a request: the token is the one of our settings, and readiness is what proves it. */
export function createBolt({ slack, identity, log }: BoltOptions, receiver: Receiver): App {
  const bolt = new AnsweringApp({
    receiver,
    authorize: async () => ({ botToken: slack.botToken, ...identityFields(identity()) }),
    convoStore: false,
    ignoreSelf: false,
    logger: toSlackLogger(log),
    clientOptions: clientOptions(slack.apiUrl),
  });
  bolt.use(dropOwnEvents(identity));
  // Our listeners let nothing through; what arrives here is Bolt's own.
  bolt.error(async (error) => log.error('Bolt could not deal with a request', { err: error }));
  return bolt;
}

/** A request that holds nothing we could answer; Slack itself sends none such. */
export class UnreadableRequestError extends Error {}

/** Bolt, which leaves a request that no listener takes without any answer. */
class AnsweringApp extends App {
  /** @throws UnreadableRequestError for such a request, so that the receiver refuses it at once */
  override async processEvent(event: ReceiverEvent): Promise<void> {
    const startedAt = performance.now();
    let isAnswered = false;
    const ack: ReceiverEvent['ack'] = async (answer) => {
      isAnswered = true;
      await event.ack(answer);
    };
    // The one place where people's words come in, over HTTP and over a socket.
    await super.processEvent({ ...event, body: storableWithin(event.body), ack });
    if (!isAnswered && performance.now() - startedAt < givenUpMs) {
      throw new UnreadableRequestError('a request that nobody could read was refused');
    }
  }
}

function identityFields(me: Me | null): { botUserId?: string; botId?: string } {
  return { ...(me && { botUserId: me.botUserId }), ...(me?.botId && { botId: me.botId }) };
}

/** Never `headers`: Bolt shares this object between clients, and a client writes its token into them. */
export function clientOptions(apiUrl: string): WebClientOptions {
  return {
    slackApiUrl: apiUrl,
    timeout: callTimeoutMs,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    // Answers to `response_url` go by this alone, without the timeout of the client.
    fetch: (url, init) => fetch(url, { signal: AbortSignal.timeout(callTimeoutMs), ...init }),
  };
}
