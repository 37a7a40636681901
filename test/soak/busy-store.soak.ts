import { expect, it } from 'vitest';
import { captureBesideImports } from '../support/busy-store.js';
import { databasesOf } from '../support/databases.js';

const minutes = Number(process.env['SOAK_MINUTES'] ?? 5);
const sqlite = databasesOf('sqlite');
const postgresql = databasesOf('postgresql');

it.each([
  { title: 'SQLite', databases: sqlite },
  { title: 'PostgreSQL', databases: postgresql },
])('imports beside captures and digests, for minutes, on $title', async ({ title, databases }) => {
  const end = performance.now() + minutes * 60_000;
  const outcome = await captureBesideImports({
    databaseUrl: await databases.newUrl(),
    megabytes: 8,
    goesOn: () => performance.now() < end,
  });
  const { imports, imported, digests, captured, notReady, slowestAnswerMs } = outcome;
  console.log(
    `${title}: ${minutes} minutes, ${imports} imports of ${imported} readings, ${digests} digests, ${captured} captures, ` +
      `slowest answer ${Math.round(slowestAnswerMs)} ms, not ready ${notReady.length} times ${[...new Set(notReady)].join(' ')}`,
  );
  expect(outcome).toMatchObject({ otherAnswers: [], undelivered: 0 });
  expect(outcome.stored).toBeGreaterThanOrEqual(outcome.captured);
  expect(outcome.stored).toBeLessThanOrEqual(outcome.captured + outcome.late);
});
