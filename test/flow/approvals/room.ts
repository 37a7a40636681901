import { expect } from 'vitest';
import type { Message, StoredView } from '../../../src/sandbox/state/model.js';
import type { Databases } from '../../support/databases.js';
import type { Committees } from '../../support/flow-organisation.js';
import { Office, type OfficeOptions } from '../../support/running-app.js';
import { buttonsOf } from '../../support/slack/card-words.js';
import { type ChannelName, type PersonName, people } from '../../support/slack/team.js';

const ops = {
  country: 'FR',
  parent: 'steering',
  chair: 'ana',
  leads: ['chloe'],
  members: ['ben', 'gil'],
  approvers: ['ana', 'omar', 'chloe'],
  approvals: { policy: 'any', kinds: ['corrective'], within: 2 },
  kpis: ['leads', 'orders', 'margin'],
} as const;

const steering = {
  name: { en: 'Steering', fr: 'Pilotage' },
  country: 'FR',
  level: 'steering',
  channel: 'growth-steering',
  schedule: { every: 'month', workingDay: 3, at: '10:00' },
  chair: 'omar',
  members: ['ben'],
  approvers: ['ana', 'chloe', 'omar'],
  approvals: { policy: 'all', kinds: ['corrective'], within: 2 },
  kpis: ['leads'],
} as const;

/** One approver decides in growth-ops (Ana, Omar, Chloé), all of them in the committee above; every corrective action needs it. */
export const rooms: Committees = { 'growth-ops': ops, steering };

/** Thursday 19 November 2026, noon in Paris, unless told. */
export function openRoom(
  databases: Databases,
  options: Partial<Omit<OfficeOptions, 'databases'>> = {},
): Promise<Office> {
  return Office.open({ databases, at: '2026-11-19T12:00', committees: rooms, ...options });
}

type Place = ChannelName | PersonName;

/** What somebody does with approvals, in one word each. */
export function roomOf(office: Office) {
  const { slack } = office;
  const { client } = office.database;
  const as = (name: PersonName) => slack.person(name).as;
  const idOf = (place: Place) =>
    (place in people ? slack.dm(place as PersonName) : slack.channel(place as ChannelName)).id;
  const keyed = (place: Place, prefix: string) =>
    (slack.state.messages.get(idOf(place)) ?? []).filter(
      (message) => keyOf(message).startsWith(prefix) && message.isTombstone !== true,
    );

  /** The newest message of a kind in a place, once nothing is on its way; what one message brings about may follow it. */
  const newest = async (place: Place, prefix: string): Promise<Message> => {
    await office.settled();
    await expect.poll(() => keyed(place, prefix).length, { message: `${prefix} in ${place}` }).toBeGreaterThan(0);
    await office.settled();
    return keyed(place, prefix).at(-1) ?? expect.fail(`nothing of ${prefix} in ${place}`);
  };
  const modal = async (name: PersonName, callbackId: string): Promise<StoredView> => {
    const shown = () => as(name).modals().at(-1);
    await expect.poll(() => shown()?.view['callback_id']).toBe(callbackId);
    const found = shown();
    if (!found) throw new Error(`${name} sees no form`);
    return found;
  };
  const press = (
    name: PersonName,
    message: Message,
    options: { actionId: string; chosen?: string; blockId?: string },
  ) => {
    const channel = slack.state.channels.get(message.channel);
    if (!channel) throw new Error('no channel');
    return as(name).act({ kind: 'message', message, channel }, options);
  };
  return {
    as,
    modal,
    newest,
    press,
    keyed,
    say: async (name: PersonName, line: string, where?: ChannelName) =>
      (await slack.person(name).slash(line, where ? { in: where } : {})).text,
    /** Raises an action that needs an approval; gives the approval. */
    async asks(name: PersonName, line: string, where?: ChannelName) {
      await slack.person(name).slash(`/action ${line}`, where ? { in: where } : {});
      await office.settled();
      const found = await client.approval.findFirstOrThrow({
        orderBy: { item: { number: 'desc' } },
        include: { item: true },
      });
      return { ...found, name: `A${found.item.number}` };
    },
    approval: (id: string) =>
      client.approval.findUniqueOrThrow({ where: { id }, include: { item: true, votes: true } }),
    card: (place: Place, id: string) => newest(place, `approval:${id}`),
    record: (place: ChannelName, id: string) => newest(place, `approval-record:${id}`),
    /** Presses approve, reject, change or details on the card in a place. */
    async clicks(name: PersonName, button: string, on: { id: string; in: Place }): Promise<Message> {
      const message = await newest(on.in, `approval:${on.id}`);
      await press(name, message, { actionId: `approval:${button}` });
      return message;
    },
    /** Chooses from the card's menu. */
    async chooses(name: PersonName, entry: string, on: { id: string; in: Place }): Promise<void> {
      const message = await newest(on.in, `approval:${on.id}`);
      const chosen = buttonsOf(message).find(({ value }) => value?.startsWith(`${entry}|`))?.value;
      await press(name, message, { actionId: 'approval:more', ...(chosen ? { chosen } : {}) });
    },
    /** Fills a form and sends it. */
    sends: async (name: PersonName, callbackId: string, values: Readonly<Record<string, unknown>>) =>
      as(name).submit(await modal(name, callbackId), values),
    /** Waits for an answer that this person alone sees. */
    async hears(name: PersonName, pattern: RegExp): Promise<void> {
      const heard = () =>
        as(name)
          .ephemerals()
          .map(({ text }) => text)
          .join('\n');
      await expect.poll(heard).toMatch(pattern);
    },
    events: async (id: string) =>
      (await client.event.findMany({ where: { subjectId: id }, orderBy: { sequence: 'asc' } })).map(({ what }) => what),
  };
}

export function keyOf(message: Message): string {
  return String(message.metadata?.event_payload['key'] ?? '');
}
