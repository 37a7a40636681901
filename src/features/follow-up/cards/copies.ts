import type { Transaction } from '../../../platform/db/database.js';
import type { Destination, NewDelivery } from '../../../platform/outbox/delivery.js';
import { redrawAll } from '../../../platform/outbox/redraw.js';
import { enqueue, enqueueNew } from '../../../platform/outbox/stored-deliveries.js';
import { type CardPlace, type CopyOptions, cardsAt } from '../../../surface/cards/copies.js';
import type { Item } from '../item.js';

export type PlacedItem = { readonly item: Item; readonly places: readonly CardPlace[] };

/** Puts an item's card where it is to be read; a place that has it keeps the one it has. */
export async function placeCards(
  transaction: Transaction,
  { item, places }: PlacedItem,
  options: CopyOptions,
): Promise<void> {
  await enqueue(transaction, cardsAt(places, cardOf(item)), options);
}

/** The same for items that were made in this transaction: nothing of theirs can be in the outbox yet. */
export async function placeNewCards(
  transaction: Transaction,
  made: readonly PlacedItem[],
  options: CopyOptions,
): Promise<void> {
  const cards = made.flatMap(({ item, places }) => cardsAt(places, cardOf(item)));
  await enqueueNew(transaction, cards, options);
}

/**
 * Asks for every copy of an item's card to be drawn again, wherever it stands; `edition` is what it shows beside the item
 * itself, where that has changed and the item has not.
 */
export async function redrawCards(
  transaction: Transaction,
  item: Item,
  { now, edition }: Pick<CopyOptions, 'now'> & { readonly edition?: string },
): Promise<void> {
  const contentHash = [hashOf(item), ...(edition ? [edition] : [])].join(':');
  await redrawAll(transaction, { subject: cardSubject(item.id) }, { contentHash, now });
}

export const cardSubject = (itemId: string): string => `item:${itemId}`;

/** The card is composed from the store when it is sent; its version alone decides whether it has to be. */
const hashOf = ({ id, version }: Item): string => `card:${id}:${version}`;

function cardOf(item: Item): (to: Destination) => NewDelivery {
  return (destination) => ({
    workspaceId: item.workspaceId,
    key: `card:${item.id}:${destination.id}`,
    destination,
    subject: cardSubject(item.id),
    payload: { kind: 'card', itemId: item.id },
    contentHash: hashOf(item),
  });
}
