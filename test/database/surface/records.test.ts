import { expect, it } from 'vitest';
import { newUuid } from '../../../src/kernel/ids.js';
import type { Destination, NewDelivery } from '../../../src/platform/outbox/delivery.js';
import { enqueue } from '../../../src/platform/outbox/stored-deliveries.js';
import { placeRecords } from '../../../src/surface/cards/copies.js';
import { type Databases, describeOnBothEngines } from '../../support/databases.js';

const subject = 'thing:7';
const options = { newId: newUuid, now: new Date('2026-11-16T09:00:00Z') };
const channel = (id: string): Destination => ({ kind: 'channel', id });

type Standing = { readonly state?: string; readonly slackTs?: string };

/** Puts cards of one thing where they stand, and says where the record of its end goes then. */
async function recordsOf(
  databases: Databases,
  cards: readonly (Omit<NewDelivery, 'workspaceId' | 'payload'> & { readonly standing?: Standing })[],
  where: { readonly channel?: string } = {},
) {
  const database = await databases.open();
  const { delivery } = database.client;
  for (const { standing = {}, ...card } of cards) {
    await database.transaction((transaction) =>
      enqueue(transaction, [{ workspaceId: 'w1', payload: { text: card.key }, subject, ...card }], options),
    );
    const { state = 'pending', slackTs = null } = standing;
    const slackChannelId = slackTs === null ? null : card.destination.id;
    await delivery.updateMany({ where: { key: card.key }, data: { state, slackTs, slackChannelId } });
  }
  await database.transaction((transaction) =>
    placeRecords(
      transaction,
      {
        subject,
        ...where,
        recordAt: (to) => ({
          workspaceId: 'w1',
          key: `record:${to.id}`,
          destination: to,
          payload: { text: 'Decided' },
        }),
      },
      options,
    ),
  );
  const rows = await delivery.findMany({
    where: { key: { startsWith: 'record:' } },
    include: { parent: true },
    orderBy: { key: 'asc' },
  });
  return rows.map(({ key, threadTs, parent }) => [key, parent?.key ?? threadTs]);
}

describeOnBothEngines('the record of what became of a thing', (databases) => {
  it('stands in the thread that its card begins', async () => {
    const sent = { state: 'sent', slackTs: '10.1' };

    expect(await recordsOf(databases, [{ key: 'card', destination: channel('C1'), standing: sent }])).toEqual([
      ['record:C1', '10.1'],
    ]);
  });

  it('stands in the thread of somebody else in which its card stands', async () => {
    const card = {
      key: 'card',
      destination: channel('C1'),
      threadTs: '9.9',
      standing: { state: 'sent', slackTs: '10.1' },
    };

    expect(await recordsOf(databases, [card])).toEqual([['record:C1', '9.9']]);
  });

  it('stands under the message of ours under which an older version put its card', async () => {
    const digest = {
      key: 'digest',
      subject: 'digest:1',
      destination: channel('C1'),
      standing: { state: 'sent', slackTs: '8.8' },
    };
    const card = {
      key: 'card',
      destination: channel('C1'),
      parentKey: 'digest',
      standing: { state: 'sent', slackTs: '10.1' },
    };

    expect(await recordsOf(databases, [digest, card])).toEqual([['record:C1', 'digest']]);
  });

  it('waits for a card that is on its way, and stands under it', async () => {
    expect(await recordsOf(databases, [{ key: 'card', destination: channel('C1') }])).toEqual([['record:C1', 'card']]);
  });

  it.each(['withheld', 'failed', 'closed'])('comes nowhere where the card never came: %s', async (state) => {
    expect(await recordsOf(databases, [{ key: 'card', destination: channel('C1'), standing: { state } }])).toEqual([]);
  });

  it('comes where a card stands that could not be drawn again', async () => {
    const standing = { state: 'failed', slackTs: '10.1' };

    expect(await recordsOf(databases, [{ key: 'card', destination: channel('C1'), standing }])).toEqual([
      ['record:C1', '10.1'],
    ]);
  });

  it('comes once into every channel that has a card, or into the one that is meant, and to no person', async () => {
    const cards = [
      { key: 'first', destination: channel('C1'), standing: { state: 'sent', slackTs: '1.1' } },
      { key: 'second', destination: channel('C2'), standing: { state: 'sent', slackTs: '2.2' } },
      { key: 'own', destination: { kind: 'person', id: 'U1' } as const, standing: { state: 'sent', slackTs: '3.3' } },
    ];

    expect(await recordsOf(databases, cards)).toEqual([
      ['record:C1', '1.1'],
      ['record:C2', '2.2'],
    ]);
    expect(await recordsOf(databases, cards, { channel: 'C2' })).toEqual([['record:C2', '2.2']]);
  });
});
