import type { CalendarDate } from '../../kernel/calendar.js';
import type { Database, Transaction } from '../../platform/db/database.js';
import { isUniqueViolation } from '../../platform/db/errors.js';
import { redrawAll } from '../../platform/outbox/redraw.js';
import { type AddOptions, enqueueNew } from '../../platform/outbox/stored-deliveries.js';
import { MorningPayload, morningMessage, morningSubject, type Plans, toldPlans } from './message.js';

/** Older messages are history. */
const keptForDays = 21;

/** Its plans are those that it tells. */
export type StoredMorning = Omit<MorningPayload, 'untold'> & {
  readonly key: string;
  /** Slack took it, and no edit of it is on its way. */
  readonly isSent: boolean;
  /** It stands in Slack, or may. */
  readonly isTold: boolean;
};

/** The messages to an account since a day, the newest first; of any day where none is named. */
export async function listMornings(
  store: Transaction,
  ask: { readonly slackUserId: string; readonly since?: CalendarDate; readonly take?: number },
): Promise<StoredMorning[]> {
  const { slackUserId, since, take } = ask;
  const subject = morningSubject(slackUserId);
  const rows = await store.delivery.findMany({
    where: { subject, ...(since === undefined ? {} : { key: { gte: `${subject}:${since}` } }) },
    select: { key: true, state: true, slackTs: true, payload: true },
    orderBy: { key: 'desc' },
    ...(take === undefined ? {} : { take }),
  });
  return rows.flatMap(({ key, state, slackTs, payload }) => {
    const { data } = MorningPayload.safeParse(JSON.parse(payload));
    if (!data) return [];
    const { untold: _, ...morning } = { ...data, plans: toldPlans(data) };
    return [{ ...morning, key, isSent: state === 'sent', isTold: slackTs !== null || state === 'sending' }];
  });
}

/** Notes, before a message leaves, which parts it leaves without; an attempt that has to be repeated may tell them after all. */
export async function noteUntold(
  store: Transaction,
  { id, payload }: { readonly id: string; readonly payload: MorningPayload },
  untold: readonly string[],
): Promise<void> {
  const noted = JSON.stringify({ ...payload, untold } satisfies Record<keyof MorningPayload, unknown>);
  await store.delivery.updateMany({ where: { id, slackTs: null, payload: { not: noted } }, data: { payload: noted } });
}

/**
 * Puts somebody's morning into the outbox, and notes with it what is to be noted. False, and nothing is noted, where
 * another process has put one there at the same moment.
 */
export async function queueMorning(
  database: Database,
  morning: {
    readonly workspaceId: string;
    readonly slackUserId: string;
    readonly personKey: string;
    readonly day: CalendarDate;
    readonly plans: Plans;
  },
  { noteWith, ...options }: AddOptions & { readonly noteWith: (transaction: Transaction) => Promise<void> },
): Promise<boolean> {
  let isQueued = false;
  try {
    await database.transaction(async (transaction) => {
      isQueued = false;
      await enqueueNew(transaction, [morningMessage(morning)], options);
      isQueued = true;
      await noteWith(transaction);
    });
    return true;
  } catch (error) {
    if (isQueued || !isUniqueViolation(error)) throw error;
    return false;
  }
}

/**
 * Asks, in the transaction of a change, for the newest message of each of these subjects that tells of one of these ids to
 * be drawn again.
 */
export async function redrawMornings(
  transaction: Transaction,
  { subjects, ids }: { readonly subjects: readonly string[]; readonly ids: readonly string[] },
  drawn: { readonly contentHash: string; readonly now: Date },
): Promise<void> {
  if (subjects.length === 0 || ids.length === 0) return;
  const since = new Date(drawn.now.getTime() - keptForDays * 86_400_000);
  const rows = await transaction.delivery.findMany({
    where: { subject: { in: [...new Set(subjects)] }, createdAt: { gte: since } },
    select: { key: true, payload: true, subject: true },
    orderBy: { key: 'desc' },
  });
  const quoted = ids.map((id) => JSON.stringify(id));
  const newest = new Map<string | null, string>();
  for (const { key, payload, subject } of rows) {
    if (!newest.has(subject) && quoted.some((id) => payload.includes(id))) newest.set(subject, key);
  }
  if (newest.size > 0) await redrawAll(transaction, { keys: [...newest.values()] }, drawn);
}
