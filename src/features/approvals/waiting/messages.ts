import { z } from 'zod';
import { isCalendarDate } from '../../../kernel/calendar.js';

/** What the outbox keeps of the message of its own that earlier versions sent of what waits for a decision. */
export const WaitingPayload = z.object({
  kind: z.literal('approval-waiting'),
  personKey: z.string(),
  /** The reader's own day. */
  day: z.string().refine(isCalendarDate),
  approvalIds: z.array(z.string()),
});
export type WaitingPayload = z.infer<typeof WaitingPayload>;

/** By the reader's Slack id, so that who has a card of an approval is known to have such a message, too. */
export const waitingSubject = (slackUserId: string): string => `approval-waiting:${slackUserId}`;
