import type { Actor } from '../follow-up/public.js';
import type { Approval } from './approval.js';
import type { ApprovalDeps } from './approval-deps.js';

export type Request = {
  readonly itemId: string;
  readonly actor: Actor;
  /** In the words of whoever asks. */
  readonly why: string;
};

/**
 * Asks the approvers of an action's committee whether it may go ahead; it is `proposed` until they said so. Where nobody
 * there may vote, those of the nearest committee above are asked, at the top its chair.
 * @throws ApprovalRefusal: `unknown`, `not-an-action`, `closed`, `forbidden`, `pending`, `nobody`
 */
export function requestApproval(_deps: ApprovalDeps, _request: Request): Promise<Approval> {
  throw new Error('not built yet');
}
