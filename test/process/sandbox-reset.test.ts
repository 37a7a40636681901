import { rm } from 'node:fs/promises';
import { afterEach, expect, it } from 'vitest';
import { readToolConfig } from '../../src/config.js';
import { resetSandbox } from '../../src/sandbox/runtime/reset-sandbox.js';
import { buildSandbox, openGround } from '../../src/sandbox/runtime/sandbox.js';
import { folderOf } from '../../src/sandbox/runtime/workspace-folder.js';
import { databasesOf } from '../support/databases.js';

const databases = databasesOf('sqlite');
const ends: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

it('a reset that failed after the wipe is mended by the next', async () => {
  const databaseUrl = await databases.newUrl();
  let isBroken = false;
  const ground = await openGround({
    settings: { ...readToolConfig({}), port: 0 },
    databaseUrl,
    ask: {},
    isReset: false,
    announce() {
      if (isBroken) throw new Error('broken after the wipe');
    },
  });
  const sandbox = await buildSandbox(ground, () => {});
  ends.push(
    () => rm(folderOf(databaseUrl), { recursive: true, force: true }),
    () => sandbox.lock.release(),
    () => sandbox.database.close(),
    () => sandbox.standIn.stop(),
    () => sandbox.app.stop(),
  );
  const before = sandbox.sample.workspaceId;
  isBroken = true;
  await expect(resetSandbox(sandbox, () => {})).rejects.toThrow('broken after the wipe');
  await sandbox.database.close();
  isBroken = false;

  await resetSandbox(sandbox, () => {});

  expect(sandbox.sample).toMatchObject({ isNew: true });
  expect(sandbox.sample.workspaceId).not.toBe(before);
  expect(await sandbox.app.nextRuns(sandbox.clock.now())).not.toEqual([]);
  await expect.poll(() => sandbox.standIn.state.messagesOf('C0GROWTHOPS').length).toBeGreaterThan(0);
});
