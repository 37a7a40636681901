import { setTimeout as sleep } from 'node:timers/promises';
import type { Ack } from '../../../src/sandbox/outgoing/delivery.js';
import type { Person } from '../../../src/sandbox/outgoing/person.js';
import type { StandIn } from '../../../src/sandbox/stand-in.js';
import type { Ephemeral, Message } from '../../../src/sandbox/state/model.js';
import { type ChannelName, places } from './team.js';

interface CommandOutcome {
  readonly ack: Ack;
  /** What only this person saw as an answer, in order; empty when nothing came. */
  readonly seen: readonly Ephemeral[];
  /** Their texts, joined. */
  readonly text: string;
}

/** Somebody acting in Slack. `as` is the whole client, for what has no word of its own. */
export interface PersonWords {
  readonly id: string;
  readonly as: Person;
  /** Types a command (in growth-ops unless told) and waits for the first answer or form, at most `withinMs` (30 seconds). */
  slash(line: string, options?: { in?: ChannelName; withinMs?: number }): Promise<CommandOutcome>;
  click(message: Message, actionId: string): Promise<Ack>;
}

export function personWords(standIn: StandIn, userId: string): PersonWords {
  const person = standIn.clientOf(userId);
  return {
    id: userId,
    as: person,
    async slash(line, { in: where = 'growth-ops', withinMs = 60_000 } = {}) {
      const [before, forms] = [person.ephemerals().length, person.modals().length];
      const isAnswered = () => person.ephemerals().length > before || person.modals().length > forms;
      const ack = await person.slash(line, places[where].id);
      const until = Date.now() + withinMs;
      while (ack.error === undefined && !isAnswered() && Date.now() < until) await sleep(10);
      const seen = person.ephemerals().slice(before);
      return { ack, seen, text: seen.map(({ text }) => text).join('\n') };
    },
    click(message, actionId) {
      const channel = standIn.state.channels.get(message.channel);
      if (!channel) throw new Error(`No channel ${message.channel} in the stand-in`);
      return person.act({ kind: 'message', message, channel }, { actionId });
    },
  };
}
