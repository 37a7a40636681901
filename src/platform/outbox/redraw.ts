import type { Transaction } from '../db/database.js';
import type { Delivery, NewDelivery } from './delivery.js';
import { type AddOptions, enqueue } from './stored-deliveries.js';

/**
 * Asks for messages to be drawn again from what is stored, by the hash of what they are to show; those that show it
 * are let be. One statement, however many messages there are: a transaction that others wait for stays short, and what
 * leaves in the same moment, with what it showed before, becomes due again all the same.
 */
export async function redrawAll(
  transaction: Transaction,
  messages: { readonly subject: string } | { readonly keys: readonly string[] },
  { contentHash, now }: { readonly contentHash: string; readonly now: Date },
): Promise<void> {
  const [column, values] = 'subject' in messages ? ['subject', [messages.subject]] : ['key', messages.keys];
  if (values.length === 0) return;
  const places = values.map((_, index) => `$${index + 3}`).join(', ');
  const unlessOpen = (name: string, value: string) =>
    `"${name}" = CASE WHEN "state" IN ('pending', 'sending') THEN "${name}" ELSE ${value} END`;
  await transaction.$executeRawUnsafe(
    `UPDATE "Delivery" SET "payloadHash" = $1, "nextAttemptAt" = $2, ${unlessOpen('createdAt', '$2')},
       ${unlessOpen('attempts', '0')}, ${unlessOpen('state', "'pending'")}
     WHERE "${column}" IN (${places}) AND "payloadHash" <> $1`,
    contentHash,
    now,
    ...values,
  );
}

const againMark = ':again';

/**
 * Puts a message into the outbox in the place of one that somebody deleted: once, since the new key says so, and one
 * that stands in for another is not replaced itself. Nobody redraws the deleted one any more.
 */
export async function postAgain(transaction: Transaction, gone: Delivery, options: AddOptions): Promise<void> {
  if (gone.replacesTs !== null) return;
  const { workspaceId, destination, parentId, isBroadcast, subject, position } = gone;
  const parent = parentId === null ? null : await transaction.delivery.findUnique({ where: { id: parentId } });
  const threadTs = parent?.slackTs ?? gone.threadTs;
  const key = `${gone.key}${againMark}`;
  const message: NewDelivery = {
    workspaceId,
    key,
    destination,
    ...(threadTs === null ? {} : { threadTs }),
    ...(subject === null ? {} : { subject }),
    isBroadcast,
    position,
    payload: JSON.parse(gone.payload) as unknown,
    contentHash: gone.payloadHash,
  };
  await enqueue(transaction, [message], options);
  await transaction.delivery.updateMany({ where: { key }, data: { replacesTs: gone.slackTs } });
  await transaction.delivery.updateMany({ where: { id: gone.id }, data: { subject: null } });
}
