import { z } from 'zod';
import { formMetadata } from '../../../platform/slack/form-metadata.js';

export const { write: writeMetadata, read: readMetadata } = formMetadata({
  /** Left out while the decision is not there yet. */
  decisionId: z.string().optional(),
  /** What the form was opened on. */
  mark: z.string().optional(),
  /** The message it is opened from, and the thread an answer to that belongs to. */
  source: z
    .object({ channel: z.string(), ts: z.string(), thread: z.string(), quote: z.string().nullable() })
    .optional(),
});
export type FormMetadata = NonNullable<ReturnType<typeof readMetadata>>;
