import { setTimeout as sleep } from 'node:timers/promises';
import type { StandIn } from '../../../src/sandbox/stand-in.js';
import type { Message } from '../../../src/sandbox/state/model.js';

/** What can be said of the messages of one channel, or of one thread in it. */
export interface ChannelWords {
  readonly id: string;
  /** In a channel the top-level messages, in a thread the replies; oldest first. */
  messages(): Message[];
  /** Waits for a message whose text or blocks match, at most `withinMs` of real time (30 seconds). */
  expectMessage(pattern: RegExp, options?: { withinMs?: number }): Promise<Message>;
  thread(ts: string): ChannelWords;
}

export function channelWords(standIn: StandIn, id: string, thread?: string): ChannelWords {
  const { state } = standIn;
  const messages = () =>
    thread ? state.repliesTo(id, thread) : state.messagesOf(id).filter((message) => !message.thread_ts);
  const find = (pattern: RegExp) => messages().find((message) => pattern.test(readable(message)));
  return {
    id,
    messages,
    async expectMessage(pattern, { withinMs = 60_000 } = {}) {
      const until = Date.now() + withinMs;
      for (;;) {
        const found = find(pattern);
        if (found) return found;
        if (Date.now() > until)
          throw new Error(`No message matching ${pattern} came; there are:\n${listing(messages())}`);
        await sleep(10);
      }
    },
    thread: (ts) => channelWords(standIn, id, ts),
  };
}

/** Everything of a message that a person may read, in one text. */
function readable(message: Message): string {
  return `${message.text}\n${JSON.stringify(message.blocks)}`;
}

function listing(messages: readonly Message[]): string {
  return messages.map((message) => `- ${message.ts} ${message.text.slice(0, 200)}`).join('\n') || '(none)';
}
