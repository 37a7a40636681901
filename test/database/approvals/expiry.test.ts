import { expect, it } from 'vitest';
import { sweepApprovals } from '../../../src/features/approvals/expire.js';
import type { ApprovalRefusal } from '../../../src/features/approvals/refusal.js';
import { openDatabase } from '../../../src/platform/db/database.js';
import { describeOnBothEngines } from '../../support/databases.js';
import { openApprovalWorld, rules } from './approval-world.js';

const reasonOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'not refused',
    (error: unknown) => (error as ApprovalRefusal).reason,
  );

describeOnBothEngines('the time of an approval', (databases) => {
  const open = async () => openApprovalWorld(await databases.open());

  it('is over for a click after it, whether or not anything noticed, and counts to its last moment', async () => {
    const world = await open();
    const [late, just] = [await world.raise({ asks: 'why' }), await world.raise({ asks: 'why' })];
    const expiresAt = (await world.approvalOf(late))?.expiresAt ?? world.now();

    world.moveTo(expiresAt);
    const { outcome } = await world.vote('ben', just, 'approve');
    world.moveTo(new Date(expiresAt.getTime() + 1));

    expect(outcome).toBe('approved');
    expect(await reasonOf(world.vote('ben', late, 'approve'))).toBe('expired');
    expect((await world.itemOf(late)).state).toBe('proposed');
  });

  it('ends in the committee above, then with the chair at the top, then in nothing: silence is never consent', async () => {
    const world = await open();
    const id = await world.raise({ asks: 'why' });
    const seen: unknown[] = [];
    const look = async () => {
      const approval = await world.approvalOf(id);
      const key = Object.entries(world.committees).find(([, one]) => one.id === approval?.committeeId)?.[0];
      seen.push([key, approval?.stage, approval?.state, approval?.round, (await world.itemOf(id)).state]);
    };

    for (let step = 0; step < 4; step += 1) {
      await world.moveBeyond(id);
      await world.sweep();
      await look();
    }

    expect(seen).toEqual([
      ['steering', 'approvers', 'pending', 2, 'proposed'],
      ['board', 'chair', 'pending', 3, 'proposed'],
      ['board', 'chair', 'expired', 3, 'proposed'],
      ['board', 'chair', 'expired', 3, 'proposed'],
    ]);
    expect((await world.events(id)).map(({ what, actorKey, surface }) => [what, actorKey, surface]).slice(1)).toEqual([
      ['approval.escalated', null, 'schedule'],
      ['approval.escalated', null, 'schedule'],
      ['approval.expired', null, 'schedule'],
    ]);
    expect(await reasonOf(world.change('lea', id, { to: 'accept' }))).toBe('unapproved');
    expect(await world.chainFaults()).toEqual([]);
  });

  it('is decided by those who are asked then, by their policy, and no longer by those of before', async () => {
    const world = await open();
    await world.setRule(rules({ policy: 'all' }), 'steering');
    const id = await world.raise({ asks: 'why' });
    await world.vote('chloe', id, 'abstain');
    await world.moveBeyond(id);
    await world.sweep();

    const before = await reasonOf(world.vote('chloe', id, 'approve'));
    const old = await reasonOf(world.vote('ben', id, 'approve', 1));
    await world.vote('ben', id, 'approve');
    const { outcome } = await world.vote('sam', id, 'approve');

    expect([before, old, outcome]).toEqual(['not-approver', 'stale-round', 'approved']);
  });

  it('begins again in full for whoever is asked next, however long the program was down', async () => {
    const world = await open();
    const id = await world.raise({ asks: 'why' });

    world.moveTo('2027-03-01T09:00:00Z');
    await world.sweep();
    await world.sweep();

    const approval = await world.approvalOf(id);
    expect(approval).toMatchObject({ committeeId: world.committees.steering.id, state: 'pending', round: 2 });
    expect(approval?.expiresAt.toISOString()).toBe('2027-03-08T17:00:00.000Z');
  });

  it('is not over for a clock that was turned back', async () => {
    const world = await open();
    const id = await world.raise({ asks: 'why' });

    world.moveTo('2026-01-01T09:00:00Z');
    await world.sweep();
    const { outcome } = await world.vote('ben', id, 'approve');

    expect(outcome).toBe('approved');
  });

  it('goes past a committee in which nobody is free, and past the chair who asked', async () => {
    const world = await open();
    for (const key of ['ben', 'sam']) await world.setLeft(key, true);
    const up = await world.raise({ asks: 'why' });
    const own = await world.raise({ ownerKey: 'vera', asks: 'why' });

    await world.moveBeyond(up);
    await world.sweep();

    expect(await world.approvalOf(up)).toMatchObject({ stage: 'chair', state: 'pending', round: 2 });
    expect(await world.approvalOf(own)).toMatchObject({ stage: 'approvers', state: 'expired', round: 1 });
  });

  it('is noticed once by several processes at once', async () => {
    const url = await databases.migratedUrl();
    const world = await openApprovalWorld(await databases.open(url));
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) ids.push(await world.raise({ asks: 'why' }));
    await world.moveBeyond(ids[0] ?? '');
    const other = await openDatabase(url);

    await Promise.all([
      world.sweep(),
      sweepApprovals({ ...world.deps, database: other }),
      sweepApprovals({ ...world.deps, database: other }),
      world.sweep(),
    ]);
    await other.close();

    const approvals = await Promise.all(ids.map((id) => world.approvalOf(id)));
    expect(approvals.map((approval) => approval?.round)).toEqual([2, 2, 2, 2, 2]);
    const escalated = await world.database.client.event.count({ where: { what: 'approval.escalated' } });
    expect(escalated).toBe(5);
    expect(await world.chainFaults()).toEqual([]);
  });

  it('moves the others on where one of them cannot be', async () => {
    const world = await open();
    const [broken, fine] = [await world.raise({ asks: 'why' }), await world.raise({ asks: 'why' })];
    const { place } = world.deps.copies;
    const copies = {
      ...world.deps.copies,
      place: (...all: Parameters<typeof place>) =>
        all[1].item.id === broken ? Promise.reject(new Error('the outbox is broken')) : place(...all),
    };
    await world.moveBeyond(broken);

    await sweepApprovals({ ...world.deps, copies });

    expect([(await world.approvalOf(broken))?.round, (await world.approvalOf(fine))?.round]).toEqual([1, 2]);
  });
});
