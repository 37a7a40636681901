import { expect, it } from 'vitest';
import type { ApprovalPolicy } from '../../../src/organisation/committees/approval-rule.js';
import { describeOnBothEngines } from '../../support/databases.js';
import { seeded } from '../../support/seeded.js';
import { openCrowd, race } from './race-rounds.js';

/** Fewer show less than they say; many more of them run in `npm run soak`. */
const policies: ApprovalPolicy[] = ['any', { count: 3 }, 'any', { count: 10 }, 'any'];
const rounds = 20;

describeOnBothEngines('fifty approvers who click at once', (databases) => {
  it('make one outcome each time, and a record without a gap', async () => {
    const url = await databases.migratedUrl();
    const [first, second] = [await databases.open(url), await databases.open(url)];
    const world = await openCrowd(first);
    const random = seeded(50);
    const states = new Set<string>();

    for (let round = 0; round < rounds; round += 1) {
      const policy = policies[round % policies.length] ?? 'any';
      const { problems, state } = await race(world, [first, second], { policy, random });
      expect(problems, `round ${round}`).toEqual([]);
      states.add(state);
    }

    expect([...states].toSorted()).toEqual(['approved', 'rejected']);
    expect(await world.chainFaults()).toEqual([]);
  });
});
