import type { CalendarDate } from '../../../kernel/calendar.js';
import { peopleOfKeys } from '../../../organisation/people/people.js';
import type { Transaction } from '../../../platform/db/database.js';
import type { Delegation } from '../approval.js';

/** Delegations of a committee that are in force on a day. */
export function delegationsIn(
  store: Transaction,
  ask: { readonly workspaceId: string; readonly committeeId: string; readonly on: CalendarDate },
): Promise<Delegation[]> {
  const { workspaceId, committeeId, on } = ask;
  return store.delegation.findMany({
    where: { workspaceId, committeeId, endedAt: null, fromOn: { lte: on }, toOn: { gte: on } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
}

/** Delegations in a committee that share a day with these days, both included. */
export function delegationsDuring(
  store: Transaction,
  ask: {
    readonly workspaceId: string;
    readonly committeeId: string;
    readonly fromOn: CalendarDate;
    readonly toOn: CalendarDate;
  },
): Promise<Delegation[]> {
  const { workspaceId, committeeId, fromOn, toOn } = ask;
  return store.delegation.findMany({
    where: { workspaceId, committeeId, endedAt: null, fromOn: { lte: toOn }, toOn: { gte: fromOn } },
    orderBy: [{ fromOn: 'asc' }, { id: 'asc' }],
  });
}

/** Delegations given by, and to, a person that last until `from` or later, the earliest first. */
export async function delegationsOf(
  store: Transaction,
  ask: { readonly workspaceId: string; readonly personKey: string; readonly from: CalendarDate },
): Promise<{ readonly given: Delegation[]; readonly held: Delegation[] }> {
  const { workspaceId, personKey, from } = ask;
  const found = await store.delegation.findMany({
    where: { workspaceId, endedAt: null, toOn: { gte: from }, OR: [{ fromKey: personKey }, { toKey: personKey }] },
    orderBy: [{ fromOn: 'asc' }, { id: 'asc' }],
  });
  return {
    given: found.filter(({ fromKey }) => fromKey === personKey),
    held: found.filter(({ toKey }) => toKey === personKey),
  };
}

/** Delegations of a committee that begin, or are over, on a day after `after` up to and with `upTo`. */
export function delegationsTurning(
  store: Transaction,
  ask: {
    readonly workspaceId: string;
    readonly committeeId: string;
    readonly after: CalendarDate;
    readonly upTo: CalendarDate;
  },
): Promise<Delegation[]> {
  const { workspaceId, committeeId, after, upTo } = ask;
  const OR = [{ fromOn: { gt: after, lte: upTo } }, { toOn: { gte: after, lt: upTo } }];
  return store.delegation.findMany({ where: { workspaceId, committeeId, endedAt: null, OR } });
}

/** Slack ids of all who may, or once could, vote in somebody's place. */
export async function delegatesOf(store: Transaction, workspaceId: string): Promise<string[]> {
  const found = await store.delegation.findMany({
    where: { workspaceId },
    select: { toKey: true },
    distinct: ['toKey'],
  });
  if (found.length === 0) return [];
  const people = await peopleOfKeys(store, { workspaceId, keys: found.map(({ toKey }) => toKey) });
  return [...people.values()].flatMap(({ slackUserId }) => slackUserId ?? []);
}

export async function insertDelegation(transaction: Transaction, delegation: Delegation): Promise<void> {
  await transaction.delegation.create({ data: delegation });
}

/** Ends one that nobody ended yet; false where there is none such of that person's. */
export async function markEnded(
  transaction: Transaction,
  {
    endedAt,
    ...which
  }: { readonly workspaceId: string; readonly id: string; readonly fromKey: string; readonly endedAt: Date },
): Promise<boolean> {
  const { count } = await transaction.delegation.updateMany({ where: { ...which, endedAt: null }, data: { endedAt } });
  return count === 1;
}

export async function findDelegation(
  store: Transaction,
  ask: { readonly workspaceId: string; readonly id: string },
): Promise<Delegation | null> {
  return store.delegation.findFirst({ where: ask });
}

/**
 * Delegations of a committee are made one after the other: without this, two that overlap could each be found good.
 * Until the transaction ends, nobody else makes one there.
 */
export async function lockCommittee(transaction: Transaction, committeeId: string): Promise<void> {
  await transaction.committee.updateMany({ where: { id: committeeId }, data: { id: committeeId } });
}
