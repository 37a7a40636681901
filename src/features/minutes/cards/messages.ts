import { z } from 'zod';
import type { Destination, NewDelivery } from '../../../platform/outbox/delivery.js';
import type { Meeting, Minutes } from '../minutes.js';

/** What the outbox keeps of the messages of minutes: all else is read from the store when they are sent. */
export const CardPayload = z.object({ kind: z.literal('minutes'), digestId: z.string() });

/** What the chair has to hear: `attendance` asks who was there, `correction` brings one, `unplaced`: nobody sees the card. */
export const noticeKinds = ['attendance', 'correction', 'unplaced'] as const;
export type NoticeKind = (typeof noticeKinds)[number];

export const NoticePayload = z.object({
  kind: z.literal('minutes-notice'),
  digestId: z.string(),
  personKey: z.string(),
  about: z.enum(noticeKinds),
  /** Of the correction. */
  number: z.int().nullable(),
});
export type NoticePayload = z.infer<typeof NoticePayload>;

export const cardSubject = (minutesId: string): string => `minutes:${minutesId}`;

/** What a card counts beside what its version tells. */
export type CardCounts = { readonly read: number; readonly decisions: number; readonly actions: number };

/** Whether a card has to be drawn again. */
export function cardHash(
  { id, version, state }: Pick<Minutes, 'id' | 'version' | 'state'>,
  { read, decisions, actions }: CardCounts,
): string {
  // What is closed counts nothing any more.
  return state === 'closed' ? `minutes:${id}:closed` : `minutes:${id}:${version}:${read}:${decisions}:${actions}`;
}

export function cardMessage(
  meeting: Meeting & { readonly minutes: Minutes },
  { destination, counts }: { readonly destination: Destination; readonly counts: CardCounts },
): NewDelivery {
  const { minutes, workspaceId, digestId } = meeting;
  return {
    workspaceId,
    key: cardSubject(minutes.id),
    destination,
    subject: cardSubject(minutes.id),
    payload: { kind: 'minutes', digestId } satisfies z.infer<typeof CardPayload>,
    contentHash: cardHash(minutes, counts),
  };
}

export type Notice = {
  readonly meeting: Pick<Meeting, 'workspaceId' | 'digestId'>;
  readonly about: NoticeKind;
  readonly personKey: string;
  readonly number?: number;
};

/** Once told is told. */
export function noticeKey({ meeting, about, personKey, number }: Notice): string {
  return `minutes-notice:${meeting.digestId}:${about}:${number ?? ''}:${personKey}`;
}

export function noticeMessage(notice: Notice): { readonly key: string; readonly payload: NoticePayload } {
  const { meeting, about, personKey, number = null } = notice;
  const payload: NoticePayload = { kind: 'minutes-notice', digestId: meeting.digestId, personKey, about, number };
  return { key: noticeKey(notice), payload };
}
