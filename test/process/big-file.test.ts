import { expect, it } from 'vitest';
import { databasesOf } from '../support/databases.js';
import { importBigFile } from '../support/import-big-file.js';

const sqlite = databasesOf('sqlite');

it('a file of 20 MB comes in whole without the memory growing with it', { timeout: 240_000 }, async () => {
  const outcome = await importBigFile(await sqlite.migratedUrl(), 20);

  expect(outcome).toMatchObject({ accepted: outcome.readings, rejected: 0, visible: true });
  expect(outcome.readings).toBeGreaterThan(500_000);
  expect(outcome.peakMb).toBeLessThan(550);
});
