import { ConflictError } from '../../kernel/errors.js';
import type { Transaction } from '../../platform/db/database.js';
import { type NewEvent, recordEvent } from '../../platform/db/events.js';
import { optionsOf } from '../../surface/cards/copies.js';
import { redrawCards } from './cards/copies.js';
import type { ItemStoreDeps } from './follow-up-deps.js';
import type { Item } from './item.js';
import { changeItem, type ItemChange } from './item-changes.js';
import { factsOf } from './raise.js';
import { redrawReminders } from './reminders/delivery.js';
import { saveItem } from './stored-items.js';

export type MoveDeps = Pick<ItemStoreDeps, 'workspaceId' | 'clock' | 'newId' | 'nowMs'>;

export type Move = {
  /** As it is stored; see `lockItem`. */
  readonly item: Item;
  readonly change: ItemChange;
  /** Whose doing it is; null when Copil acted by itself. */
  readonly actorKey: string | null;
};

/**
 * Changes an item in a transaction of somebody else's, with its event and its cards. Whether the actor may is the
 * caller's to judge.
 * @throws ItemConflict (`changeItem`); ConflictError when the item is not the one that is stored
 */
export async function moveItem(
  deps: MoveDeps,
  transaction: Transaction,
  { item: before, change, actorKey }: Move,
): Promise<Item> {
  const at = deps.clock.now();
  const item = changeItem(before, change, { actorKey: actorKey ?? 'copil', at });
  if (item === before) return item;
  if (!(await saveItem(transaction, before, item)))
    throw new ConflictError(`item ${item.id} is being changed by others`);
  await recordChange(transaction, { before, after: item, change, actorKey, at });
  await redrawItem(deps, transaction, { before, after: item });
  return item;
}

/** The event of a change that is stored. */
export function recordChange(
  transaction: Transaction,
  { before, after, change, ...who }: ItemStep & Pick<NewEvent, 'actorKey' | 'at'>,
): Promise<void> {
  return recordEvent(transaction, {
    ...who,
    workspaceId: after.workspaceId,
    what: `item.${change.to}`,
    subjectKind: 'item',
    subjectId: after.id,
    before: factsOf(before),
    after: { ...factsOf(after), ...('reason' in change ? { reason: change.reason } : {}) },
    surface: 'slack',
  });
}

export type ItemStep = { readonly change: ItemChange; readonly before: Item; readonly after: Item };

/** Everything that shows an item is drawn again, wherever it stands. */
export async function redrawItem(
  deps: Pick<MoveDeps, 'newId' | 'nowMs'>,
  transaction: Transaction,
  { before, after }: Pick<ItemStep, 'before' | 'after'>,
): Promise<void> {
  const options = optionsOf(deps);
  await redrawCards(transaction, after, options);
  await redrawReminders(transaction, { item: after, personKeys: [before.ownerKey, after.ownerKey] }, options.now);
}
