import type { CalendarDate } from '../../kernel/calendar.js';
import type { ApprovalPolicy } from '../../organisation/committees/approval-rule.js';

export const approvalStates = ['pending', 'approved', 'rejected', 'expired', 'withdrawn'] as const;
export type ApprovalState = (typeof approvalStates)[number];

/** Its committee's approvers are asked; or, where time ran out at the top, the chair alone. */
export const approvalStages = ['approvers', 'chair'] as const;
export type ApprovalStage = (typeof approvalStages)[number];

/** What an approver may say. `change` asks for one, and counts as not said yet. */
export const voteChoices = ['approve', 'reject', 'abstain', 'change'] as const;
export type VoteChoice = (typeof voteChoices)[number];

/** Approvers of a committee are asked whether an action may go ahead. An action has one that is pending at most. */
export type Approval = {
  readonly id: string;
  readonly workspaceId: string;
  readonly itemId: string;
  /** Whose approvers decide; another one after an escalation. */
  readonly committeeId: string;
  readonly stage: ApprovalStage;
  readonly state: ApprovalState;
  /** Goes up when what was asked changed, or somebody else is asked: votes of older rounds no longer count. */
  readonly round: number;
  /** In the words of whoever asks; empty where the committee's rule asks, and nobody said more. */
  readonly why: string;
  /** As it was when this round's approvers were asked. */
  readonly policy: ApprovalPolicy;
  readonly requestedByKey: string;
  /** Changed what was asked since: it is their request too, and they have no vote. */
  readonly changedByKeys: readonly string[];
  readonly requestedAt: Date;
  /** No vote counts after this moment of business time. */
  readonly expiresAt: Date;
  readonly decidedAt: Date | null;
  /** Why it was rejected or withdrawn. */
  readonly outcome: string | null;
  readonly version: number;
};

/** What one approver said in one round; the newest counts. */
export type Vote = {
  readonly approvalId: string;
  readonly round: number;
  /** Whose vote it is. */
  readonly approverKey: string;
  /** Who gave it: the approver, or their delegate. */
  readonly castByKey: string;
  readonly choice: VoteChoice;
  /** Why rejected, or what is to change. */
  readonly comment: string | null;
  readonly at: Date;
};

/** For these days, both included, `toKey` votes in place of the approver `fromKey` of the same committee. */
export type Delegation = {
  readonly id: string;
  readonly workspaceId: string;
  readonly committeeId: string;
  readonly fromKey: string;
  readonly toKey: string;
  readonly fromOn: CalendarDate;
  readonly toOn: CalendarDate;
  readonly createdAt: Date;
  /** Taken back at this time. */
  readonly endedAt: Date | null;
};
