import { App, HTTPReceiver, LogLevel, type Receiver, SocketModeReceiver } from '@slack/bolt';
import type { WebClientOptions } from '@slack/web-api';
import { createHttpServer, type HttpRoute, type MountedListener } from '../http/http-server.js';
import type { Logger } from '../log.js';
import type { Metrics } from '../metrics.js';
import { createInFlight } from './in-flight.js';
import { type Handlers, listenTo } from './listeners.js';
import type { Identity } from './messenger.js';
import { dropOwnEvents } from './own-events.js';
import type { ActionContext, CommandContext, EventContext, WordsFor } from './requests.js';
import type { Reporting } from './run-request.js';
import { toSlackLogger } from './slack-logger.js';
import { createSocketConnection, type SocketConnection } from './socket-connection.js';

export type SlackAppOptions = {
  readonly slack: { readonly botToken: string; readonly apiUrl: string } & (
    | { readonly mode: 'http'; readonly signingSecret: string }
    | { readonly mode: 'socket'; readonly appToken: string }
  );
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** What else is answered on the port: health, metrics, readings. */
  readonly routes: readonly HttpRoute[];
  readonly log: Logger;
  readonly metrics: Pick<Metrics, 'ackTook'>;
  readonly localeOf: Reporting['localeOf'];
  readonly wordsFor: WordsFor;
  /** Who we are, once it is known; before that, events of our own cannot be told apart. */
  readonly identity: () => Pick<Identity, 'botUserId' | 'botId'> | null;
  /** Slack says that the app was removed or its token taken back. */
  readonly onTokenRevoked: (reason: string) => Promise<void>;
};

/** Slack's requests, over HTTP or a socket, brought to the features that registered for them. */
export interface SlackApp {
  /** `/copil`; one handler each. */
  onCommand(name: string, handler: (context: CommandContext) => Promise<void>): void;
  /** By exact `action_id`. Actions nobody registered for, such as link buttons, are acknowledged. */
  onAction(actionId: string, handler: (context: ActionContext) => Promise<void>): void;
  /** By event type; what a handler throws is logged, there is nobody to answer. */
  onEvent(type: string, handler: (context: EventContext) => Promise<void>): void;
  /** What is registered, to be compared with `manifest.yml`. */
  registered(): { readonly commands: readonly string[]; readonly events: readonly string[] };
  /**
   * Listens, and in Socket Mode makes the first attempt to connect. A wrong token ends nothing: see `problem`.
   * @returns the port. @throws ConfigError when it cannot be listened on
   */
  start(): Promise<number>;
  /** Why Slack cannot reach us, or null: for readiness. */
  problem(): string | null;
  /** Answers newcomers that Copil is being restarted, lets what runs come to its end, closes. Calling it twice is harmless. */
  stop(options: { readonly deadlineMs: number }): Promise<void>;
}

/** Slack's answers to calls of Bolt itself, which makes few. */
const callTimeoutMs = 10_000;

/** Nothing is called and no port opened before `start`. */
export function createSlackApp(options: SlackAppOptions): SlackApp {
  const { log } = options;
  let isStopping = false;
  const handlers: Handlers = { commands: new Map(), actions: new Map(), events: new Map() };
  const inFlight = createInFlight();
  const { receiver, mounted, socket } = createEntrance(options);
  listenTo(createBolt(options, receiver), handlers, {
    log,
    metrics: options.metrics,
    inFlight,
    reporting: { localeOf: options.localeOf, wordsFor: options.wordsFor, isStopping: () => isStopping },
    onTokenRevoked: options.onTokenRevoked,
  });
  const server = createHttpServer({ ...options, mounted });
  let stopped: Promise<void> | undefined;
  const stop = async (deadlineMs: number): Promise<void> => {
    isStopping = true;
    const givenUpAt = performance.now() + deadlineMs;
    const closed = server.close(deadlineMs);
    const givenUp = await inFlight.whenIdle(deadlineMs);
    if (givenUp > 0) log.warn('requests were still running at the end', { count: givenUp });
    // The socket goes last: acknowledgements travel through it.
    await socket?.stop();
    await closed;
    log.debug('stopped listening to Slack', { spareMs: Math.round(givenUpAt - performance.now()) });
  };
  return {
    onCommand: (name, handler) => register(handlers.commands, name, handler),
    onAction: (actionId, handler) => register(handlers.actions, actionId, handler),
    onEvent: (type, handler) => register(handlers.events, type, handler),
    registered: () => ({ commands: [...handlers.commands.keys()], events: [...handlers.events.keys(), ...ownEvents] }),
    async start() {
      const port = await server.listen();
      await socket?.start();
      return port;
    },
    problem: () => socket?.problem() ?? null,
    stop({ deadlineMs }) {
      stopped ??= stop(deadlineMs);
      return stopped;
    },
  };
}

/** What this file itself listens to. */
const ownEvents: readonly string[] = ['app_uninstalled', 'tokens_revoked'];

/** @throws Error when two features want the same: both would answer one request. */
function register<T>(map: Map<string, T>, name: string, handler: T): void {
  if (map.has(name)) throw new Error(`Two handlers for ${name}`);
  map.set(name, handler);
}

/** Bolt never calls Slack for a request: the token is the one of our settings, and readiness is what proves it. */
function createBolt({ slack, identity, log }: SlackAppOptions, receiver: Receiver): App {
  const bolt = new App({
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

function identityFields(me: Pick<Identity, 'botUserId' | 'botId'> | null): { botUserId?: string; botId?: string } {
  return { ...(me && { botUserId: me.botUserId }), ...(me?.botId && { botId: me.botId }) };
}

/** Never `headers`: Bolt shares this object between clients, and a client writes its token into them. */
function clientOptions(apiUrl: string): WebClientOptions {
  return { slackApiUrl: apiUrl, timeout: callTimeoutMs, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true };
}

type Entrance = {
  readonly receiver: Receiver;
  readonly mounted?: MountedListener;
  readonly socket?: SocketConnection;
};

/** Over HTTP Bolt's listener is mounted in our server, so that one port, one host and one way to close serve everything. */
function createEntrance({ slack, log }: SlackAppOptions): Entrance {
  const logger = toSlackLogger(log);
  const customPropertiesExtractor = () => ({ receivedAt: performance.now() });
  if (slack.mode === 'http') {
    const { signingSecret } = slack;
    const receiver = new HTTPReceiver({ signingSecret, logger, logLevel: LogLevel.INFO, customPropertiesExtractor });
    return { receiver, mounted: { method: 'POST', path: '/slack/events', listener: receiver.requestListener } };
  }
  const receiver = new SocketModeReceiver({
    appToken: slack.appToken,
    logger,
    customPropertiesExtractor,
    autoReconnectEnabled: false,
    // Five seconds, the default, ends healthy connections on a busy machine.
    clientPingTimeout: 20_000,
    installerOptions: { clientOptions: clientOptions(slack.apiUrl) },
  });
  return { receiver, socket: createSocketConnection(receiver.client, log) };
}
