import type { CalendarDate } from '../../../kernel/calendar.js';
import type { Database, Transaction } from '../../../platform/db/database.js';
import { recordEvent } from '../../../platform/db/events.js';
import type { Item } from '../item.js';
import { asItem } from '../stored-items.js';
import { type RemindableItem, remindersAtMost, remindersBeforeChair } from './policy.js';
import type { ReminderTrace, SilentItem } from './silence.js';

const policyFields = { id: true, dueOn: true, reminders: true, lastRemindedOn: true, snoozedUntil: true } as const;

/** Open items of an owner that a reminder of this day may speak of, due until `until`, the oldest date first. */
export async function listRemindable(
  store: Transaction,
  ask: {
    readonly workspaceId: string;
    readonly ownerKey: string;
    readonly day: CalendarDate;
    readonly until: CalendarDate;
    readonly limit: number;
  },
): Promise<RemindableItem[]> {
  const { workspaceId, ownerKey, day, until, limit } = ask;
  return store.item.findMany({
    where: {
      workspaceId,
      isOpen: true,
      ownerKey,
      dueOn: { lte: until },
      reminders: { lt: remindersAtMost },
      AND: [
        { OR: [{ lastRemindedOn: null }, { lastRemindedOn: { lt: day } }] },
        { OR: [{ snoozedUntil: null }, { snoozedUntil: { lte: day } }] },
      ],
    },
    select: policyFields,
    orderBy: [{ dueOn: 'asc' }, { number: 'asc' }],
    take: limit,
  });
}

/** An item, and when its owner was last reminded of it. */
export type RemindedItem = { readonly item: Item; readonly lastRemindedOn: CalendarDate | null };

/** Items by their ids, in the order of the ids; those that are gone are left out. */
export async function readItems(store: Transaction, ids: readonly string[]): Promise<RemindedItem[]> {
  const rows = await store.item.findMany({ where: { id: { in: [...ids] } } });
  const byId = new Map(rows.map((row) => [row.id, { item: asItem(row), lastRemindedOn: row.lastRemindedOn }]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** Items counted in one transaction, which must stay short. */
const countedAtOnce = 20;

/**
 * Counts a reminder of these items on a day, with an event each: once for an item and day, whoever asks again, and not
 * for one that was closed or handed over meanwhile.
 */
export async function countReminders(
  database: Database,
  ask: {
    readonly workspaceId: string;
    readonly personKey: string;
    readonly day: CalendarDate;
    readonly itemIds: readonly string[];
    readonly at: Date;
  },
): Promise<void> {
  const { itemIds, ...reminder } = ask;
  for (let from = 0; from < itemIds.length; from += countedAtOnce) {
    await database.transaction(async (transaction) => {
      for (const itemId of itemIds.slice(from, from + countedAtOnce)) {
        await countReminder(transaction, { ...reminder, itemId });
      }
    });
  }
}

async function countReminder(
  transaction: Transaction,
  {
    workspaceId,
    personKey,
    day,
    itemId,
    at,
  }: {
    readonly workspaceId: string;
    readonly personKey: string;
    readonly day: CalendarDate;
    readonly itemId: string;
    readonly at: Date;
  },
): Promise<void> {
  const { count } = await transaction.item.updateMany({
    where: {
      id: itemId,
      workspaceId,
      isOpen: true,
      ownerKey: personKey,
      OR: [{ lastRemindedOn: null }, { lastRemindedOn: { lt: day } }],
    },
    data: { reminders: { increment: 1 }, lastRemindedOn: day },
  });
  if (count === 0) return;
  const { reminders } = await transaction.item.findUniqueOrThrow({
    where: { id: itemId },
    select: { reminders: true },
  });
  await recordEvent(transaction, {
    workspaceId,
    actorKey: null,
    what: 'item.reminded',
    subjectKind: 'item',
    subjectId: itemId,
    after: { personKey, day, reminders },
    surface: 'schedule',
    at,
  });
}

/** Open items of some committees that are overdue and were reminded of in vain since `since`, the oldest date first. */
export async function listSilent(
  store: Transaction,
  ask: {
    readonly committeeIds: readonly string[];
    readonly day: CalendarDate;
    readonly since: CalendarDate;
    readonly limit: number;
  },
): Promise<SilentItem[]> {
  const { committeeIds, day, since, limit } = ask;
  return store.item.findMany({
    where: {
      committeeId: { in: [...committeeIds] },
      isOpen: true,
      dueOn: { lt: day },
      reminders: { gte: remindersBeforeChair },
      lastRemindedOn: { gte: since, lt: day },
    },
    select: { ...policyFields, ownerKey: true, committeeId: true },
    orderBy: [{ dueOn: 'asc' }, { number: 'asc' }],
    take: limit,
  });
}

const told = 'item.silence-told';

/** What was reminded of and told of some items, in order. */
export async function readTraces(
  store: Transaction,
  ask: { readonly workspaceId: string; readonly itemIds: readonly string[] },
): Promise<ReminderTrace[]> {
  const rows = await store.event.findMany({
    where: {
      workspaceId: ask.workspaceId,
      subjectKind: 'item',
      subjectId: { in: [...ask.itemIds] },
      what: { in: ['item.reminded', told] },
    },
    select: { subjectId: true, what: true, after: true },
    orderBy: { sequence: 'asc' },
  });
  return rows.map(({ subjectId, what, after }) => {
    const { reminders = 0 } = JSON.parse(after ?? '{}') as { readonly reminders?: number };
    return { itemId: subjectId, what: what === told ? 'told' : 'reminded', number: reminders };
  });
}

/** Notes that a leader is told of an item's silence, in the transaction that puts the message into the outbox. */
export function recordTold(
  transaction: Transaction,
  ask: {
    readonly workspaceId: string;
    readonly itemId: string;
    readonly personKey: string;
    readonly reminders: number;
    readonly at: Date;
  },
): Promise<void> {
  const { workspaceId, itemId, personKey, reminders, at } = ask;
  return recordEvent(transaction, {
    workspaceId,
    actorKey: null,
    what: told,
    subjectKind: 'item',
    subjectId: itemId,
    after: { personKey, reminders },
    surface: 'schedule',
    at,
  });
}
