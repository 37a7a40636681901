import { z } from 'zod';

/**
 * What a form carries along, in its private metadata. A form may be sent weeks later, by a program that knows less or more
 * than the one that opened it: what does not read as `fields` is an old form, and says so to whoever sends it.
 */
export function formMetadata<Fields extends z.ZodRawShape>(fields: Fields) {
  const Metadata = z.object({ form: z.literal(1), ...fields });
  type Carried = z.infer<z.ZodObject<Fields>>;
  return {
    write: (carried: Carried): string => JSON.stringify({ form: 1, ...carried }),
    /** Null for a form of another version. */
    read(text: string): Carried | null {
      try {
        return (Metadata.safeParse(JSON.parse(text)).data as Carried | undefined) ?? null;
      } catch {
        return null;
      }
    },
  };
}
