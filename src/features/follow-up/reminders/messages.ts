import { z } from 'zod';
import { isCalendarDate } from '../../../kernel/calendar.js';

/**
 * What the outbox keeps of the messages that versions sent which told somebody of items apart from the rest of their
 * morning: they are still drawn again, and none is new.
 */
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
