import type { Transaction } from '../../platform/db/database.js';
import { type Item, moveItem } from '../follow-up/public.js';
import type { Approval } from './approval.js';
import type { ApprovalDeps, AskedApproval } from './approval-deps.js';
import { recordApproval, requestFacts } from './approval-events.js';
import { bodyAt, bodyFrom, type DecidingBody, deadlineFor } from './deciding-body.js';
import { tallyOf } from './electorate.js';
import { ApprovalRefusal } from './refusal.js';
import { insertApproval, listVotes, newestOfEach, saveApproval } from './stored-approvals.js';

export type Asking = {
  /** An action that nobody else can change until the transaction ends, and that waits for nothing. */
  readonly item: Item;
  readonly actorKey: string;
  readonly why: string;
};

/**
 * Asks for an approval in a transaction of somebody else's: the item is proposed until it is given.
 * @throws ApprovalRefusal `nobody`
 */
export async function ask(
  deps: ApprovalDeps,
  transaction: Transaction,
  { item: before, actorKey, why }: Asking,
): Promise<AskedApproval> {
  const { workspaceId } = deps;
  const now = deps.clock.now();
  const asked = { requestedByKey: actorKey, changedByKeys: [], ownerKey: before.ownerKey };
  const body = await bodyFrom(transaction, before.committeeId, { workspaceId, asked, at: now });
  if (!body) throw new ApprovalRefusal('nobody', { item: before });
  const item = await moveItem(deps, transaction, { item: before, change: { to: 'propose' }, actorKey });
  const approval: Approval = {
    id: deps.newId(),
    workspaceId,
    itemId: item.id,
    state: 'pending',
    round: 1,
    why,
    requestedByKey: actorKey,
    changedByKeys: [],
    requestedAt: await after(transaction, item.id, now),
    decidedAt: null,
    outcome: null,
    version: 1,
    ...(await turnOf(deps, body, now)),
  };
  await insertApproval(transaction, approval);
  const facts = requestFacts(approval, item);
  await recordApproval(transaction, { approval, what: 'requested', actorKey, after: facts, at: now });
  const placed = { approval, item, committee: body.committee, electorate: body.electorate };
  await deps.copies.place(transaction, placed);
  return placed;
}

/** An item's approvals have an order, also where a clock stands still between two of them. */
async function after(transaction: Transaction, itemId: string, now: Date): Promise<Date> {
  const newest = (await newestOfEach(transaction, [itemId])).get(itemId);
  return newest && newest.requestedAt >= now ? new Date(newest.requestedAt.getTime() + 1) : now;
}

/** What is stored of a body whose turn it is from now on. */
export async function turnOf(
  deps: ApprovalDeps,
  body: DecidingBody,
  now: Date,
): Promise<Pick<Approval, 'committeeId' | 'stage' | 'policy' | 'expiresAt'>> {
  const { committee, stage, policy } = body;
  return { committeeId: committee.id, stage, policy, expiresAt: await deadlineFor(deps, body, now) };
}

export type Voiding = {
  /** Pending, and taken by this transaction. */
  readonly approval: Approval;
  readonly before: Item;
  readonly item: Item;
  readonly actorKey: string;
};

/**
 * What was asked has changed: the votes are taken back, and the same approvers are asked anew, with their whole time.
 * Where the item has gone to another committee, or they can decide no more, others are asked, as in `ask`.
 * @throws ApprovalRefusal `nobody`
 */
export async function askAnew(
  deps: ApprovalDeps,
  transaction: Transaction,
  { approval: old, before, item, actorKey }: Voiding,
): Promise<Approval> {
  const now = deps.clock.now();
  const isTheirs = actorKey === old.requestedByKey || old.changedByKeys.includes(actorKey);
  const changedByKeys = isTheirs ? old.changedByKeys : [...old.changedByKeys, actorKey];
  const asked = { requestedByKey: old.requestedByKey, changedByKeys, ownerKey: item.ownerKey };
  const search = { workspaceId: deps.workspaceId, asked, at: now };
  const hasMoved = before.committeeId !== item.committeeId;
  const same = hasMoved ? null : await bodyAt(transaction, old, search);
  const body = same ?? (await bodyFrom(transaction, item.committeeId, search));
  if (!body) throw new ApprovalRefusal('nobody', { approval: old, item });
  const turn = await turnOf(deps, body, now);
  const approval: Approval = { ...old, ...turn, changedByKeys, round: old.round + 1 };
  await saveApproval(transaction, approval);
  const votes = await listVotes(transaction, { approvalIds: [old.id], round: old.round });
  await recordApproval(transaction, {
    approval,
    what: 'voided',
    actorKey,
    before: { ...requestFacts(old, before), votes: votes.map(({ approverKey, choice }) => ({ approverKey, choice })) },
    after: { ...requestFacts(approval, item), tally: tallyOf(body.electorate, []) },
    at: now,
  });
  await placeAnew(deps, transaction, { approval, item, committee: body.committee, electorate: body.electorate });
  return approval;
}

/** Whoever is asked now has a card, and those of before show what is true now. */
export async function placeAnew(deps: ApprovalDeps, transaction: Transaction, asked: AskedApproval): Promise<void> {
  await deps.copies.place(transaction, asked);
  await deps.copies.redraw(transaction, asked.approval);
}
