import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { examine } from '../../src/features/setup/doctor.js';
import type { Database } from '../../src/platform/db/database.js';
import { describeFlow } from '../support/databases.js';
import { Office } from '../support/running-app.js';

const committees = { 'growth-ops': { kpis: ['leads'] } } as const;

const doctor = (office: Office, database: Database = office.database) =>
  examine({ database, clock: office.clock, messenger: null, scopes: [], hasTemplate: () => true });

describeFlow('a store that takes what is stored', (databases) => {
  it('is ready, by the word of doctor as well, and nothing stays of the check', async () => {
    const office = await Office.open({ databases, at: '2026-11-13T12:00', committees });

    expect((await office.ready()).status).toBe(200);
    expect(await doctor(office)).toContainEqual({ level: 'ok', text: expect.stringMatching(/takes what is stored/) });
    expect(await office.database.client.lock.count({ where: { holder: 'write-check' } })).toBe(0);
    await office.close();
  });
});

describeFlow('a store that answers and takes nothing', (databases) => {
  const { engine } = databases;
  let office: Office;
  let other: Database;

  beforeAll(async () => {
    const databaseUrl = await databases.migratedUrl();
    office = await Office.open({ databases, databaseUrl, at: '2026-11-13T12:00', committees });
    other = await databases.open(databaseUrl);
  });
  afterEach(() => office.forgive(/readiness/));
  afterAll(() => office.close());

  it('is not ready, doctor says why and what to look for, and both are well when it takes things again', async () => {
    const mend = await (engine === 'sqlite' ? makeReadOnly(office.database) : makeStandby(other));

    const { status, body } = await office.ready();
    const findings = await doctor(office);
    await mend();

    expect(status).toBe(503);
    expect(body).toMatch(/"database"/);
    expect(findings).toContainEqual({
      level: 'fault',
      text: expect.stringMatching(/nothing can be stored: .*read-?only.*Look for a full disk/i),
    });
    // A connection that the server has ended is noticed when it is used.
    await expect.poll(async () => (await office.ready()).status).toBe(200);
    expect((await doctor(office))[0]).toMatchObject({ level: 'ok' });
  });
});

/** As a file is on a disk that became read-only. */
async function makeReadOnly({ client }: Database): Promise<() => Promise<unknown>> {
  await client.$queryRawUnsafe('PRAGMA query_only = ON');
  return () => client.$queryRawUnsafe('PRAGMA query_only = OFF');
}

/** As a server is after it was made a standby: each connection reads only. */
async function makeStandby({ client }: Database): Promise<() => Promise<unknown>> {
  const [row] = await client.$queryRawUnsafe<{ name: string }[]>('SELECT current_database() AS name');
  const become = async (isStandby: boolean) => {
    // Not by this connection, which could not take it back: the setting is for those that are opened afterwards.
    await client.$executeRawUnsafe(
      `SET default_transaction_read_only = off; ALTER DATABASE ${row?.name} SET default_transaction_read_only = ${isStandby ? 'on' : 'off'}`,
    );
    await client.$queryRawUnsafe(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
  };
  await become(true);
  return () => become(false);
}
