import { expect, it } from 'vitest';
import { endDelegation } from '../../../src/features/approvals/delegations/delegate.js';
import { DelegationRefusal } from '../../../src/features/approvals/delegations/delegation-refusal.js';
import { delegationsOf } from '../../../src/features/approvals/delegations/stored-delegations.js';
import type { ApprovalRefusal } from '../../../src/features/approvals/refusal.js';
import { describeOnBothEngines } from '../../support/databases.js';
import { openApprovalWorld, rules } from './approval-world.js';

const problemOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (error: unknown) => (error instanceof DelegationRefusal ? error.problem : (error as ApprovalRefusal).reason),
  );

describeOnBothEngines('a delegation', (databases) => {
  const open = async () => {
    const world = await openApprovalWorld(await databases.open());
    await world.setRule(rules({ policy: { count: 2 } }));
    return world;
  };

  it('adds nothing to the vote of somebody who has their own: two approvals are those of two people', async () => {
    const world = await open();
    const id = await world.raise({ asks: 'why' });
    await world.delegate('chloe', 'ben');

    const first = await world.vote('ben', id, 'approve');
    const again = await world.vote('ben', id, 'approve');
    const second = await world.vote('dan', id, 'approve');

    expect([first.outcome, first.castFor]).toEqual(['pending', 'ben']);
    expect([again.outcome, again.castFor]).toEqual(['pending', null]);
    expect(await world.votes(id)).toMatchObject([
      { approverKey: 'ben', castByKey: 'ben' },
      { approverKey: 'dan', castByKey: 'dan' },
    ]);
    expect(second.outcome).toBe('approved');
  });

  it('stands in for one of two who are away, and stays with that one', async () => {
    const world = await open();
    const id = await world.raise({ by: 'lea', asks: 'why' });
    await world.delegate('ben', 'mia');
    await world.delegate('chloe', 'mia');

    const first = await world.vote('mia', id, 'approve');
    const again = await world.vote('mia', id, 'abstain');

    expect([first.outcome, first.castFor, again.castFor]).toEqual(['pending', 'ben', 'ben']);
    expect(await world.votes(id)).toMatchObject([{ approverKey: 'ben', castByKey: 'mia', choice: 'abstain' }]);
    // Whoever was stood in for votes themselves: the stand-in is free for the other.
    await world.vote('ben', id, 'approve');
    expect((await world.vote('mia', id, 'approve')).outcome).toBe('approved');
    const voted = (await world.events(id)).filter(({ what }) => what !== 'approval.requested');
    expect(voted.map(({ what, actorKey, onBehalfOf }) => [what, actorKey, onBehalfOf])).toEqual([
      ['approval.voted', 'mia', 'ben'],
      ['approval.voted', 'mia', 'ben'],
      ['approval.voted', 'ben', null],
      ['approval.voted', 'mia', 'chloe'],
      ['approval.approved', 'mia', 'chloe'],
    ]);
  });

  it('takes back what a stand-in said for another, once they have a vote of their own and give it', async () => {
    const world = await open();
    const id = await world.raise({ by: 'lea', asks: 'why' });
    await world.delegate('chloe', 'mia');
    await world.vote('mia', id, 'approve');

    await world.setRole('mia', 'approver', true);
    const own = await world.vote('mia', id, 'approve');

    expect([own.outcome, own.castFor]).toEqual(['pending', 'mia']);
    expect(await world.votes(id)).toMatchObject([{ approverKey: 'mia', castByKey: 'mia' }]);
    expect((await world.events(id)).at(-1)?.after).toMatchObject({ takenBack: ['chloe'] });
  });

  it('counts once what an older version counted twice', async () => {
    const world = await open();
    const id = await world.raise({ asks: 'why' });
    await world.vote('ben', id, 'approve');
    const own = await world.database.client.vote.findFirstOrThrow();
    await world.database.client.vote.create({ data: { ...own, approverKey: 'chloe' } });

    expect((await world.facts(id)).tally).toMatchObject({ approved: 1, unsaid: 2 });
  });

  it('lets a member without a vote of their own cast one', async () => {
    const world = await open();
    await world.setRule(rules());
    const id = await world.raise({ by: 'lea', ownerKey: 'lea', asks: 'why' });
    await world.delegate('chloe', 'mia');

    const { castFor } = await world.vote('mia', id, 'approve');

    expect(castFor).toBe('chloe');
    expect((await world.events(id)).at(-1)).toMatchObject({
      what: 'approval.approved',
      actorKey: 'mia',
      onBehalfOf: 'chloe',
    });
  });

  it('gives way to the approver’s own word, before and after', async () => {
    const world = await open();
    await world.setRule(rules({ policy: 'all' }));
    const id = await world.raise({ by: 'lea', asks: 'why' });
    await world.delegate('chloe', 'mia');

    await world.vote('mia', id, 'approve');
    await world.vote('chloe', id, 'abstain');

    expect(await problemOf(world.vote('mia', id, 'change'))).toBe('spoken');
    expect((await world.facts(id)).votes).toMatchObject([
      { approverKey: 'chloe', castByKey: 'chloe', choice: 'abstain' },
    ]);
  });

  it('casts nothing for somebody who has said something themselves, and says that, also of a wish for a change', async () => {
    const world = await open();
    await world.setRule(rules({ policy: 'all' }));
    const id = await world.raise({ by: 'lea', asks: 'why' });
    await world.delegate('chloe', 'mia');

    await world.vote('chloe', id, 'change');

    expect(await problemOf(world.vote('mia', id, 'approve'))).toBe('spoken');
    expect((await world.facts(id)).votes).toMatchObject([{ approverKey: 'chloe', castByKey: 'chloe' }]);
  });

  it('holds on its days, in the zone of the committee, until it is taken back', async () => {
    const world = await open();
    await world.setRule(rules({ policy: 'all' }));
    const id = await world.raise({ by: 'lea', asks: 'why' });
    const delegationId = await world.delegate('chloe', 'mia', { fromOn: '2026-11-17', toOn: '2026-11-18' });
    const at = async (instant: string) => {
      world.moveTo(instant);
      const { electorate } = await world.facts(id);
      return electorate.find(({ personKey }) => personKey === 'chloe')?.delegateKey ?? null;
    };

    const held = [
      await at('2026-11-16T22:59:00Z'),
      await at('2026-11-16T23:00:00Z'),
      await at('2026-11-18T22:59:00Z'),
      await at('2026-11-18T23:00:00Z'),
    ];
    world.moveTo('2026-11-17T09:00:00Z');
    const early = await problemOf(world.vote('mia', id, 'approve'));
    await endDelegation(world.deps, { id: delegationId, fromKey: 'chloe', actorKey: 'chloe' });

    expect(held).toEqual([null, 'mia', 'mia', null]);
    expect([early, await problemOf(world.vote('mia', id, 'approve'))]).toEqual(['none', 'not-approver']);
    // What was cast while it held stays.
    expect((await world.facts(id)).tally).toMatchObject({ approved: 1 });
  });

  it('passes nothing on that was delegated to whoever delegates', async () => {
    const world = await open();
    const id = await world.raise({ by: 'lea', asks: 'why' });
    await world.delegate('chloe', 'ben');
    await world.delegate('ben', 'mia');

    const { castFor } = await world.vote('mia', id, 'approve');

    expect(castFor).toBe('ben');
  });

  it('is never used by whoever asked or owns the action', async () => {
    const world = await open();
    const id = await world.raise({ by: 'mia', ownerKey: 'lea', asks: 'why' });
    await world.delegate('ben', 'mia');
    await world.delegate('chloe', 'lea');

    expect(await problemOf(world.vote('mia', id, 'approve'))).toBe('own-request');
    expect(await problemOf(world.vote('lea', id, 'approve'))).toBe('is-owner');
  });

  it('is given by an approver, to somebody else of the committee who has an account and is no guest', async () => {
    const world = await open();
    await world.setLeft('dan', true);

    expect(await problemOf(world.delegate('mia', 'ben'))).toBe('not-approver');
    expect(await problemOf(world.delegate('ben', 'ben'))).toBe('yourself');
    expect(await problemOf(world.delegate('ben', 'sam'))).toBe('not-member');
    expect(await problemOf(world.delegate('ben', 'gil'))).toBe('guest');
    expect(await problemOf(world.delegate('ben', 'dan'))).toBe('left');
    expect(await world.database.client.delegation.count()).toBe(0);
  });

  it('has days that can be, and shares none with another of the same approver', async () => {
    const world = await open();
    await world.delegate('ben', 'mia', { fromOn: '2026-12-01', toOn: '2026-12-05' });

    const days = (fromOn: string, toOn: string) => problemOf(world.delegate('ben', 'chloe', { fromOn, toOn }));

    expect(await days('2026-02-30', '2026-12-01')).toBe('not-a-date');
    expect(await days('2026-11-20', '2026-11-19')).toBe('before-start');
    expect(await days('2026-11-01', '2026-11-15')).toBe('over');
    expect(await days('2026-12-10', '2028-01-14')).toBe('too-long');
    expect(await days('2026-12-05', '2026-12-09')).toBe('overlap');
    expect(await days('2026-12-06', '2026-12-09')).toBe('none');
  });

  it('is not given to somebody who gives their own vote away on some of these days', async () => {
    const world = await open();
    await world.delegate('chloe', 'mia', { fromOn: '2026-11-20', toOn: '2026-11-25' });

    expect(await problemOf(world.delegate('ben', 'chloe', { fromOn: '2026-11-25', toOn: '2026-11-28' }))).toBe('chain');
    expect(await problemOf(world.delegate('ben', 'chloe', { fromOn: '2026-11-26', toOn: '2026-11-28' }))).toBe('none');
  });

  it('cannot be given twice at the same moment', async () => {
    const world = await open();

    const problems = await Promise.all([
      problemOf(world.delegate('ben', 'mia')),
      problemOf(world.delegate('ben', 'lea')),
      problemOf(world.delegate('ben', 'chloe')),
    ]);

    expect(problems.toSorted()).toEqual(['none', 'overlap', 'overlap']);
    expect(await world.database.client.delegation.count()).toBe(1);
  });

  it('is listed for whoever gave it and whoever holds it, taken back by its giver alone, and recorded', async () => {
    const world = await open();
    const id = await world.delegate('ben', 'mia');
    const listed = async (personKey: string) => {
      const ask = { workspaceId: world.workspaceId, personKey, from: '2026-11-16' };
      const { given, held } = await delegationsOf(world.database.client, ask);
      return [given.length, held.length];
    };
    const before = [await listed('ben'), await listed('mia'), await listed('lea')];

    const stranger = await endDelegation(world.deps, { id, fromKey: 'mia', actorKey: 'mia' });
    const ended = await endDelegation(world.deps, { id, fromKey: 'ben', actorKey: 'ben' });
    const again = await endDelegation(world.deps, { id, fromKey: 'ben', actorKey: 'ben' });

    expect(before).toEqual([
      [1, 0],
      [0, 1],
      [0, 0],
    ]);
    expect([stranger, ended?.id, again]).toEqual([null, id, null]);
    expect(await listed('ben')).toEqual([0, 0]);
    const events = await world.database.client.event.findMany({ where: { subjectKind: 'delegation' } });
    expect(events.map(({ what, actorKey }) => [what, actorKey])).toEqual([
      ['delegation.added', 'ben'],
      ['delegation.ended', 'ben'],
    ]);
  });
});
