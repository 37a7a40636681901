import { findCommitteeById } from '../../organisation/committees/committees.js';
import type { Transaction } from '../../platform/db/database.js';
import { type Item, lockItem, moveItem } from '../follow-up/public.js';
import type { Approval, Vote } from './approval.js';
import type { ApprovalDeps } from './approval-deps.js';
import { recordApproval, requestFacts } from './approval-events.js';
import { countedVotes, type Elector, tallyOf } from './electorate.js';
import { saveApproval } from './stored-approvals.js';

export type Deciding = {
  /** Pending, and taken by this transaction. */
  readonly approval: Approval;
  readonly item: Item;
  readonly electorate: readonly Elector[];
  /** Of this round, with those that were cast just now. */
  readonly votes: readonly Vote[];
  readonly outcome: 'approved' | 'rejected';
  /** Whose click made the outcome, and whose vote it cast. */
  readonly actorKey: string;
  readonly castFor: string | null;
};

/** The policy is met, or out of reach: an outcome, once and for all, and what it makes of the action. */
export async function decide(
  deps: ApprovalDeps,
  transaction: Transaction,
  deciding: Deciding,
): Promise<{ readonly approval: Approval; readonly item: Item }> {
  const { outcome, actorKey, castFor } = deciding;
  const at = deps.clock.now();
  const reason = outcome === 'rejected' ? await reasonOf(deps, transaction, deciding) : null;
  const approval: Approval = { ...deciding.approval, state: outcome, decidedAt: at, outcome: reason };
  await saveApproval(transaction, approval);
  const { workspaceId, itemId: id } = approval;
  const before = (await lockItem(transaction, { workspaceId, id })) ?? deciding.item;
  const change = reason === null ? ({ to: 'approve' } as const) : ({ to: 'reject', reason } as const);
  const item = await moveItem(deps, transaction, { item: before, change, actorKey });
  await recordApproval(transaction, {
    approval,
    what: outcome,
    actorKey,
    ...(castFor !== null && castFor !== actorKey ? { onBehalfOf: castFor } : {}),
    after: { ...requestFacts(approval, item), reason, ...countOf(deciding) },
    at,
  });
  await deps.copies.redraw(transaction, approval);
  await deps.copies.record(transaction, approval);
  return { approval, item };
}

/** What the outcome was made of: every vote, whether it counts, and what they come to. */
function countOf({ electorate, votes }: Deciding) {
  const counted = countedVotes(electorate, votes);
  const said = votes.map((vote) => {
    const { approverKey, castByKey, choice } = vote;
    return { approverKey, castByKey, choice, counts: counted.includes(vote) };
  });
  return { tally: tallyOf(electorate, votes), votes: said, electorate: electorate.map(({ personKey }) => personKey) };
}

/** In the words of those who rejected; where nobody did, and too few approved, in ours. */
async function reasonOf(
  { texts, workspaceId }: ApprovalDeps,
  transaction: Transaction,
  { approval, electorate, votes }: Deciding,
): Promise<string> {
  const rejections = countedVotes(electorate, votes).filter(({ choice }) => choice === 'reject');
  const words = [...new Set(rejections.map(({ comment }) => comment ?? '').filter(Boolean))];
  if (words.length > 0) return words.join(' · ');
  const committee = await findCommitteeById(transaction, { workspaceId, id: approval.committeeId });
  const { approved } = tallyOf(electorate, votes);
  const needed = typeof approval.policy === 'object' ? approval.policy.count : electorate.length;
  return texts.in(committee?.locale ?? 'en')('follow-up.approval.tooFew', { approved, needed });
}
