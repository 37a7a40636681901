import { ConflictError } from '../../kernel/errors.js';
import type { Item } from '../follow-up/public.js';
import type { Approval } from './approval.js';

/**
 * Why something cannot be done about an approval, for words in the reader's language; nothing was stored.
 *
 * Of a vote: `unknown` (there is no such approval, such as on a card of a restored backup), `decided` (it is no longer
 * pending: `approval` tells how it ended), `stale-round` (what was asked changed, or somebody else is asked since),
 * `expired`, `guest`, `own-request` (they asked, or changed what was asked), `is-owner`, `not-approver`,
 * `spoken` (they would vote in somebody's place who has said something themselves).
 * Of a request: `nobody` (neither the committee nor one above has anybody who may vote), `pending` (one waits already),
 * `closed` (the item is), `not-an-action`, `forbidden` (also of a withdrawal), `unknown`.
 */
export type RefusalReason =
  | 'unknown'
  | 'decided'
  | 'stale-round'
  | 'expired'
  | 'not-approver'
  | 'spoken'
  | 'own-request'
  | 'is-owner'
  | 'guest'
  | 'nobody'
  | 'pending'
  | 'closed'
  | 'not-an-action'
  | 'forbidden';

export class ApprovalRefusal extends ConflictError {
  readonly reason: RefusalReason;
  /** As it stands; null where there is none. */
  readonly approval: Approval | null;
  readonly item: Item | null;

  constructor(reason: RefusalReason, about: { readonly approval?: Approval | null; readonly item?: Item | null } = {}) {
    super(`approval ${about.approval?.id ?? '–'} of item ${about.item?.id ?? '–'}: ${reason}`);
    this.reason = reason;
    this.approval = about.approval ?? null;
    this.item = about.item ?? null;
  }
}
