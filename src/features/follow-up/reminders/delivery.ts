import { localDate } from '../../../kernel/zoned-time.js';
import { findPersonByKey } from '../../../organisation/people/people.js';
import { mayBeWrittenTo } from '../../../organisation/people/rhythm.js';
import { readRhythms } from '../../../organisation/people/rhythms.js';
import type { Database, Transaction } from '../../../platform/db/database.js';
import type { Delivery, DeliveryKind } from '../../../platform/outbox/delivery.js';
import { enqueue } from '../../../platform/outbox/stored-deliveries.js';
import type { Item } from '../item.js';
import { type ComposeDeps, composeReminder } from './compose-reminder.js';
import { composeSilence } from './compose-silence.js';
import { ReminderPayload, reminderSubject, SilencePayload } from './messages.js';
import { countReminders, newestReminder } from './stored-reminders.js';

/** Reminders in the outbox: composed when they are sent, counted when Slack took them. */
export function reminderDelivery(deps: ComposeDeps): DeliveryKind {
  const payloadOf = ({ payload }: Delivery) => ReminderPayload.parse(JSON.parse(payload));
  return {
    async compose(delivery) {
      const payload = payloadOf(delivery);
      if (!(await isStillTime(deps, payload, delivery))) return null;
      return composeReminder(deps, payload, { isPosted: isPosted(delivery) });
    },
    async onSettled(delivery, state) {
      if (state === 'sent') await onReminderSent(deps, payloadOf(delivery), deps.clock.now());
    },
  };
}

/** What leaders hear of owners who stay silent, in the outbox. */
export function silenceDelivery(deps: ComposeDeps): DeliveryKind {
  return {
    async compose(delivery) {
      const payload = SilencePayload.parse(JSON.parse(delivery.payload));
      if (!(await isStillTime(deps, payload, delivery))) return null;
      return composeSilence(deps, payload, { isPosted: isPosted(delivery) });
    },
  };
}

function isPosted({ slackTs }: Delivery): boolean {
  return slackTs !== null;
}

/** One that Slack did not take within the day and hours it was for is out of date: the next morning has its own. */
async function isStillTime(
  deps: ComposeDeps,
  { personKey, day }: Pick<ReminderPayload, 'personKey' | 'day'>,
  delivery: Delivery,
): Promise<boolean> {
  if (isPosted(delivery)) return true;
  const { workspaceId, clock } = deps;
  const person = await findPersonByKey(deps.database.client, { workspaceId, key: personKey });
  const rhythm = person && (await readRhythms(deps, [person])).get(person.key);
  return rhythm ? localDate(clock.now(), rhythm.timeZone) === day && mayBeWrittenTo(clock.now(), rhythm) : false;
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
 * Asks, in the transaction of an item's change, for the newest reminder of these people that speaks of it to be drawn
 * again: what was done is struck through where it was asked for.
 */
export async function redrawReminders(
  transaction: Transaction,
  ask: { readonly item: Item; readonly personKeys: readonly string[] },
  options: { readonly newId: () => string; readonly now: Date },
): Promise<void> {
  const { workspaceId, id, version } = ask.item;
  for (const personKey of new Set(ask.personKeys)) {
    const subject = reminderSubject(personKey);
    const newest = await newestReminder(transaction, { subject });
    const payload = newest && ReminderPayload.parse(JSON.parse(newest.payload));
    if (!newest || !payload?.itemIds.includes(id)) continue;
    const destination = { kind: 'person', id: newest.place } as const;
    const contentHash = `${newest.key}:${id}:${version}`;
    await enqueue(transaction, [{ workspaceId, key: newest.key, subject, destination, payload, contentHash }], options);
  }
}
