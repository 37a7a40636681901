import { expect, it } from 'vitest';
import { endDelegation } from '../../../src/features/approvals/delegations/delegate.js';
import { AppError } from '../../../src/kernel/errors.js';
import type { ApprovalPolicy } from '../../../src/organisation/committees/approval-rule.js';
import { describeOnBothEngines } from '../../support/databases.js';
import { seeded } from '../../support/seeded.js';
import { type ApprovalWorld, openApprovalWorld, rules } from './approval-world.js';
import { Model, randomStep, type Seen, type Step } from './model.js';

const policies: ApprovalPolicy[] = ['any', 'all', 'majority', { count: 2 }, { count: 3 }];

/** Runs of so many steps; both engines take a few seconds for them. */
const sequences = Number(process.env['APPROVAL_SEQUENCES'] ?? 12);
const stepsEach = 25;

/** Everybody back where the model begins, and a new action. */
async function begin(world: ApprovalWorld, policy: ApprovalPolicy): Promise<string> {
  const { client } = world.database;
  world.moveTo('2026-11-16T09:00:00Z');
  await client.delegation.updateMany({ data: { endedAt: world.now() } });
  await client.person.updateMany({ data: { leftAt: null } });
  for (const key of ['ana', 'ben', 'chloe', 'dan']) await world.setRole(key, 'approver', true);
  await world.setRule(rules({ policy }));
  return world.raise({ by: 'mia', asks: 'why', costMinor: 1, dueOn: '2027-01-04' });
}

/** What the store says, as the model would say it. */
async function seen(world: ApprovalWorld, itemId: string): Promise<Seen> {
  const { committees } = world;
  const approval = await world.approvalOf(itemId);
  const level = [committees.ops.id, committees.steering.id, committees.board.id].indexOf(approval?.committeeId ?? '');
  const votes = approval ? (await world.votes(itemId)).filter(({ round }) => round === approval.round) : [];
  return {
    item: (await world.itemOf(itemId)).state,
    asked: approval && { state: approval.state, round: approval.round, level },
    votes: votes.map(({ approverKey, choice, castByKey }) => `${approverKey} ${choice} by ${castByKey}`).toSorted(),
    approvals: await world.database.client.approval.count({ where: { itemId } }),
  };
}

let day = 0;

/** Makes a step in the store; false where it is refused. */
async function make(world: ApprovalWorld, itemId: string, step: Step): Promise<boolean> {
  try {
    return (await attempt(world, itemId, step)) !== false;
  } catch (error) {
    if (error instanceof AppError && error.code !== 'internal' && error.code !== 'external') return false;
    throw error;
  }
}

async function attempt(world: ApprovalWorld, itemId: string, step: Step): Promise<unknown> {
  switch (step.do) {
    case 'vote': {
      const approval = await world.approvalOf(itemId);
      return world.vote(step.by, itemId, step.choice, (approval?.round ?? 1) - step.roundsAgo);
    }
    case 'edit':
      return world.change(step.by, itemId, await editOf(world, itemId, step.what));
    case 'hand over':
      return world.change(step.by, itemId, { to: 'reassign', ownerKey: step.to });
    case 'delegate':
      return world.delegate(step.from, step.to, { fromOn: '2026-11-16', toOn: '2027-12-01' });
    case 'take back':
      return takeBack(world, step.from);
    case 'leave':
    case 'return':
      return void (await world.setLeft(step.who, step.do === 'leave'));
    case 'lose role':
    case 'gain role':
      return void (await world.setRole(step.who, 'approver', step.do === 'gain role'));
    case 'ask':
      return world.ask(step.by, itemId);
    case 'withdraw':
      return void (await world.withdraw(step.by, itemId));
    case 'drop':
      return world.change(step.by, itemId, { to: 'drop', reason: 'no' });
    case 'reopen':
    case 'accept':
      return world.change(step.by, itemId, { to: step.do });
    case 'run out of time':
      return runOut(world, itemId, step.isNoticed);
  }
}

async function editOf(world: ApprovalWorld, itemId: string, what: 'title' | 'cost' | 'type' | 'later' | 'sooner') {
  const item = await world.itemOf(itemId);
  day += 1;
  if (what === 'title') return { to: 'edit', fields: { title: `Title ${day}` } } as const;
  if (what === 'cost') return { to: 'edit', fields: { costMinor: 200_000 + day } } as const;
  const type = item.kind === 'action' && item.actionType === 'corrective' ? 'exploratory' : 'corrective';
  if (what === 'type') return { to: 'edit', fields: { actionType: type } } as const;
  const date = new Date(`${item.dueOn}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + (what === 'later' ? 1 : -1));
  return { to: 'redate', dueOn: date.toISOString().slice(0, 10), reason: 'why not' } as const;
}

async function takeBack(world: ApprovalWorld, fromKey: string): Promise<boolean> {
  const found = await world.database.client.delegation.findFirst({ where: { fromKey, endedAt: null } });
  return found !== null && (await endDelegation(world.deps, { id: found.id, fromKey, actorKey: fromKey })) !== null;
}

async function runOut(world: ApprovalWorld, itemId: string, isNoticed: boolean): Promise<void> {
  const approval = await world.approvalOf(itemId);
  if (approval?.state !== 'pending') return;
  if (world.now() <= approval.expiresAt) await world.moveBeyond(itemId);
  if (isNoticed) await world.sweep();
}

/** What is wrong with the store after these steps, or null: whatever happens, it must say what the model says. */
async function difference(
  world: ApprovalWorld,
  policy: ApprovalPolicy,
  steps: readonly Step[],
): Promise<string | null> {
  const itemId = await begin(world, policy);
  const model = new Model(policy);
  for (const [index, step] of steps.entries()) {
    const [expected, done] = [model.take(step), await make(world, itemId, step)];
    const [wanted, found] = [JSON.stringify(model.see()), JSON.stringify(await seen(world, itemId))];
    if (expected !== done) return `step ${index}: expected it ${expected ? 'to be done' : 'to be refused'}; ${wanted}`;
    if (wanted !== found) return `step ${index}: expected ${wanted}, found ${found}`;
  }
  return recordProblem(world, itemId);
}

/** By the record alone: an outcome at most for each approval, and none that its own count does not carry. */
async function recordProblem(world: ApprovalWorld, itemId: string): Promise<string | null> {
  const events = await world.events(itemId);
  const ends = events.filter(({ what }) => /approved|rejected|expired|withdrawn/.test(what));
  if (new Set(ends.map(({ subjectId }) => subjectId)).size !== ends.length) return 'an approval ended twice';
  const wrong = ends
    .filter(({ what }) => what === 'approval.approved')
    .find(({ after, actorKey }) => {
      const { electorate, votes, requestedByKey, changedByKeys, asked } = after as unknown as Recorded;
      const cast = votes.filter(({ castByKey, counts }) => counts && castByKey === actorKey);
      const counted = votes.filter(({ counts }) => counts);
      const isTwofold = new Set(counted.map(({ castByKey }) => castByKey)).size !== counted.length;
      const interested = [requestedByKey, ...changedByKeys, asked.ownerKey];
      return isTwofold || cast.length !== 1 || interested.some((key) => electorate.includes(key) || key === actorKey);
    });
  return wrong ? `approved by somebody who may not: ${JSON.stringify(wrong.after)}` : null;
}

type Recorded = {
  readonly electorate: readonly string[];
  readonly votes: readonly { readonly castByKey: string; readonly counts: boolean }[];
  readonly requestedByKey: string;
  readonly changedByKeys: readonly string[];
  readonly asked: { readonly ownerKey: string };
};

/** Leaves out one step after the other, as long as something is still wrong. */
async function shortened(world: ApprovalWorld, policy: ApprovalPolicy, steps: readonly Step[]): Promise<string> {
  let shortest = steps;
  let problem = await difference(world, policy, steps);
  for (let index = steps.length - 1; index >= 0; index -= 1) {
    const fewer = shortest.toSpliced(index, 1);
    const found = await difference(world, policy, fewer);
    if (found === null) continue;
    [shortest, problem] = [fewer, found];
  }
  return [problem, ...shortest.map((step) => JSON.stringify(step))].join('\n');
}

describeOnBothEngines('approvals, whatever happens in whatever order', (databases) => {
  it('say what a small model of the rules says: never approved without the policy, by one person for two, nor by the wrong one', async () => {
    const world = await openApprovalWorld(await databases.open());
    const outcomes = new Map<string, number>();

    for (let seed = 1; seed <= sequences; seed += 1) {
      const random = seeded(seed);
      const policy = policies[seed % policies.length] ?? 'any';
      const steps = Array.from({ length: stepsEach }, () => randomStep(random));
      if ((await difference(world, policy, steps)) !== null) {
        expect.fail(`seed ${seed}, ${JSON.stringify(policy)}: ${await shortened(world, policy, steps)}`);
      }
    }

    const ended = await world.database.client.approval.groupBy({ by: ['state'], _count: true });
    for (const { state, _count: count } of ended) outcomes.set(state, count);
    // The sequences come to every kind of end, or the test would show less than it says.
    expect([...outcomes.keys()].toSorted()).toEqual(expect.arrayContaining(['approved', 'rejected', 'withdrawn']));
    expect(await world.chainFaults()).toEqual([]);
  });
});
