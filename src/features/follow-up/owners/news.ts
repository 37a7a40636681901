import { slackIdsOf } from '../../../organisation/people/people.js';
import { isGone } from '../../../organisation/people/presence.js';
import type { Transaction } from '../../../platform/db/database.js';
import { enqueue } from '../../../platform/outbox/stored-deliveries.js';
import type { Item } from '../item.js';
import { ownerMessage } from './messages.js';

export type OwnerChange = {
  readonly workspaceId: string;
  readonly fromKey: string;
  readonly toKey: string;
  readonly byKey: string;
  readonly itemIds: readonly string[];
  /** Tells this change from others of the same items. */
  readonly id: string;
};

/** Whoever loses or gains an item by somebody else's hand hears of it; of `lost` or `gained` alone where that is named. */
export async function tellOwners(
  transaction: Transaction,
  change: OwnerChange,
  options: { readonly newId: () => string; readonly now: Date; readonly only?: 'lost' | 'gained' },
): Promise<void> {
  const { workspaceId, fromKey, toKey, byKey, itemIds, id } = change;
  const slackIds = await slackIdsOf(transaction, { workspaceId, keys: [fromKey, toKey] });
  const sides = [
    { about: 'lost', readerKey: fromKey, otherKey: toKey },
    { about: 'gained', readerKey: toKey, otherKey: fromKey },
  ] as const;
  const messages = sides.flatMap(({ about, readerKey, otherKey }) => {
    const slackUserId = slackIds.get(readerKey);
    if (readerKey === byKey || slackUserId === undefined || (options.only ?? about) !== about) return [];
    return [ownerMessage(id, { about, itemIds, otherKey, byKey }, { workspaceId, slackUserId })];
  });
  await enqueue(transaction, messages, options);
}

/** Whether a blocker may be taken without asking: its owner offered it, or has left. */
export async function isFreeToTake(store: Transaction, item: Item): Promise<boolean> {
  return item.state === 'offered' || (await isGone(store, item.workspaceId, item.ownerKey));
}
