import type { CalendarDate } from '../../../kernel/calendar.js';
import type { Transaction } from '../../../platform/db/database.js';
import type { Decision } from '../decision.js';
import { asDecision } from '../stored-decisions.js';

type Where = NonNullable<NonNullable<Parameters<Transaction['decision']['findMany']>[0]>['where']>;

/** More than this wait for nobody who still looks. */
const readAtMost = 100;

/** A decider's vote in one committee's decisions, that somebody else may cast. */
export type VoteInPlace = { readonly committeeId: string; readonly fromKey: string };

/** Requested, with a deadline on a day or later, and not answered by a person, or by those in whose place they vote. */
export function findToVote(
  store: Transaction,
  ask: {
    readonly workspaceId: string;
    readonly personKey: string;
    readonly inPlaceOf: readonly VoteInPlace[];
    readonly from: CalendarDate;
  },
): Promise<Decision[]> {
  const { workspaceId, personKey, inPlaceOf, from } = ask;
  const unanswered = (key: string) => ({ deciders: { some: { personKey: key, choice: null } } });
  return find(store, {
    workspaceId,
    state: 'requested',
    deadlineOn: { gte: from },
    OR: [
      unanswered(personKey),
      ...inPlaceOf.map(({ committeeId, fromKey }) => ({ committeeId, ...unanswered(fromKey) })),
    ],
  });
}

/** Requested in these committees, or by this person. */
export function findRequested(
  store: Transaction,
  ask: { readonly workspaceId: string; readonly committeeIds: readonly string[]; readonly raisedByKey: string },
): Promise<Decision[]> {
  const { workspaceId, committeeIds, raisedByKey } = ask;
  const either: Where[] = [{ committeeId: { in: [...committeeIds] } }, { raisedByKey }];
  return find(store, { workspaceId, state: 'requested', OR: either });
}

/** Decided in these committees, or this person's to answer for, with a review day that has come and was not held yet. */
export function findToReview(
  store: Transaction,
  ask: {
    readonly workspaceId: string;
    readonly committeeIds: readonly string[];
    readonly ownerKey: string;
    readonly until: CalendarDate;
  },
): Promise<Decision[]> {
  const { workspaceId, committeeIds, ownerKey, until } = ask;
  const either: Where[] = [{ committeeId: { in: [...committeeIds] } }, { ownerKey }];
  return find(store, { workspaceId, state: 'decided', reviewedAt: null, reviewOn: { lte: until }, OR: either });
}

async function find(store: Transaction, where: Where): Promise<Decision[]> {
  const orderBy = [{ deadlineOn: 'asc' as const }, { number: 'asc' as const }];
  return (await store.decision.findMany({ where, orderBy, take: readAtMost })).map(asDecision);
}
