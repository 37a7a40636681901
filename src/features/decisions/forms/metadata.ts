import { z } from 'zod';

/**
 * What a form carries along. A form may be sent weeks later, by a program that knows less or more than the one that
 * opened it: what does not read as this is an old form, and says so to whoever sends it.
 */
const FormMetadata = z.object({
  form: z.literal(1),
  /** Left out while the decision is not there yet. */
  decisionId: z.string().optional(),
  /** What the form was opened on. */
  mark: z.string().optional(),
});
export type FormMetadata = z.infer<typeof FormMetadata>;

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
