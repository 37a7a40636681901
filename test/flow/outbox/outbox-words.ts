import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Block } from '@slack/types';
import { newUuid } from '../../../src/kernel/ids.js';
import type { Database } from '../../../src/platform/db/database.js';
import { silentLog } from '../../../src/platform/log.js';
import { createArrivals } from '../../../src/platform/outbox/arrivals/arrivals.js';
import type {
  ComposedMessage,
  Delivery,
  NewDelivery,
  OutboxHooks,
  OutboxTimings,
} from '../../../src/platform/outbox/delivery.js';
import { createOutbox, type Outbox } from '../../../src/platform/outbox/outbox.js';
import { enqueue } from '../../../src/platform/outbox/stored-deliveries.js';
import { createRightOfWay } from '../../../src/platform/right-of-way.js';
import type { Messenger } from '../../../src/platform/slack/messenger.js';
import { createRateGate } from '../../../src/platform/slack/rate-limits.js';
import { createMessenger } from '../../../src/platform/slack/slack-messenger.js';
import type { Fault } from '../../../src/sandbox/faults.js';
import type { SlackWords } from '../../support/slack/start-slack.js';
import { type ChannelName, type PersonName, people, places } from '../../support/slack/team.js';
import { silentLogger } from '../slack/silent-logger.js';

/** A thousandth of a workday: everything that takes seconds with people takes a fraction of one here. */
export const quickTimings: OutboxTimings = {
  leaseMs: 1_500,
  postWithinMs: 400,
  visibilityMs: 250,
  maxBackoffMs: 150,
  picturePatienceMs: 500,
  giveUpAfterMs: 60_000,
  idleMs: 100,
};

export type Compose = (
  delivery: Delivery,
  fullness: 'full' | 'without-pictures',
  channel: string,
) => Promise<ComposedMessage | null>;

export type RunOptions = {
  readonly database: Database;
  readonly slack: SlackWords;
  readonly timings?: Partial<OutboxTimings>;
  readonly compose?: Compose;
  readonly hooks?: Partial<OutboxHooks>;
  readonly apiUrl?: string;
  readonly nowMs?: () => number;
};

/** An outbox as one process has it, and what it told the rest of that process. */
export type Running = { readonly outbox: Outbox; readonly told: string[]; readonly messenger: Messenger };

export function runOutbox(options: RunOptions): Running {
  const told: string[] = [];
  const { slack } = options;
  const compose = options.compose ?? asItsPayloadSays;
  const messenger = createMessenger({
    token: slack.secrets.botToken,
    apiUrl: options.apiUrl ?? slack.apiUrl,
    logger: silentLogger,
    timeoutMs: 800,
  });
  const nowMs = options.nowMs ?? Date.now;
  const arrivals = createArrivals({
    client: options.database.client,
    messenger,
    startedAt: new Date(nowMs()),
    channels: async () => [places['growth-ops'].id],
    onStoreOlder: async ({ key }) => void told.push(`store older ${key}`),
    log: silentLog,
  });
  const outbox = createOutbox({
    database: options.database,
    messenger,
    gate: createRateGate(nowMs),
    hooks: {
      compose: (delivery, { hasPictures, channel }) =>
        compose(delivery, hasPictures ? 'full' : 'without-pictures', channel),
      onSettled: async ({ key }, state) => void told.push(`${state} ${key}`),
      onPlaceRefused: async ({ key }, { slackError }) => void told.push(`place ${key} ${slackError}`),
      onTokenRefused: async ({ slackError }) => void told.push(`token ${slackError}`),
      onGivenUp: async ({ key }) => void told.push(`given up ${key}`),
      ...options.hooks,
    },
    timings: { ...quickTimings, ...options.timings },
    nowMs,
    arrivals,
    holder: randomUUID(),
    log: silentLog,
    rightOfWay: createRightOfWay(),
  });
  return { outbox, told, messenger };
}

async function asItsPayloadSays({ payload }: Delivery): Promise<ComposedMessage> {
  const { text } = JSON.parse(payload) as { text: string };
  return { text, blocks: [aSection(text)] };
}

export function aSection(text: string): Block {
  return Object.assign({ type: 'section' }, { text: { type: 'mrkdwn', text } });
}

export type Words = {
  readonly key: string;
  readonly text?: string;
  readonly parent?: string;
  readonly in?: ChannelName;
  readonly person?: PersonName;
};

/** Puts messages into the outbox of a database, in the order they stand here. */
export async function put(database: Database, ...messages: readonly Words[]): Promise<void> {
  const asNew = (message: Words, position: number): NewDelivery => ({
    workspaceId: 'w1',
    key: message.key,
    destination: message.person
      ? { kind: 'person', id: people[message.person].id }
      : { kind: 'channel', id: places[message.in ?? 'growth-ops'].id },
    ...(message.parent ? { parentKey: message.parent } : {}),
    position,
    payload: { text: message.text ?? message.key },
  });
  await database.transaction((transaction) =>
    enqueue(transaction, messages.map(asNew), { newId: newUuid, now: new Date() }),
  );
}

/** Makes a message that was sent due once more, with the same content. */
export async function putAgain(database: Database, key: string): Promise<void> {
  const data = { state: 'pending', nextAttemptAt: new Date(), createdAt: new Date() };
  await database.client.delivery.updateMany({ where: { key }, data });
}

export type Stored = Awaited<ReturnType<Database['client']['delivery']['findFirstOrThrow']>>;

export async function stored(database: Database, key: string): Promise<Stored> {
  return database.client.delivery.findUniqueOrThrow({ where: { key } });
}

/** A bad day on which Slack takes one post and does not say so. */
export function takenThen(then: 'status' | 'hang' | 'reset'): Fault {
  return { kind: 'taken', then, method: 'chat.postMessage', count: 1 };
}

/** Waits until something holds; fails with its name when it does not in time. */
export async function until(what: string, holds: () => Promise<boolean> | boolean, withinMs = 120_000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`It did not come about that ${what}`);
    await sleep(15);
  }
}

/** Waits until nothing is open any more. */
export async function untilAllSettled(database: Database): Promise<void> {
  const open = { where: { state: { in: ['pending', 'sending'] } } };
  await until('no message is open', async () => (await database.client.delivery.count(open)) === 0);
}

/** The texts of a channel: each parent, followed by its thread. */
export function textsIn(slack: SlackWords, channel: ChannelName = 'growth-ops'): string[] {
  const words = slack.channel(channel);
  return words.messages().flatMap(({ ts, text }) => [
    text,
    ...words
      .thread(ts)
      .messages()
      .map((reply) => reply.text),
  ]);
}
