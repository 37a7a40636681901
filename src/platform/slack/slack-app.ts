import { createHttpServer, type HttpRoute } from '../http/http-server.js';
import type { Logger } from '../log.js';
import type { Metrics } from '../metrics.js';
import type { RightOfWay } from '../right-of-way.js';
import { createBolt } from './bolt-app.js';
import { createEntrance, type EntranceSettings } from './entrance.js';
import { createInFlight } from './in-flight.js';
import { ownEvents } from './listeners/events.js';
import { type Handlers, listenTo } from './listeners.js';
import type { Identity } from './messenger.js';
import type {
  ActionContext,
  Admit,
  CommandContext,
  EventContext,
  OptionsContext,
  SelectOption,
  ShortcutContext,
  TellPerson,
  ViewContext,
  WordsFor,
} from './requests.js';
import type { Reporting } from './run-request.js';

export type SlackAppOptions = {
  readonly slack: EntranceSettings;
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** What else is answered on the port: health, metrics, readings. */
  readonly routes: readonly HttpRoute[];
  readonly log: Logger;
  readonly metrics: Pick<Metrics, 'ackTook'>;
  readonly rightOfWay: RightOfWay;
  readonly localeOf: Reporting['localeOf'];
  readonly wordsFor: WordsFor;
  /** Who we are, once it is known; before that, events of our own cannot be told apart. */
  readonly identity: () => Pick<Identity, 'botUserId' | 'botId'> | null;
  /** The last way to a person: where a request has no address for answers, or its address no longer takes any. */
  readonly tellPerson?: TellPerson;
  /** Who may ask for anything at all; everybody where left out. */
  readonly admit?: Admit;
  /** Slack says that the app was removed or its token taken back. */
  readonly onTokenRevoked: (reason: string) => Promise<void>;
};

/** Slack's requests, over HTTP or a socket, brought to the features that registered for them. */
export interface SlackApp {
  /** `/copil`; one handler each. */
  onCommand(name: string, handler: (context: CommandContext) => Promise<void>): void;
  /** By exact `action_id`. Actions nobody registered for, such as link buttons, are acknowledged. */
  onAction(actionId: string, handler: (context: ActionContext) => Promise<void>): void;
  /** A form that was sent, by `callback_id`. One that nobody registered for stays open and says that it is outdated. */
  onView(callbackId: string, handler: (context: ViewContext) => Promise<void>): void;
  /** Of a message or global, by `callback_id`; one that nobody registered for is answered so. */
  onShortcut(callbackId: string, handler: (context: ShortcutContext) => Promise<void>): void;
  /** Options of an external select, by `action_id`: at most 100. When the handler fails there are none. */
  onOptions(actionId: string, handler: (context: OptionsContext) => Promise<readonly SelectOption[]>): void;
  /** By event type, as many as want to hear of it; what a handler throws is logged, there is nobody to answer. */
  onEvent(type: string, handler: (context: EventContext) => Promise<void>): void;
  /** What is registered, to be compared with `manifest.yml`. */
  registered(): Readonly<
    Record<'commands' | 'events' | 'shortcuts' | 'views' | 'actions' | 'options', readonly string[]>
  >;
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

/** Nothing is called and no port opened before `start`. */
export function createSlackApp(options: SlackAppOptions): SlackApp {
  const { log } = options;
  let isStopping = false;
  const handlers: Handlers = {
    commands: new Map(),
    actions: new Map(),
    views: new Map(),
    shortcuts: new Map(),
    options: new Map(),
    events: new Map(),
  };
  const inFlight = createInFlight();
  const { receiver, mounted, socket } = createEntrance(options.slack, log);
  listenTo(createBolt(options, receiver), handlers, {
    log,
    metrics: options.metrics,
    inFlight,
    rightOfWay: options.rightOfWay,
    reporting: { localeOf: options.localeOf, wordsFor: options.wordsFor, isStopping: () => isStopping },
    tellPerson: options.tellPerson,
    admit: options.admit ?? (async () => undefined),
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
    onView: (callbackId, handler) => register(handlers.views, callbackId, handler),
    onShortcut: (callbackId, handler) => register(handlers.shortcuts, callbackId, handler),
    onOptions: (actionId, handler) => register(handlers.options, actionId, handler),
    onEvent: (type, handler) => void handlers.events.set(type, [...(handlers.events.get(type) ?? []), handler]),
    registered: () => ({
      commands: [...handlers.commands.keys()],
      events: [...handlers.events.keys(), ...ownEvents],
      shortcuts: [...handlers.shortcuts.keys()],
      views: [...handlers.views.keys()],
      actions: [...handlers.actions.keys()],
      options: [...handlers.options.keys()],
    }),
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

/** @throws Error when two features want the same: both would answer one request. */
function register<T>(map: Map<string, T>, name: string, handler: T): void {
  if (map.has(name)) throw new Error(`Two handlers for ${name}`);
  map.set(name, handler);
}
