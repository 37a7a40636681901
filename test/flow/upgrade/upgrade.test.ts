import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Message } from '../../../src/sandbox/state/model.js';
import { faultsOf } from '../../database/audit/chains.js';
import { describeFlow } from '../../support/databases.js';
import { keepVersion, openKept } from '../../support/kept-version.js';
import { Office } from '../../support/running-app.js';
import { people } from '../../support/slack/team.js';
import { keyOf, roomOf } from '../approvals/room.js';
import { deskOf as questionsOf } from '../decisions/desk.js';
import { deskOf as itemsOf } from '../follow-up/desk.js';
import { tableOf } from '../minutes/table.js';
import { committees, liveHalfAFortnight } from './half-a-fortnight.js';

/** Versions of which a workspace was kept. */
const versions = ['2026-11'];

/** `COPIL_KEEP=2027-03 npm test -- test/flow/upgrade` keeps one of today's. */
const versionToKeep = process.env['COPIL_KEEP'];
if (versionToKeep !== undefined) {
  describeFlow('a workspace of this version', (databases) => {
    it('is kept', async () => {
      const office = await liveHalfAFortnight(databases);
      await keepVersion(versionToKeep, office, databases);
      await office.close();
    });
  });
}

for (const version of versions) {
  describeFlow(`a workspace that ${version} left`, (databases) => {
    let office: Office;
    let room: ReturnType<typeof roomOf>;
    let items: ReturnType<typeof itemsOf>;
    let questions: ReturnType<typeof questionsOf>;
    let table: ReturnType<typeof tableOf>;
    /** What stood in Slack, by key, before the newest version saw it. */
    let before: ReadonlyMap<string, string>;

    beforeEach(async () => {
      const { at, slack, url } = await openKept(version, databases);
      before = readable(slack.messages);
      office = await Office.open({ databases, committees, at, databaseUrl: url, slackState: slack });
      room = roomOf(office);
      items = itemsOf(office);
      questions = questionsOf(office);
      table = tableOf(office);
      await office.settled();
    });
    afterEach(async () => {
      const { id: workspaceId } = await office.database.client.workspace.findFirstOrThrow();
      expect(await faultsOf(office.database, workspaceId)).toEqual([]);
      office.expectNothingUnexpected();
      await office.close();
    });

    const said = () => readable([...office.slack.state.messages.values()].flat());
    const stored = (kind: 'action' | 'blocker', number: number) => items.item(number, kind);

    it('has the other half of its digest, and nothing of what stood there says anything else', async () => {
      const fresh = [...said().keys()].filter((key) => !before.has(key));

      expect(fresh.map((key) => key.replace(/^digest:[0-9a-f]+:/, ''))).toEqual([
        'kpi:orders',
        'escalations',
        'figures-table',
      ]);
      expect([...said()].filter(([key, words]) => before.has(key) && before.get(key) !== words)).toEqual([]);
      expect(await office.database.client.digest.findMany({ select: { state: true } })).toEqual([
        { state: 'published' },
        { state: 'published' },
      ]);
    });

    it('answers the buttons of its cards', async () => {
      await items.press('ana', await items.card('A2', 'ana'), 'accept');
      await questions.vote('ana', await questions.card('D1', 'ana'), 'A');
      const approval = await office.database.client.approval.findFirstOrThrow();
      await room.clicks('omar', 'approve', { id: approval.id, in: 'omar' });
      await table.press('ben', await table.digest(), 'read');
      await office.settled();

      expect(await stored('action', 2)).toMatchObject({ state: 'open' });
      expect(await stored('action', 3)).toMatchObject({ state: 'open' });
      const votes = (await questions.stored(1)).deciders.filter(({ choice }) => choice !== null);
      expect(votes.map(({ personKey }) => personKey).toSorted()).toEqual(['ana', 'ben']);
      expect(await table.events('digest.read')).toHaveLength(2);
    });

    it('answers the buttons of its reminders', async () => {
      const reminder = [...(office.slack.state.messages.get(office.slack.dm('ana').id) ?? [])].findLast((message) =>
        keyOf(message).startsWith('reminder:'),
      );
      await items.press('ana', reminder ?? expect.fail('no reminder'), 'accept');
      await table.press('ana', await table.message(/minutes:attend/, 'ana'), 'attend');
      await table.send('ana', { present: [people.ana.id, people.ben.id], excused: [] });
      await office.settled();

      expect(await stored('action', 2)).toMatchObject({ state: 'open' });
      expect(await office.database.client.attendance.count()).toBeGreaterThan(0);
    });

    it('takes the forms that were open', async () => {
      const raised = await room.sends('chloe', 'item:form', { title: 'Prévenir la salle', due: '2026-11-27' });
      const closed = await room.sends('ben', 'item:close', { outcome: 'They printed on Thursday' });
      await office.settled();

      expect([raised.fieldErrors, closed.fieldErrors]).toEqual([{}, {}]);
      expect(await stored('action', 4)).toMatchObject({ title: 'Prévenir la salle', ownerKey: 'chloe' });
      expect(await stored('action', 1)).toMatchObject({ state: 'done', outcome: 'They printed on Thursday' });
    });

    it('comes back in the next digest', async () => {
      await office.advanceTo('2026-11-30T08:00');
      await office.advanceTo('2026-11-30T09:00');

      const digest = await table.message(/^\["Promised last time/);
      expect(questions.textOf(digest.text)).toMatch(/A1 call the printer · Ben Okafor · 12 days late/);
    });
  });
}

function readable(messages: readonly Message[]): Map<string, string> {
  return new Map(messages.map((message) => [keyOf(message), JSON.stringify([message.text, message.blocks])]));
}
