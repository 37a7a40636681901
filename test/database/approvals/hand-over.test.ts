import { beforeAll, expect, it } from 'vitest';
import { createItemGate } from '../../../src/features/approvals/item-gate.js';
import { createReassignAll } from '../../../src/features/follow-up/leavers/reassign-all.js';
import type { FollowUpDeps } from '../../../src/features/follow-up/public.js';
import { describeOnBothEngines } from '../../support/databases.js';
import { type ApprovalWorld, openApprovalWorld, rules } from './approval-world.js';

describeOnBothEngines('handing over everything of somebody who leaves', (databases) => {
  let world: ApprovalWorld;

  beforeAll(async () => {
    world = await openApprovalWorld(await databases.open());
  });

  it('goes past the actions that nobody could approve then, however many they are, and votes are taken back', async () => {
    // With three needed of three, whoever of them becomes the owner leaves too few: neither here nor above.
    const [ops, steering, board] = [rules({ policy: { count: 3 } }), rules({ policy: { count: 3 } }), rules()];
    await world.setRule(ops);
    await world.setRule(steering, 'steering');
    await world.setRule(board, 'board');
    await world.database.client.membership.deleteMany({ where: { role: 'chair' } });
    const stuck: string[] = [];
    for (let index = 0; index < 52; index += 1)
      stuck.push(await world.raise({ costMinor: 200_000, dueOn: '2026-12-01' }));
    const free = await world.raise({ by: 'lea', title: 'Sweep the yard', dueOn: '2026-12-20' });
    const reassignAll = createReassignAll({
      ...world.deps,
      gate: createItemGate(world.deps),
      onChanged: () => undefined,
    } as unknown as FollowUpDeps);

    const handed = await reassignAll({
      committeeId: world.committees.ops.id,
      fromKey: 'lea',
      toKey: 'ben',
      actor: await world.actor('lea'),
    });

    expect(handed).toEqual([free]);
    expect((await world.itemOf(free)).ownerKey).toBe('ben');
    const [first = ''] = stuck;
    expect(await world.itemOf(first)).toMatchObject({ ownerKey: 'lea', state: 'proposed' });
    expect(await world.approvalOf(first)).toMatchObject({ state: 'pending', round: 1 });
    expect(await world.chainFaults()).toEqual([]);
  });
});
