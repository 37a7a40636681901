import type { Committee } from '../committees/public.js';
import type { Item } from '../follow-up/public.js';
import type { Approval, Vote } from './approval.js';
import type { ApprovalDeps } from './approval-deps.js';
import type { Elector } from './electorate.js';
import type { Tally } from './policy.js';
import type { ApprovalReason } from './rule.js';

/** Everything a card needs, as it stands now. */
export type ApprovalFacts = {
  readonly approval: Approval;
  readonly item: Item;
  /** Of this round, the oldest first. */
  readonly votes: readonly Vote[];
  /** Who may vote now, by key. */
  readonly electorate: readonly Elector[];
  /** What their votes come to now. */
  readonly tally: Tally;
  /** Whose approvers, or whose chair, are asked; null where it was archived. */
  readonly committee: Committee | null;
  /** What the rule of the item's committee says about it now; empty where somebody asked of their own accord. */
  readonly reasons: readonly ApprovalReason[];
};

/** Null where there is no such approval. */
export function readApprovalFacts(
  _deps: Pick<ApprovalDeps, 'database' | 'workspaceId' | 'clock'>,
  _approvalId: string,
): Promise<ApprovalFacts | null> {
  throw new Error('not built yet');
}
