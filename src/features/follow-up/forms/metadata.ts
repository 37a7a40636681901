import { z } from 'zod';
import { formMetadata } from '../../../platform/slack/form-metadata.js';
import { itemKinds } from '../item.js';

export const { write: writeMetadata, read: readMetadata } = formMetadata({
  kind: z.enum(itemKinds),
  /** Left out while the item is not there yet. */
  itemId: z.string().optional(),
  /** Of the item when the form was opened. */
  version: z.int().optional(),
  source: z
    .object({ channel: z.string(), ts: z.string(), thread: z.string(), quote: z.string().nullable() })
    .optional(),
});
export type FormMetadata = NonNullable<ReturnType<typeof readMetadata>>;
