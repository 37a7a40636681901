import { ConflictError } from '../../kernel/errors.js';
import { type Decision, decisionName } from './decision.js';
import type { VoteStatus } from './tally.js';

/**
 * Why something cannot be done to a decision:
 * - `unknown`: it is not in this store, such as a card of a backup. `stale`: it was changed since the card was drawn.
 * - `decided`: it was decided, withdrawn, superseded, or has lapsed. `over`: its deadline has passed.
 * - `not-decider`, `not-yours`, `chair-only`, `no-seat`: somebody else may. `gone`: the person left, or is a guest.
 * - `not-yet`: there is no outcome to record. `not-tied`: the option is not among those with the most votes.
 * - `outcome-known`: what is asked is not changed once the votes are in. `not-lapsed`: there is nothing to extend.
 * - `nobody`: there is nobody who could decide. `supersedes`: what it would replace is no decision of its committee.
 */
export type RefusalReason =
  | 'unknown'
  | 'stale'
  | 'decided'
  | 'over'
  | 'not-decider'
  | 'not-yours'
  | 'chair-only'
  | 'no-seat'
  | 'gone'
  | 'not-yet'
  | 'not-tied'
  | 'outcome-known'
  | 'not-lapsed'
  | 'nobody'
  | 'supersedes';

/** Something was asked of a decision that cannot be done; put into words for its reader by whoever asked. */
export class DecisionRefusal extends ConflictError {
  readonly reason: RefusalReason;
  /** As it stands; null where there is none. */
  readonly decision: Decision | null;
  readonly voteStatus: VoteStatus | null;

  constructor(reason: RefusalReason, decision: Decision | null, voteStatus: VoteStatus | null = null) {
    super(`${decision ? decisionName(decision) : 'a decision'}: ${reason}`);
    this.reason = reason;
    this.decision = decision;
    this.voteStatus = voteStatus;
  }
}
