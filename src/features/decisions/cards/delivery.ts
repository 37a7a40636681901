import type { z } from 'zod';
import type { Delivery, DeliveryKind } from '../../../platform/outbox/delivery.js';
import type { Card } from '../../../platform/slack/elements.js';
import {
  cardDelivery,
  noticeDelivery,
  recordDelivery,
  type ThingMessage,
} from '../../../surface/cards/card-delivery.js';
import { optionsOf } from '../../../surface/cards/copies.js';
import { readerAt } from '../../../surface/cards/reader-at.js';
import type { Decision } from '../decision.js';
import type { DecisionDeps } from '../decision-deps.js';
import { type CardFacts, readCardFacts } from '../decision-facts.js';
import { findDecision } from '../stored-decisions.js';
import { cardOf } from './card.js';
import { tellOfDecision } from './copies.js';
import { CardPayload, NoticePayload, RecordPayload } from './messages.js';
import { noticeOf } from './notice.js';
import type { CardReader } from './outcome.js';
import { recordOf } from './record-card.js';

export type DecisionDeliveryDeps = Pick<
  DecisionDeps,
  'database' | 'workspaceId' | 'clock' | 'newId' | 'nowMs' | 'messenger' | 'texts' | 'log' | 'delegationsIn'
>;

/** What decisions put into the outbox, by the `kind` of its payload. */
export function decisionDeliveries(deps: DecisionDeliveryDeps): Readonly<Record<string, DeliveryKind>> {
  return {
    decision: decisionCardDelivery(deps),
    'decision-record': recordDelivery(deps, messageOf(deps, RecordPayload, recordOf)),
    'decision-notice': noticeDelivery(messageOf(deps, NoticePayload, noticeOf)),
  };
}

/**
 * The card. Where people of another company would read it, or the channel cannot be written to, the deciders' own copies
 * stay, and whoever asked is told, once, while it matters.
 */
function decisionCardDelivery(deps: DecisionDeliveryDeps): DeliveryKind {
  const isNews = ({ state }: Decision) => state === 'requested';
  return cardDelivery<Decision>(deps, {
    ...messageOf(deps, CardPayload, cardOf),
    gone: 'decisions.card.gone',
    isNews,
    isToldWhereItStands: true,
    comesBack: true,
    async onUnplaced(transaction, { thing: decision, delivery }) {
      if (!isNews(decision)) return;
      const personKeys = [decision.raisedByKey];
      const notice = { decision, about: 'unplaced', personKeys, occasion: delivery.key } as const;
      await tellOfDecision(transaction, notice, optionsOf(deps));
    },
  });
}

/** A message about the decision that its payload names, for the language and the rights of where it stands. */
function messageOf<Payload extends { readonly decisionId: string }>(
  deps: DecisionDeliveryDeps,
  Kept: z.ZodType<Payload>,
  draw: (decision: Decision, facts: CardFacts, reader: CardReader, payload: Payload) => Card,
): ThingMessage<Decision> {
  const { database, workspaceId } = deps;
  const payloadOf = ({ payload }: Delivery) => Kept.parse(JSON.parse(payload));
  return {
    find: (delivery) => findDecision(database.client, { workspaceId, id: payloadOf(delivery).decisionId }),
    async draw(decision, at) {
      const facts = await readCardFacts(deps, decision);
      const reader = await readerAt(deps, at, () => facts.committee);
      if (!reader) return null;
      const personKey = reader.person ? { personKey: reader.person.key } : {};
      return draw(decision, facts, { ...reader, ...personKey }, payloadOf(at.delivery));
    },
  };
}
