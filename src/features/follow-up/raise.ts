import { ForbiddenError } from '../../kernel/errors.js';
import { localDate } from '../../kernel/zoned-time.js';
import { type Actor, isLeader } from '../../organisation/committees/seats.js';
import type { Transaction } from '../../platform/db/database.js';
import { isUniqueViolation } from '../../platform/db/errors.js';
import { recordEvent } from '../../platform/db/events.js';
import type { CardPlace } from '../../surface/cards/copies.js';
import { placeNewCards } from './cards/copies.js';
import { isWaitingFor } from './cards/notes.js';
import type { ItemDraft } from './draft.js';
import type { FollowUpDeps, ItemStoreDeps } from './follow-up-deps.js';
import { type Item, type ItemKind, itemKinds } from './item.js';
import type { GatedItem } from './item-gate.js';
import { mayRaise } from './rights.js';
import { findByRequest, insertItems, takeNumbers } from './stored-items.js';

export type Raising = {
  readonly draft: ItemDraft;
  readonly actor: Actor;
  /** Names the submission: one that Slack delivers twice makes one item. */
  readonly requestKey: string;
  readonly places: readonly CardPlace[];
};

export type Raised = {
  readonly item: Item;
  readonly isNew: boolean;
  /** For an approval. */
  readonly isWaiting: boolean;
};

/** @throws ForbiddenError for somebody who does not sit in the committee */
export function assertMayRaise({ actor, draft }: Raising): void {
  if (mayRaise(actor, { id: draft.committeeId })) return;
  throw new ForbiddenError(`${actor.person.key} does not sit in the committee ${draft.committeeId}`);
}

/**
 * Stores what somebody raised, with its event and its cards; the item of before where the submission was stored already.
 * @throws ForbiddenError as `assertMayRaise`; ItemGated as `raiseItems`
 */
export async function raiseItem(deps: ItemStoreDeps, raising: Raising): Promise<Raised> {
  assertMayRaise(raising);
  try {
    const [raised] = await raiseItems(deps, [raising]);
    if (!raised) throw new Error('one item was raised');
    return raised;
  } catch (error) {
    const found = isUniqueViolation(error) ? await findByRequest(deps.database.client, raising.requestKey) : null;
    if (!found) throw error;
    return { item: found, isNew: false, isWaiting: await isWaitingFor(deps, found) };
  }
}

/**
 * Stores what several people raised, each with its event and its cards, in one transaction: all or nothing.
 * @throws ItemGated for an action that nobody could approve; a unique violation when one of the submissions was stored already, or is there twice
 */
export async function raiseItems(deps: ItemStoreDeps, raisings: readonly Raising[]): Promise<Raised[]> {
  if (raisings.some(({ draft }) => draft.kind === 'action')) await deps.gate.prepare();
  const raised = await deps.database.transaction((transaction) => store(deps, transaction, raisings));
  deps.kick();
  for (const { item, onCommitted } of raised) {
    onCommitted();
    deps.onChanged({ before: null, after: item, actorKey: item.raisedByKey });
  }
  return raised.map(({ item, isWaiting }) => ({ item, isWaiting, isNew: true }));
}

async function store(
  deps: ItemStoreDeps,
  transaction: Transaction,
  raisings: readonly Raising[],
): Promise<GatedItem[]> {
  const { workspaceId, newId } = deps;
  const nextNumber = await numbersFor(transaction, workspaceId, raisings);
  const at = deps.clock.now();
  const made = raisings.map((raising) => {
    const item = newItem(raising, { id: newId(), workspaceId, number: nextNumber(raising.draft.kind), at });
    return { ...raising, item };
  });
  await insertItems(transaction, made);
  for (const { item } of made) await recordRaised(transaction, item);
  await placeNewCards(transaction, made, { newId, now: new Date(deps.nowMs()) });
  return deps.gate.afterStored(
    transaction,
    made.map(({ item: after, actor, draft }) => ({ before: null, after, actor, wants: draft.asksApproval ?? null })),
  );
}

async function numbersFor(
  transaction: Transaction,
  workspaceId: string,
  raisings: readonly Raising[],
): Promise<(kind: ItemKind) => number> {
  const next = new Map<ItemKind, number>();
  // Always in this order, so that two transactions never wait for each other.
  for (const kind of itemKinds) {
    const count = raisings.filter(({ draft }) => draft.kind === kind).length;
    if (count > 0) next.set(kind, await takeNumbers(transaction, { workspaceId, kind, count }));
  }
  return (kind) => {
    const number = next.get(kind);
    if (number === undefined) throw new Error(`no number was taken for a ${kind}`);
    next.set(kind, number + 1);
    return number;
  };
}

function recordRaised(transaction: Transaction, item: Item): Promise<void> {
  return recordEvent(transaction, {
    workspaceId: item.workspaceId,
    actorKey: item.raisedByKey,
    what: 'item.raised',
    subjectKind: 'item',
    subjectId: item.id,
    after: factsOf(item),
    surface: 'slack',
    at: item.raisedAt,
  });
}

type Naming = { readonly id: string; readonly workspaceId: string; readonly number: number; readonly at: Date };

function newItem({ draft, actor }: Raising, { id, workspaceId, number, at }: Naming): Item {
  const { kind: _kind, severity, unblockerKey, actionType, costMinor, asksApproval: _asks, ...shared } = draft;
  const facts = {
    ...shared,
    id,
    workspaceId,
    number,
    firstDueOn: draft.dueOn,
    redates: 0,
    raisedByKey: actor.person.key,
    raisedAt: at,
    closedAt: null,
    closedByKey: null,
    outcome: null,
    version: 1,
    reminders: 0,
    snoozedUntil: null,
  };
  if (draft.kind === 'blocker') {
    return { ...facts, kind: 'blocker', state: 'open', severity, unblockerKey, escalatedToId: null };
  }
  return { ...facts, kind: 'action', state: firstState(draft, actor), actionType, costMinor: costMinor ?? null };
}

/** Nobody is bound by what others propose: they accept it, or a lead or chair does for the committee. */
function firstState(draft: ItemDraft, actor: Actor): 'open' | 'proposed' {
  return draft.ownerKey === actor.person.key || isLeader(actor, draft.committeeId) ? 'open' : 'proposed';
}

/** What an event tells of an item: what people decide, without what only the program counts. */
export function factsOf(item: Item): Record<string, unknown> {
  const { id: _id, workspaceId: _workspace, version: _version, reminders: _reminders, ...facts } = item;
  return { ...facts, raisedAt: item.raisedAt.toISOString(), closedAt: item.closedAt?.toISOString() ?? null };
}

/** The day it is for a person. */
export function todayOf(deps: Pick<FollowUpDeps, 'clock'>, { timeZone }: { readonly timeZone: string }): string {
  return localDate(deps.clock.now(), timeZone);
}
