import { z } from 'zod';
import { formMetadata } from '../../../platform/slack/form-metadata.js';
import { SourceMessage } from '../../../surface/sources/source.js';
import { itemKinds } from '../item.js';

export const { write: writeMetadata, read: readMetadata } = formMetadata({
  kind: z.enum(itemKinds),
  /** Left out while the item is not there yet. */
  itemId: z.string().optional(),
  /** Of the item when the form was opened. */
  version: z.int().optional(),
  source: SourceMessage.optional(),
});
export type FormMetadata = NonNullable<ReturnType<typeof readMetadata>>;
