import { z } from 'zod';

const eventType = 'copil_delivery';

const DeliveryMetadata = z.object({
  event_type: z.literal(eventType),
  event_payload: z.object({ key: z.string() }),
});

/** Any member of the workspace may read it, so it holds an opaque key and nothing else. */
export function deliveryMetadata(key: string): { event_type: string; event_payload: { key: string } } {
  return { event_type: eventType, event_payload: { key } };
}

/** The delivery key a message carries; null for any other message. */
export function deliveryKeyOf(metadata: unknown): string | null {
  const parsed = DeliveryMetadata.safeParse(metadata);
  return parsed.success ? parsed.data.event_payload.key : null;
}
