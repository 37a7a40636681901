import { z } from 'zod';

/**
 * What a form carries along. A form may be sent weeks later, by a program that knows less or more than the one that
 * opened it: what does not read as this is an old form, and says so to whoever sends it.
 */
const VoteMetadata = z.object({ form: z.literal(1), approvalId: z.string(), round: z.int() });
export type VoteMetadata = Omit<z.infer<typeof VoteMetadata>, 'form'>;

export function writeMetadata(metadata: VoteMetadata): string {
  return JSON.stringify({ form: 1, ...metadata });
}

/** Null for a form of another version. */
export function readMetadata(text: string): VoteMetadata | null {
  try {
    return VoteMetadata.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
