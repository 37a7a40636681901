import { describe, expect, it } from 'vitest';
import { databasesOf } from '../support/databases.js';
import { killWhileDelivering, messagesPerDigest } from '../support/kill-rounds.js';
import { seeded } from '../support/seeded.js';

describe('an app that is killed while it delivers thirty digests', () => {
  const sqlite = databasesOf('sqlite');
  const postgresql = databasesOf('postgresql');

  it.each([
    { title: 'one process on SQLite', databases: sqlite, processes: 1 },
    { title: 'two processes on one PostgreSQL', databases: postgresql, processes: 2 },
  ])(
    'brings every message to its channel exactly once: $title, five kills',
    { timeout: 900_000 },
    async ({ databases, processes }) => {
      const databaseUrl = await databases.migratedUrl();

      const outcome = await killWhileDelivering({ databaseUrl, digests: 30, kills: 5, processes, random: seeded(46) });

      expect(outcome.duplicateKeys).toEqual([]);
      expect(outcome.undelivered).toBe(0);
      expect(outcome).toMatchObject({ parents: 30, replies: 30 * (messagesPerDigest - 1), kills: 5 });
    },
  );
});
