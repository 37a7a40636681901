import { expect, it } from 'vitest';
import { databasesOf } from '../support/databases.js';
import { importBigFile } from '../support/import-big-file.js';

const sqlite = databasesOf('sqlite');

it('a file of 200 MB comes in whole under the same ceiling as one of 20 MB', async () => {
  const began = performance.now();
  const outcome = await importBigFile(await sqlite.newUrl(), 200);
  const seconds = (performance.now() - began) / 1_000;

  console.log(
    `200 MB: ${outcome.readings} readings, ${Math.round(seconds)} s with writing the file, peak ${outcome.peakMb} MB`,
  );
  expect(outcome).toMatchObject({ accepted: outcome.readings, rejected: 0, visible: true });
  expect(outcome.peakMb).toBeLessThan(550);
});
