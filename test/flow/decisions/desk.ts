import { setTimeout as sleep } from 'node:timers/promises';
import type { SubmitAck } from '../../../src/sandbox/outgoing/modals.js';
import type { Message, StoredView } from '../../../src/sandbox/state/model.js';
import type { Databases } from '../../support/databases.js';
import { Office } from '../../support/running-app.js';
import { type ChannelName, type PersonName, people } from '../../support/slack/team.js';

/** Growth in English: Ana chairs (she reads French), Chloé leads, Ben and Gil (a guest) are members. Steering is Omar's. */
export function openOffice(databases: Databases, options: { at: string; locale?: 'en' | 'fr' }): Promise<Office> {
  return Office.open({
    databases,
    at: options.at,
    readingsThrough: options.at.slice(0, 10),
    committees: {
      'growth-ops': {
        locale: options.locale ?? 'en',
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
        members: [],
        kpis: ['leads'],
      },
    },
  });
}

export const budget = {
  question: 'Where does the Q1 budget go?',
  options: 'Search | 12,000 € | leads in March\nSocial | 8,000 €\nKeep it',
  context: 'The fair is cancelled.',
  recommended: '0',
  recommendation: 'Cheapest lead we have',
  deadline: '2026-11-27',
  deciders: [people.ana.id, people.ben.id, people.chloe.id],
} as const;

/** What somebody does with decisions, in one word each. */
export function deskOf(office: Office) {
  const { slack } = office;
  const as = (name: PersonName) => slack.person(name).as;
  const until = async <T>(what: string, find: () => T | undefined | Promise<T | undefined>): Promise<T> => {
    for (const end = Date.now() + 60_000; Date.now() < end; await sleep(10)) {
      const found = await find();
      if (found) return found;
    }
    throw new Error(what);
  };
  /** The newest modal of a person. */
  const modal = (name: PersonName): Promise<StoredView> =>
    until(`${name} sees no form`, () => as(name).modals().at(-1));
  const messagesIn = (where: ChannelName | PersonName): Message[] => {
    const place = where in people ? slack.dm(where as PersonName) : slack.channel(where as ChannelName);
    return [...(slack.state.messages.get(place.id) ?? [])];
  };
  const textOf = (value: unknown): string =>
    JSON.stringify(value)
      .replaceAll(/[\u00a0\u202f]/g, ' ')
      .replaceAll('\u200b', '');
  /** The newest message there that reads like this, in its text or blocks. */
  const message = async (pattern: RegExp, where: ChannelName | PersonName = 'growth-ops'): Promise<Message> => {
    await office.settled();
    return until(`nothing like ${pattern} in ${where}`, () =>
      messagesIn(where).findLast(({ text, blocks }) => pattern.test(textOf([text, blocks]))),
    );
  };
  const card = (name: string, where: ChannelName | PersonName = 'growth-ops') =>
    message(new RegExp(`^\\["${name} ?: `), where);
  const press = async (name: PersonName, on: Message, button: string): Promise<void> => {
    const channel = slack.state.channels.get(on.channel);
    if (!channel) throw new Error('no channel');
    const target = { kind: 'message', message: on, channel } as const;
    const menu = new RegExp(`"value":"(${button}\\|[^"]+)"`).exec(JSON.stringify(on.blocks))?.[1];
    const isInMenu = menu !== undefined && ['edit', 'withdraw', 'history', 'reviewed'].includes(button);
    await as(name).act(
      target,
      isInMenu ? { actionId: 'decision:more', chosen: menu } : { actionId: `decision:${button}` },
    );
  };
  return {
    as,
    modal,
    textOf,
    message,
    messagesIn,
    card,
    press,
    say: async (name: PersonName, line: string, where?: ChannelName) =>
      textOf((await slack.person(name).slash(line, where ? { in: where } : {})).text),
    /** Waits until the newest modal of somebody reads like this. */
    sees: (name: PersonName, pattern: RegExp) =>
      until(`${name} never saw ${pattern}; but ${textOf(as(name).modals().at(-1)?.view)}`, () =>
        as(name)
          .modals()
          .slice(-1)
          .find(({ view }) => pattern.test(textOf(view))),
      ),
    /** Fills and sends the newest form. */
    async send(name: PersonName, values: Readonly<Record<string, unknown>>): Promise<SubmitAck> {
      return as(name).submit(await modal(name), values);
    },
    /** Asks for a decision by the form. */
    async ask(name: PersonName, values: Readonly<Record<string, unknown>> = {}): Promise<void> {
      await slack.person(name).slash('/decision');
      const { fieldErrors } = await as(name).submit(await modal(name), { ...budget, ...values });
      if (Object.keys(fieldErrors).length > 0) throw new Error(JSON.stringify(fieldErrors));
      await office.settled();
    },
    vote: async (name: PersonName, on: Message, option: string) => press(name, on, `vote:${option}`),
    /** Waits for an answer that this person alone sees. */
    hears: (name: PersonName, pattern: RegExp) =>
      until(
        `${name} never heard ${pattern}; but ${textOf(
          as(name)
            .ephemerals()
            .map(({ text }) => text),
        )}`,
        () =>
          as(name)
            .ephemerals()
            .find(({ text }) => pattern.test(textOf(text))),
      ),
    closeAll: async (name: PersonName) => {
      for (const view of as(name).modals().toReversed()) await as(name).close(view);
    },
    stored: async (number: number) =>
      office.database.client.decision.findFirstOrThrow({ where: { number }, include: { deciders: true } }),
    events: async (number: number) => {
      const { id } = await office.database.client.decision.findFirstOrThrow({ where: { number } });
      const rows = await office.database.client.event.findMany({
        where: { subjectKind: 'decision', subjectId: id },
        orderBy: { sequence: 'asc' },
      });
      return rows.map(({ what }) => what.replace('decision.', ''));
    },
  };
}
