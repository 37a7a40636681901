import { expect, it } from 'vitest';
import { absencesOf, addAbsence, endAbsence } from '../../../src/organisation/people/absences.js';
import { markBack, markLeft } from '../../../src/organisation/people/accounts/accounts.js';
import type { Database } from '../../../src/platform/db/database.js';
import { describeOnBothEngines } from '../../support/databases.js';

const at = new Date('2026-11-16T08:00:00Z');
const ana = { workspaceId: 'w1', personKey: 'ana', actorKey: 'ana', at };

async function absences(database: Database): Promise<string[]> {
  const found = await absencesOf(database.client, { workspaceId: 'w1', personKeys: ['ana'], from: '2026-01-01' });
  return found.map(({ fromOn, toOn }) => `${fromOn}..${toOn}`);
}

describeOnBothEngines('absences', (databases) => {
  it('become one where they meet, each with its event', async () => {
    const database = await databases.open();

    await addAbsence(database, { ...ana, fromOn: '2026-12-21', toOn: '2026-12-23' });
    await addAbsence(database, { ...ana, fromOn: '2026-12-29', toOn: '2026-12-31' });
    await addAbsence(database, { ...ana, fromOn: '2026-12-24', toOn: '2026-12-28' });

    expect(await absences(database)).toEqual(['2026-12-21..2026-12-31']);
    const events = await database.client.event.findMany({ orderBy: { sequence: 'asc' } });
    expect(events.map(({ what, subjectId }) => `${what} ${subjectId}`)).toEqual(Array(3).fill('person.absent ana'));
    expect(JSON.parse(events[2]?.before ?? '')).toHaveLength(2);
  });

  it('change nothing when the days are covered already', async () => {
    const database = await databases.open();
    await addAbsence(database, { ...ana, fromOn: '2026-12-21', toOn: '2026-12-31' });

    await addAbsence(database, { ...ana, fromOn: '2026-12-24', toOn: '2026-12-25' });

    expect(await absences(database)).toEqual(['2026-12-21..2026-12-31']);
    expect(await database.client.event.count()).toBe(1);
  });

  it('end early, or are taken back as a whole, by the person alone', async () => {
    const database = await databases.open();
    const leave = await addAbsence(database, { ...ana, fromOn: '2026-12-21', toOn: '2026-12-31' });
    const ask = { ...ana, id: leave.id };

    const byBen = await endAbsence(database, { ...ask, personKey: 'ben', backOn: '2026-12-28' });
    const shortened = await endAbsence(database, { ...ask, backOn: '2026-12-28' });
    const late = await endAbsence(database, { ...ask, backOn: '2026-12-28' });
    await endAbsence(database, { ...ask, backOn: '2026-12-01' });

    expect(byBen).toBeNull();
    expect(shortened).toMatchObject({ fromOn: '2026-12-21', toOn: '2026-12-27' });
    expect(late).toBeNull();
    expect(await absences(database)).toEqual([]);
  });

  it('are read without those that are over', async () => {
    const database = await databases.open();
    await addAbsence(database, { ...ana, fromOn: '2026-11-02', toOn: '2026-11-06' });
    await addAbsence(database, { ...ana, fromOn: '2026-11-16', toOn: '2026-11-20' });

    const found = await absencesOf(database.client, {
      workspaceId: 'w1',
      personKeys: ['ana', 'ben'],
      from: '2026-11-20',
    });

    expect(found.map(({ fromOn }) => fromOn)).toEqual(['2026-11-16']);
  });
});

describeOnBothEngines('a Slack account', (databases) => {
  async function withAna(): Promise<Database> {
    const database = await databases.open();
    const facts = { locale: 'en', timeZone: 'UTC', isOperator: false, accessLevel: 'internal' };
    await database.client.person.create({
      data: { id: 'p1', workspaceId: 'w1', key: 'ana', name: 'Ana', slackUserId: 'U1', ...facts },
    });
    return database;
  }

  it('that was deactivated and comes back is noted once each, with an event', async () => {
    const database = await withAna();
    const account = { workspaceId: 'w1', slackUserId: 'U1', at };

    const left = [await markLeft(database, account), await markLeft(database, account)];
    const back = [await markBack(database, account), await markBack(database, account)];

    expect(left[0]).toMatchObject({ key: 'ana', leftAt: at });
    expect(back[0]).toMatchObject({ key: 'ana', leftAt: null });
    expect([left[1], back[1]]).toEqual([null, null]);
    const events = await database.client.event.findMany({ orderBy: { sequence: 'asc' } });
    expect(events.map(({ what }) => what)).toEqual(['person.left', 'person.back']);
  });

  it('that nobody has is let be', async () => {
    const database = await withAna();

    expect(await markLeft(database, { workspaceId: 'w1', slackUserId: 'U9', at })).toBeNull();
  });
});
