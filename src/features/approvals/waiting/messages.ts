import { z } from 'zod';
import { type CalendarDate, isCalendarDate } from '../../../kernel/calendar.js';
import type { NewDelivery } from '../../../platform/outbox/delivery.js';

/** What the outbox keeps of a morning's message to somebody whose decision is waited for; all else is read when it is sent. */
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

/** At most one a person and day, since the key says both. */
export function waitingMessage(about: {
  readonly workspaceId: string;
  readonly slackUserId: string;
  readonly personKey: string;
  readonly day: CalendarDate;
  readonly approvalIds: readonly string[];
}): NewDelivery {
  const { workspaceId, slackUserId, personKey, day, approvalIds } = about;
  const subject = waitingSubject(slackUserId);
  const key = `${subject}:${day}`;
  return {
    workspaceId,
    key,
    subject,
    destination: { kind: 'person', id: slackUserId },
    payload: { kind: 'approval-waiting', personKey, day, approvalIds },
    contentHash: key,
  };
}
