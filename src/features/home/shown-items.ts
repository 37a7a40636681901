import type { CalendarDate } from '../../kernel/calendar.js';
import type { Transaction } from '../../platform/db/database.js';
import { asItem, type ItemKind } from '../follow-up/public.js';
import type { Count, ItemGroup } from './content.js';

/** Of each group on a Home tab. */
export const shownAtMost = 5;

/** Nobody counts further, and a count that goes on costs more the more there is. */
export const countedUpTo = 99;

/** Which open items; all of what is left out. One kind each, in the order of an index: so five are found as fast among 50,000 as among 50. */
export type GroupQuery = {
  readonly workspaceId: string;
  /** Left out for what is proposed: that is an action always. */
  readonly kind?: ItemKind;
  readonly ownerKey?: string;
  readonly notOwnerKey?: string;
  readonly raisedByKey?: string;
  readonly unblockerKey?: string;
  readonly isProposed?: boolean;
  /** Ids; or all but these. */
  readonly among?: readonly string[];
  readonly notAmong?: readonly string[];
  readonly dueBefore?: CalendarDate;
  readonly dueFrom?: CalendarDate;
};

function whereOpen({ notOwnerKey, isProposed, among, notAmong = [], dueBefore, dueFrom, ...fields }: GroupQuery) {
  return {
    ...fields,
    // What is proposed is open; saying so twice would lead SQLite to an index that does not know the state.
    ...(isProposed ? { state: 'proposed' } : { isOpen: true }),
    ...(among === undefined ? {} : { id: { in: [...among] } }),
    ...(notAmong.length === 0 ? {} : { id: { notIn: [...notAmong] } }),
    ...(isProposed === false ? { NOT: { state: 'proposed' } } : {}),
    ...(notOwnerKey === undefined ? {} : { ownerKey: { not: notOwnerKey } }),
    ...(dueBefore === undefined ? {} : { dueOn: { lt: dueBefore } }),
    ...(dueFrom === undefined ? {} : { dueOn: { gte: dueFrom } }),
  };
}

/** The first few open items, those that are due first in front. */
export async function findGroup(store: Transaction, query: GroupQuery): Promise<ItemGroup> {
  const where = whereOpen(query);
  const rows = await store.item.findMany({ where, orderBy: [{ dueOn: 'asc' }, { number: 'asc' }], take: shownAtMost });
  const isAll = rows.length < shownAtMost;
  const count = isAll ? { value: rows.length, isMore: false } : await countOpen(store, query);
  return { items: rows.map(asItem), count };
}

export async function countOpen(store: Transaction, query: GroupQuery): Promise<Count> {
  // Left to itself, a limited count goes by id, and sorts everything before it counts the first.
  const orderBy = { dueOn: 'asc' } as const;
  const found = await store.item.count({ where: whereOpen(query), orderBy, take: countedUpTo + 1 });
  return { value: Math.min(found, countedUpTo), isMore: found > countedUpTo };
}
