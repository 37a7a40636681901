import type { CalendarDate } from '../../../kernel/calendar.js';
import { dayNumber } from '../../../kernel/calendar.js';
import type { Database, Transaction } from '../../../platform/db/database.js';
import { recordEvent } from '../../../platform/db/events.js';
import type { WaitingPayload } from './messages.js';

/** Raises a counter to a value; false where it is there already. */
async function raise(
  store: Transaction,
  { workspaceId, name, value }: { readonly workspaceId: string; readonly name: string; readonly value: number },
): Promise<boolean> {
  const where = { workspaceId_name: { workspaceId, name } };
  await store.counter.upsert({ where, create: { workspaceId, name, value: 0 }, update: { workspaceId } });
  const { count } = await store.counter.updateMany({
    where: { workspaceId, name, value: { lt: value } },
    data: { value },
  });
  return count > 0;
}

/** Slack ids of the people who have a card. */
export async function readersOf(store: Transaction, subject: string): Promise<string[]> {
  const rows = await store.delivery.findMany({ where: { subject, placeKind: 'person' }, select: { place: true } });
  return rows.map(({ place }) => place);
}

/** Notes, once, that Slack took a morning's message, with an event that says of what. */
export async function countWaiting(
  database: Database,
  {
    workspaceId,
    told,
    at,
  }: { readonly workspaceId: string; readonly told: Omit<WaitingPayload, 'kind'>; readonly at: Date },
): Promise<void> {
  const { personKey, day, approvalIds } = told;
  await database.transaction(async (transaction) => {
    const name = `approvals.reminded:${personKey}`;
    if (!(await raise(transaction, { workspaceId, name, value: dayNumber(day as CalendarDate) }))) return;
    await recordEvent(transaction, {
      workspaceId,
      actorKey: null,
      what: 'approval.reminded',
      subjectKind: 'person',
      subjectId: personKey,
      after: { day, approvalIds },
      surface: 'schedule',
      at,
    });
  });
}

/** Whether anybody is asked for anything. */
export async function anythingWaits(store: Transaction, workspaceId: string): Promise<boolean> {
  const found = await store.approval.findFirst({ where: { workspaceId, state: 'pending' }, select: { id: true } });
  return found !== null;
}

/** Which of these messages stand in Slack, as far as is known. */
export async function standingKeys(store: Transaction, keys: readonly string[]): Promise<string[]> {
  const where = { key: { in: [...keys] }, state: 'sent', slackTs: { not: null }, lastError: null };
  const rows = await store.delivery.findMany({ where, select: { key: true } });
  return rows.map(({ key }) => key);
}
