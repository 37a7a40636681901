import { z } from 'zod';
import { findCommitteeById } from '../../../organisation/committees/committees.js';
import type { DeliveryKind } from '../../../platform/outbox/delivery.js';
import { cardDelivery } from '../../../surface/cards/card-delivery.js';
import { optionsOf, placesOfPeople } from '../../../surface/cards/copies.js';
import { readerAt } from '../../../surface/cards/reader-at.js';
import type { FollowUpDeps } from '../follow-up-deps.js';
import { type Item, isOpen } from '../item.js';
import { readFacts } from '../item-facts.js';
import { findItem } from '../stored-items.js';
import { cardOf } from './card.js';
import { placeCards } from './copies.js';
import { type NotesDeps, readNotes } from './notes.js';

export type CardDeliveryDeps = Pick<
  FollowUpDeps,
  'database' | 'workspaceId' | 'clock' | 'newId' | 'nowMs' | 'messenger' | 'texts' | 'log' | 'holidaysIn'
> &
  NotesDeps;

const Payload = z.object({ kind: z.literal('card'), itemId: z.string() });

/**
 * Cards in the outbox. A channel that may not have one, or cannot be written to, leaves it to whoever raised the item; it
 * follows there when the channel is open again.
 */
export function itemCardDelivery(deps: CardDeliveryDeps): DeliveryKind {
  const { database, workspaceId } = deps;
  const { client } = database;
  return cardDelivery<Item>(deps, {
    gone: 'follow-up.card.gone',
    find: ({ payload }) => findItem(client, { workspaceId, id: Payload.parse(JSON.parse(payload)).itemId }),
    isNews: isOpen,
    isToldWhereItStands: false,
    comesBack: false,
    async draw(item, at) {
      const spoken = () => findCommitteeById(client, { workspaceId, id: item.committeeId });
      const reader = await readerAt(deps, at, spoken);
      if (!reader) return null;
      const facts = await readFacts(deps, [item], reader.timeZone);
      return cardOf(item, facts, { ...reader, notes: await readNotes(deps, item) });
    },
    async onUnplaced(transaction, { thing: item }) {
      const places = await placesOfPeople(transaction, { workspaceId, keys: [item.raisedByKey] });
      await placeCards(transaction, { item, places }, optionsOf(deps));
    },
  });
}
