import { z } from 'zod';
import { formMetadata } from '../../../platform/slack/form-metadata.js';

export const { write: writeMetadata, read: readMetadata } = formMetadata({
  digestId: z.string(),
  /** What a form was opened on. */
  mark: z.string().optional(),
});
export type FormMetadata = NonNullable<ReturnType<typeof readMetadata>>;
