import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { recordEvent } from '../../src/platform/db/events.js';
import { migratedModelsFile, sqlToCurrentModels } from '../../src/platform/db/make-migration.js';
import { describeOnBothEngines, describeTables, openUnmigrated } from '../support/databases.js';

const workspace = { id: 'w1', name: 'Acme', kind: 'production', createdAt: new Date('2026-11-16T08:00:00Z') };

const migrationsOf = (engine: string) =>
  readdirSync(fileURLToPath(new URL(`../../prisma/migrations/${engine}`, import.meta.url))).sort();

describeOnBothEngines('the store', (databases) => {
  it('makes a new database and finds it current when it is opened again', async () => {
    const url = await databases.newUrl();

    const first = await databases.open(url);
    const second = await databases.open(url);

    expect(first.appliedMigrations).toEqual(migrationsOf(databases.engine));
    expect(second.appliedMigrations).toEqual([]);
  });

  it('is safe when several processes open a new database at once', async () => {
    const url = await databases.newUrl();

    const opened = await Promise.all(Array.from({ length: 5 }, () => databases.open(url)));

    expect(opened.flatMap((database) => database.appliedMigrations)).toEqual(migrationsOf(databases.engine));
  });

  it('has migrations that lead to exactly the models', async () => {
    const migrated = await databases.open();
    const url = await databases.newUrl();
    const sql = await sqlToCurrentModels({ url, from: null });
    const fromModels = await openUnmigrated(databases.engine, url);
    for (const statement of sql.split(/;\s*$/m).filter((part) => part.trim()))
      await fromModels.$executeRawUnsafe(statement);

    const expected = await describeTables(databases.engine, fromModels);
    await fromModels.$disconnect();
    expect(expected.length).toBeGreaterThan(100);
    expect(await describeTables(databases.engine, migrated.client)).toEqual(expected);
  });

  it('has no change in the models that waits for a migration', async () => {
    const migratedModels = await readFile(migratedModelsFile, 'utf8');

    expect(await sqlToCurrentModels({ url: await databases.newUrl(), from: migratedModels })).toBe('');
  });

  it('refuses a database that a newer program made, and says what to do', async () => {
    const database = await databases.open();
    const url = await databases.newUrl();
    const newer = await databases.open(url);
    await newer.client.$executeRawUnsafe(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ('x', 'y', '0999_future', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, 1)`,
    );

    await expect(databases.open(url)).rejects.toThrow(/newer Copil.*0999_future.*Nothing was changed/s);
    expect(await database.client.workspace.count()).toBe(0);
  });

  it('refuses a database whose upgrade stopped half-way, and says what to do', async () => {
    const url = await databases.newUrl();
    const broken = await databases.open(url);
    await broken.client.$executeRawUnsafe('UPDATE _prisma_migrations SET finished_at = NULL');

    await expect(databases.open(url)).rejects.toThrow(/stopped half-way: 0001_first.*Restore the backup/s);
  });

  it('never changes or deletes an event', async () => {
    const { client, transaction } = await databases.open();
    const event = {
      workspaceId: 'w1',
      actorKey: 'ana',
      what: 'test',
      subjectKind: 'x',
      subjectId: '1',
      surface: 'cli',
      at: new Date(0),
    } as const;
    await transaction((inside) => recordEvent(inside, event));

    // SQLite refuses aloud, PostgreSQL lets the statement touch no row.
    await client.event.updateMany({ data: { what: 'other' } }).catch(() => undefined);
    await client.event.updateMany({ data: { salt: null, actorKey: null } }).catch(() => undefined);
    await client.event.updateMany({ data: { contentHash: '', hash: '' } }).catch(() => undefined);
    await client.event.deleteMany().catch(() => undefined);

    expect(await client.event.findMany()).toMatchObject([{ ...event, sequence: 1, hash: expect.stringMatching(/./) }]);
  });

  it('runs read-then-write transactions of two clients to the end, without losing one', async () => {
    const url = await databases.newUrl();
    const clients = await Promise.all([databases.open(url), databases.open(url)]);
    await clients[0]?.client.lock.create({ data: { name: 'count', holder: '0', leaseUntil: new Date(0) } });

    const add = async (index: number) =>
      clients[index % 2]?.transaction(async (transaction) => {
        if (databases.engine === 'postgresql') await transaction.$queryRaw`SELECT 1 FROM "Lock" FOR UPDATE`;
        const row = await transaction.lock.findUniqueOrThrow({ where: { name: 'count' } });
        await transaction.lock.update({ where: { name: 'count' }, data: { holder: String(Number(row.holder) + 1) } });
      });
    await Promise.all(Array.from({ length: 20 }, (_, index) => add(index)));

    expect(await clients[0]?.client.lock.findMany()).toMatchObject([{ holder: '20' }]);
  });

  it('rolls a failing transaction back whole', async () => {
    const database = await databases.open();

    const failing = database.transaction(async (transaction) => {
      await transaction.workspace.create({ data: workspace });
      throw new Error('on purpose');
    });

    await expect(failing).rejects.toThrow('on purpose');
    expect(await database.client.workspace.count()).toBe(0);
  });
});

describe('a database that is not there', () => {
  it('is refused by name when the address is of no known engine', async () => {
    const { openDatabase } = await import('../../src/platform/db/database.js');

    await expect(openDatabase('mysql://localhost/x')).rejects.toThrow(/DATABASE_URL must start with file:/);
  });
});
