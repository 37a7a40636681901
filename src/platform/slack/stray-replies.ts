import type { ChatPostMessageResponse, WebClient } from '@slack/web-api';
import { type Author, findDelivery } from './history-search.js';
import type { KeyQuery } from './messenger.js';
import { SlackFailure, toSlackFailure } from './slack-failure.js';
import { callSlack, type WebClients } from './web-clients.js';

/**
 * Slack does not refuse a reply whose parent was deleted. It lets the reply stand in the channel by itself, and only the
 * `thread_ts` that its answer lacks tells of it.
 * @throws SlackFailure `gone` once such a message is taken back; `unknown-outcome` where it may still stand there.
 */
export async function refuseStray(
  client: WebClient,
  { channel, ts }: { readonly channel: string; readonly ts: string },
  answer: ChatPostMessageResponse,
): Promise<void> {
  if (!answer.message || answer.message.thread_ts) return;
  const method = 'chat.postMessage';
  try {
    await takeBack(client, { channel, ts });
  } catch (error) {
    const { message: detail, retryAfterMs } = toSlackFailure(error, 'chat.delete');
    const facts = { method, slackError: null, retryAfterMs, detail: `a stray reply stands in the channel: ${detail}` };
    throw new SlackFailure({ ...facts, kind: 'unknown-outcome', cause: error });
  }
  throw new SlackFailure({ kind: 'gone', method, slackError: null, detail: 'the parent of its thread was deleted' });
}

/**
 * `ts` of a reply by its key, in its thread. One that stands in the channel instead is taken back: whoever posted it was
 * interrupted before they could.
 */
export async function findReply(
  { once, patient }: WebClients,
  author: Author,
  { threadTs, ...query }: KeyQuery & { readonly threadTs: string },
): Promise<string | null> {
  const inThread = async () => (await findDelivery(patient, author, { ...query, threadTs }))?.ts ?? null;
  const found = await inThread().catch((error: unknown) => toSlackFailure(error, 'conversations.replies'));
  const isGone = found instanceof SlackFailure && found.kind === 'gone';
  if (found !== null && !isGone) return orThrow(found);
  const inChannel = await findDelivery(patient, author, query);
  // A reply that the channel sees as well names its thread there.
  if (inChannel && (inChannel.thread_ts ?? inChannel.ts) === inChannel.ts) {
    await takeBack(once, { channel: query.channel, ts: inChannel.ts });
  }
  return orThrow(found);
}

function orThrow<T>(found: T | SlackFailure): T {
  if (found instanceof SlackFailure) throw found;
  return found;
}

async function takeBack(client: WebClient, message: { readonly channel: string; readonly ts: string }): Promise<void> {
  try {
    await callSlack('chat.delete', () => client.chat.delete(message));
  } catch (error) {
    // Somebody else was first.
    if (!(error instanceof SlackFailure && error.slackError === 'message_not_found')) throw error;
  }
}
