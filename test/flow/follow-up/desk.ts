import { setTimeout as sleep } from 'node:timers/promises';
import type { SubmitAck } from '../../../src/sandbox/outgoing/modals.js';
import type { Message, StoredView } from '../../../src/sandbox/state/model.js';
import type { Databases } from '../../support/databases.js';
import { Office } from '../../support/running-app.js';
import { buttonsOf } from '../../support/slack/card-words.js';
import { type ChannelName, type PersonName, people } from '../../support/slack/team.js';

/** Two committees, the second above the first; Ana chairs the first, Chloé leads in it, Gil is a guest there. */
export function openDesk(databases: Databases, at = '2026-11-19T12:00'): Promise<Office> {
  return Office.open({
    databases,
    at,
    committees: {
      'growth-ops': {
        country: 'FR',
        parent: 'steering',
        leads: ['chloe'],
        members: ['ben', 'gil'],
        kpis: ['leads', 'orders', 'margin'],
      },
      steering: {
        name: { en: 'Steering', fr: 'Pilotage' },
        level: 'steering',
        channel: 'growth-steering',
        schedule: { every: 'month', workingDay: 3, at: '10:00' },
        chair: 'omar',
        members: ['ben'],
        kpis: ['leads'],
      },
    },
  });
}

/** What somebody does with blockers and actions, in one word each. */
export function deskOf(office: Office) {
  const { slack } = office;
  const as = (name: PersonName) => slack.person(name).as;
  /** The newest modal of a person, within half a minute. */
  const modal = async (name: PersonName): Promise<StoredView> => {
    for (const until = Date.now() + 60_000; Date.now() < until; await sleep(10)) {
      const view = as(name).modals().at(-1);
      if (view) return view;
    }
    throw new Error(`${name} sees no form`);
  };
  const card = async (name: string, where: ChannelName | PersonName = 'growth-ops'): Promise<Message> => {
    await office.settled();
    const place = where in people ? slack.dm(where as PersonName) : slack.channel(where as ChannelName);
    const pattern = new RegExp(`^${name}\\s?:`);
    const found = allOf(office, place.id).findLast(({ text }) => pattern.test(text));
    if (!found) throw new Error(`no card of ${name} in ${where}`);
    return found;
  };
  return {
    as,
    modal,
    card,
    say: async (name: PersonName, line: string, where?: ChannelName) =>
      (await slack.person(name).slash(line, where ? { in: where } : {})).text,
    /** Chooses from the menu of a card, `edit` or `drop`, or presses its button. */
    async press(name: PersonName, message: Message, button: string): Promise<void> {
      const channel = slack.state.channels.get(message.channel);
      if (!channel) throw new Error('no channel');
      const target = { kind: 'message', message, channel } as const;
      const menu = findMenu(message, button);
      await (menu
        ? as(name).act(target, { actionId: 'item:more', chosen: menu })
        : as(name).act(target, { actionId: `item:${button}` }));
    },
    /** Fills and sends the newest form, and waits until it is gone where it was taken. */
    async send(name: PersonName, values: Readonly<Record<string, unknown>>): Promise<SubmitAck> {
      return as(name).submit(await modal(name), values);
    },
    /** Waits for an answer that this person alone sees. */
    async hears(name: PersonName, pattern: RegExp): Promise<void> {
      for (const until = Date.now() + 60_000; Date.now() < until; await sleep(10)) {
        if (
          as(name)
            .ephemerals()
            .some(({ text }) => pattern.test(text))
        )
          return;
      }
      throw new Error(`${name} never heard ${pattern}`);
    },
    item: async (number: number, kind: 'action' | 'blocker' = 'action') =>
      office.database.client.item.findFirstOrThrow({ where: { kind, number } }),
  };
}

function allOf(office: Office, channelId: string): Message[] {
  return [...(office.slack.state.messages.get(channelId) ?? [])];
}

/** The value of a menu's option, where the button stands in the menu. */
function findMenu(message: Message, button: string): string | undefined {
  return buttonsOf(message).find(({ value }) => value?.startsWith(`${button}|`))?.value;
}
