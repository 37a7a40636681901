import { z } from 'zod';
import type { NewDelivery } from '../../../platform/outbox/delivery.js';
import { causes, type Departure } from './departure.js';

/** What the outbox keeps of the news that somebody left; the items are read when it is sent. */
export const LeaverPayload = z.object({
  kind: z.literal('leaver'),
  committeeId: z.string(),
  personKey: z.string(),
  cause: z.enum(causes),
});
export type LeaverPayload = z.infer<typeof LeaverPayload>;

/** What the outbox keeps of the news that somebody was handed what a leaver left open. */
export const HandedPayload = z.object({
  kind: z.literal('handed'),
  committeeId: z.string(),
  leaverKey: z.string(),
  byKey: z.string(),
  itemIds: z.array(z.string()),
});
export type HandedPayload = z.infer<typeof HandedPayload>;

type Place = Pick<Departure, 'committeeId' | 'personKey'>;

/** Also the `block_id` of the choice of a new owner. */
export const leaverSubject = ({ committeeId, personKey }: Place): string => `leaver:${committeeId}:${personKey}`;

/** Takes a `block_id` apart; null for one that is not ours. */
export function readLeaverSubject(text: string): Place | null {
  const [kind, committeeId, personKey, ...more] = text.split(':');
  return kind === 'leaver' && committeeId && personKey && more.length === 0 ? { committeeId, personKey } : null;
}

/** Begins the key of every message about a departure, whoever reads it. */
export const departureKey = (departure: Departure): string => `${leaverSubject(departure)}:${departure.id}:`;

export function leaverMessage(departure: Departure, reader: { workspaceId: string; slackUserId: string }): NewDelivery {
  const { committeeId, personKey, cause } = departure;
  const key = `${departureKey(departure)}${reader.slackUserId}`;
  return {
    workspaceId: reader.workspaceId,
    key,
    subject: leaverSubject(departure),
    destination: { kind: 'person', id: reader.slackUserId },
    payload: { kind: 'leaver', committeeId, personKey, cause },
    contentHash: key,
  };
}

export function handedMessage(
  id: string,
  handed: Omit<HandedPayload, 'kind'>,
  { workspaceId, slackUserId }: { readonly workspaceId: string; readonly slackUserId: string },
): NewDelivery {
  return {
    workspaceId,
    key: `handed:${id}`,
    destination: { kind: 'person', id: slackUserId },
    payload: { kind: 'handed', ...handed } satisfies HandedPayload,
  };
}
