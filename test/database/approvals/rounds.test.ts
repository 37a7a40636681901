import { expect, it } from 'vitest';
import type { ApprovalRefusal } from '../../../src/features/approvals/refusal.js';
import type { ItemChange } from '../../../src/features/follow-up/public.js';
import { describeOnBothEngines } from '../../support/databases.js';
import { openApprovalWorld, rules } from './approval-world.js';

const reasonOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'not refused',
    (error: unknown) => (error as ApprovalRefusal).reason,
  );

const material: [string, ItemChange][] = [
  ['what is done', { to: 'edit', fields: { title: 'Buy twice as many' } }],
  ['its details', { to: 'edit', fields: { details: 'For everybody' } }],
  ['its cost', { to: 'edit', fields: { costMinor: 999 } }],
  ['its KPI', { to: 'edit', fields: { kpiKey: 'leads' } }],
  ['its owner', { to: 'reassign', ownerKey: 'mia' }],
  ['its date, to a later one', { to: 'redate', dueOn: '2026-12-18', reason: 'late' }],
];

const other: [string, ItemChange][] = [
  ['its project', { to: 'edit', fields: { projectKey: 'site' } }],
  ['its type', { to: 'edit', fields: { actionType: 'exploratory' } }],
  ['its date, to an earlier one', { to: 'redate', dueOn: '2026-12-01', reason: 'sooner' }],
  ['when it is reminded of', { to: 'snooze', until: '2026-11-20' }],
];

describeOnBothEngines('what was asked, when it changes', (databases) => {
  const open = async () => {
    const world = await openApprovalWorld(await databases.open());
    await world.setRule(rules({ policy: { count: 2 } }));
    return world;
  };

  it('takes the votes back where it is what approvers were asked, and says so; older cards are refused', async () => {
    const world = await open();
    const found: unknown[] = [];

    for (const [title, change] of material) {
      const id = await world.raise({ by: 'ana', asks: 'why' });
      await world.vote('ben', id, 'approve');
      await world.change('lea', id, change);
      const { approval, votes } = await world.facts(id);
      const stale = await reasonOf(world.vote('chloe', id, 'approve', 1));
      found.push([title, approval.round, approval.state, votes.length, stale, approval.changedByKeys]);
    }

    expect(found).toEqual(material.map(([title]) => [title, 2, 'pending', 0, 'stale-round', ['lea']]));
  });

  it('keeps the votes where it is anything else', async () => {
    const world = await open();
    const found: unknown[] = [];

    for (const [title, change] of other) {
      const id = await world.raise({ by: 'ana', asks: 'why' });
      await world.vote('ben', id, 'approve');
      await world.change('lea', id, change);
      const { outcome } = await world.vote('chloe', id, 'approve', 1);
      found.push([title, outcome]);
    }

    expect(found).toEqual(other.map(([title]) => [title, 'approved']));
  });

  it('is never approved by whoever changed it, and no longer by whoever became its owner', async () => {
    const world = await open();
    await world.setRole('ana', 'approver', true);
    const id = await world.raise({ by: 'mia', asks: 'why', costMinor: 1 });
    await world.vote('ana', id, 'approve');

    await world.change('ana', id, { to: 'edit', fields: { costMinor: 900_000 } });
    await world.change('lea', id, { to: 'reassign', ownerKey: 'dan' });

    expect(await reasonOf(world.vote('ana', id, 'approve'))).toBe('own-request');
    expect(await reasonOf(world.vote('dan', id, 'approve'))).toBe('is-owner');
    expect((await world.facts(id)).electorate.map(({ personKey }) => personKey)).toEqual(['ben', 'chloe']);
  });

  it('gives the approvers their whole time again, by the rule as it is then', async () => {
    const world = await open();
    const id = await world.raise({ by: 'ana', asks: 'why' });
    await world.setRule(rules({ policy: 'majority', within: 2 }));
    world.moveTo('2026-11-19T09:00:00Z');

    await world.change('lea', id, { to: 'edit', fields: { title: 'Other' } });

    expect(await world.approvalOf(id)).toMatchObject({ policy: 'majority', round: 2 });
    expect((await world.approvalOf(id))?.expiresAt.toISOString()).toBe('2026-11-23T17:00:00.000Z');
  });

  it('is asked of another committee where the action goes there', async () => {
    const world = await open();
    const id = await world.raise({ by: 'ana', asks: 'why' });

    await world.change('ana', id, { to: 'edit', fields: { committeeId: world.committees.steering.id } });

    expect(await world.approvalOf(id)).toMatchObject({ committeeId: world.committees.steering.id, round: 2 });
  });

  it('is refused, and nothing stored, where nobody could approve what it becomes', async () => {
    const world = await open();
    for (const key of ['ben', 'chloe', 'sam', 'vera']) await world.setLeft(key, true);
    await world.setRule(rules());
    const id = await world.raise({ by: 'ana', asks: 'why' });

    expect(await reasonOf(world.change('lea', id, { to: 'reassign', ownerKey: 'dan' }))).toBe('nobody');
    expect((await world.itemOf(id)).ownerKey).toBe('lea');
    expect(await world.approvalOf(id)).toMatchObject({ round: 1, state: 'pending' });
  });

  it('is asked for anew after it was approved, and the action does not go ahead meanwhile', async () => {
    const world = await open();
    await world.setRule(rules());
    const id = await world.raise({ by: 'ana', asks: 'why' });
    await world.vote('ben', id, 'approve');

    await world.change('lea', id, { to: 'edit', fields: { projectKey: 'site' } });
    const untouched = (await world.itemOf(id)).state;
    await world.change('lea', id, { to: 'edit', fields: { costMinor: 50 } });

    expect([untouched, (await world.itemOf(id)).state]).toEqual(['open', 'proposed']);
    expect(await world.approvalOf(id)).toMatchObject({ state: 'pending', requestedByKey: 'lea', round: 1, why: 'why' });
    expect(await reasonOf(world.change('lea', id, { to: 'close', outcome: 'done' }))).toBe('pending');
    expect(await world.database.client.approval.count({ where: { itemId: id } })).toBe(2);
  });

  it('is asked for anew when what was rejected is opened again, and not when what was done is', async () => {
    const world = await open();
    await world.setRule(rules());
    const rejected = await world.raise({ by: 'ana', asks: 'why' });
    await world.vote('ben', rejected, 'reject');
    const done = await world.raise({ by: 'ana', asks: 'why' });
    await world.vote('ben', done, 'approve');
    await world.change('lea', done, { to: 'close', outcome: 'bought' });

    await world.change('lea', rejected, { to: 'reopen' });
    await world.change('lea', done, { to: 'reopen' });

    expect([(await world.itemOf(rejected)).state, (await world.approvalOf(rejected))?.state]).toEqual([
      'proposed',
      'pending',
    ]);
    expect([(await world.itemOf(done)).state, (await world.approvalOf(done))?.state]).toEqual(['open', 'approved']);
  });

  it('leaves an event for each step, with who asked what of whom, and by which policy', async () => {
    const world = await open();
    const id = await world.raise({ by: 'ana', asks: 'why', title: 'Buy', costMinor: 5 });
    await world.vote('ben', id, 'approve');
    await world.change('lea', id, { to: 'edit', fields: { costMinor: 6 } });
    await world.vote('ben', id, 'approve');
    await world.vote('chloe', id, 'approve');

    const events = await world.events(id);

    expect(events.map(({ what, actorKey }) => [what, actorKey])).toEqual([
      ['approval.requested', 'ana'],
      ['approval.voted', 'ben'],
      ['approval.voided', 'lea'],
      ['approval.voted', 'ben'],
      ['approval.voted', 'chloe'],
      ['approval.approved', 'chloe'],
    ]);
    expect(events[2]).toMatchObject({
      before: { round: 1, asked: { costMinor: 5 }, votes: [{ approverKey: 'ben', choice: 'approve' }] },
      after: { round: 2, asked: { costMinor: 6 }, policy: { count: 2 } },
    });
    expect(events[5]?.after).toMatchObject({
      tally: { approved: 2, rejected: 0, abstained: 0, unsaid: 1 },
      policy: { count: 2 },
      electorate: ['ben', 'chloe', 'dan'],
      asked: { title: 'Buy', costMinor: 6 },
      votes: [
        { approverKey: 'ben', castByKey: 'ben', choice: 'approve', counts: true },
        { approverKey: 'chloe', castByKey: 'chloe', choice: 'approve', counts: true },
      ],
    });
    expect(await world.chainFaults()).toEqual([]);
  });
});
