import { expect, it } from 'vitest';
import { createAdapter } from '../../../src/platform/db/connection.js';
import { migrate } from '../../../src/platform/db/migrations.js';
import { type Databases, describeOnBothEngines, openUnmigrated } from '../../support/databases.js';
import { databaseAt } from '../../support/older-database.js';
import { faultsOf, takeGuardsOff, writeChain } from './chains.js';

/** A database as the version before the chain left it, with events of two workspaces that took turns, and gaps. */
async function anOlderDatabase(databases: Databases, eventsEach: number): Promise<string> {
  const url = await databaseAt(databases, ['0001_first', '0002_follow_up']);
  const client = await openUnmigrated(databases.engine, url);
  const rows = Array.from({ length: eventsEach * 2 }, (_, index) => {
    const after = index % 3 === 0 ? 'NULL' : `'{"n":${index},"é":"💡"}'`;
    return `(${index * 2 + 5}, 'w${1 + (index % 2)}', 'item.raise', 'item', 'i${index}', ${after}, 'slack', '2026-11-18 12:00:00.123')`;
  });
  await client.$executeRawUnsafe(
    `INSERT INTO "Event" ("sequence", "workspaceId", "what", "subjectKind", "subjectId", "after", "surface", "at") VALUES ${rows.join(', ')}`,
  );
  await client.$executeRawUnsafe(
    `INSERT INTO "Counter" ("workspaceId", "name", "value") VALUES ('w1', 'leavers.read-until', 17), ('w1', 'item', 17)`,
  );
  await client.$disconnect();
  return url;
}

describeOnBothEngines('a database of a version without a chain', (databases) => {
  it('is chained when it is opened, by several programs at once, each workspace by itself', async () => {
    const url = await anOlderDatabase(databases, 620);

    const [database] = await Promise.all([databases.open(url), databases.open(url), databases.open(url)]);
    await writeChain(database, 'w1', 2);

    const rows = await database.client.event.findMany({ where: { workspaceId: 'w1' }, orderBy: { sequence: 'asc' } });
    expect(rows.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 622 }, (_, index) => index + 1));
    expect(rows.map(({ subjectId }) => subjectId).slice(0, 3)).toEqual(['i0', 'i2', 'i4']);
    expect(new Set(rows.map(({ salt }) => salt)).size).toBe(622);
    expect(await faultsOf(database, 'w1')).toEqual([]);
    expect(await faultsOf(database, 'w2')).toEqual([]);
  });

  it('takes along how far its events were read', async () => {
    const { client } = await databases.open(await anOlderDatabase(databases, 10));

    // The events numbered 5, 9, 13 and 17 were read; they are the first four of the workspace.
    expect(await client.counter.findMany({ orderBy: { name: 'asc' } })).toMatchObject([
      { name: 'item', value: 17 },
      { name: 'leavers.read-until', value: 4 },
    ]);
  });

  it('guards its events from then on', async () => {
    const database = await databases.open(await anOlderDatabase(databases, 3));

    await database.client.event.updateMany({ data: { what: 'other' } }).catch(() => undefined);
    await database.client.event.deleteMany().catch(() => undefined);

    expect(await database.client.event.count({ where: { what: 'item.raise' } })).toBe(6);
    expect(await faultsOf(database, 'w1')).toEqual([]);
  });

  it('is finished by the next program, where the first one ended before the events were chained', async () => {
    const url = await anOlderDatabase(databases, 3);
    await migrate({ engine: databases.engine, adapter: await createAdapter(url) });

    const database = await databases.open(url);

    expect(database.appliedMigrations).toEqual([]);
    expect(await faultsOf(database, 'w1')).toEqual([]);
    expect(await database.client.auditHead.count()).toBe(2);
  });
});

describeOnBothEngines('a database whose head was taken out', (databases) => {
  it('is opened as it is: a chain that was cut off does not pass for an older one', async () => {
    const url = await databases.newUrl();
    const database = await databases.open(url);
    await writeChain(database, 'w1', 4);
    await takeGuardsOff(database);
    await database.client.event.deleteMany({ where: { sequence: 4 } });
    await database.client.auditHead.deleteMany();

    const again = await databases.open(url);

    expect(await faultsOf(again, 'w1')).toEqual(['head-missing 3']);
    await expect(writeChain(again, 'w1', 1)).rejects.toThrow(/Nothing was changed.*copil audit verify/s);
  });
});
