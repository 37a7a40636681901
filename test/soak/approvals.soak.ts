import { describe, expect, it } from 'vitest';
import type { ApprovalPolicy } from '../../src/organisation/committees/approval-rule.js';
import { openCrowd, race } from '../database/approvals/race-rounds.js';
import { databasesOf } from '../support/databases.js';
import { seeded } from '../support/seeded.js';

const policies: ApprovalPolicy[] = ['any', 'majority', { count: 20 }, 'all'];

const rounds = Number(process.env['SOAK_RACES'] ?? 200);

describe('fifty approvers who click at once, again and again', () => {
  const sqlite = databasesOf('sqlite');
  const postgresql = databasesOf('postgresql');

  it.each([
    { title: 'three clients of one SQLite file', databases: sqlite },
    { title: 'three clients of one PostgreSQL', databases: postgresql },
  ])('make one outcome each time, and a record without a gap: $title', async ({ title, databases }) => {
    const url = await databases.migratedUrl();
    const [first, ...others] = [await databases.open(url), await databases.open(url), await databases.open(url)];
    const world = await openCrowd(first);
    const random = seeded(7);
    const found: Record<string, number> = {};

    for (let round = 0; round < rounds; round += 1) {
      const policy = policies[round % policies.length] ?? 'any';
      const { problems, state, cast } = await race(world, [first, ...others], { policy, random });
      expect(problems, `round ${round}`).toEqual([]);
      found[state] = (found[state] ?? 0) + 1;
      found['votes'] = (found['votes'] ?? 0) + cast;
    }

    expect(await world.chainFaults()).toEqual([]);
    console.log(`${title}: ${rounds} races of 50, ${JSON.stringify(found)}, the chain of events whole`);
  });
});
