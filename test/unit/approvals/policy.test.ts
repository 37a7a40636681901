import { describe, expect, it } from 'vitest';
import { isReachable, type Judgement, judge, type Tally } from '../../../src/features/approvals/policy.js';
import type { ApprovalPolicy } from '../../../src/organisation/committees/approval-rule.js';

const choices = ['approve', 'reject', 'abstain', 'unsaid'] as const;
type Choice = (typeof choices)[number];

/** Every way in which so many people can have voted. */
function allVotes(people: number): Choice[][] {
  if (people === 0) return [[]];
  return allVotes(people - 1).flatMap((votes) => choices.map((choice) => [...votes, choice]));
}

const count = (votes: readonly Choice[], choice: Choice) => votes.filter((vote) => vote === choice).length;

/** Every way in which those who have not said anything may still vote. */
function completions(votes: readonly Choice[]): Choice[][] {
  const at = votes.indexOf('unsaid');
  if (at < 0) return [[...votes]];
  return (['approve', 'reject', 'abstain'] as const).flatMap((choice) => completions(votes.with(at, choice)));
}

/** What a policy says of votes that are all there, in the words of the issue. */
function isApprovedByAll(policy: ApprovalPolicy, votes: readonly Choice[]): boolean {
  const [approved, rejected] = [count(votes, 'approve'), count(votes, 'reject')];
  if (approved === 0) return false;
  if (policy === 'any' || policy === 'all') return rejected === 0;
  return policy === 'majority' ? approved / (approved + rejected) > 0.5 : approved >= policy.count;
}

/** The same by trying out everything that may still happen, and by nothing else. */
function modelled(policy: ApprovalPolicy, votes: readonly Choice[]): Judgement {
  const hasSpoken = votes.some((vote) => vote === 'approve' || vote === 'reject');
  if (!hasSpoken) return 'pending';
  // The first who approves or rejects decides, whatever the others might have said.
  if (policy === 'any') return votes.includes('reject') ? 'rejected' : 'approved';
  const futures = completions(votes).map((all) => isApprovedByAll(policy, all));
  if (futures.every(Boolean)) return 'approved';
  if (futures.some(Boolean)) return 'pending';
  const couldEver = isApprovedByAll(
    policy,
    votes.map(() => 'approve'),
  );
  return couldEver || votes.includes('reject') ? 'rejected' : 'pending';
}

function tally(votes: readonly Choice[]): Tally {
  return {
    approved: count(votes, 'approve'),
    rejected: count(votes, 'reject'),
    abstained: count(votes, 'abstain'),
    unsaid: count(votes, 'unsaid'),
  };
}

const policies: ApprovalPolicy[] = ['any', 'all', 'majority', { count: 1 }, { count: 2 }, { count: 3 }, { count: 6 }];

describe('a policy', () => {
  it.each(policies)('decides as its words say, for every vote of up to five people: %j', (policy) => {
    const votes = [0, 1, 2, 3, 4, 5].flatMap(allVotes);

    const wrong = votes.filter((all) => judge(policy, tally(all)) !== modelled(policy, all));

    expect(votes).toHaveLength(1 + 4 + 16 + 64 + 256 + 1024);
    expect(wrong).toEqual([]);
  });

  it.each<[ApprovalPolicy, Partial<Tally>, Judgement]>([
    ['any', { approved: 1, unsaid: 199 }, 'approved'],
    ['any', { rejected: 1, unsaid: 199 }, 'rejected'],
    ['any', { abstained: 2 }, 'pending'],
    ['all', { approved: 2, unsaid: 1 }, 'pending'],
    ['all', { approved: 2, abstained: 1 }, 'approved'],
    ['all', { approved: 2, rejected: 1 }, 'rejected'],
    ['all', { abstained: 3 }, 'pending'],
    ['majority', { approved: 1, rejected: 1 }, 'rejected'],
    ['majority', { approved: 1, rejected: 1, abstained: 1 }, 'rejected'],
    ['majority', { approved: 2, rejected: 1 }, 'approved'],
    ['majority', { approved: 2, unsaid: 2 }, 'pending'],
    ['majority', { rejected: 2, unsaid: 2 }, 'rejected'],
    [{ count: 2 }, { approved: 1, abstained: 2 }, 'rejected'],
    [{ count: 2 }, { approved: 2, rejected: 5 }, 'approved'],
    [{ count: 3 }, { approved: 2 }, 'pending'],
    [{ count: 3 }, { approved: 1, rejected: 1 }, 'rejected'],
  ])('%j makes of %j: %s', (policy, some, judgement) => {
    const none = { approved: 0, rejected: 0, abstained: 0, unsaid: 0 };

    expect(judge(policy, { ...none, ...some })).toBe(judgement);
  });

  it('never approves without somebody who approves, and never decides by silence', () => {
    const silent = { approved: 0, rejected: 0, abstained: 7, unsaid: 3 };

    expect(policies.map((policy) => judge(policy, silent))).toEqual(policies.map(() => 'pending'));
  });

  it('is within reach of as many people as it takes', () => {
    expect([isReachable('all', 0), isReachable('all', 1), isReachable({ count: 3 }, 2)]).toEqual([false, true, false]);
    expect(isReachable({ count: 3 }, 3)).toBe(true);
  });
});
