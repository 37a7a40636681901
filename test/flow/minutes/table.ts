import { setTimeout as sleep } from 'node:timers/promises';
import { exportMinutesCommand, type MinutesAsk } from '../../../src/features/minutes/cli.js';
import { loadTexts } from '../../../src/platform/texts.js';
import type { SubmitAck } from '../../../src/sandbox/outgoing/modals.js';
import type { Message, StoredView } from '../../../src/sandbox/state/model.js';
import type { Databases } from '../../support/databases.js';
import { Office } from '../../support/running-app.js';
import type { ChannelName, PersonName } from '../../support/slack/team.js';
import { people } from '../../support/slack/team.js';

/**
 * Growth meets on Mondays at 09:00 and takes corrections for three working days. Ana chairs (she reads French), Chloé leads,
 * Ben and Zoe (who has no account in Slack) are members, and Gil is a guest.
 */
export function openTable(databases: Databases, options: { at: string; locale?: 'en' | 'fr' }): Promise<Office> {
  return Office.open({
    databases,
    at: options.at,
    readingsThrough: options.at.slice(0, 10),
    committees: {
      'growth-ops': {
        locale: options.locale ?? 'en',
        leads: ['chloe'],
        members: ['ben', 'gil', 'zoe'],
        approvers: ['ana'],
        minutes: { correctionDays: 3 },
        kpis: ['leads'],
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

/** What somebody does with minutes, in one word each. */
export function tableOf(office: Office) {
  const { slack } = office;
  const as = (name: PersonName) => slack.person(name).as;
  const until = async <T>(what: () => string, find: () => T | undefined | Promise<T | undefined>): Promise<T> => {
    for (const end = Date.now() + 60_000; Date.now() < end; await sleep(10)) {
      const found = await find();
      if (found) return found;
    }
    throw new Error(what());
  };
  const textOf = (value: unknown): string =>
    (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))
      .replaceAll(/[\u00a0\u202f]/g, ' ')
      .replaceAll('\u200b', '');
  const placeOf = (where: ChannelName | PersonName) =>
    where in people ? slack.dm(where as PersonName) : slack.channel(where as ChannelName);
  const messagesIn = (where: ChannelName | PersonName): Message[] => [
    ...(slack.state.messages.get(placeOf(where).id) ?? []),
  ];
  const message = async (pattern: RegExp, where: ChannelName | PersonName = 'growth-ops'): Promise<Message> => {
    await office.settled();
    return until(
      () => `nothing like ${pattern} in ${where}, but ${textOf(messagesIn(where).map(({ text }) => text))}`,
      () => messagesIn(where).findLast(({ text, blocks }) => pattern.test(textOf([text, blocks]))),
    );
  };
  const modal = (name: PersonName): Promise<StoredView> =>
    until(
      () => `${name} sees no form`,
      () => as(name).modals().at(-1),
    );
  const press = async (name: PersonName, on: Message, button: string): Promise<void> => {
    const channel = slack.state.channels.get(on.channel);
    if (!channel) throw new Error('no channel');
    await as(name).act({ kind: 'message', message: on, channel }, { actionId: `minutes:${button}` });
  };
  return {
    as,
    textOf,
    messagesIn,
    message,
    modal,
    press,
    digest: () => message(/minutes:read/),
    card: () => message(/^\["(?:Minutes of the meeting|Compte rendu de la réunion)/),
    say: async (name: PersonName, line: string) => {
      const { text, seen } = await slack.person(name).slash(line, { in: 'growth-ops' });
      return textOf([text, seen.at(-1)?.blocks ?? []]);
    },
    /** Presses a button of the newest answer that somebody alone sees. */
    async choose(name: PersonName, button: string): Promise<void> {
      const shown = as(name).ephemerals().at(-1);
      const channel = shown && slack.state.channels.get(shown.channel);
      if (!shown || !channel) throw new Error(`${name} sees nothing`);
      await as(name).act({ kind: 'ephemeral', message: shown, channel }, { actionId: `minutes:${button}` });
    },
    async send(name: PersonName, values: Readonly<Record<string, unknown>>): Promise<SubmitAck> {
      return as(name).submit(await modal(name), values);
    },
    hears: (name: PersonName, pattern: RegExp) =>
      until(
        () =>
          `${name} never heard ${pattern}, but ${textOf(
            as(name)
              .ephemerals()
              .map((one) => one.text),
          )}`,
        () =>
          as(name)
            .ephemerals()
            .findLast(({ text, blocks }) => pattern.test(textOf([text, blocks]))),
      ),
    closeAll: async (name: PersonName) => {
      for (const view of as(name).modals().toReversed()) await as(name).close(view);
    },
    /** What `copil export minutes` writes. */
    async file(ask: Partial<MinutesAsk> = {}): Promise<string> {
      const { id: workspaceId } = await office.database.client.workspace.findFirstOrThrow();
      const written: string[] = [];
      const tools = { database: office.database, clock: office.clock, workspaceId, texts: loadTexts() };
      const output = { write: (text: string) => void written.push(text), complain: () => undefined };
      await exportMinutesCommand(
        tools,
        { committee: 'growth-ops', period: 'last', format: 'markdown', ...ask },
        output,
      );
      return textOf(written.join(''));
    },
    events: async (what: string) =>
      office.database.client.event.findMany({ where: { what }, orderBy: { sequence: 'asc' } }),
  };
}
