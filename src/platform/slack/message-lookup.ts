import type { FoundMessage, Messenger } from './messenger.js';
import { type SlackFailure, type SlackFailureKind, toSlackFailure } from './slack-failure.js';
import type { WebClients } from './web-clients.js';

/** What we cannot see, or is no longer there, is an answer; an outage is none. */
const unseen: readonly SlackFailureKind[] = ['place', 'gone', 'missing-scope'];

/** The messenger's questions about messages of other people. */
export function createMessageLookup({ patient }: WebClients): Pick<Messenger, 'permalink' | 'threadRoot'> {
  return {
    permalink: (channel, ts) =>
      orNull('chat.getPermalink', async () => {
        const { permalink } = await patient.chat.getPermalink({ channel, message_ts: ts });
        return permalink ?? null;
      }),
    threadRoot: (channel, ts) =>
      orNull('conversations.replies', async (): Promise<FoundMessage | null> => {
        const { messages } = await patient.conversations.replies({ channel, ts, limit: 1 });
        const root = messages?.[0];
        return root ? { text: root.text ?? '', userId: root.user ?? null } : null;
      }),
  };
}

/** @throws SlackFailure when Slack did not answer the question */
async function orNull<T>(method: string, ask: () => Promise<T | null>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    const failure: SlackFailure = toSlackFailure(error, method);
    if (unseen.includes(failure.kind)) return null;
    throw failure;
  }
}
