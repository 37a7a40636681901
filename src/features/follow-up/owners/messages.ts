import { z } from 'zod';
import type { NewDelivery } from '../../../platform/outbox/delivery.js';

/**
 * `asked`: somebody would take a blocker of its owner's. `kept`: the owner keeps it, for whoever asked. `lost` and
 * `gained`: somebody else has changed who owns them.
 */
export const OwnerPayload = z.object({
  kind: z.literal('owner'),
  about: z.enum(['asked', 'kept', 'lost', 'gained']),
  itemIds: z.array(z.string()).readonly(),
  /** Who would take it, who keeps it, who has them now, who had them. */
  otherKey: z.string(),
  /** Whose doing it is. */
  byKey: z.string(),
  /** What the owner answered to `asked`. */
  answer: z.enum(['handed', 'kept']).nullable(),
});
export type OwnerPayload = z.infer<typeof OwnerPayload>;

type To = { readonly workspaceId: string; readonly slackUserId: string };

/** @param id tells one piece of news from another of the same kind */
export function ownerMessage(
  id: string,
  news: Omit<OwnerPayload, 'kind' | 'answer'> & Partial<Pick<OwnerPayload, 'answer'>>,
  { workspaceId, slackUserId }: To,
): NewDelivery {
  const key = `owner:${news.about}:${id}:${slackUserId}`;
  const payload: OwnerPayload = { kind: 'owner', answer: null, ...news };
  return {
    workspaceId,
    key,
    destination: { kind: 'person', id: slackUserId },
    payload,
    contentHash: `${key}:${payload.answer ?? ''}`,
  };
}
