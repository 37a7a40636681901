import { z } from 'zod';
import type { Destination, NewDelivery } from '../../../platform/outbox/delivery.js';
import type { Decision } from '../decision.js';

/** What the outbox keeps of a decision's messages: all else is read from the store when they are sent. */
export const CardPayload = z.object({ kind: z.literal('decision'), decisionId: z.string() });

/** The record of what was decided, in the thread of the card. */
export const RecordPayload = z.object({ kind: z.literal('decision-record'), decisionId: z.string() });

/**
 * What somebody has to hear: `outcome` and `tie` to whoever records, `lapsed` to whoever may set a new deadline,
 * `voided` to whoever had voted, `owner` to whoever answers for what was decided, `review` when its day has come.
 */
export const noticeKinds = ['outcome', 'tie', 'lapsed', 'voided', 'owner', 'review', 'unplaced'] as const;
export type NoticeKind = (typeof noticeKinds)[number];

export const NoticePayload = z.object({
  kind: z.literal('decision-notice'),
  decisionId: z.string(),
  personKey: z.string(),
  about: z.enum(noticeKinds),
});
export type NoticePayload = z.infer<typeof NoticePayload>;

export const cardSubject = (decisionId: string): string => `decision:${decisionId}`;

export function cardKey(decisionId: string, { id }: Destination): string {
  return `decision:${decisionId}:${id}`;
}

/** Its version alone decides whether a card has to be drawn again. */
export function cardHash({ id, version }: Pick<Decision, 'id' | 'version'>): string {
  return `decision:${id}:${version}`;
}

export function cardMessage(decision: Decision, destination: Destination): NewDelivery {
  const { id, workspaceId } = decision;
  return {
    workspaceId,
    key: cardKey(id, destination),
    destination,
    subject: cardSubject(id),
    payload: { kind: 'decision', decisionId: id } satisfies z.infer<typeof CardPayload>,
    contentHash: cardHash(decision),
  };
}

/** Said once: what comes of it later stands on the card. */
export function recordMessage(decision: Decision, destination: Destination): NewDelivery {
  const { id, workspaceId } = decision;
  return {
    workspaceId,
    key: `decision-record:${id}`,
    destination,
    payload: { kind: 'decision-record', decisionId: id } satisfies z.infer<typeof RecordPayload>,
    contentHash: `decision-record:${id}`,
  };
}

export type Notice = {
  readonly decision: Decision;
  readonly about: NoticeKind;
  readonly personKey: string;
  /** Once told is told: only another occasion tells it again. */
  readonly occasion: string;
};

export function noticeKey({ decision, about, occasion, personKey }: Notice): string {
  return `decision-notice:${decision.id}:${about}:${occasion}:${personKey}`;
}

export function noticeMessage(notice: Notice): { readonly key: string; readonly payload: NoticePayload } {
  const { decision, about, personKey } = notice;
  return { key: noticeKey(notice), payload: { kind: 'decision-notice', decisionId: decision.id, personKey, about } };
}
