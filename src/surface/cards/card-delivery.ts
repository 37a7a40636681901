import type { Transaction } from '../../platform/db/database.js';
import { comesLate, waitForPlace } from '../../platform/outbox/closed-places.js';
import type { ComposedMessage, Delivery, DeliveryKind } from '../../platform/outbox/delivery.js';
import { postAgain } from '../../platform/outbox/redraw.js';
import { leaveThread } from '../../platform/outbox/stored-deliveries.js';
import type { SlackFailure } from '../../platform/slack/slack-failure.js';
import type { AppDeps } from '../app-deps.js';
import { optionsOf } from './copies.js';

type CardDeps = Pick<AppDeps, 'database' | 'newId' | 'nowMs' | 'texts'>;

/** Where a message of a thing is sent to, or stands. */
export type At = { readonly delivery: Delivery; readonly channel: string };

/** A message that is composed from the store when it is sent. */
export type ThingMessage<Thing> = {
  /** What it tells of, as it stands now; null where the store does not hold it, such as after a backup was restored. */
  find(delivery: Delivery): Promise<Thing | null>;
  /** Null where it is not to be read: it is withheld then. */
  draw(thing: Thing, at: At): Promise<ComposedMessage | null>;
};

export type Card<Thing> = ThingMessage<Thing> & {
  /** Key of the words that stand in the place of a card whose thing is gone. */
  readonly gone: string;
  /** Whether it still matters to those who did not see it: what ended while a channel was closed is no news there. */
  isNews(thing: Thing): boolean;
  /** A channel is not to show it (`shared` with people from outside) or cannot (`closed`): whoever has to know is told, once. */
  onUnplaced(transaction: Transaction, about: Unplaced<Thing>): Promise<void>;
  /** That a card that stood in a channel can be edited no more is told as well. */
  readonly isToldWhereItStands: boolean;
  /** One that somebody deleted is posted again, once, while it is news. */
  readonly comesBack: boolean;
};

export type Unplaced<Thing> = {
  readonly thing: Thing;
  readonly delivery: Delivery;
  readonly reason: 'shared' | 'closed';
};

/** The cards of a kind of thing in the outbox. */
export function cardDelivery<Thing>(deps: CardDeps, card: Card<Thing>): DeliveryKind {
  const { database } = deps;
  const tell = async (delivery: Delivery, reason: 'shared' | 'closed'): Promise<void> => {
    if (delivery.destination.kind === 'person') return;
    const thing = await card.find(delivery);
    if (thing !== null)
      await database.transaction((transaction) => card.onUnplaced(transaction, { thing, delivery, reason }));
  };
  return {
    async compose(delivery, { channel }) {
      const thing = await card.find(delivery);
      if (thing === null) return { text: deps.texts.in('en')(card.gone), blocks: [] };
      if (comesLate(delivery) && !card.isNews(thing)) return null;
      return card.draw(thing, { delivery, channel });
    },
    async onSettled(delivery, state) {
      if (state === 'withheld') await tell(delivery, 'shared');
    },
    async onPlaceRefused(delivery, failure) {
      const isTold = failure.kind !== 'gone' && (card.isToldWhereItStands || delivery.slackTs === null);
      // First, so that it is done again should the process end in between.
      if (isTold) await tell(delivery, 'closed');
      await leavePlace(deps, delivery, failure);
    },
    async onMessageGone(delivery) {
      const thing = card.comesBack ? await card.find(delivery) : null;
      if (thing === null || !card.isNews(thing)) return;
      await database.transaction((transaction) => postAgain(transaction, delivery, optionsOf(deps)));
    },
  };
}

/** What is said once in the thread of a card, such as how it ended; nothing where the thing is gone. */
export function recordDelivery<Thing>(deps: CardDeps, record: ThingMessage<Thing>): DeliveryKind {
  return {
    compose: (delivery, { channel }) => compose(record, { delivery, channel }),
    onPlaceRefused: (delivery, failure) => leavePlace(deps, delivery, failure),
  };
}

/** What one person is told once; nothing where there is nothing to tell any more. */
export function noticeDelivery<Thing>(notice: ThingMessage<Thing>): DeliveryKind {
  return { compose: (delivery, { channel }) => compose(notice, { delivery, channel }) };
}

async function compose<Thing>({ find, draw }: ThingMessage<Thing>, at: At): Promise<ComposedMessage | null> {
  const thing = await find(at.delivery);
  return thing === null ? null : draw(thing, at);
}

/** A message that has not left goes without its thread where that is gone, and waits where the place is closed. */
async function leavePlace({ database, nowMs }: CardDeps, delivery: Delivery, failure: SlackFailure): Promise<void> {
  if (failure.kind !== 'gone') return waitForPlace(database.client, delivery, failure);
  if (!delivery.slackTs) await leaveThread(database.client, delivery.id, new Date(nowMs()));
}
