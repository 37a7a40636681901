import type { CalendarDate } from '../../../kernel/calendar.js';
import { localDate } from '../../../kernel/zoned-time.js';
import type { Transaction } from '../../../platform/db/database.js';
import { itemKinds } from '../item.js';
import { writtenBeforeChanges } from '../item-history.js';
import type { Days, MeasuredItem } from './measures.js';

/** Of which committee, and of which period; `from` and `end` are the instants at which it begins and is over. */
export type MeasureSpan = {
  readonly workspaceId: string;
  readonly committeeId: string;
  readonly timeZone: string;
  readonly days: Days;
  readonly from: Date;
  readonly end: Date;
};

/** What is read of an item, from its row or from its history. */
type Facts = {
  readonly kind: string;
  readonly committeeId: string;
  readonly escalatedToId?: string | null;
  readonly state: string;
  readonly dueOn: CalendarDate;
  readonly redates: number;
  readonly raisedAt: Date;
  readonly closedAt: Date | null;
};

const factFields = {
  id: true,
  kind: true,
  committeeId: true,
  escalatedToId: true,
  state: true,
  dueOn: true,
  redates: true,
  raisedAt: true,
  closedAt: true,
} as const;

/**
 * The items of a committee as they stood when a period was over, those handed up to it among them: all that were open,
 * were closed in the period, or are actions that were due in it. What was changed later is put back by its history, so
 * that a period measured again gives the same figures.
 */
export async function readItemsAtEnd(store: Transaction, span: MeasureSpan): Promise<MeasuredItem[]> {
  const changed = await factsBeforeChanges(store, span);
  const found: MeasuredItem[] = [];
  for (const facts of changed.values()) {
    const isOwn = facts.committeeId === span.committeeId || facts.escalatedToId === span.committeeId;
    if (isOwn && facts.raisedAt < span.end) found.push(asMeasured(facts, span));
  }
  const seen = new Set(changed.keys());
  for (const where of wheresOf(span)) {
    for await (const row of pagesOf(store, { ...where, raisedAt: { lt: span.end } })) {
      if (!seen.has(row.id)) found.push(asMeasured(row, span));
      seen.add(row.id);
    }
  }
  return found;
}

type Where = NonNullable<NonNullable<Parameters<Transaction['item']['findMany']>[0]>['where']>;

/** Each with an index of its own. */
function wheresOf({ committeeId, from, days }: MeasureSpan): Where[] {
  const { start: gte, end: lte } = days;
  return [
    ...itemKinds.map((kind) => ({ committeeId, isOpen: true, kind })),
    { committeeId, closedAt: { gte: from } },
    { committeeId, isOpen: false, dueOn: { gte, lte }, kind: 'action', closedAt: { lt: from } },
    { escalatedToId: committeeId, isOpen: true },
    { escalatedToId: committeeId, isOpen: false, closedAt: { gte: from } },
  ];
}

const pageSize = 2_000;

/** In pages, between which others are answered. */
async function* pagesOf(store: Transaction, where: Where) {
  let last: string | undefined;
  for (;;) {
    const rows = await store.item.findMany({
      where,
      select: factFields,
      orderBy: [{ raisedAt: 'asc' }, { id: 'asc' }],
      take: pageSize,
      ...(last === undefined ? {} : { cursor: { id: last }, skip: 1 }),
    });
    yield* rows;
    last = rows.at(-1)?.id;
    if (rows.length < pageSize) return;
  }
}

/** What the items that were changed since the end of the period were before the first of these changes, by id. */
async function factsBeforeChanges(store: Transaction, { workspaceId, end }: MeasureSpan): Promise<Map<string, Facts>> {
  const written = await writtenBeforeChanges<WrittenFacts>(store, { workspaceId, since: end });
  return new Map(
    [...written].map(([id, { raisedAt, closedAt, ...rest }]) => [
      id,
      { ...rest, raisedAt: new Date(raisedAt), closedAt: closedAt ? new Date(closedAt) : null },
    ]),
  );
}

type WrittenFacts = Omit<Facts, 'raisedAt' | 'closedAt'> & {
  readonly raisedAt: string;
  readonly closedAt: string | null;
};

/** What was closed after the end was open then; an item whose closing was taken back has it in its history. */
function asMeasured(facts: Facts, { timeZone, end }: MeasureSpan): MeasuredItem {
  const { kind, dueOn, redates, raisedAt, closedAt, state } = facts;
  const isClosed = closedAt !== null && closedAt < end;
  return {
    kind: kind === 'blocker' ? 'blocker' : 'action',
    dueOn,
    redates,
    raisedAt,
    closedOn: isClosed ? localDate(closedAt, timeZone) : null,
    isDone: isClosed && (state === 'done' || state === 'resolved'),
  };
}
