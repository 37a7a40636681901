import type { CalendarDate } from '../../../kernel/calendar.js';
import { localDate } from '../../../kernel/zoned-time.js';
import type { Transaction } from '../../../platform/db/database.js';
import { itemKinds } from '../item.js';
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

const eventsAtOnce = 500;

/** What the items that were changed since the end of the period were before the first of these changes, by id. */
async function factsBeforeChanges(store: Transaction, { workspaceId, end }: MeasureSpan): Promise<Map<string, Facts>> {
  const first = new Map<string, number>();
  // Newest first and by the order of writing, so that what is old is never looked at.
  for (let sequence: number | undefined; ; ) {
    const events = await store.event.findMany({
      where: { workspaceId, ...(sequence === undefined ? {} : { sequence: { lt: sequence } }) },
      select: { sequence: true, at: true, subjectKind: true, subjectId: true, what: true },
      orderBy: { sequence: 'desc' },
      take: eventsAtOnce,
    });
    const later = events.filter(({ at }) => at >= end);
    for (const event of later) {
      if (isChange(event)) first.set(event.subjectId, event.sequence);
    }
    sequence = events.at(-1)?.sequence;
    if (later.length === 0 || events.length < eventsAtOnce) break;
  }
  return readBefore(store, workspaceId, [...first.values()]);
}

/** What only the program counts leaves no state before it. */
function isChange({ subjectKind, what }: { readonly subjectKind: string; readonly what: string }): boolean {
  return subjectKind === 'item' && !['item.raised', 'item.reminded', 'item.silence-told'].includes(what);
}

async function readBefore(
  store: Transaction,
  workspaceId: string,
  sequences: readonly number[],
): Promise<Map<string, Facts>> {
  const facts = new Map<string, Facts>();
  for (let from = 0; from < sequences.length; from += eventsAtOnce) {
    const events = await store.event.findMany({
      where: { workspaceId, sequence: { in: sequences.slice(from, from + eventsAtOnce) } },
      select: { subjectId: true, before: true },
    });
    for (const { subjectId, before } of events) {
      if (before === null) continue;
      const { raisedAt, closedAt, ...rest } = JSON.parse(before) as WrittenFacts;
      facts.set(subjectId, { ...rest, raisedAt: new Date(raisedAt), closedAt: closedAt ? new Date(closedAt) : null });
    }
  }
  return facts;
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
