import type { Transaction } from '../../platform/db/database.js';
import { findItem, type Item } from '../follow-up/public.js';
import type { Approval } from './approval.js';
import type { ApprovalChange, ApprovalDeps } from './approval-deps.js';
import { recordApproval, requestFacts } from './approval-events.js';
import { placeAnew, turnOf } from './asking.js';
import { bodyAfter, loadCalendars } from './deciding-body.js';
import { redrawItem } from './item-cards.js';
import { listExpired, listVotes, saveApproval, takeExpired } from './stored-approvals.js';

const atOnce = 50;

/**
 * What nobody decided in time goes to the nearest committee above where somebody may vote, at the top to its chair, and
 * then expires: silence is never consent. Safe in several processes at once, and at any time again; whoever is asked
 * next has their whole time from now, however long the program was down.
 */
export async function sweepApprovals(deps: ApprovalDeps, stopping?: AbortSignal): Promise<void> {
  const { workspaceId, database, clock } = deps;
  const failed = new Set<string>();
  for (;;) {
    const now = clock.now();
    const take = atOnce + failed.size;
    const ids = (await listExpired(database.client, { workspaceId, now, take })).filter((id) => !failed.has(id));
    if (ids.length > 0) await loadCalendars(deps);
    for (const id of ids) {
      if (stopping?.aborted) return;
      if (!(await moveOn(deps, id))) failed.add(id);
    }
    if (ids.length === 0) return;
  }
}

/** False where it could not be done now: the next sweep tries again, and the others do not wait for it. */
async function moveOn(deps: ApprovalDeps, id: string): Promise<boolean> {
  try {
    const change = await deps.database.transaction((transaction) => store(deps, transaction, id));
    if (!change) return true;
    deps.kick();
    deps.onChanged(change);
    return true;
  } catch (error) {
    deps.log.error('an approval whose time has run out could not be moved on', { err: error, approvalId: id });
    return false;
  }
}

/** Null where another process was first, or somebody voted in the last moment. */
async function store(deps: ApprovalDeps, transaction: Transaction, id: string): Promise<ApprovalChange | null> {
  const { workspaceId } = deps;
  const now = deps.clock.now();
  const approval = await takeExpired(transaction, { workspaceId, id, now });
  const item = approval && (await findItem(transaction, { workspaceId, id: approval.itemId }));
  if (!approval || !item) return null;
  const asked = { ...approval, ownerKey: item.ownerKey };
  const body = await bodyAfter(transaction, approval, { workspaceId, asked, at: now });
  if (!body) return end(deps, transaction, { approval, item, now });
  const escalated: Approval = { ...approval, ...(await turnOf(deps, body, now)), round: approval.round + 1 };
  await saveApproval(transaction, escalated);
  await recordApproval(transaction, {
    approval: escalated,
    what: 'escalated',
    actorKey: null,
    before: { ...requestFacts(approval, item), votes: await votesSaid(transaction, approval) },
    after: requestFacts(escalated, item),
    at: now,
  });
  const { committee, electorate } = body;
  await placeAnew(deps, transaction, { approval: escalated, item, committee, electorate });
  await deps.copies.tellOfEscalation(transaction, escalated);
  await redrawItem(deps, transaction, { approval: escalated, item });
  return { approval: escalated, item, kind: 'escalated' };
}

async function end(
  deps: ApprovalDeps,
  transaction: Transaction,
  { approval, item, now }: { readonly approval: Approval; readonly item: Item; readonly now: Date },
): Promise<ApprovalChange> {
  const expired: Approval = { ...approval, state: 'expired', decidedAt: now };
  await saveApproval(transaction, expired);
  const after = { ...requestFacts(expired, item), votes: await votesSaid(transaction, approval) };
  await recordApproval(transaction, { approval: expired, what: 'expired', actorKey: null, after, at: now });
  await deps.copies.redraw(transaction, expired);
  await deps.copies.record(transaction, expired);
  await redrawItem(deps, transaction, { approval: expired, item });
  return { approval: expired, item, kind: 'expired' };
}

async function votesSaid(transaction: Transaction, { id, round }: Approval) {
  const votes = await listVotes(transaction, { approvalIds: [id], round });
  return votes.map(({ approverKey, castByKey, choice }) => ({ approverKey, castByKey, choice }));
}
