import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newUuid } from '../../../src/kernel/ids.js';
import { tellOperators } from '../../../src/organisation/people/notices.js';
import type { Database } from '../../../src/platform/db/database.js';
import { kindOf } from '../../../src/platform/outbox/delivery.js';
import { loadTexts } from '../../../src/platform/texts.js';
import type { Message } from '../../../src/sandbox/state/model.js';
import { databasesOf } from '../../support/databases.js';
import type { Office } from '../../support/running-app.js';
import { people } from '../../support/slack/team.js';
import { keyOf, roomOf } from '../approvals/room.js';
import { deskOf as questionsOf } from '../decisions/desk.js';
import { deskOf as itemsOf } from '../follow-up/desk.js';
import { tableOf } from '../minutes/table.js';
import { liveTwoDays } from '../upgrade/half-a-fortnight.js';
import { enqueueEarlier } from './earlier-messages.js';

/** Every block that says something holds one of these. */
const textObjects = ['mrkdwn', 'plain_text'] as const;

/**
 * From Monday 16 November 2026 until every kind of message there is stands in Slack. Whoever adds a kind adds how it comes
 * about.
 */
describe('what Slack refuses the blocks of', () => {
  const databases = databasesOf('sqlite');
  let office: Office;

  // What a test opens is closed at its end, and the second test goes on in the office of the first.
  let database: Database;
  beforeAll(async () => {
    database = await databases.open();
  });

  it('is a message of any kind there is', async () => {
    office = await liveTwoDays({ ...databases, open: async () => database });
    const [room, items, questions, table] = [roomOf(office), itemsOf(office), questionsOf(office), tableOf(office)];
    await room.say('omar', `/approval delegate <@${people.ben.id}> until Friday`, 'growth-ops');
    await items.press('ana', await items.card('B1'), 'take');
    await table.press('ana', await table.message(/minutes:attend/, 'ana'), 'attend');
    await table.send('ana', { present: [people.ana.id, people.ben.id], excused: [] });
    await office.settled();
    await table.press('ben', await table.card(), 'correct');
    await table.send('ben', { text: 'Zoe left at ten.' });
    await office.advanceTo('2026-11-18T09:30');
    const { id } = await office.database.client.approval.findFirstOrThrow();
    await enqueueEarlier(office, 'omar', { kind: 'approval-waiting', approvalIds: [id] });
    await room.clicks('omar', 'approve', { id, in: 'omar' });
    for (const name of ['ana', 'chloe'] as const) await questions.vote(name, await questions.card('D1', name), 'A');
    await office.settled();
    await questions.press('ana', await questions.card('D1', 'ana'), 'record');
    await questions.send('ana', { rationale: 'The cheapest lead we have', owner: people.chloe.id });
    for (const day of ['20', '23']) await office.advanceTo(`2026-11-${day}T09:30`);
    const late = await office.database.client.item.findMany({ where: { isOpen: true, reminders: { gt: 0 } } });
    const itemIds = late.filter(({ ownerKey }) => ownerKey === 'ben').map((item) => item.id);
    await enqueueEarlier(office, 'ben', { kind: 'reminder', itemIds });
    await enqueueEarlier(office, 'ana', { kind: 'silence', itemIds });
    await office.slack.workspace.deactivate(people.ben.id);
    const leaver = await table.message(/leaver:reassign/, 'ana');
    const channel = office.slack.state.channels.get(leaver.channel) ?? expect.fail('no channel');
    await table
      .as('ana')
      .act({ kind: 'message', message: leaver, channel }, { actionId: 'leaver:reassign', chosen: people.chloe.id });
    await table.message(/item:list/, 'chloe');
    const { id: workspaceId } = await database.client.workspace.findFirstOrThrow();
    const telling = { database, workspaceId, texts: loadTexts(), newId: newUuid, nowMs: Date.now };
    await tellOperators(telling, { key: 'news', wording: () => 'Something that operators should know.' });
    await office.sweep();
    await office.settled();

    const sent = await office.database.client.delivery.findMany({ where: { state: 'sent' } });

    expect([...new Set(sent.map(kindOf))].toSorted()).toEqual(office.app.registered().deliveries.toSorted());
  });

  afterAll(() => office.close());

  const standing = (): Message[] => [...office.slack.state.messages.values()].flat();

  it('stands there in its words, whatever its kind', async () => {
    for (const holding of textObjects) {
      office.slack.faults.add({ kind: 'error', error: 'invalid_blocks', method: 'chat.*', holding });
    }
    const { delivery } = office.database.client;
    const due = { state: 'pending', payloadHash: 'another', nextAttemptAt: new Date(0) };
    for (const row of await delivery.findMany({ where: { state: 'sent' } })) {
      // Slack lets no edit put words alone where a list stood; the message is sent anew.
      const anew = kindOf(row) === 'digest' ? { key: `again:${row.key}`, slackTs: null } : {};
      await delivery.update({ where: { id: row.id }, data: { ...due, ...anew } });
    }
    await office.sweep();
    await office.settled();

    const rows = await delivery.findMany();
    const byKey = new Map(standing().map((message) => [keyOf(message), message]));
    const poor = rows.filter(({ key }) => {
      const { text = '', blocks = [] } = byKey.get(key) ?? {};
      return text.trim() === '' || JSON.stringify(blocks).includes('"mrkdwn"');
    });
    expect(poor.filter(({ state }) => state === 'sent').map(kindOf)).toEqual([]);
    expect(new Set(rows.filter(({ fullness }) => fullness === 'text-only').map(kindOf)).size).toBeGreaterThan(15);
    expect(rows.filter(({ state }) => state === 'failed').map(({ key, lastError }) => [key, lastError])).toEqual([]);
  });
});
