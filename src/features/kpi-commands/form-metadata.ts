import { z } from 'zod';
import { formMetadata } from '../../platform/slack/form-metadata.js';
import type { Say } from '../../platform/texts.js';

export const { write: writeMetadata, read: readMetadata } = formMetadata({
  kpi: z.string(),
  /** Label of the period that is explained. */
  period: z.string().optional(),
});

/** What somebody is told who sends such a form. */
export function oldFormWords(say: Say): string {
  return say('kpi-commands.form.old');
}
