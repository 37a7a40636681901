import type { Actor } from '../../organisation/committees/seats.js';
import type { Transaction } from '../../platform/db/database.js';
import { isOpen, lockItem, mayChange } from '../follow-up/public.js';
import type { Approval } from './approval.js';
import type { ApprovalDeps, AskedApproval } from './approval-deps.js';
import { ask } from './asking.js';
import { loadCalendars } from './deciding-body.js';
import { ApprovalRefusal } from './refusal.js';
import { newestOfEach } from './stored-approvals.js';
import { textKept } from './words-kept.js';

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
export async function requestApproval(deps: ApprovalDeps, request: Request): Promise<Approval> {
  await loadCalendars(deps);
  const { approval, item } = await deps.database.transaction((transaction) => store(deps, transaction, request));
  deps.kick();
  deps.onChanged({ approval, item, kind: 'requested' });
  return approval;
}

async function store(
  deps: ApprovalDeps,
  transaction: Transaction,
  { itemId: id, actor, why }: Request,
): Promise<AskedApproval> {
  const { workspaceId } = deps;
  const item = await lockItem(transaction, { workspaceId, id });
  if (!item) throw new ApprovalRefusal('unknown');
  if (item.kind !== 'action') throw new ApprovalRefusal('not-an-action', { item });
  if (!mayChange(actor, item, 'edit')) throw new ApprovalRefusal('forbidden', { item });
  if (!isOpen(item)) throw new ApprovalRefusal('closed', { item });
  const newest = (await newestOfEach(transaction, [id])).get(id);
  if (newest?.state === 'pending') throw new ApprovalRefusal('pending', { approval: newest, item });
  return ask(deps, transaction, { item, actorKey: actor.person.key, why: textKept(why) });
}
