import type { WebClient } from '@slack/web-api';
import { deliveryKeyOf } from './delivery-metadata.js';
import type { KeyQuery, RecentQuery } from './messenger.js';
import { callSlack } from './web-clients.js';

/** Somebody may have set this machine's clock right since the attempt was noted. */
const clockMarginMs = 10 * 60_000;

const pageSize = 200;

type FoundMessage = {
  readonly ts?: string;
  readonly thread_ts?: string;
  readonly user?: string;
  readonly bot_id?: string;
};
type Page = { readonly messages?: readonly FoundMessage[]; readonly response_metadata?: { next_cursor?: string } };
export type Author = { readonly botUserId: string; readonly botId: string | null };

/**
 * Looks through all pages since the first attempt: a busy channel may have pushed the message far back.
 * Only our own messages count, since another app could copy the key.
 */
export async function findDelivery(
  client: WebClient,
  author: Author,
  query: KeyQuery,
): Promise<(FoundMessage & { readonly ts: string }) | null> {
  let cursor: string | undefined;
  do {
    const page = await readPage(client, query, cursor);
    const found = (page.messages ?? []).find(
      (message) => isFrom(author, message) && deliveryKeyOf('metadata' in message && message.metadata) === query.key,
    );
    if (found?.ts) return { ...found, ts: found.ts };
    cursor = page.response_metadata?.next_cursor || undefined;
  } while (cursor);
  return null;
}

/** However busy a channel is, a start does not read it for ever. */
const pagesAtMost = 10;

/** What of ours stands in a channel, from its newest page back to a message that is known; in a thread, all of it. */
export async function recentKeys(
  client: WebClient,
  author: Author,
  { downTo, ...place }: RecentQuery,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  let cursor: string | undefined;
  for (let page = 1; page <= pagesAtMost; page += 1) {
    const { messages = [], response_metadata } = await readPage(client, place, cursor);
    for (const message of messages) {
      const key = isFrom(author, message) ? deliveryKeyOf('metadata' in message && message.metadata) : null;
      if (key !== null && message.ts !== undefined) found.set(key, message.ts);
    }
    cursor = response_metadata?.next_cursor || undefined;
    // A channel comes newest first, a thread oldest first.
    const isBackFarEnough = place.threadTs === undefined && (messages.at(-1)?.ts ?? '') <= (downTo ?? '~');
    if (!cursor || isBackFarEnough) break;
  }
  return found;
}

type PageQuery = Pick<KeyQuery, 'channel' | 'threadTs'> & Partial<Pick<KeyQuery, 'since'>>;

function readPage(client: WebClient, query: PageQuery, cursor: string | undefined): Promise<Page> {
  const { channel, threadTs, since } = query;
  const window = {
    channel,
    ...(since && { oldest: ((since.getTime() - clockMarginMs) / 1_000).toFixed(6) }),
    include_all_metadata: true,
    limit: pageSize,
    ...(cursor && { cursor }),
  };
  if (threadTs === undefined) return callSlack('conversations.history', () => client.conversations.history(window));
  return callSlack('conversations.replies', () => client.conversations.replies({ ...window, ts: threadTs }));
}

function isFrom(author: Author, message: FoundMessage): boolean {
  return message.user === author.botUserId || (author.botId !== null && message.bot_id === author.botId);
}
