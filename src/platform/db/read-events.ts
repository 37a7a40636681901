import type { ChainedEvent } from './chain-check.js';
import type { Transaction } from './database.js';
import type { ChainHead } from './event-chain.js';

/** The head of a workspace's chain, as it is kept apart; null before its first event. */
export async function readHead(store: Transaction, workspaceId: string): Promise<ChainHead | null> {
  return store.auditHead.findUnique({ where: { workspaceId }, select: { sequence: true, hash: true } });
}

/** Rows of one statement: enough to go through a million in a minute, little enough to be held at once. */
const eventsAtOnce = 1_000;

export type EventsAsk = {
  readonly workspaceId: string;
  /** Events behind this number, up to and with that one. */
  readonly after: number;
  readonly upTo: number;
};

/** A row that no version of Copil wrote: SQLite lets anything stand in any column. */
export type UnreadableEvent = { readonly sequence: number; readonly isUnreadable: true };

/** Goes through a part of a chain, page by page, in the order of the numbers. */
export async function* readEvents(
  store: Transaction,
  { workspaceId, after, upTo }: EventsAsk,
): AsyncGenerator<ChainedEvent | UnreadableEvent> {
  for (let last = after; last < upTo; ) {
    const where = { workspaceId, sequence: { gt: last, lte: upTo } };
    const page = await readPage(store, where);
    yield* page;
    const reached = page.at(-1)?.sequence;
    if (page.length < eventsAtOnce || reached === undefined || reached <= last) return;
    last = reached;
  }
}

type Where = { readonly workspaceId: string; readonly sequence: { readonly gt: number; readonly lte: number } };

async function readPage(store: Transaction, where: Where): Promise<(ChainedEvent | UnreadableEvent)[]> {
  const page = { where, orderBy: { sequence: 'asc' }, take: eventsAtOnce } as const;
  try {
    return (await store.event.findMany(page)).map(checked);
  } catch (error) {
    if (!isUnreadable(error)) throw error;
  }
  const numbers = await store.event.findMany({ ...page, select: { sequence: true } });
  const events: (ChainedEvent | UnreadableEvent)[] = [];
  for (const { sequence } of numbers) events.push(await readOne(store, where.workspaceId, sequence));
  return events;
}

async function readOne(store: Transaction, workspaceId: string, sequence: number) {
  try {
    const row = await store.event.findUnique({ where: { workspaceId_sequence: { workspaceId, sequence } } });
    return row ? checked(row) : { sequence, isUnreadable: true as const };
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    return { sequence, isUnreadable: true as const };
  }
}

function checked(row: ChainedEvent): ChainedEvent | UnreadableEvent {
  return Number.isNaN(row.at.getTime()) ? { sequence: row.sequence, isUnreadable: true } : row;
}

/** Prisma's code for a value that does not fit its column. */
export function isUnreadable(error: unknown): boolean {
  return (error as { readonly code?: unknown } | null)?.code === 'P2023';
}
