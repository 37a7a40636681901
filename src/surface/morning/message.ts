import { z } from 'zod';
import { type CalendarDate, isCalendarDate } from '../../kernel/calendar.js';
import type { NewDelivery } from '../../platform/outbox/delivery.js';

/** What the outbox keeps of somebody's morning; all else is read when it is sent. */
export const MorningPayload = z.object({
  kind: z.literal('morning'),
  personKey: z.string(),
  /** The reader's own day. */
  day: z.string().refine(isCalendarDate),
  /** What each part tells, by its name. */
  plans: z.record(z.string(), z.unknown()),
  /** The parts that the message left without: they failed, or had nothing to say any more. */
  untold: z.array(z.string()).default([]),
});
export type MorningPayload = z.infer<typeof MorningPayload>;

export type Plans = MorningPayload['plans'];

/** What the message says, of all that was planned for it; anything else may be planned again on another morning. */
export function toldPlans({ plans, untold }: Pick<MorningPayload, 'plans' | 'untold'>): Plans {
  return Object.fromEntries(Object.entries(plans).filter(([name]) => !untold.includes(name)));
}

export const morningSubject = (slackUserId: string): string => `morning:${slackUserId}`;

/** Ends in the day, so that the newest of a person has the greatest key. */
export const morningKey = (slackUserId: string, day: CalendarDate): string => `${morningSubject(slackUserId)}:${day}`;

/** At most one a person and day, since the key says both. */
export function morningMessage(about: {
  readonly workspaceId: string;
  readonly slackUserId: string;
  readonly personKey: string;
  readonly day: CalendarDate;
  readonly plans: Plans;
}): Omit<NewDelivery, 'parentKey'> {
  const { workspaceId, slackUserId, personKey, day, plans } = about;
  const key = morningKey(slackUserId, day);
  return {
    workspaceId,
    key,
    subject: morningSubject(slackUserId),
    destination: { kind: 'person', id: slackUserId },
    payload: { kind: 'morning', personKey, day, plans, untold: [] } satisfies MorningPayload,
    contentHash: key,
  };
}
