import { z } from 'zod';
import type { ListScope } from '../capture/command-line.js';
import { itemKinds } from '../item.js';

/** Which items a list shows, and from which on; carried by the buttons that turn its pages. */
const ListQuery = z.object({
  kind: z.enum(itemKinds),
  who: z.enum(['mine', 'committee', 'all']),
  overdue: z.boolean(),
  projectKey: z.string().optional(),
  kpiKey: z.string().optional(),
  committeeId: z.string().optional(),
  skip: z.int().min(0),
});
export type ListQuery = z.infer<typeof ListQuery>;

export function writeListQuery(query: ListQuery): string {
  return JSON.stringify(query);
}

/** The first page of one's own actions for a button of another version. */
export function readListQuery(text: string | null): ListQuery {
  const first: ListQuery = { kind: 'action', who: 'mine', overdue: false, skip: 0 };
  try {
    return ListQuery.safeParse(JSON.parse(text ?? '')).data ?? first;
  } catch {
    return first;
  }
}

/** @param committeeId of the channel's committee, or the only one; none means all of theirs */
export function firstPage(
  kind: ListQuery['kind'],
  { who, overdue, projectKey, kpiKey }: ListScope,
  committeeId: string | undefined,
): ListQuery {
  return {
    kind,
    who,
    overdue,
    ...(projectKey === undefined ? {} : { projectKey }),
    ...(kpiKey === undefined ? {} : { kpiKey }),
    ...(who === 'committee' && committeeId ? { committeeId } : {}),
    skip: 0,
  };
}
