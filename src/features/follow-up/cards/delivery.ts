import { z } from 'zod';
import { findCommitteeById } from '../../../organisation/committees/committees.js';
import { createPlaces } from '../../../organisation/committees/places.js';
import { findPersonByKey, findPersonBySlackId } from '../../../organisation/people/people.js';
import { comesLate, waitForPlace } from '../../../platform/outbox/closed-places.js';
import type { Delivery, DeliveryKind } from '../../../platform/outbox/delivery.js';
import { leaveThread } from '../../../platform/outbox/stored-deliveries.js';
import type { FollowUpDeps } from '../follow-up-deps.js';
import { type Item, isOpen } from '../item.js';
import { readFacts } from '../item-facts.js';
import { findItem } from '../stored-items.js';
import { type CardReader, cardOf } from './card.js';
import { placeCards } from './copies.js';
import { type NotesDeps, readNotes } from './notes.js';

export type CardDeliveryDeps = Pick<
  FollowUpDeps,
  'database' | 'workspaceId' | 'clock' | 'newId' | 'nowMs' | 'messenger' | 'texts' | 'log' | 'holidaysIn'
> &
  NotesDeps;

const Payload = z.object({ kind: z.literal('card'), itemId: z.string() });

/**
 * Cards in the outbox: composed from the store when they are sent, for the language and the rights of where they stand.
 * A channel that may not have one, or cannot be written to, leaves it to whoever raised the item; it follows there when
 * the channel is open again.
 */
export function cardDelivery(deps: CardDeliveryDeps): DeliveryKind {
  const { database, workspaceId } = deps;
  const itemOf = (delivery: Delivery) =>
    findItem(database.client, { workspaceId, id: Payload.parse(JSON.parse(delivery.payload)).itemId });
  return {
    async compose(delivery, { channel }) {
      const item = await itemOf(delivery);
      if (!item) return { text: deps.texts.in('en')('follow-up.card.gone'), blocks: [] };
      // What was done while the channel was closed is no news there any more.
      if (comesLate(delivery) && !isOpen(item)) return null;
      const reader = await readerOf(deps, { delivery, item, channel });
      if (!reader) return null;
      const facts = await readFacts(deps, [item], reader.timeZone);
      const notes = await readNotes(deps, item);
      return cardOf(item, facts, { ...reader, notes });
    },
    async onSettled(delivery, state) {
      if (state === 'withheld') await bringToRaiser(deps, delivery, await itemOf(delivery));
    },
    async onPlaceRefused(delivery, failure) {
      if (failure.kind === 'gone') {
        return delivery.slackTs ? undefined : leaveThread(database.client, delivery.id, new Date(deps.nowMs()));
      }
      // First, so that it is done again should the process end in between.
      if (!delivery.slackTs) await bringToRaiser(deps, delivery, await itemOf(delivery));
      await waitForPlace(database.client, delivery, failure);
    },
  };
}

type Standing = { readonly delivery: Delivery; readonly item: Item; readonly channel: string };

/** Null where guests, or people of another company, would read what colleagues raised. */
async function readerOf(
  deps: CardDeliveryDeps,
  { delivery, item, channel }: Standing,
): Promise<Omit<CardReader, 'notes'> | null> {
  const { database, workspaceId, texts } = deps;
  const { destination } = delivery;
  if (destination.kind === 'person') {
    const person = await findPersonBySlackId(database.client, { workspaceId, slackUserId: destination.id });
    if (!person) return null;
    const { locale, timeZone, accessLevel: clearance } = person;
    return { locale, timeZone, clearance, say: texts.in(locale) };
  }
  const { clearance, hasOutsiders } = await createPlaces(deps).lookAt(channel);
  if (hasOutsiders) return null;
  const committee = await findCommitteeById(database.client, { workspaceId, id: item.committeeId });
  const { locale, timeZone } = committee ?? ({ locale: 'en', timeZone: 'UTC' } as const);
  return { locale, timeZone, clearance, say: texts.in(locale) };
}

async function bringToRaiser(deps: CardDeliveryDeps, { destination }: Delivery, item: Item | null): Promise<void> {
  if (!item || destination.kind === 'person') return;
  const { database, workspaceId } = deps;
  const raiser = await findPersonByKey(database.client, { workspaceId, key: item.raisedByKey });
  if (!raiser?.slackUserId) return;
  const places = [{ kind: 'person', id: raiser.slackUserId } as const];
  await database.transaction((transaction) =>
    placeCards(transaction, { item, places }, { newId: deps.newId, now: new Date(deps.nowMs()) }),
  );
}
