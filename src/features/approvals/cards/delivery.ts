import { z } from 'zod';
import type { Delivery, DeliveryKind } from '../../../platform/outbox/delivery.js';
import type { AppDeps } from '../../../surface/app-deps.js';
import { cardDelivery, recordDelivery, type ThingMessage } from '../../../surface/cards/card-delivery.js';
import { optionsOf } from '../../../surface/cards/copies.js';
import { tellOfPlace } from '../notices/notices.js';
import { approvalCard } from './card.js';
import type { CardContent } from './card-content.js';
import { type ContentDeps, readCardContent } from './read-content.js';
import { audienceOf, type CardAudience } from './readers.js';
import { recordMessage } from './record.js';

export type ApprovalDeliveryDeps = ContentDeps & Pick<AppDeps, 'messenger' | 'texts' | 'newId' | 'nowMs'>;

const CardPayload = z.object({ kind: z.enum(['approval', 'approval-record']), approvalId: z.string() });

const isPending = ({ approval }: CardContent): boolean => approval.state === 'pending';

/** The cards of approvals in the outbox. Of a channel that cannot show one, who asked is told while it is waited for. */
export function approvalCardDelivery(deps: ApprovalDeliveryDeps): DeliveryKind {
  return cardDelivery<CardContent>(deps, {
    ...messageOf(deps, (content, audience) => approvalCard(content, audience, audience.reader)),
    gone: 'approvals.card.gone',
    isNews: isPending,
    isToldWhereItStands: true,
    comesBack: true,
    async onUnplaced(transaction, { thing, delivery, reason }) {
      if (!isPending(thing)) return;
      const about = { approval: thing.approval, channel: delivery.destination.id, reason };
      await tellOfPlace(transaction, about, optionsOf(deps));
    },
  });
}

/** What the store keeps of the end. */
export function approvalRecordDelivery(deps: ApprovalDeliveryDeps): DeliveryKind {
  const draw: Draw = (content, { reader }) => (isPending(content) ? null : recordMessage(content, reader));
  return recordDelivery(deps, messageOf(deps, draw));
}

type Draw = (content: CardContent, audience: CardAudience) => ReturnType<typeof recordMessage> | null;

function messageOf(deps: ApprovalDeliveryDeps, draw: Draw): ThingMessage<CardContent> {
  const idOf = ({ payload }: Delivery) => CardPayload.parse(JSON.parse(payload)).approvalId;
  return {
    find: (delivery) => readCardContent(deps, idOf(delivery)),
    async draw(content, at) {
      const audience = await audienceOf(deps, content, at);
      return audience && draw(content, audience);
    },
  };
}
