import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { databasesOf } from '../support/databases.js';
import { Office } from '../support/running-app.js';
import { digestIn, digestsIn, threadOf } from './digests/digest-words.js';

const databases = databasesOf('sqlite');

it('a digest that left after the backup is taken over by the restored database, and operators hear that it is older', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'copil-backup-'));
  const backup = join(folder, 'backup.db');
  const office = await Office.open({
    databases,
    at: '2026-11-13T12:00',
    readingsThrough: '2026-11-15',
    committees: { 'growth-ops': {} },
  });
  await office.database.client.$executeRawUnsafe(`VACUUM INTO '${backup}'`);
  await office.advanceTo('2026-11-16T09:00');
  const thread = threadOf(office, 'growth-ops', digestIn(office, 'growth-ops')).map(({ ts }) => ts);
  await office.stopApps();

  const restored = await databases.open(`file:${backup}`);
  await office.startApp(restored);
  await office.sweep();
  const isPublished = () => restored.client.digest.count({ where: { state: 'published' } });
  await expect.poll(isPublished, { timeout: 30_000 }).toBe(1);

  expect(digestsIn(office, 'growth-ops')).toHaveLength(1);
  expect(threadOf(office, 'growth-ops', digestIn(office, 'growth-ops')).map(({ ts }) => ts)).toEqual(thread);
  const toOperators = () =>
    office.slack
      .dm('omar')
      .messages()
      .map(({ text }) => text);
  await expect.poll(toOperators, { timeout: 10_000 }).toContainEqual(expect.stringMatching(/older than Slack/));
  expect(toOperators().filter((text) => text.includes('older than Slack'))).toHaveLength(1);
  office.expectNothingUnexpected();
  await office.close();
  await rm(folder, { recursive: true, force: true });
});
