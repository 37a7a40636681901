import { createPlaces } from '../../../organisation/committees/places.js';
import { findPersonBySlackId } from '../../../organisation/people/people.js';
import { comesLate, waitForPlace } from '../../../platform/outbox/closed-places.js';
import type { Delivery, DeliveryKind } from '../../../platform/outbox/delivery.js';
import { postAgain } from '../../../platform/outbox/redraw.js';
import { leaveThread } from '../../../platform/outbox/stored-deliveries.js';
import type { SlackFailure } from '../../../platform/slack/slack-failure.js';
import type { Decision } from '../decision.js';
import type { DecisionDeps } from '../decision-deps.js';
import { type CardFacts, readCardFacts } from '../decision-facts.js';
import { findDecision } from '../stored-decisions.js';
import { type Card, cardOf } from './card.js';
import { tell } from './copies.js';
import { CardPayload, NoticePayload, RecordPayload } from './messages.js';
import { noticeOf } from './notice.js';
import type { CardReader } from './outcome.js';
import { recordOf } from './record-card.js';

export type DecisionDeliveryDeps = Pick<
  DecisionDeps,
  'database' | 'workspaceId' | 'clock' | 'newId' | 'nowMs' | 'messenger' | 'texts' | 'log' | 'delegationsIn'
>;

/** What decisions put into the outbox, by the `kind` of its payload; each is composed from the store when it is sent. */
export function decisionDeliveries(deps: DecisionDeliveryDeps): Readonly<Record<string, DeliveryKind>> {
  return {
    decision: cardDelivery(deps),
    'decision-record': recordDelivery(deps),
    'decision-notice': noticeDelivery(deps),
  };
}

const cardId = ({ payload }: Delivery) => CardPayload.parse(JSON.parse(payload)).decisionId;
const recordId = ({ payload }: Delivery) => RecordPayload.parse(JSON.parse(payload)).decisionId;

/**
 * The card, for the language and the rights of where it stands. Where people of another company would read it, or the
 * channel cannot be written to, the deciders' own copies stay, and whoever asked is told. A card that somebody deleted
 * while the vote goes on is posted again, once.
 */
function cardDelivery(deps: DecisionDeliveryDeps): DeliveryKind {
  const { database } = deps;
  return {
    compose: (delivery, options) =>
      compose(deps, { delivery, ...options, idOf: cardId, draw: cardOf, isNewsUntilOver: true }),
    async onSettled(delivery, state) {
      if (state === 'withheld') await tellUnplaced(deps, delivery);
    },
    async onPlaceRefused(delivery, failure) {
      if (failure.kind !== 'gone') await tellUnplaced(deps, delivery);
      await leavePlace(deps, delivery, failure);
    },
    async onMessageGone(delivery) {
      const { workspaceId, newId, nowMs } = deps;
      const decision = await findDecision(database.client, { workspaceId, id: cardId(delivery) });
      if (decision?.state !== 'requested') return;
      const options = { newId, now: new Date(nowMs()) };
      await database.transaction((transaction) => postAgain(transaction, delivery, options));
    },
  };
}

function recordDelivery(deps: DecisionDeliveryDeps): DeliveryKind {
  return {
    compose: (delivery, options) => compose(deps, { delivery, ...options, idOf: recordId, draw: recordOf }),
    onPlaceRefused: (delivery, failure) => leavePlace(deps, delivery, failure),
  };
}

/** A message that has not left goes without its thread where that is gone, and waits where the place is closed. */
async function leavePlace(
  { database, nowMs }: DecisionDeliveryDeps,
  delivery: Delivery,
  failure: SlackFailure,
): Promise<void> {
  if (failure.kind !== 'gone') return waitForPlace(database.client, delivery, failure);
  if (!delivery.slackTs) await leaveThread(database.client, delivery.id, new Date(nowMs()));
}

type Drawing = {
  readonly delivery: Delivery;
  readonly channel: string;
  readonly idOf: (delivery: Delivery) => string;
  readonly draw: (decision: Decision, facts: CardFacts, reader: CardReader) => Card;
  /** What ended while the channel was closed is no news there any more. */
  readonly isNewsUntilOver?: boolean;
};

async function compose(
  deps: DecisionDeliveryDeps,
  { delivery, channel, idOf, draw, isNewsUntilOver = false }: Drawing,
) {
  const { database, workspaceId } = deps;
  const decision = await findDecision(database.client, { workspaceId, id: idOf(delivery) });
  if (!decision) return { text: deps.texts.in('en')('decisions.card.gone'), blocks: [] };
  if (isNewsUntilOver && comesLate(delivery) && decision.state !== 'requested') return null;
  const facts = await readCardFacts(deps, decision);
  const reader = await readerOf(deps, { delivery, channel, facts });
  if (!reader) return null;
  return draw(decision, facts, reader);
}

/** Null where guests, or people of another company, would read what the committee decides. */
async function readerOf(
  deps: DecisionDeliveryDeps,
  { delivery, channel, facts }: { readonly delivery: Delivery; readonly channel: string; readonly facts: CardFacts },
): Promise<CardReader | null> {
  const { database, workspaceId, texts } = deps;
  const { destination } = delivery;
  if (destination.kind === 'person') {
    const person = await findPersonBySlackId(database.client, { workspaceId, slackUserId: destination.id });
    if (!person) return null;
    const { locale, timeZone, accessLevel: clearance, key: personKey } = person;
    return { locale, timeZone, clearance, personKey, say: texts.in(locale) };
  }
  const { clearance, hasOutsiders } = await createPlaces(deps).lookAt(channel);
  if (hasOutsiders) return null;
  const { locale, timeZone } = facts.committee;
  return { locale, timeZone, clearance, say: texts.in(locale) };
}

/** The card has no place in the channel: whoever asked hears of it, once, while it matters. */
async function tellUnplaced(deps: DecisionDeliveryDeps, delivery: Delivery): Promise<void> {
  if (delivery.destination.kind === 'person') return;
  const { database, workspaceId, newId, nowMs } = deps;
  const decision = await findDecision(database.client, { workspaceId, id: cardId(delivery) });
  if (decision?.state !== 'requested') return;
  const notice = { decision, about: 'unplaced', personKeys: [decision.raisedByKey], occasion: delivery.key } as const;
  await database.transaction((transaction) => tell(transaction, notice, { newId, now: new Date(nowMs()) }));
}

function noticeDelivery(deps: DecisionDeliveryDeps): DeliveryKind {
  return {
    compose: async (delivery, { channel }) => {
      const { about, personKey } = NoticePayload.parse(JSON.parse(delivery.payload));
      const idOf = ({ payload }: Delivery) => NoticePayload.parse(JSON.parse(payload)).decisionId;
      const draw: Drawing['draw'] = (decision, facts, reader) =>
        noticeOf({ about, personKey }, { decision, facts, reader });
      return compose(deps, { delivery, channel, idOf, draw });
    },
  };
}
