import { localDate } from '../../kernel/zoned-time.js';
import type { Transaction } from '../../platform/db/database.js';
import { isUniqueViolation } from '../../platform/db/errors.js';
import { recordEvent } from '../../platform/db/events.js';
import { type CardPlace, placeCards } from './cards/copies.js';
import type { ItemDraft } from './draft.js';
import type { FollowUpDeps, StoreDeps } from './follow-up-deps.js';
import type { Item } from './item.js';
import { findByRequest, insertItem, nextNumber } from './repository.js';
import { type Actor, leads } from './rights.js';

export type Raising = {
  readonly draft: ItemDraft;
  readonly actor: Actor;
  /** Names the submission: one that Slack delivers twice makes one item. */
  readonly requestKey: string;
  readonly places: readonly CardPlace[];
};

/** Stores what somebody raised, with its event and its cards; the item of before where the submission was stored already. */
export async function raiseItem(deps: StoreDeps, raising: Raising): Promise<{ item: Item; isNew: boolean }> {
  try {
    const item = await deps.database.transaction((transaction) => store(deps, transaction, raising));
    deps.kick();
    deps.onChanged({ before: null, after: item, actorKey: item.raisedByKey });
    return { item, isNew: true };
  } catch (error) {
    const found = isUniqueViolation(error) ? await findByRequest(deps.database.client, raising.requestKey) : null;
    if (!found) throw error;
    return { item: found, isNew: false };
  }
}

async function store(deps: StoreDeps, transaction: Transaction, raising: Raising): Promise<Item> {
  const { workspaceId } = deps;
  const { draft, requestKey, places } = raising;
  const number = await nextNumber(transaction, { workspaceId, kind: draft.kind });
  const at = deps.clock.now();
  const item = newItem(raising, { id: deps.newId(), workspaceId, number, at });
  await insertItem(transaction, item, requestKey);
  await recordEvent(transaction, {
    workspaceId,
    actorKey: item.raisedByKey,
    what: 'item.raised',
    subjectKind: 'item',
    subjectId: item.id,
    after: factsOf(item),
    surface: 'slack',
    at,
  });
  await placeCards(transaction, { item, places }, { newId: deps.newId, now: new Date(deps.nowMs()) });
  return item;
}

type Naming = { readonly id: string; readonly workspaceId: string; readonly number: number; readonly at: Date };

function newItem({ draft, actor }: Raising, { id, workspaceId, number, at }: Naming): Item {
  const { kind: _kind, severity, unblockerKey, actionType, ...shared } = draft;
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
  return { ...facts, kind: 'action', state: firstState(draft, actor), actionType };
}

/** Nobody is bound by what others propose: they accept it, or a lead or chair does for the committee. */
function firstState(draft: ItemDraft, { person, seats }: Actor): 'open' | 'proposed' {
  return draft.ownerKey === person.key || leads(seats.get(draft.committeeId)) ? 'open' : 'proposed';
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
