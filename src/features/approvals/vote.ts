import type { Item } from '../follow-up/public.js';
import type { Approval, VoteChoice } from './approval.js';
import type { ApprovalDeps } from './approval-deps.js';

export type Casting = {
  readonly approvalId: string;
  /** The round that the card showed. */
  readonly round: number;
  readonly personKey: string;
  readonly choice: VoteChoice;
  /** Why rejected, or what is to change: needed then. */
  readonly comment: string | null;
};

export type CastVote = {
  readonly approval: Approval;
  /** As it stands after that. */
  readonly item: Item;
  readonly outcome: 'pending' | 'approved' | 'rejected';
  /** Whose votes were cast: one's own, and those of people one stands in for. Empty where the same was said already. */
  readonly cast: readonly string[];
};

/**
 * Casts a vote, and decides where the policy is met, in one transaction, by what the store says at this moment.
 * @throws ApprovalRefusal with its reason; ValidationError for a rejection or a wish without words (`comment`)
 */
export function castVote(_deps: ApprovalDeps, _casting: Casting): Promise<CastVote> {
  throw new Error('not built yet');
}
