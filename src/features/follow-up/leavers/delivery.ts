import type { Transaction } from '../../../platform/db/database.js';
import type { DeliveryKind, NewDelivery } from '../../../platform/outbox/delivery.js';
import { enqueue, listCopies } from '../../../platform/outbox/stored-deliveries.js';
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
  options: { readonly newId: () => string; readonly now: Date },
): Promise<void> {
  const subject = leaverSubject(ask);
  const copies = await listCopies(transaction, subject);
  const messages = copies.map(
    ({ workspaceId, key, destination, payload }): NewDelivery => ({
      workspaceId,
      key,
      subject,
      destination,
      payload: JSON.parse(payload) as unknown,
      contentHash: `${key}:${ask.state}`,
    }),
  );
  await enqueue(transaction, messages, options);
}
