import type { Transaction } from '../../../../platform/db/database.js';
import type { Item } from '../../item.js';
import { writtenBeforeChanges } from '../../item-history.js';
import { asItem } from '../../stored-items.js';
import type { ReviewSpan } from '../reviewed-items.js';

/** An item as its history has it: what only the program counts is not in it. */
type WrittenItem = Omit<Item, 'raisedAt' | 'closedAt'> & {
  readonly raisedAt: string;
  readonly closedAt: string | null;
};

/**
 * Everything a review of a span looks at, as it stood at its end: own items and those handed up, that were open then or
 * were closed in the span. Null where nobody changed an item since: then the store still says it.
 */
export async function readPast(store: Transaction, span: ReviewSpan): Promise<readonly Item[] | null> {
  const { workspaceId, committeeId, since, until } = span;
  const written = await writtenBeforeChanges<WrittenItem>(store, {
    workspaceId,
    // A change in the very moment of the review belongs to it.
    since: new Date(until.getTime() + 1),
  });
  if (written.size === 0) return null;
  const closed = since ? { closedAt: { gt: since } } : { isOpen: false };
  const rows = await Promise.all(
    [{ committeeId }, { escalatedToId: committeeId }].flatMap((whose) =>
      [{ isOpen: true }, closed].map((when) =>
        store.item.findMany({ where: { ...whose, ...when, raisedAt: { lte: until } } }),
      ),
    ),
  );
  const now = new Map(rows.flat().map((row) => [row.id, asItem(row)]));
  // What was another committee's since, or was opened again, is found by its history alone.
  for (const item of await itemsOf(
    store,
    [...written.keys()].filter((id) => !now.has(id)),
  ))
    now.set(item.id, item);
  return [...now.values()].map((item) => asItWas(item, written.get(item.id))).filter((item) => isOfSpan(item, span));
}

function isOfSpan(item: Item, { committeeId, until }: ReviewSpan): boolean {
  const isHandedUp = item.kind === 'blocker' && item.escalatedToId === committeeId;
  return (item.committeeId === committeeId || isHandedUp) && item.raisedAt <= until;
}

function asItWas(item: Item, written: WrittenItem | undefined): Item {
  if (!written) return item;
  const { raisedAt, closedAt, ...facts } = written;
  const times = { raisedAt: new Date(raisedAt), closedAt: closedAt === null ? null : new Date(closedAt) };
  return { ...item, ...facts, ...times } as Item;
}

const idsAtOnce = 500;

async function itemsOf(store: Transaction, ids: readonly string[]): Promise<Item[]> {
  const items: Item[] = [];
  for (let from = 0; from < ids.length; from += idsAtOnce) {
    const rows = await store.item.findMany({ where: { id: { in: ids.slice(from, from + idsAtOnce) } } });
    items.push(...rows.map(asItem));
  }
  return items;
}
