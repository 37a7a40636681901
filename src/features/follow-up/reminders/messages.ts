import { z } from 'zod';
import { type CalendarDate, isCalendarDate } from '../../../kernel/calendar.js';
import type { NewDelivery } from '../../../platform/outbox/delivery.js';

/** What the outbox keeps of a message to somebody about items; all else is read when it is sent. */
const ItemsPayload = {
  personKey: z.string(),
  /** The reader's own day. */
  day: z.string().refine(isCalendarDate),
  itemIds: z.array(z.string()),
};

/** A reminder to the owner of items. */
export const ReminderPayload = z.object({ kind: z.literal('reminder'), ...ItemsPayload });
export type ReminderPayload = z.infer<typeof ReminderPayload>;

/** Items whose owners stay silent, for who leads their committee. */
export const SilencePayload = z.object({ kind: z.literal('silence'), ...ItemsPayload });
export type SilencePayload = z.infer<typeof SilencePayload>;

export const reminderSubject = (personKey: string): string => `reminder:${personKey}`;

export const silenceSubject = (personKey: string): string => `silence:${personKey}`;

type Message = {
  readonly workspaceId: string;
  readonly personKey: string;
  readonly slackUserId: string;
  readonly day: CalendarDate;
  readonly itemIds: readonly string[];
};

/** At most one a person and day, since the key says both. */
export function reminderMessage(message: Message): NewDelivery {
  return itemsMessage('reminder', reminderSubject(message.personKey), message);
}

/** At most one a person and day, as above. */
export function silenceMessage(message: Message): NewDelivery {
  return itemsMessage('silence', silenceSubject(message.personKey), message);
}

function itemsMessage(kind: 'reminder' | 'silence', subject: string, message: Message): NewDelivery {
  const { workspaceId, personKey, slackUserId, day, itemIds } = message;
  const key = `${subject}:${day}`;
  return {
    workspaceId,
    key,
    subject,
    destination: { kind: 'person', id: slackUserId },
    payload: { kind, personKey, day, itemIds },
    contentHash: key,
  };
}
