import { expect, it } from 'vitest';
import { captureBesideImports } from '../support/busy-store.js';
import { databasesOf } from '../support/databases.js';

const sqlite = databasesOf('sqlite');

it('while other processes import and send digests, whatever is captured is stored and told once', {
  timeout: 300_000,
}, async () => {
  const outcome = await captureBesideImports({
    databaseUrl: await sqlite.migratedUrl(),
    megabytes: 1,
    goesOn: ({ imports, digests }) => imports < 2 || digests < 2,
  });

  expect(outcome).toMatchObject({ otherAnswers: [], undelivered: 0 });
  expect(outcome.stored).toBeGreaterThanOrEqual(outcome.captured);
  expect(outcome.stored).toBeLessThanOrEqual(outcome.captured + outcome.late);
  expect(outcome.captured).toBeGreaterThan(2);
});
