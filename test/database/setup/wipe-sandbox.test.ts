import { expect, it } from 'vitest';
import { prepareSandbox, refuseProductionAt } from '../../../src/features/setup/public.js';
import { wipeSandbox } from '../../../src/features/setup/sample/wipe-sandbox.js';
import { ConfigError } from '../../../src/kernel/errors.js';
import { describeOnBothEngines, describeTables, openUnmigrated } from '../../support/databases.js';

const saturday = new Date('2026-11-21T19:00:00Z');

describeOnBothEngines('a database that nobody opened yet', (databases) => {
  it('is refused where it is a company’s, before anything in it changes', async () => {
    const url = await databases.newUrl();
    const client = await openUnmigrated(databases.engine, url);
    await client.$executeRawUnsafe('CREATE TABLE "Workspace" (name TEXT, kind TEXT)');
    await client.$executeRawUnsafe(`INSERT INTO "Workspace" VALUES ('Real Company', 'production')`);
    const before = await describeTables(databases.engine, client);

    await expect(refuseProductionAt(url)).rejects.toThrow(/belongs to "Real Company"/);

    expect(await describeTables(databases.engine, client)).toEqual(before);
    await client.$disconnect();
  });

  it('may be a sandbox’s when it is empty, or is one', async () => {
    const url = await databases.newUrl();
    await refuseProductionAt(url);
    const database = await databases.open(url);
    await database.client.workspace.create({
      data: { id: 'w1', name: 'Maison Lumen', kind: 'sandbox', createdAt: saturday },
    });

    await expect(refuseProductionAt(url)).resolves.toBeUndefined();
  });
});

describeOnBothEngines('a sandbox that is wiped', (databases) => {
  it('is as empty as a new database, its guarded events included, once it is opened again', async () => {
    const url = await databases.newUrl();
    const database = await databases.open(url);
    const clock = { now: () => saturday };
    await prepareSandbox({ database, clock }, { seed: 'other' });

    await wipeSandbox(database);
    await database.close();
    const again = await databases.open(url);

    expect(again.appliedMigrations.length).toBeGreaterThan(0);
    expect(await again.client.event.count()).toBe(0);
    expect(await again.client.reading.count()).toBe(0);
    const sample = await prepareSandbox({ database: again, clock }, { seed: 'growth' });
    expect(sample).toMatchObject({ isNew: true, made: { seed: 'growth', startDay: null } });
  });

  it('is never the database of a company', async () => {
    const database = await databases.open();
    await database.client.workspace.create({
      data: { id: 'w1', name: 'Real Company', kind: 'production', createdAt: saturday },
    });

    await expect(wipeSandbox(database)).rejects.toThrow(ConfigError);
    await expect(wipeSandbox(database)).rejects.toThrow(/belongs to "Real Company".*nothing was changed/s);
    expect(await database.client.workspace.count()).toBe(1);
    expect(await database.client.event.count()).toBe(0);
  });

  it('with another seed or first day is not opened', async () => {
    const database = await databases.open();
    const clock = { now: () => saturday };
    await prepareSandbox({ database, clock }, { startDay: '2026-11-21' });

    await expect(prepareSandbox({ database, clock }, { seed: 'other' })).rejects.toThrow(/--reset/);
    await expect(prepareSandbox({ database, clock }, { startDay: '2026-11-20' })).rejects.toThrow(
      /began on 2026-11-21/,
    );
    expect((await prepareSandbox({ database, clock }, { startDay: '2026-11-21' })).isNew).toBe(false);
  });
});
