import { z } from 'zod';
import type { Say } from '../../platform/texts/texts.js';

/** What a form about a KPI carries along. One that does not read as this was opened by another version. */
const FormMetadata = z.object({
  form: z.literal(1),
  kpi: z.string(),
  /** Label of the period that is explained. */
  period: z.string().optional(),
});
type FormMetadata = z.infer<typeof FormMetadata>;

export function writeMetadata(metadata: Omit<FormMetadata, 'form'>): string {
  return JSON.stringify({ form: 1, ...metadata });
}

/** Null for a form of another version. */
export function readMetadata(text: string): FormMetadata | null {
  try {
    return FormMetadata.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** What somebody is told who sends such a form. */
export function oldFormWords(say: Say): string {
  return say('kpi-commands.form.old');
}
