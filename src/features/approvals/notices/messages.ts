import { z } from 'zod';

/** What the outbox keeps of the news about a request, to who asked for it and who owns the action. */
export const NoticePayload = z.object({
  kind: z.literal('approval-notice'),
  approvalId: z.string(),
  personKey: z.string(),
  about: z.discriminatedUnion('what', [
    /** It has come to its end. */
    z.object({ what: z.literal('end') }),
    /** An approver asks for a change. */
    z.object({ what: z.literal('wish'), round: z.int(), approverKey: z.string() }),
    /** Nobody decided in time: with this round it went up. */
    z.object({ what: z.literal('up'), round: z.int() }),
    /** A channel cannot show the card, or not any more. */
    z.object({ what: z.literal('place'), channel: z.string(), reason: z.enum(['closed', 'shared']) }),
  ]),
});
export type NoticePayload = z.infer<typeof NoticePayload>;
