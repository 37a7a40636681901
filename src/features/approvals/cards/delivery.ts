import { z } from 'zod';
import type { NewId } from '../../../kernel/ids.js';
import { comesLate, waitForPlace } from '../../../platform/outbox/closed-places.js';
import type { Delivery, DeliveryKind } from '../../../platform/outbox/delivery.js';
import { postAgain } from '../../../platform/outbox/redraw.js';
import { leaveThread } from '../../../platform/outbox/stored-deliveries.js';
import type { Approval } from '../approval.js';
import { tellOfPlace } from '../notices/notices.js';
import { approvalCard, goneCard } from './card.js';
import { type ContentDeps, readCardContent } from './read-content.js';
import { type ReaderDeps, standingOf } from './readers.js';
import { recordMessage } from './record.js';

export type ApprovalDeliveryDeps = ContentDeps & ReaderDeps & { readonly newId: NewId; readonly nowMs: () => number };

const CardPayload = z.object({ kind: z.enum(['approval', 'approval-record']), approvalId: z.string() });

const idOf = ({ payload }: Delivery) => CardPayload.parse(JSON.parse(payload)).approvalId;

/**
 * The cards of approvals in the outbox: composed from the store when they are sent, for the language and the rights of
 * where they stand. One that somebody deleted while its decision is waited for is posted again, once; of a channel that
 * cannot show it, who asked is told.
 */
export function cardDelivery(deps: ApprovalDeliveryDeps): DeliveryKind {
  const { database, nowMs, newId } = deps;
  const contentOf = (delivery: Delivery) => readCardContent(deps, idOf(delivery));
  const now = () => new Date(nowMs());
  const tell = async (delivery: Delivery, reason: 'closed' | 'shared'): Promise<void> => {
    const content = delivery.destination.kind === 'channel' ? await contentOf(delivery) : null;
    if (content?.approval.state !== 'pending') return;
    const about = { approval: content.approval, channel: delivery.destination.id, reason };
    await database.transaction((transaction) => tellOfPlace(transaction, about, { newId, now: now() }));
  };
  return {
    async compose(delivery, { channel }) {
      const content = await contentOf(delivery);
      if (!content) return goneCard(deps.texts.in('en')('approvals.card.gone'));
      // A vote that ended while the channel was closed is no news there any more.
      if (comesLate(delivery) && isOver(content.approval)) return null;
      const standing = await standingOf(deps, content, { delivery, channel });
      if (!standing) return null;
      return approvalCard(content, standing, standing.reader);
    },
    async onSettled(delivery, state) {
      if (state === 'withheld') await tell(delivery, 'shared');
    },
    async onPlaceRefused(delivery, failure) {
      if (failure.kind === 'gone' && !delivery.slackTs) return leaveThread(database.client, delivery.id, now());
      await tell(delivery, 'closed');
      await waitForPlace(database.client, delivery, failure);
    },
    async onMessageGone(delivery) {
      const content = await contentOf(delivery);
      if (content?.approval.state !== 'pending') return;
      await database.transaction((transaction) => postAgain(transaction, delivery, { newId, now: now() }));
    },
  };
}

/** What the store keeps of the end, in the outbox. */
export function recordDelivery(deps: ApprovalDeliveryDeps): DeliveryKind {
  return {
    async compose(delivery, { channel }) {
      const content = await readCardContent(deps, idOf(delivery));
      const standing = content && (await standingOf(deps, content, { delivery, channel }));
      if (!content || !standing || !isOver(content.approval)) return null;
      return recordMessage(content, standing.reader);
    },
    async onPlaceRefused(delivery, failure) {
      if (delivery.slackTs) return;
      if (failure.kind === 'gone') return leaveThread(deps.database.client, delivery.id, new Date(deps.nowMs()));
      await waitForPlace(deps.database.client, delivery, failure);
    },
  };
}

function isOver({ state }: Approval): boolean {
  return state !== 'pending';
}
