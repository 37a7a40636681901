import type { Transaction } from './database.js';

/** One line of a thing's history; what was erased from it is null. */
export type HistoryEntry = {
  readonly at: Date;
  readonly actorKey: string | null;
  readonly onBehalfOf: string | null;
  readonly what: string;
  readonly before: unknown;
  readonly after: unknown;
};

export type HistoryAsk = {
  readonly workspaceId: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly take: number;
  /** These events alone; all where left out. */
  readonly what?: readonly string[];
};

/** The newest events of a thing, the newest first. */
export async function historyOf(store: Transaction, { take, what, ...subject }: HistoryAsk): Promise<HistoryEntry[]> {
  const rows = await store.event.findMany({
    where: { ...subject, ...(what === undefined ? {} : { what: { in: [...what] } }) },
    orderBy: { sequence: 'desc' },
    take,
  });
  const read = (text: string | null): unknown => (text === null ? null : JSON.parse(text));
  return rows.map((row) => ({
    at: row.at,
    actorKey: row.actorKey,
    onBehalfOf: row.onBehalfOf,
    what: row.what,
    before: read(row.before),
    after: read(row.after),
  }));
}
