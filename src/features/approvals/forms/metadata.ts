import { z } from 'zod';
import { formMetadata } from '../../../platform/slack/form-metadata.js';

export const { write: writeMetadata, read: readMetadata } = formMetadata({ approvalId: z.string(), round: z.int() });
export type VoteMetadata = NonNullable<ReturnType<typeof readMetadata>>;
