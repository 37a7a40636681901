import type { CalendarDate } from '../../../kernel/calendar.js';
import type { Transaction } from '../../../platform/db/database.js';
import type { Delegation } from '../approval.js';
import type { ApprovalDeps } from '../approval-deps.js';

export type NewDelegation = {
  readonly committeeId: string;
  readonly fromKey: string;
  readonly toKey: string;
  readonly fromOn: CalendarDate;
  /** Included. */
  readonly toOn: CalendarDate;
  /** Who says so: the approver. */
  readonly actorKey: string;
};

/**
 * Lets somebody of the same committee vote in an approver's place on these days.
 * @throws DelegationRefusal with its reason
 */
export function addDelegation(_deps: ApprovalDeps, _ask: NewDelegation): Promise<Delegation> {
  throw new Error('not built yet');
}

/** Takes a delegation back, from now on; votes cast by it stay. Null where it is over, or none of `fromKey`'s. */
export function endDelegation(
  _deps: ApprovalDeps,
  _ask: { readonly id: string; readonly fromKey: string; readonly actorKey: string },
): Promise<Delegation | null> {
  throw new Error('not built yet');
}

/** Delegations given by, and to, a person that last until `from` or later, the earliest first. */
export function delegationsOf(
  _client: Transaction,
  _ask: { readonly workspaceId: string; readonly personKey: string; readonly from: CalendarDate },
): Promise<{ readonly given: Delegation[]; readonly held: Delegation[] }> {
  throw new Error('not built yet');
}
