import { setTimeout as sleep } from 'node:timers/promises';
import type { SocketModeReceiver } from '@slack/bolt';
import type { Logger } from '../log.js';
import { toSlackFailure } from './slack-failure.js';

/** Socket Mode, kept up: Slack closes each connection every few hours, and networks do so more often. */
export interface SocketConnection {
  /** Resolves after the first attempt, whatever came of it; attempts go on behind it. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Null while Slack can reach us, else why not. */
  problem(): string | null;
}

type Client = SocketModeReceiver['client'];

/** Slack greets each socket; one that stays silent is of no use. */
const greetingMs = 15_000;
const longestPauseMs = 30_000;

/**
 * Does the reconnecting itself: left to the library, a refused reconnection becomes a rejection that nobody handles
 * and ends the process.
 */
export function createSocketConnection(client: Client, log: Logger): SocketConnection {
  const stopping = new AbortController();
  let problem: string | null = 'not connected to Slack yet';
  let loop: Promise<void> | undefined;

  const connectOnce = async (): Promise<{ readonly ended: Promise<void> }> => {
    const ended = new Promise<void>((resolve) => client.once('disconnected', () => resolve()));
    await within(greetingMs, client.start());
    problem = null;
    log.info('connected to Slack by socket');
    return { ended };
  };
  const keepUp = async (onFirst: () => void): Promise<void> => {
    for (let failures = 0; !stopping.signal.aborted; ) {
      try {
        const { ended } = await connectOnce();
        onFirst();
        await ended;
        failures = 0;
        problem = 'the socket to Slack was closed; connecting again';
      } catch (error) {
        failures += 1;
        problem = `no socket to Slack: ${describe(error)}`;
        log.warn('could not connect to Slack by socket', { failures, reason: problem });
        onFirst();
      }
      await pause(failures, stopping.signal);
    }
  };
  return {
    problem: () => problem,
    async start() {
      await new Promise<void>((resolve) => {
        loop = keepUp(resolve);
      });
    },
    async stop() {
      stopping.abort();
      // The closing handshake may never be answered.
      await within(1_000, client.disconnect()).catch(() => undefined);
      await within(1_000, loop ?? Promise.resolve()).catch(() => undefined);
    },
  };
}

function describe(error: unknown): string {
  return error === undefined ? 'the connection was refused' : toSlackFailure(error, 'apps.connections.open').message;
}

/** After a planned close at once, after failures longer each time; a little by chance, so that replicas do not come together. */
async function pause(failures: number, signal: AbortSignal): Promise<void> {
  const ms = failures === 0 ? 50 : Math.min(500 * 2 ** failures, longestPauseMs) * (0.75 + Math.random() / 2);
  await sleep(ms, undefined, { signal }).catch(() => undefined);
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
