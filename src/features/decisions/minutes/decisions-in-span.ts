import type { Transaction } from '../../../platform/db/database.js';
import type { Decision } from '../decision.js';
import { asDecision } from '../stored-decisions.js';

/** From `since`, up to `until` and without it; without an end where null. */
export type MeetingSpan = { readonly committeeId: string; readonly since: Date; readonly until: Date | null };

const within = ({ since, until }: MeetingSpan) => ({ gte: since, ...(until ? { lt: until } : {}) });

const made = (span: MeetingSpan) => ({
  committeeId: span.committeeId,
  state: { in: ['decided', 'superseded'] },
  decidedAt: within(span),
});

/** Recorded in the span, by number. */
export async function findMadeIn(store: Transaction, span: MeetingSpan): Promise<Decision[]> {
  const rows = await store.decision.findMany({ where: made(span), orderBy: { number: 'asc' } });
  return rows.map(asDecision);
}

export function countMadeIn(store: Transaction, span: MeetingSpan): Promise<number> {
  return store.decision.count({ where: made(span) });
}

/** Asked for in the span and not recorded in it, by number. */
export async function findRequestedIn(store: Transaction, span: MeetingSpan): Promise<Decision[]> {
  const rows = await store.decision.findMany({
    where: { committeeId: span.committeeId, raisedAt: within(span), NOT: made(span) },
    orderBy: { number: 'asc' },
  });
  return rows.map(asDecision);
}
