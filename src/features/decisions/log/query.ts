import { z } from 'zod';

/** Which decisions a list shows, and from which on; carried by the buttons that turn its pages. */
const LogQuery = z.object({
  words: z.string().max(300),
  committeeId: z.string().optional(),
  skip: z.int().min(0),
});
export type LogQuery = z.infer<typeof LogQuery>;

export function writeLogQuery(query: LogQuery): string {
  return JSON.stringify(query);
}

/** The first page of everything for a button of another version. */
export function readLogQuery(text: string | null): LogQuery {
  const first: LogQuery = { words: '', skip: 0 };
  try {
    return LogQuery.safeParse(JSON.parse(text ?? '')).data ?? first;
  } catch {
    return first;
  }
}
