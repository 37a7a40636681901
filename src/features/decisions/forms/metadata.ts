import { z } from 'zod';
import { formMetadata } from '../../../platform/slack/form-metadata.js';
import { SourceMessage } from '../../../surface/sources/source.js';

export const { write: writeMetadata, read: readMetadata } = formMetadata({
  /** Left out while the decision is not there yet. */
  decisionId: z.string().optional(),
  /** What the form was opened on. */
  mark: z.string().optional(),
  source: SourceMessage.optional(),
});
export type FormMetadata = NonNullable<ReturnType<typeof readMetadata>>;
