import { z } from 'zod';
import { formMetadata } from '../../../platform/slack/form-metadata.js';

export const { write: writeMetadata, read: readMetadata } = formMetadata({
  /** Left out while the decision is not there yet. */
  decisionId: z.string().optional(),
  /** What the form was opened on. */
  mark: z.string().optional(),
});
export type FormMetadata = NonNullable<ReturnType<typeof readMetadata>>;
