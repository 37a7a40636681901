import type { CalendarDate } from '../../../kernel/calendar.js';
import type { Transaction } from '../../../platform/db/database.js';
import type { MeetingSpan } from '../../decisions/public.js';
import { asItem, type Item } from '../../follow-up/public.js';

const within = ({ since, until }: MeetingSpan) => ({ gte: since, ...(until ? { lt: until } : {}) });

const order = [{ kind: 'asc' }, { number: 'asc' }] as const;

/** Raised in the committee in the span, actions first, each by number. */
export async function findRaisedIn(store: Transaction, span: MeetingSpan): Promise<Item[]> {
  const rows = await store.item.findMany({
    where: { committeeId: span.committeeId, raisedAt: within(span) },
    orderBy: [...order],
  });
  return rows.map(asItem);
}

export function countActionsIn(store: Transaction, span: MeetingSpan): Promise<number> {
  const where = { committeeId: span.committeeId, kind: 'action', raisedAt: within(span) };
  return store.item.count({ where });
}

const ours = ({ committeeId }: MeetingSpan) => ({ OR: [{ committeeId }, { escalatedToId: committeeId }] });

/** Done, resolved or dropped in the span, also what was handed up to the committee. */
export async function findClosedIn(store: Transaction, span: MeetingSpan): Promise<Item[]> {
  const rows = await store.item.findMany({
    where: { ...ours(span), isOpen: false, closedAt: within(span) },
    orderBy: [...order],
  });
  return rows.map(asItem);
}

/** Open at the end of the span although it was due before its last day, also what was handed up to the committee. */
export async function findLate(
  store: Transaction,
  span: MeetingSpan,
  { day, at }: { readonly day: CalendarDate; readonly at: Date },
): Promise<Item[]> {
  const stillOpen = { OR: [{ isOpen: true }, { closedAt: { gte: at } }] };
  const rows = await store.item.findMany({
    where: { AND: [ours(span), stillOpen], dueOn: { lt: day }, raisedAt: { lt: at } },
    orderBy: [...order],
  });
  return rows.map(asItem);
}

export type DecidedApproval = {
  readonly item: Item;
  readonly state: string;
  readonly decidedAt: Date;
  readonly outcome: string | null;
  /** Of the round that was decided. */
  readonly votes: readonly { readonly approverKey: string; readonly castByKey: string; readonly choice: string }[];
};

/** Requests of the committee's approvers that came to an end in the span, by action. */
export async function findApprovalsIn(store: Transaction, span: MeetingSpan): Promise<DecidedApproval[]> {
  const rows = await store.approval.findMany({
    where: {
      committeeId: span.committeeId,
      state: { in: ['approved', 'rejected', 'expired'] },
      decidedAt: within(span),
    },
    include: { item: true, votes: { orderBy: { approverKey: 'asc' } } },
    orderBy: [{ item: { number: 'asc' } }, { requestedAt: 'asc' }],
  });
  return rows.flatMap(({ item, votes, state, decidedAt, outcome, round }) =>
    decidedAt
      ? [{ item: asItem(item), state, decidedAt, outcome, votes: votes.filter((vote) => vote.round === round) }]
      : [],
  );
}
