import type { CalendarDate } from '../../../kernel/calendar.js';
import { peopleOfKeys } from '../../../organisation/people/people.js';
import type { Transaction } from '../../../platform/db/database.js';
import { kpisOfKeys } from '../../kpis/public.js';
import { type Item, itemKinds } from '../item.js';
import { remindersAtMost } from '../reminders/policy.js';
import { asItem } from '../stored-items.js';
import type { ReviewedItem } from './review.js';

/** Whose items, of which time: after `since` (of all time where null) and until `until`, seen from a calendar day. */
export type ReviewSpan = {
  readonly workspaceId: string;
  readonly committeeId: string;
  readonly since: Date | null;
  readonly until: Date;
  readonly day: CalendarDate;
  /** Items of a group that are listed. */
  readonly limit: number;
};

/** The first items of a group in its order, and how many there are. */
export type FoundItems = { readonly items: readonly Item[]; readonly total: number };

type Where = NonNullable<NonNullable<Parameters<Transaction['item']['findMany']>[0]>['where']>;
type Order = 'dueOn' | 'closedAt' | 'raisedAt';

const spanOf = ({ since, until }: ReviewSpan) => ({ ...(since ? { gt: since } : {}), lte: until });

/** Two queries, each with an index of its own: one for both would sort all items of the committee. */
const branches = ({ committeeId }: ReviewSpan): Where[] => [
  { committeeId },
  { escalatedToId: committeeId, committeeId: { not: committeeId } },
];

async function find(store: Transaction, wheres: readonly Where[], order: Order, take: number): Promise<FoundItems> {
  const found = await Promise.all(
    wheres.map(async (where) => {
      const rows = await store.item.findMany({
        where,
        orderBy: [{ [order]: 'asc' }, { kind: 'asc' }, { number: 'asc' }],
        take,
      });
      return { rows, total: rows.length < take ? rows.length : await store.item.count({ where }) };
    }),
  );
  const rank = (row: (typeof found)[number]['rows'][number]) =>
    `${row[order]?.valueOf()} ${row.kind} ${String(row.number).padStart(9, '0')}`;
  const rows = found.flatMap(({ rows: some }) => some).sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
  return { items: rows.slice(0, take).map(asItem), total: found.reduce((sum, { total }) => sum + total, 0) };
}

/** What a review asks of the items of a span. */
export type ReviewFinder = {
  /** What was closed in the span: with a result, or dropped. */
  closed(how: 'done' | 'dropped'): Promise<FoundItems>;
  /** What is overdue on the day; `isSilent`: those of which no reminder is left. */
  overdue(isSilent: boolean): Promise<FoundItems>;
  /** What is open and not overdue: raised or handed up in the span, or before it. */
  ahead(): Promise<{ readonly fresh: FoundItems; readonly running: FoundItems }>;
  /** Open items on one KPI, the oldest first. */
  onKpi(kpiKey: string, limit: number): Promise<FoundItems>;
  /** Open blockers that were not handed up yet: raised before an instant, or later on one of some KPIs. */
  toEscalate(which: Escalatable): Promise<{ readonly old: FoundItems; readonly onRed: readonly Item[] }>;
  /** Whether the committee ever had an item. */
  hasItems(): Promise<boolean>;
};

type Escalatable = { readonly before: Date; readonly kpiKeys: readonly string[] };

/** Asks the store: what a span that ends now says. */
export function storedFinder(store: Transaction, span: ReviewSpan): ReviewFinder {
  return {
    closed: (how) => findClosed(store, span, how),
    overdue: (isSilent) => findOverdue(store, span, isSilent),
    ahead: () => findAhead(store, span),
    onKpi: (kpiKey, limit) => findOnKpi(store, { ...span, limit }, kpiKey),
    toEscalate: (which) => findToEscalate(store, span, which),
    hasItems: () => hasItems(store, span),
  };
}

function findClosed(store: Transaction, span: ReviewSpan, how: 'done' | 'dropped'): Promise<FoundItems> {
  const state = how === 'done' ? { in: ['done', 'resolved'] } : 'dropped';
  const wheres = branches(span).map((branch) => ({ ...branch, isOpen: false, closedAt: spanOf(span), state }));
  return find(store, wheres, 'closedAt', span.limit);
}

function findOverdue(store: Transaction, span: ReviewSpan, isSilent: boolean): Promise<FoundItems> {
  const reminders = isSilent ? { gte: remindersAtMost } : { lt: remindersAtMost };
  const wheres = branches(span).map((branch) => ({ ...branch, isOpen: true, dueOn: { lt: span.day }, reminders }));
  return find(store, wheres, 'dueOn', span.limit);
}

async function findAhead(
  store: Transaction,
  span: ReviewSpan,
): Promise<{ readonly fresh: FoundItems; readonly running: FoundItems }> {
  const { committeeId, since, day, limit } = span;
  const ahead = { committeeId, isOpen: true, dueOn: { gte: day } };
  // Kind by kind, because the index that ends with the time of raising begins with the kind.
  const raisedIn = itemKinds.map((kind) => ({ ...ahead, kind, raisedAt: spanOf(span) }));
  const fresh = await find(store, raisedIn, 'raisedAt', limit);
  const handedUp = await findHandedUp(store, span);
  const running = since
    ? await find(store, [{ ...ahead, raisedAt: { lte: since } }], 'dueOn', limit)
    : { items: [], total: 0 };
  return { fresh: joined(fresh, handedUp.fresh, limit), running: joined(running, handedUp.running, limit) };
}

function joined(own: FoundItems, others: readonly Item[], limit: number): FoundItems {
  return { items: [...own.items, ...others].slice(0, limit), total: own.total + others.length };
}

/** More than this is handed up to no committee that still meets. */
const handedUpAtMost = 100;

/** When something was handed up is in its history alone. */
async function findHandedUp(
  store: Transaction,
  span: ReviewSpan,
): Promise<{ readonly fresh: Item[]; readonly running: Item[] }> {
  const { committeeId, until, day } = span;
  const rows = await store.item.findMany({
    where: {
      escalatedToId: committeeId,
      committeeId: { not: committeeId },
      isOpen: true,
      dueOn: { gte: day },
      raisedAt: { lte: until },
    },
    orderBy: [{ raisedAt: 'asc' }, { kind: 'asc' }, { number: 'asc' }],
    take: handedUpAtMost,
  });
  const escalated = await escalatedIn(
    store,
    span,
    rows.map(({ id }) => id),
  );
  const items = rows.map(asItem);
  return {
    fresh: items.filter(({ id }) => escalated.has(id)),
    running: items.filter(({ id }) => !escalated.has(id)),
  };
}

/** Which of some items were handed up in the span. */
export async function escalatedIn(
  store: Transaction,
  { workspaceId, since, until }: ReviewSpan,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const events = await store.event.findMany({
    where: {
      workspaceId,
      subjectKind: 'item',
      subjectId: { in: [...ids] },
      what: 'item.escalate',
      at: { ...(since ? { gt: since } : {}), lte: until },
    },
    select: { subjectId: true },
  });
  return new Set(events.map(({ subjectId }) => subjectId));
}

async function hasItems(store: Transaction, span: ReviewSpan): Promise<boolean> {
  const found = await Promise.all(branches(span).map((where) => store.item.findFirst({ where, select: { id: true } })));
  return found.some((row) => row !== null);
}

async function findOnKpi(
  store: Transaction,
  { workspaceId, committeeId, limit }: ReviewSpan,
  kpiKey: string,
): Promise<FoundItems> {
  const where = { workspaceId, kpiKey, isOpen: true, OR: [{ committeeId }, { escalatedToId: committeeId }] };
  return find(store, [where], 'raisedAt', limit);
}

async function findToEscalate(
  store: Transaction,
  { committeeId, limit, until }: ReviewSpan,
  { before, kpiKeys }: Escalatable,
): Promise<{ readonly old: FoundItems; readonly onRed: readonly Item[] }> {
  const where = { committeeId, isOpen: true, kind: 'blocker', escalatedToId: null };
  const old = await find(store, [{ ...where, raisedAt: { lt: before } }], 'raisedAt', limit);
  if (kpiKeys.length === 0) return { old, onRed: [] };
  const young = { ...where, raisedAt: { gte: before, lte: until }, kpiKey: { in: [...kpiKeys] } };
  const { items } = await find(store, [young], 'raisedAt', onRedAtMost);
  return { old, onRed: items };
}

export const onRedAtMost = 50;

/** What the keys and ids of some items stand for. */
export type ReviewNames = {
  owner(key: string): ReviewedItem['owner'];
  kpi(key: string | null): ReviewedItem['kpi'];
  committee(id: string): ReviewedItem['from'];
};

export async function readNames(store: Transaction, workspaceId: string, items: readonly Item[]): Promise<ReviewNames> {
  const named = (keys: readonly (string | null)[]) => [...new Set(keys.filter((key) => key !== null))];
  const ids = named(items.map(({ committeeId }) => committeeId));
  const [people, kpis, committees] = await Promise.all([
    peopleOfKeys(store, { workspaceId, keys: named(items.map(({ ownerKey }) => ownerKey)) }),
    kpisOfKeys(store, { workspaceId, keys: named(items.map(({ kpiKey }) => kpiKey)) }),
    store.committee.findMany({
      where: { workspaceId, id: { in: ids } },
      select: { id: true, nameEn: true, nameFr: true },
    }),
  ]);
  const committee = new Map(committees.map((row) => [row.id, row]));
  return {
    owner(key) {
      const row = people.get(key);
      return { name: row?.name ?? key, slackUserId: row?.leftAt ? null : (row?.slackUserId ?? null) };
    },
    kpi: (key) => (key === null ? undefined : kpis.get(key)) ?? null,
    committee(id) {
      const row = committee.get(id);
      return row ? { en: row.nameEn, fr: row.nameFr } : null;
    },
  };
}
