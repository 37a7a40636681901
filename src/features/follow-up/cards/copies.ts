import type { Transaction } from '../../../platform/db/database.js';
import type { Destination, NewDelivery } from '../../../platform/outbox/delivery.js';
import { enqueue, enqueueNew, listCopies } from '../../../platform/outbox/stored-deliveries.js';
import type { Item } from '../item.js';

export type CopyOptions = {
  readonly newId: () => string;
  readonly now: Date;
  /** What the card shows beside the item itself, where that has changed and the item has not. */
  readonly edition?: string;
};

/** Where a card stands, by Slack ids. */
export type CardPlace = Destination & { readonly threadTs?: string };

export type PlacedItem = { readonly item: Item; readonly places: readonly CardPlace[] };

/** Puts an item's card where it is to be read; a place that has it keeps the one it has. */
export async function placeCards(
  transaction: Transaction,
  { item, places }: PlacedItem,
  options: CopyOptions,
): Promise<void> {
  await enqueue(transaction, cardsAt({ item, places }), options);
}

/** The same for items that were made in this transaction: nothing of theirs can be in the outbox yet. */
export async function placeNewCards(
  transaction: Transaction,
  made: readonly PlacedItem[],
  options: CopyOptions,
): Promise<void> {
  await enqueueNew(transaction, made.flatMap(cardsAt), options);
}

function cardsAt({ item, places }: PlacedItem): NewDelivery[] {
  return places.map(({ kind, id, threadTs }) => ({
    ...cardOf(item),
    key: `card:${item.id}:${id}`,
    destination: { kind, id },
    ...(threadTs === undefined ? {} : { threadTs }),
  }));
}

/** Asks for every copy of an item's card to be drawn again, wherever it stands. */
export async function redrawCards(transaction: Transaction, item: Item, options: CopyOptions): Promise<void> {
  const copies = await listCopies(transaction, cardSubject(item.id));
  const { contentHash, ...card } = cardOf(item);
  const hash = [contentHash, ...(options.edition ? [options.edition] : [])].join(':');
  const messages = copies.map(
    ({ key, destination }): NewDelivery => ({ ...card, contentHash: hash, key, destination }),
  );
  await enqueue(transaction, messages, options);
}

export const cardSubject = (itemId: string): string => `item:${itemId}`;

/** The card is composed from the store when it is sent; its version alone decides whether it has to be. */
function cardOf(item: Item) {
  return {
    workspaceId: item.workspaceId,
    subject: cardSubject(item.id),
    payload: { kind: 'card', itemId: item.id },
    contentHash: `card:${item.id}:${item.version}`,
  };
}
