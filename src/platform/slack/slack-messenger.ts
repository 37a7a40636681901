import type { Block } from '@slack/types';
import type { ChatPostMessageArguments, Logger as SlackLogger } from '@slack/web-api';
import { z } from 'zod';
import { deliveryMetadata } from './delivery-metadata.js';
import { findDelivery, recentKeys } from './history-search.js';
import { uploadImage } from './image-upload.js';
import { createMessageLookup } from './message-lookup.js';
import type { Identity, Messenger, OutgoingMessage } from './messenger.js';
import { createSlackClock } from './slack-clock.js';
import { toChannelFacts, toIdentity, toUserFacts, type User } from './slack-facts.js';
import { SlackFailure, toSlackFailure } from './slack-failure.js';
import { createViews } from './slack-views.js';
import { findReply, refuseStray } from './stray-replies.js';
import { callSlack, createWebClients, type WebClients } from './web-clients.js';
import { whenSlackAllows } from './when-slack-allows.js';

export type MessengerOptions = {
  readonly token: string;
  /** Ends in `/api/`. */
  readonly apiUrl: string;
  readonly logger: SlackLogger;
  /** Longest wait for an answer in milliseconds; 10,000 unless given. */
  readonly timeoutMs?: number;
  /** Technical time of this machine, to be compared with Slack's. */
  readonly nowMs?: () => number;
  /** Told how long each post took, in seconds, whatever came of it. */
  readonly onPosted?: (seconds: number) => void;
};

/** The messenger over Slack's Web API. Nothing is called until its first use. */
export function createMessenger(options: MessengerOptions): Messenger {
  const timeoutMs = options.timeoutMs ?? 10_000;
  const clock = createSlackClock(options.nowMs ?? Date.now);
  const clients = createWebClients({ ...options, timeoutMs, fetch: clock.fetch });
  const { once, patient } = clients;
  let known: Identity | undefined;
  const whoAmI = async (): Promise<Identity> => {
    const answer = await callSlack('auth.test', () => patient.auth.test());
    known = { ...toIdentity(answer), clockAheadMs: clock.aheadMs() };
    return known;
  };
  const me = async (): Promise<Identity> => known ?? (await whoAmI());
  return {
    ...createViews(clients),
    ...createMessageLookup(clients),
    whoAmI,
    post: (message) => timed(options.onPosted, () => post(clients, message)),
    async update(message) {
      const blocks = mutable(message.blocks);
      const { channel, ts, text } = message;
      await callSlack('chat.update', () => once.chat.update({ channel, ts, text, blocks, parse: 'none' }));
    },
    async findByKey(query) {
      const author = await me();
      const { threadTs, ...inChannel } = { ...query, since: new Date(query.since.getTime() - (clock.aheadMs() ?? 0)) };
      if (threadTs !== undefined) return findReply(clients, author, { ...inChannel, threadTs });
      return (await findDelivery(patient, author, inChannel))?.ts ?? null;
    },
    recentKeys: async (place) => recentKeys(patient, await me(), place),
    async openDirectMessage(users) {
      const method = 'conversations.open';
      const { channel } = await callSlack(method, () => patient.conversations.open({ users }));
      return present(channel?.id, method);
    },
    async channelFacts(id) {
      const method = 'conversations.info';
      const { channel } = await callSlack(method, () => patient.conversations.info({ channel: id }));
      return toChannelFacts(present(channel, method), id);
    },
    uploadImage: (image) => uploadImage({ client: once, timeoutMs }, image),
    async isFileReady(fileId) {
      const { file } = await callSlack('files.info', () => patient.files.info({ file: fileId }));
      return Boolean(file?.mimetype);
    },
    findUserByEmail: (email) => findUserByEmail(clients, email),
    async userFacts(id) {
      const method = 'users.info';
      const { user } = await callSlack(method, () => patient.users.info({ user: id, include_locale: true }));
      return toUserFacts(present(user, method), id, await me());
    },
    async readUser(user) {
      const { data } = Account.safeParse(user);
      return data ? toUserFacts(data as User, data.id, await me()) : null;
    },
    async *listUsers() {
      const own = await me();
      for await (const { members } of pagesOf('users.list', (page) => patient.users.list(page))) {
        yield (members ?? []).flatMap((user) => (user.id ? [toUserFacts(user, user.id, own)] : []));
      }
    },
    async *channelMembers(channel) {
      const method = 'conversations.members';
      for await (const page of pagesOf(method, (at) => patient.conversations.members({ ...at, channel }))) {
        yield page.members ?? [];
      }
    },
  };
}

const Account = z.looseObject({ id: z.string().min(1) });

/** Slack's own advice: unpaged, its lists have stricter limits. */
const atOnce = 200;

type Page = { readonly response_metadata?: { readonly next_cursor?: string } };

/** The pages of a long list, in the pace that Slack allows. */
async function* pagesOf<P extends Page>(
  method: string,
  ask: (page: { limit: number; cursor?: string }) => Promise<P>,
): AsyncIterable<P> {
  let cursor: string | undefined;
  do {
    const at = { limit: atOnce, ...(cursor ? { cursor } : {}) };
    const page: P = await whenSlackAllows(() => callSlack(method, () => ask(at)));
    yield page;
    cursor = page.response_metadata?.next_cursor;
  } while (cursor);
}

/** No `link_names`, `parse: 'none'`: whatever people typed into a name or a comment, it pings nobody. */
async function post({ once }: WebClients, message: OutgoingMessage): Promise<{ channel: string; ts: string }> {
  const call: ChatPostMessageArguments = {
    channel: message.channel,
    text: message.text,
    blocks: mutable(message.blocks),
    metadata: deliveryMetadata(message.key),
    parse: 'none',
    unfurl_links: false,
    unfurl_media: false,
    ...threadOf(message),
  };
  const answer = await callSlack('chat.postMessage', () => once.chat.postMessage(call));
  const { channel, ts } = answer;
  if (channel && ts) {
    if (message.threadTs !== undefined) await refuseStray(once, { channel, ts }, answer);
    return { channel, ts };
  }
  const facts = { method: 'chat.postMessage', slackError: null, detail: 'answered without channel and ts' };
  throw new SlackFailure({ ...facts, kind: 'unknown-outcome' });
}

function threadOf({ threadTs, isBroadcast }: OutgoingMessage): Pick<ChatPostMessageArguments, 'thread_ts'> {
  if (threadTs === undefined) return {};
  return { thread_ts: threadTs, ...(isBroadcast && { reply_broadcast: true }) };
}

async function findUserByEmail({ patient }: WebClients, email: string): Promise<string | null> {
  try {
    const { user } = await patient.users.lookupByEmail({ email });
    return user?.id ?? null;
  } catch (error) {
    const failure = toSlackFailure(error, 'users.lookupByEmail');
    if (failure.slackError === 'users_not_found') return null;
    throw failure;
  }
}

async function timed<T>(onDone: MessengerOptions['onPosted'], work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  try {
    return await work();
  } finally {
    onDone?.((performance.now() - startedAt) / 1_000);
  }
}

function mutable(blocks: readonly Block[]): Block[] {
  return [...blocks];
}

function present<T>(value: T | undefined | null, method: string): T {
  if (value !== undefined && value !== null) return value;
  throw new SlackFailure({ kind: 'unreachable', method, slackError: null, detail: 'answered without what was asked' });
}
