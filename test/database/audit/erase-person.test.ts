import { beforeAll, expect, it } from 'vitest';
import { assertReason, eraseEvents, findEvent, findEventsOf } from '../../../src/features/audit/erase.js';
import { NotFoundError, ValidationError } from '../../../src/kernel/errors.js';
import type { Database } from '../../../src/platform/db/database.js';
import { headText } from '../../../src/platform/db/event-chain.js';
import { recordEvent } from '../../../src/platform/db/events.js';
import { readHead } from '../../../src/platform/db/read-events.js';
import { describeOnBothEngines } from '../../support/databases.js';
import { openApprovalWorld } from '../approvals/approval-world.js';
import { anEvent, faultsOf, noon, writeChain } from './chains.js';

const clock = { now: () => noon };

describeOnBothEngines('erasing what events tell of a person', (databases) => {
  let database: Database;

  beforeAll(async () => {
    database = await databases.open();
  });

  const sequencesOf = ({ events }: Awaited<ReturnType<typeof findEventsOf>>) => events.map(({ sequence }) => sequence);

  it('empties every event that speaks of them and no other; the chain and published heads stay whole', async () => {
    const world = await openApprovalWorld(database);
    const workspace = { id: world.workspaceId, name: 'Acme' };
    const deps = { database, clock, workspace };
    const itemId = await world.raise({ by: 'mia', ownerKey: 'lea', costMinor: 200_000 });
    const others = await world.raise({ by: 'lea', title: 'Sweep the yard' });
    await world.vote('ben', itemId, 'approve');
    const head = await readHead(database.client, workspace.id);
    await database.client.person.updateMany({ where: { key: 'ben' }, data: { archivedAt: noon } });

    const found = await findEventsOf(deps, 'ben');
    expect(found.events.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['approval.voted', 'approval.approved', 'item.approve']),
    );
    await eraseEvents(deps, { sequences: sequencesOf(found), reason: ' Asked for by the person ' });

    const rows = await database.client.event.findMany({ where: { workspaceId: workspace.id } });
    const left = rows.filter(({ actorKey, before, after }) => `${actorKey} ${before} ${after}`.includes('ben'));
    expect(left).toEqual([]);
    expect(rows.find(({ subjectId }) => subjectId === others)).toMatchObject({ actorKey: 'lea' });
    const notice = rows.find(({ what }) => what === 'events.erased');
    expect(JSON.parse(notice?.after ?? '{}')).toMatchObject({ reason: 'Asked for by the person' });
    expect(await faultsOf(database, workspace.id, head ? headText(head) : '')).toEqual([]);
    expect(sequencesOf(await findEventsOf(deps, 'ben'))).toEqual([]);
    expect((await world.facts(itemId)).endedByKey).toBeNull();
  });

  it('goes through many in parts, passes over what is erased, and finds a key that is in events alone', async () => {
    const workspace = { id: 'many', name: 'Many' };
    const deps = { database, clock, workspace };
    await database.transaction(async (transaction) => {
      for (let index = 0; index < 1_100; index += 1) await recordEvent(transaction, anEvent('many'));
    });
    const sequences = sequencesOf(await findEventsOf(deps, 'ana'));
    expect(sequences).toHaveLength(1_100);

    expect(await eraseEvents(deps, { sequences: [1, 2], reason: 'Asked for' })).toBe(2);
    expect(await eraseEvents(deps, { sequences, reason: 'Asked for' })).toBe(1_098);

    expect(await faultsOf(database, 'many')).toEqual([]);
    await expect(findEventsOf(deps, 'nobody')).rejects.toThrow(NotFoundError);
  });

  it('one by its number; the record of an erasure stays, and a number that no event has is told', async () => {
    const workspace = { id: 'one', name: 'One' };
    const deps = { database, clock, workspace };
    await writeChain(database, 'one', 3);

    const { events } = await findEvent(deps, 2);
    await eraseEvents(deps, { sequences: events.map(({ sequence }) => sequence), reason: 'A wrong paste' });

    expect(await findEvent(deps, 2)).toEqual({ events: [], unreadable: [] });
    await expect(findEvent(deps, 4)).rejects.toThrow(/Event 4 records an erasure, and stays/);
    await expect(findEvent(deps, 9)).rejects.toThrow(/There is no event 9 of One/);
    expect(await faultsOf(database, 'one')).toEqual([]);
  });

  it('takes no reason that is empty or names the person, since it stays', async () => {
    const world = await openApprovalWorld(await databases.open());
    const deps = { database: world.database, clock, workspace: { id: world.workspaceId, name: 'Acme' } };

    await expect(assertReason(deps, '  ', null)).rejects.toThrow(ValidationError);
    await expect(assertReason(deps, 'Chloe left the company', 'chloe')).rejects.toThrow(/names the person/);
    await expect(assertReason(deps, 'Asked for by letter', 'chloe')).resolves.toBeUndefined();
  });
});
