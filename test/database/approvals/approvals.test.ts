import { expect, it } from 'vitest';
import { ApprovalRefusal } from '../../../src/features/approvals/refusal.js';
import { castVote } from '../../../src/features/approvals/vote.js';
import { waitingFor } from '../../../src/features/approvals/waiting/waiting-for.js';
import { ItemForbidden } from '../../../src/features/follow-up/change.js';
import { ItemGated } from '../../../src/features/follow-up/public.js';
import { describeOnBothEngines } from '../../support/databases.js';
import { type ApprovalWorld, openApprovalWorld, rules } from './approval-world.js';

/** Why something was refused, or what was expected and not refused. */
async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'not refused';
  } catch (error) {
    if (error instanceof ApprovalRefusal || error instanceof ItemGated) return error.reason;
    if (error instanceof ItemForbidden) return 'forbidden';
    throw error;
  }
}

const stateOf = async (world: ApprovalWorld, itemId: string) => {
  const [item, approval] = [await world.itemOf(itemId), await world.approvalOf(itemId)];
  return [item.state, approval?.state ?? null];
};

describeOnBothEngines('an approval', (databases) => {
  const open = async () => openApprovalWorld(await databases.open());

  it('is asked for by whoever raises an action and says why; it is proposed until somebody approves', async () => {
    const world = await open();

    const id = await world.raise({ by: 'lea', asks: 'Sales is blocked without them' });
    const asked = await world.approvalOf(id);
    const first = await stateOf(world, id);
    const { outcome, castFor } = await world.vote('ben', id, 'approve');

    expect(asked).toMatchObject({
      why: 'Sales is blocked without them',
      requestedByKey: 'lea',
      policy: 'any',
      round: 1,
    });
    expect(asked?.expiresAt.toISOString()).toBe('2026-11-23T17:00:00.000Z');
    expect(first).toEqual(['proposed', 'pending']);
    expect([outcome, castFor]).toEqual(['approved', 'ben']);
    expect(await stateOf(world, id)).toEqual(['open', 'approved']);
    expect(world.changes.map(({ kind }) => kind)).toEqual(['requested', 'decided']);
    expect(world.copies).toEqual(['place', 'redraw', 'record']);
  });

  it('is asked for by the rule of the committee above its cost, also when an action that goes on becomes dearer', async () => {
    const world = await open();
    const cheap = await world.raise({ by: 'lea', costMinor: 100_000 });
    const dear = await world.raise({ by: 'lea', costMinor: 100_001 });
    const first = [await stateOf(world, cheap), await stateOf(world, dear)];

    await world.change('ana', cheap, { to: 'edit', fields: { costMinor: 500_000 } });

    expect(first).toEqual([
      ['open', null],
      ['proposed', 'pending'],
    ]);
    expect(await stateOf(world, cheap)).toEqual(['proposed', 'pending']);
    expect((await world.facts(cheap)).reasons).toEqual(['cost']);
    expect((await world.approvalOf(cheap))?.requestedByKey).toBe('ana');
  });

  it('is asked for by the type of an action where the rule names it', async () => {
    const world = await open();
    await world.setRule(rules({ types: ['preventive'] }));

    const raised = await world.raise({ by: 'lea', actionType: 'preventive' });
    const turned = await world.raise({ by: 'lea' });
    await world.change('lea', turned, { to: 'edit', fields: { actionType: 'preventive' } });

    expect([await stateOf(world, raised), await stateOf(world, turned)]).toEqual([
      ['proposed', 'pending'],
      ['proposed', 'pending'],
    ]);
  });

  it('is asked for with an edit, changed or not, and once: what is pending then is asked anew where it changed', async () => {
    const world = await open();
    const same = await world.raise({ by: 'lea' });
    const changed = await world.raise({ by: 'lea' });

    await world.changeAsking('lea', same, 'Better safe', { to: 'edit', fields: { title: 'Buy the licences' } });
    await world.changeAsking('lea', changed, 'It grew', { to: 'edit', fields: { title: 'Buy all licences' } });
    await world.changeAsking('lea', changed, 'Again', { to: 'edit', fields: { title: 'Buy no licences' } });

    expect([await stateOf(world, same), await stateOf(world, changed)]).toEqual([
      ['proposed', 'pending'],
      ['proposed', 'pending'],
    ]);
    expect(await world.approvalOf(same)).toMatchObject({ why: 'Better safe', round: 1 });
    expect(await world.approvalOf(changed)).toMatchObject({ why: 'It grew', round: 2 });
    expect(await refusal(world.changeAsking('ben', same, 'Mine', { to: 'edit', fields: {} }))).toBe('forbidden');
  });

  it('concerns no blocker, and no action for which nobody asks', async () => {
    const world = await open();

    const blocker = await world.raise({ kind: 'blocker', costMinor: 900_000 });
    const action = await world.raise({ by: 'lea' });

    expect([await world.approvalOf(blocker), await world.approvalOf(action)]).toEqual([null, null]);
    expect(await refusal(world.ask('mia', blocker))).toBe('not-an-action');
  });

  it('drops the action with the words of whoever rejects', async () => {
    const world = await open();
    const id = await world.raise({ asks: 'why' });

    await world.vote('chloe', id, 'reject');

    expect(await stateOf(world, id)).toEqual(['dropped', 'rejected']);
    expect(await world.itemOf(id)).toMatchObject({ outcome: 'chloe says reject', closedByKey: 'chloe' });
    expect(await world.approvalOf(id)).toMatchObject({ outcome: 'chloe says reject' });
  });

  it('says in the committee’s language that too few approved where nobody rejected', async () => {
    const world = await open();
    await world.setRule(rules({ policy: { count: 3 } }));
    const id = await world.raise({ asks: 'why' });

    await world.vote('ben', id, 'approve');
    const { outcome } = await world.vote('chloe', id, 'abstain');

    expect(outcome).toBe('rejected');
    expect((await world.itemOf(id)).outcome).toBe('Too few approved it: 1 of 3.');
  });

  it('is never given by whoever asked, by the owner, by a guest, or by somebody who is no approver', async () => {
    const world = await open();
    const asked = await world.raise({ by: 'ben', asks: 'why' });
    const owned = await world.raise({ ownerKey: 'chloe', asks: 'why' });

    expect(await refusal(world.vote('ben', asked, 'approve'))).toBe('own-request');
    expect(await refusal(world.vote('chloe', owned, 'approve'))).toBe('is-owner');
    expect(await refusal(world.vote('gil', owned, 'approve'))).toBe('guest');
    expect(await refusal(world.vote('ana', owned, 'approve'))).toBe('not-approver');
    expect(await refusal(world.vote('sam', owned, 'approve'))).toBe('not-approver');
    expect(await refusal(world.vote('unknown', owned, 'approve'))).toBe('not-approver');
    expect([await stateOf(world, asked), await stateOf(world, owned)]).toEqual([
      ['proposed', 'pending'],
      ['proposed', 'pending'],
    ]);
    expect(await world.votes(owned)).toEqual([]);
  });

  it('is given by who may at the moment of the click: not by somebody who has left, nor with the votes of them', async () => {
    const world = await open();
    await world.setRule(rules({ policy: 'majority' }));
    const id = await world.raise({ asks: 'why' });
    await world.vote('ben', id, 'approve');
    await world.setLeft('ben', true);

    const gone = await refusal(world.vote('ben', id, 'approve'));
    const { outcome } = await world.vote('chloe', id, 'approve');
    await world.setRole('dan', 'approver', false);
    const stranger = await refusal(world.vote('dan', id, 'approve'));
    const again = await world.vote('chloe', id, 'approve');

    expect([gone, outcome, stranger]).toEqual(['not-approver', 'pending', 'not-approver']);
    // Nobody is left to wait for, and still no roster decides: it takes a click that says something.
    expect([again.outcome, again.castFor]).toEqual(['approved', null]);
    expect(await stateOf(world, id)).toEqual(['open', 'approved']);
  });

  it('counts each approver once, however often they click, and their newest word', async () => {
    const world = await open();
    await world.setRule(rules({ policy: { count: 2 } }));
    const id = await world.raise({ asks: 'why' });

    await world.vote('ben', id, 'reject');
    await world.vote('ben', id, 'approve');
    const second = await world.vote('ben', id, 'approve');
    const votes = await world.votes(id);
    const { outcome } = await world.vote('dan', id, 'approve');

    expect([second.outcome, second.castFor]).toEqual(['pending', null]);
    expect(votes).toMatchObject([{ approverKey: 'ben', choice: 'approve' }]);
    expect(outcome).toBe('approved');
    const voted = (await world.events(id)).filter(({ what }) => what === 'approval.voted');
    expect(voted.map(({ before, after }) => [before?.['choice'], after['choice']])).toEqual([
      [undefined, 'reject'],
      ['reject', 'approve'],
      [undefined, 'approve'],
    ]);
  });

  it('is decided once: a click afterwards is told', async () => {
    const world = await open();
    const id = await world.raise({ asks: 'why' });
    await world.vote('ben', id, 'approve');

    expect(await refusal(world.vote('chloe', id, 'reject'))).toBe('decided');
    expect(await stateOf(world, id)).toEqual(['open', 'approved']);
    expect((await world.facts(id)).endedByKey).toBe('ben');
  });

  it('keeps a wish for a change without deciding, and needs words for it and for a rejection', async () => {
    const world = await open();
    const id = await world.raise({ asks: 'why' });
    const { id: approvalId } = await world.facts(id).then(({ approval }) => approval);

    const { outcome } = await world.vote('ben', id, 'change');

    expect(outcome).toBe('pending');
    expect((await world.facts(id)).votes).toMatchObject([{ choice: 'change', comment: 'ben says change' }]);
    expect((await world.facts(id)).tally).toEqual({ approved: 0, rejected: 0, abstained: 0, unsaid: 3 });
    const silent = { approvalId, round: 1, personKey: 'ben', choice: 'reject', comment: ' ' } as const;
    await expect(castVote(world.deps, silent)).rejects.toMatchObject({ fields: { comment: 'required' } });
  });

  it('runs to its end where everybody abstains', async () => {
    const world = await open();
    const id = await world.raise({ asks: 'why' });

    for (const key of ['ben', 'chloe', 'dan']) await world.vote(key, id, 'abstain');

    expect(await stateOf(world, id)).toEqual(['proposed', 'pending']);
  });

  it('keeps an action from being accepted or done, and not from being dropped, which withdraws it', async () => {
    const world = await open();
    const id = await world.raise({ asks: 'why' });

    expect(await refusal(world.change('lea', id, { to: 'accept' }))).toBe('pending');
    expect(await refusal(world.change('lea', id, { to: 'close', outcome: 'Bought' }))).toBe('pending');
    await world.change('lea', id, { to: 'drop', reason: 'Found some' });

    expect(await stateOf(world, id)).toEqual(['dropped', 'withdrawn']);
    expect(await world.approvalOf(id)).toMatchObject({ outcome: 'Found some' });
    expect(await refusal(world.vote('ben', id, 'approve'))).toBe('decided');
  });

  it('is withdrawn by whoever asked, the owner or a lead; what the rule calls for still does not go ahead', async () => {
    const world = await open();
    const own = await world.raise({ asks: 'why' });
    const ruled = await world.raise({ by: 'lea', costMinor: 900_000 });

    expect(await refusal(world.withdraw('ben', own))).toBe('forbidden');
    await world.withdraw('mia', own);
    await world.withdraw('ana', ruled);
    await world.change('lea', own, { to: 'accept' });

    expect(await refusal(world.change('lea', ruled, { to: 'accept' }))).toBe('unapproved');
    expect([await stateOf(world, own), await stateOf(world, ruled)]).toEqual([
      ['open', 'withdrawn'],
      ['proposed', 'withdrawn'],
    ]);
    await world.ask('lea', ruled);
    expect(await stateOf(world, ruled)).toEqual(['proposed', 'pending']);
  });

  it('is asked for once at a time, by whoever may change the action, while it is open', async () => {
    const world = await open();
    const id = await world.raise({ by: 'lea' });

    expect(await refusal(world.ask('mia', id))).toBe('forbidden');
    await world.ask('lea', id);
    expect(await refusal(world.ask('ana', id))).toBe('pending');
    await world.change('lea', id, { to: 'drop', reason: 'no' });
    expect(await refusal(world.ask('lea', id))).toBe('closed');
  });

  it('is asked of the committee above where nobody of this one is free, and at the top of its chair', async () => {
    const world = await open();
    for (const key of ['chloe', 'dan']) await world.setRole(key, 'approver', false);
    const up = await world.raise({ by: 'ben', asks: 'why' });
    await world.setLeft('sam', true);
    const top = await world.raise({ by: 'ben', asks: 'why' });
    await world.setLeft('vera', true);
    const nowhere = await refusal(world.raise({ by: 'ben', asks: 'why', title: 'Nowhere' }));

    expect(await world.approvalOf(up)).toMatchObject({ committeeId: world.committees.steering.id, stage: 'approvers' });
    expect(await world.approvalOf(top)).toMatchObject({ committeeId: world.committees.board.id, stage: 'chair' });
    expect(nowhere).toBe('nobody');
    expect(await world.database.client.item.count({ where: { title: 'Nowhere' } })).toBe(0);
  });

  it('is asked of the committee above where too few may vote for the policy of this one', async () => {
    const world = await open();
    await world.setRule(rules({ policy: { count: 3 } }));

    const id = await world.raise({ ownerKey: 'dan', asks: 'why' });

    expect((await world.approvalOf(id))?.committeeId).toBe(world.committees.steering.id);
  });

  it('lists for each what waits for them, until they have said it', async () => {
    const world = await open();
    await world.setRule(rules({ policy: 'all' }));
    const id = await world.raise({ asks: 'why' });
    await world.delegate('dan', 'mia');
    await world.delegate('chloe', 'lea');
    const waits = async (personKey: string) => {
      const ask = { workspaceId: world.workspaceId, personKey, at: world.now() };
      return (await waitingFor(world.database.client, ask)).length;
    };
    const before = await Promise.all(['ben', 'dan', 'mia', 'lea', 'ana', 'gil', 'sam'].map(waits));

    await world.vote('ben', id, 'approve');
    await world.vote('dan', id, 'change');

    // Mia asked, and Lea owns it: neither votes in another's place.
    expect(before).toEqual([1, 1, 0, 0, 0, 0, 0]);
    expect([await waits('ben'), await waits('dan'), await waits('chloe')]).toEqual([0, 1, 1]);
  });
});
