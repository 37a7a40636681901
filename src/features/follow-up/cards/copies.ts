import type { Transaction } from '../../../platform/db/database.js';
import type { Destination, NewDelivery } from '../../../platform/outbox/delivery.js';
import { enqueue, listCopies } from '../../../platform/outbox/repository.js';
import type { Item } from '../item.js';

export type CopyOptions = { readonly newId: () => string; readonly now: Date };

/** Where a card stands, by Slack ids. */
export type CardPlace = Destination & { readonly threadTs?: string };

/** Puts an item's card where it is to be read; a place that has it keeps the one it has. */
export async function placeCards(
  transaction: Transaction,
  { item, places }: { readonly item: Item; readonly places: readonly CardPlace[] },
  options: CopyOptions,
): Promise<void> {
  const messages = places.map(
    ({ kind, id, threadTs }): NewDelivery => ({
      ...cardOf(item),
      key: `card:${item.id}:${id}`,
      destination: { kind, id },
      ...(threadTs === undefined ? {} : { threadTs }),
    }),
  );
  await enqueue(transaction, messages, options);
}

/** Asks for every copy of an item's card to be drawn again, wherever it stands. */
export async function redrawCards(transaction: Transaction, item: Item, options: CopyOptions): Promise<void> {
  const copies = await listCopies(transaction, cardSubject(item.id));
  const messages = copies.map(({ key, destination }): NewDelivery => ({ ...cardOf(item), key, destination }));
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
