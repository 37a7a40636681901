import type { ApprovalPolicy } from '../../organisation/committees/approval-rule.js';

/** What those who may vote have said: each of them is counted once. Who asks for a change has not said yet. */
export type Tally = {
  readonly approved: number;
  readonly rejected: number;
  readonly abstained: number;
  readonly unsaid: number;
};

export type Judgement = 'pending' | 'approved' | 'rejected';

/**
 * What a policy makes of the votes. `any`: the first who approves or rejects decides. `all`: each approves; one who
 * rejects decides. `majority`: more than half approve. A count: so many approve. Who abstains leaves the count of `all`
 * and `majority`; a count stays what it is. At least one must approve, and a tie is no approval.
 *
 * Rejected as soon as approval is out of reach, but never by silence: while nobody approved or rejected, nothing is
 * decided; nor is it where too few may vote for the count ever to be met, and nobody rejects.
 */
export function judge(policy: ApprovalPolicy, tally: Tally): Judgement {
  const { approved, rejected, abstained, unsaid } = tally;
  if (approved + rejected === 0) return 'pending';
  if (isMet(policy, tally)) return 'approved';
  const isTooFew = !isReachable(policy, approved + rejected + abstained + unsaid);
  if (isTooFew && rejected === 0) return 'pending';
  // What could still be: everybody who has not said anything approves.
  return isMet(policy, { ...tally, approved: approved + unsaid, unsaid: 0 }) ? 'pending' : 'rejected';
}

function isMet(policy: ApprovalPolicy, { approved, rejected, unsaid }: Tally): boolean {
  if (approved === 0) return false;
  if (policy === 'any') return rejected === 0;
  if (policy === 'all') return rejected === 0 && unsaid === 0;
  if (policy === 'majority') return approved > rejected + unsaid;
  return approved >= policy.count;
}

/** Whether so many people could approve at all. */
export function isReachable(policy: ApprovalPolicy, people: number): boolean {
  return people >= (typeof policy === 'object' ? policy.count : 1);
}
