import type { CalendarDate } from '../../../kernel/calendar.js';
import type { Transaction } from '../../../platform/db/database.js';
import type { Decision } from '../decision.js';
import { asDecision } from '../stored-decisions.js';

export type FoundDecisions = { readonly decisions: readonly Decision[]; readonly total: number };

type Where = NonNullable<NonNullable<Parameters<Transaction['decision']['findMany']>[0]>['where']>;

export type DigestSpan = {
  readonly committeeId: string;
  /** The digest before; null where there was none. */
  readonly since: Date | null;
  readonly until: Date;
  /** The committee's day at `until`. */
  readonly day: CalendarDate;
  readonly limit: number;
};

/** Asked before the end of the span and without an answer, the nearest deadline first. */
export function findAsked(store: Transaction, { committeeId, until, limit }: DigestSpan): Promise<FoundDecisions> {
  const where = { committeeId, state: { in: ['requested', 'lapsed'] }, raisedAt: { lt: until } };
  return page(store, where, limit);
}

/** Recorded in the span; those of a committee without an earlier digest are all new. */
export function findMade(
  store: Transaction,
  { committeeId, since, until, limit }: DigestSpan,
): Promise<FoundDecisions> {
  const decidedAt = { lt: until, ...(since ? { gte: since } : {}) };
  return page(store, { committeeId, state: 'decided', decidedAt }, limit);
}

/** Decided, with a review day that has come and was not held yet. */
export function findToReview(
  store: Transaction,
  { committeeId, day, until, limit }: DigestSpan,
): Promise<FoundDecisions> {
  const due = { reviewOn: { lte: day }, reviewedAt: null, decidedAt: { lt: until } };
  return page(store, { committeeId, state: 'decided', ...due }, limit);
}

async function page(store: Transaction, where: Where, take: number): Promise<FoundDecisions> {
  const rows = await store.decision.findMany({ where, orderBy: [{ deadlineOn: 'asc' }, { number: 'asc' }], take });
  const total = rows.length < take ? rows.length : await store.decision.count({ where });
  return { decisions: rows.map(asDecision), total };
}
