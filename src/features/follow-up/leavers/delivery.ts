import type { Transaction } from '../../../platform/db/database.js';
import type { DeliveryKind } from '../../../platform/outbox/delivery.js';
import { redrawAll } from '../../../platform/outbox/redraw.js';
import { composeHanded } from './compose-handed.js';
import { type ComposeLeaverDeps, composeLeaver } from './compose-leaver.js';
import { HandedPayload, LeaverPayload, leaverSubject } from './messages.js';

/** The news that somebody left, in the outbox: composed from the store when it is sent. */
export function leaverDelivery(deps: ComposeLeaverDeps): DeliveryKind {
  return {
    async compose(delivery) {
      const payload = LeaverPayload.parse(JSON.parse(delivery.payload));
      const reading = { readerSlackId: delivery.destination.id, isPosted: delivery.slackTs !== null };
      return composeLeaver(deps, payload, reading);
    },
  };
}

/** The news for whoever now owns what a leaver had left open, in the outbox: one message for all of it. */
export function handedDelivery(deps: ComposeLeaverDeps): DeliveryKind {
  return {
    async compose(delivery) {
      const payload = HandedPayload.parse(JSON.parse(delivery.payload));
      return composeHanded(deps, payload, delivery.destination.id);
    },
  };
}

/** Asks for every message about a leaver in a committee to be drawn again; `state` says what it is drawn for. */
export async function redrawLeaver(
  transaction: Transaction,
  ask: { readonly committeeId: string; readonly personKey: string; readonly state: string },
  now: Date,
): Promise<void> {
  const subject = leaverSubject(ask);
  await redrawAll(transaction, { subject }, { contentHash: `${subject}:${ask.state}`, now });
}
