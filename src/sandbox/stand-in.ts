import type { RequestListener } from 'node:http';
import { type Clock, systemClock } from '../kernel/clock.js';
import { Faults } from './faults.js';
import { close, createSlackServer, listen } from './http/server.js';
import { type AppManifest, readManifest } from './manifest.js';
import type { Ack, DeliveryParts } from './outgoing/delivery.js';
import { type SlackEvent, sendEvent, urlVerification } from './outgoing/events.js';
import { Person } from './outgoing/person.js';
import { ResponseUrls } from './outgoing/response-urls.js';
import { SocketMode } from './outgoing/socket-mode.js';
import { RateLimiter, type RateLimits } from './rate-limits.js';
import { RequestLog } from './request-log.js';
import type { Installation, Team } from './state/model.js';
import { type ChannelOptions, SlackState, type UserOptions } from './state/slack-state.js';
import { Triggers } from './triggers.js';
import { Workspace } from './workspace.js';
import type { World } from './world.js';

export interface StandInOptions {
  readonly host?: string;
  /** 0, the default, lets the system choose. */
  readonly port?: number;
  readonly team?: Team;
  readonly users: readonly UserOptions[];
  readonly channels: readonly ChannelOptions[];
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  /** Default: `manifest.yml`. */
  readonly manifest?: AppManifest;
  /** Default: those of the manifest. */
  readonly scopes?: readonly string[];
  /** Real time unless a test sets it: message stamps, trigger life, file readiness, rate windows. */
  readonly technicalClock?: Clock;
  /** The time a page shows beside messages; the technical one by default. */
  readonly shownClock?: Clock;
  /** How long Slack looks through an uploaded file. */
  readonly fileReadyAfterMs?: number;
  readonly rateLimits?: RateLimits;
  /** Where the app listens (HTTP mode), such as `http://127.0.0.1:3001/slack/events`. */
  readonly requestUrl?: string;
  /** Waits before an event is sent again; Slack's own by default: at once, a minute, five minutes. */
  readonly eventRetryDelaysMs?: readonly number[];
}

/** A Slack workspace on this machine with one app installed: what the app calls, and what calls the app. */
export interface StandIn {
  /** Listens; call it before using an address. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** `http://127.0.0.1:PORT/api/`, for SLACK_API_URL. */
  readonly apiUrl: string;
  readonly baseUrl: string;
  readonly port: number;
  readonly state: SlackState;
  readonly faults: Faults;
  /** What people and administrators do to channels, accounts and the app’s installation. */
  readonly workspace: Workspace;
  readonly requests: RequestLog;
  readonly sockets: SocketMode;
  readonly manifest: AppManifest;
  /** Somebody of the team, to act as. @throws NotFoundError */
  clientOf(userId: string): Person;
  /** Sends an event if the app subscribes to it. @returns each attempt's answer */
  sendEvent(event: SlackEvent): Promise<Ack[]>;
  /** The request by which Slack checks a certificate: unsigned, and answered 200. */
  sslCheck(): Promise<number>;
  /** The request by which Slack checks an address for events. @returns whether the app gave the challenge back */
  urlVerification(): Promise<boolean>;
  setRequestUrl(url: string | undefined): void;
  /** Lets a page answer every address that is not Slack's. */
  serveOthersWith(listener: RequestListener | undefined): void;
}

const defaultTeam: Team = { id: 'T0COPIL0001', name: 'Copil sandbox', domain: 'copil-sandbox' };

/** Builds a stand-in; it answers once started. */
export function createStandIn(options: StandInOptions): StandIn {
  const host = options.host ?? '127.0.0.1';
  const manifest = options.manifest ?? readManifest();
  const state = stateOf(options, manifest);
  const sockets = new SocketMode(state.installation.appId);
  let port = options.port ?? 0;
  let requestUrl = options.requestUrl;
  let others: RequestListener | undefined;
  const events = (event: SlackEvent) => sendEvent(delivery, event, options.eventRetryDelaysMs);
  const world: World = {
    state,
    faults: new Faults(state, () => workspace),
    get workspace() {
      return workspace;
    },
    emit: events,
    requests: new RequestLog(),
    triggers: new Triggers(() => state.now()),
    fileReadyAfterMs: options.fileReadyAfterMs ?? 150,
    baseUrl: () => `http://${host}:${port}`,
    issueSocketUrl: () => `ws://${host}:${port}${sockets.issuePath()}`,
  };
  const workspace = new Workspace(world);
  const responseUrls = new ResponseUrls(world);
  const limiter = new RateLimiter(options.rateLimits ?? 'real', () => state.now());
  const server = createSlackServer({ world, limiter, responseUrls, others: () => others });
  sockets.attach(server);
  const delivery: DeliveryParts = { world, sockets, requestUrl: () => requestUrl };

  return {
    state,
    sockets,
    manifest,
    faults: world.faults,
    workspace,
    requests: world.requests,
    get port() {
      return port;
    },
    get baseUrl() {
      return world.baseUrl();
    },
    get apiUrl() {
      return `${world.baseUrl()}/api/`;
    },
    async start() {
      port = await listen(server, { host, port });
    },
    async stop() {
      sockets.terminate();
      await close(server);
    },
    clientOf: (userId) => new Person({ ...delivery, manifest, responseUrls, sendEvent: events }, userId),
    sendEvent: events,
    sslCheck: () => sslCheck(requestUrl),
    urlVerification: () => urlVerification(delivery),
    setRequestUrl: (url) => {
      requestUrl = url;
    },
    serveOthersWith: (listener) => {
      others = listener;
    },
  };
}

function stateOf(options: StandInOptions, manifest: AppManifest): SlackState {
  const technicalClock = options.technicalClock ?? systemClock;
  return new SlackState({
    team: options.team ?? defaultTeam,
    users: options.users,
    channels: options.channels,
    installation: installationOf(options, manifest),
    technicalClock,
    shownClock: options.shownClock ?? technicalClock,
  });
}

function installationOf(options: StandInOptions, manifest: AppManifest): Installation {
  return {
    appId: 'A0COPIL0001',
    botId: 'B0COPIL0001',
    botUserId: 'U0COPIL0001',
    name: manifest.name,
    botToken: options.botToken,
    appToken: options.appToken,
    signingSecret: options.signingSecret,
    scopes: options.scopes ?? manifest.scopes,
    botEvents: manifest.botEvents,
    hasHomeTab: manifest.hasHomeTab,
    isRevoked: false,
  };
}

async function sslCheck(url: string | undefined): Promise<number> {
  if (url === undefined) return 0;
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const response = await fetch(url, { method: 'POST', body: 'ssl_check=1&token=verification-token', headers });
  return response.status;
}
