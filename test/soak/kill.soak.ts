import { describe, expect, it } from 'vitest';
import { databasesOf } from '../support/databases.js';
import { killWhileDelivering, messagesPerDigest } from '../support/kill-rounds.js';
import { seeded } from '../support/seeded.js';

const rounds = Number(process.env['SOAK_ROUNDS'] ?? 10);
const kills = 20;

describe('an app that is killed again and again while it delivers', () => {
  const sqlite = databasesOf('sqlite');
  const postgresql = databasesOf('postgresql');

  it.each([
    { title: 'one process on SQLite', databases: sqlite, processes: 1 },
    { title: 'two processes on one PostgreSQL', databases: postgresql, processes: 2 },
  ])('brings every message exactly once: $title', async ({ title, databases, processes }) => {
    let during = 0;
    for (let round = 0; round < rounds; round += 1) {
      const databaseUrl = await databases.newUrl();
      const outcome = await killWhileDelivering({ databaseUrl, digests: 30, kills, processes, random: seeded(round) });
      during += outcome.killsDuringAttempt;
      expect(outcome, `round ${round}`).toMatchObject({
        duplicateKeys: [],
        undelivered: 0,
        parents: 30,
        replies: 30 * (messagesPerDigest - 1),
      });
    }
    console.log(
      `${title}: ${rounds * kills} kills, ${during} of them in the middle of a post, ${rounds * 30 * messagesPerDigest} messages, each once`,
    );
  });
});
