import { findPersonByKey, slackIdsOf } from '../../../organisation/people/people.js';
import { isStillTime } from '../../../organisation/people/rhythms.js';
import type { Database, Transaction } from '../../../platform/db/database.js';
import type { Delivery, DeliveryKind } from '../../../platform/outbox/delivery.js';
import { morningSubject } from '../../../surface/morning/message.js';
import { redrawMornings } from '../../../surface/morning/stored-mornings.js';
import type { Item } from '../item.js';
import { type ComposeDeps, composeReminder } from './compose-reminder.js';
import { composeSilence } from './compose-silence.js';
import { ReminderPayload, reminderSubject, SilencePayload } from './messages.js';
import { countReminders } from './stored-reminders.js';

/** Reminders of earlier versions in the outbox: composed when they are sent, counted when Slack took them. */
export function reminderDelivery(deps: ComposeDeps): DeliveryKind {
  const payloadOf = ({ payload }: Delivery) => ReminderPayload.parse(JSON.parse(payload));
  return {
    async compose(delivery) {
      const payload = payloadOf(delivery);
      if (!(await isDue(deps, payload, delivery))) return null;
      return composeReminder(deps, payload, { isPosted: isPosted(delivery) });
    },
    async onSettled(delivery, state) {
      if (state === 'sent') await onReminderSent(deps, payloadOf(delivery), deps.clock.now());
    },
  };
}

/** What leaders heard of owners who stay silent, in the outbox, by a message of its own. */
export function silenceDelivery(deps: ComposeDeps): DeliveryKind {
  return {
    async compose(delivery) {
      const payload = SilencePayload.parse(JSON.parse(delivery.payload));
      if (!(await isDue(deps, payload, delivery))) return null;
      return composeSilence(deps, payload, { isPosted: isPosted(delivery) });
    },
  };
}

function isPosted({ slackTs }: Delivery): boolean {
  return slackTs !== null;
}

async function isDue(
  deps: ComposeDeps,
  { personKey, day }: Pick<ReminderPayload, 'personKey' | 'day'>,
  delivery: Delivery,
): Promise<boolean> {
  if (isPosted(delivery)) return true;
  const { workspaceId } = deps;
  const person = await findPersonByKey(deps.database.client, { workspaceId, key: personKey });
  return person !== null && isStillTime(deps, person, day);
}

/** Counts a reminder that Slack took, once for each item and day, with an event `item.reminded`. */
export async function onReminderSent(
  { database, workspaceId }: { readonly database: Database; readonly workspaceId: string },
  { personKey, day, itemIds }: ReminderPayload,
  at: Date,
): Promise<void> {
  await countReminders(database, { workspaceId, personKey, day, itemIds, at });
}

/**
 * Asks, in the transaction of an item's change, for the newest morning of these people that speaks of it to be drawn again,
 * and for the newest reminder of an earlier version: what was done is struck through where it was asked for.
 */
export async function redrawReminders(
  transaction: Transaction,
  { item, personKeys }: { readonly item: Item; readonly personKeys: readonly string[] },
  now: Date,
): Promise<void> {
  const { workspaceId, id, version } = item;
  const accounts = await slackIdsOf(transaction, { workspaceId, keys: personKeys });
  const subjects = [...[...accounts.values()].map(morningSubject), ...personKeys.map(reminderSubject)];
  await redrawMornings(transaction, { subjects, ids: [id] }, { contentHash: `item:${id}:${version}`, now });
}
