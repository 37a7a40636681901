import type { Actor } from '../follow-up/public.js';
import type { Approval } from './approval.js';
import type { ApprovalDeps } from './approval-deps.js';

export type Withdrawal = {
  readonly approvalId: string;
  /** Who asked, the owner of the action, or a lead or the chair of its committee. */
  readonly actor: Actor;
  readonly reason: string;
};

/**
 * Takes a request back; the action stays proposed.
 * @throws ApprovalRefusal: `unknown`, `decided`, `forbidden`; ValidationError without a reason
 */
export function withdrawApproval(_deps: ApprovalDeps, _withdrawal: Withdrawal): Promise<Approval> {
  throw new Error('not built yet');
}
