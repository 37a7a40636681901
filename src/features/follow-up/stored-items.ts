import type { CalendarDate } from '../../kernel/calendar.js';
import { countUp } from '../../platform/db/count-up.js';
import type { Client, Transaction } from '../../platform/db/database.js';
import { insertRows } from '../../platform/db/insert-rows.js';
import { sourceColumns, sourceIn } from '../../surface/sources/source.js';
import {
  type ActionState,
  type ActionType,
  actionStates,
  actionTypes,
  type BlockerState,
  blockerStates,
  type Item,
  type ItemKind,
  isOpen,
  type Severity,
  severities,
} from './item.js';

type Row = Awaited<ReturnType<Client['item']['findFirstOrThrow']>>;

/** The item a row holds. A word that no version wrote becomes the least that it may mean. */
export function asItem(row: Row): Item {
  const { kind: _kind, state, grade, unblockerKey, escalatedToId } = row;
  const facts = {
    id: row.id,
    workspaceId: row.workspaceId,
    number: row.number,
    committeeId: row.committeeId,
    title: row.title,
    details: row.details,
    ownerKey: row.ownerKey,
    dueOn: row.dueOn,
    firstDueOn: row.firstDueOn,
    redates: row.redates,
    projectKey: row.projectKey,
    kpiKey: row.kpiKey,
    raisedByKey: row.raisedByKey,
    raisedAt: row.raisedAt,
    closedAt: row.closedAt,
    closedByKey: row.closedByKey,
    outcome: row.outcome,
    source: sourceIn(row),
    version: row.version,
    reminders: row.reminders,
    snoozedUntil: row.snoozedUntil,
  };
  if (row.kind === 'blocker') {
    const blocker = { state: oneOf<BlockerState>(blockerStates, state), severity: oneOf<Severity>(severities, grade) };
    return { ...facts, kind: 'blocker', ...blocker, unblockerKey, escalatedToId };
  }
  const action = { state: oneOf<ActionState>(actionStates, state), actionType: oneOf<ActionType>(actionTypes, grade) };
  return { ...facts, kind: 'action', ...action, costMinor: row.costMinor };
}

function oneOf<T extends string>(known: readonly [T, ...(readonly T[])], text: string): T {
  return known.find((word) => word === text) ?? known[0];
}

function asRow(item: Item) {
  const { source, ...rest } = item;
  const own =
    item.kind === 'blocker'
      ? { grade: item.severity, unblockerKey: item.unblockerKey, escalatedToId: item.escalatedToId, costMinor: null }
      : { grade: item.actionType, unblockerKey: null, escalatedToId: null, costMinor: item.costMinor };
  const { severity: _severity, actionType: _actionType, ...facts } = { severity: null, actionType: null, ...rest };
  return {
    ...facts,
    ...own,
    isOpen: isOpen(item),
    ...sourceColumns(source),
  };
}

/**
 * Takes so many new numbers of a kind in a workspace, one after the other.
 * @returns the first. Numbers of submissions that were taken back are not used again.
 */
export async function takeNumbers(
  transaction: Transaction,
  { workspaceId, kind, count }: { readonly workspaceId: string; readonly kind: ItemKind; readonly count: number },
): Promise<number> {
  const key = { workspaceId, name: kind };
  const last = await countUp(transaction, { table: 'Counter', key, column: 'value', by: count, others: {} });
  return last.count - count + 1;
}

export type NewItem = { readonly item: Item; readonly requestKey: string };

/** @throws a unique violation when an item of the same request is there already; see `findByRequest` */
export async function insertItems(transaction: Transaction, items: readonly NewItem[]): Promise<void> {
  await insertRows(
    transaction,
    'Item',
    items.map(({ item, requestKey }) => ({ ...asRow(item), requestKey })),
  );
}

export function insertItem(transaction: Transaction, item: Item, requestKey: string): Promise<void> {
  return insertItems(transaction, [{ item, requestKey }]);
}

/** What a submission made before, when it is delivered a second time. */
export async function findByRequest(store: Transaction, requestKey: string): Promise<Item | null> {
  const row = await store.item.findUnique({ where: { requestKey } });
  return row && asItem(row);
}

export async function findItem(
  store: Transaction,
  ask: { readonly workspaceId: string; readonly id: string },
): Promise<Item | null> {
  const row = await store.item.findFirst({ where: ask });
  return row && asItem(row);
}

export async function findItemByNumber(
  store: Transaction,
  ask: { readonly workspaceId: string; readonly kind: ItemKind; readonly number: number },
): Promise<Item | null> {
  const row = await store.item.findUnique({ where: { workspaceId_kind_number: ask } });
  return row && asItem(row);
}

/** As `findItem`; until the transaction ends nobody else can change it, and a form opened on it before is too old. */
export async function lockItem(
  transaction: Transaction,
  ask: { readonly workspaceId: string; readonly id: string },
): Promise<Item | null> {
  await transaction.item.updateMany({ where: ask, data: { version: { increment: 1 } } });
  return findItem(transaction, ask);
}

/** Writes an item over the version it was made from; false when somebody else has changed it meanwhile. */
export async function saveItem(transaction: Transaction, before: Item, after: Item): Promise<boolean> {
  const { id, version } = before;
  const { count } = await transaction.item.updateMany({ where: { id, version }, data: asRow(after) });
  return count === 1;
}

/** Whose items, and which of them; all of what is left out. */
export type ItemQuery = {
  readonly workspaceId: string;
  readonly kind?: ItemKind;
  readonly ownerKey?: string;
  /** Raised in one of these committees, or handed up to it. */
  readonly committeeIds?: readonly string[];
  readonly raisedByKey?: string;
  readonly dueBefore?: CalendarDate;
  readonly kpiKey?: string;
  readonly projectKey?: string;
};

type WhereOpen = Partial<Omit<ItemQuery, 'committeeIds' | 'dueBefore'>> & {
  readonly isOpen: true;
  readonly NOT?: { readonly dueOn: { readonly gte: CalendarDate } };
  readonly committeeId?: string | { readonly notIn: string[] };
  readonly escalatedToId?: { readonly in: string[] };
};

/**
 * Which rows a query means, in parts that share none: together in one `OR` no engine finds them by an index, and a list
 * of ten would be as slow as the store is large.
 */
function partsOf({ committeeIds, dueBefore, workspaceId, ...fields }: ItemQuery): WhereOpen[] {
  // Said so, the day is no range of an index, and the first ten are found in the order in which they are shown.
  const where = { ...fields, isOpen: true, ...(dueBefore ? { NOT: { dueOn: { gte: dueBefore } } } : {}) } as const;
  if (!committeeIds) return [{ ...where, workspaceId }];
  const ids = [...committeeIds];
  // A committee is of one workspace; to name that leads to an index of the workspace, which only a KPI or project is worth.
  const space = fields.kpiKey === undefined && fields.projectKey === undefined ? {} : { workspaceId };
  const own = ids.map((committeeId) => ({ ...where, ...space, committeeId }));
  // Actions are never handed up.
  if (fields.kind === 'action') return own;
  return [...own, { ...where, ...space, escalatedToId: { in: ids }, committeeId: { notIn: ids } }];
}

/** Beyond a page; nobody counts further, and a count that goes on costs more the more there is. */
const countedAhead = 100;

/** `total` stops a hundred behind the page: `isMore` says that there are more. */
export type OpenItems = { readonly items: Item[]; readonly total: number; readonly isMore: boolean };

type Page = { readonly skip: number; readonly take: number };

const oldestFirst = [{ raisedAt: 'asc' }, { id: 'asc' }] satisfies { raisedAt?: 'asc'; id?: 'asc' }[];

/** Open items, the oldest first, and how many there are in all. */
export async function listOpenItems(client: Transaction, query: ItemQuery, page: Page): Promise<OpenItems> {
  const parts = partsOf(query);
  const items = await pageOf(client, parts, page);
  if (page.skip === 0 && items.length < page.take) return { items, total: items.length, isMore: false };
  const limit = page.skip + countedAhead;
  const counts = await Promise.all(
    parts.map((where) => client.item.count({ where, orderBy: { raisedAt: 'asc' }, take: limit + 1 })),
  );
  const total = counts.reduce((sum, count) => sum + count, 0);
  return { items, total: Math.min(total, limit), isMore: total > limit };
}

async function pageOf(client: Transaction, parts: readonly WhereOpen[], { skip, take }: Page): Promise<Item[]> {
  const [where, ...others] = parts;
  if (where && others.length === 0) {
    const rows = await client.item.findMany({ where, orderBy: oldestFirst, skip, take });
    return rows.map(asItem);
  }
  const select = { id: true, raisedAt: true } as const;
  const found = await Promise.all(
    parts.map((part) => client.item.findMany({ where: part, orderBy: oldestFirst, take: skip + take, select })),
  );
  const ids = found
    .flat()
    .sort((a, b) => a.raisedAt.getTime() - b.raisedAt.getTime() || (a.id < b.id ? -1 : 1))
    .slice(skip, skip + take)
    .map(({ id }) => id);
  const rows = await client.item.findMany({ where: { id: { in: ids } }, orderBy: oldestFirst });
  return rows.map(asItem);
}
