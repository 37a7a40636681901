import type { Client, Transaction } from '../../platform/db/database.js';
import { type Attendance, type Correction, type Minutes, minutesStates, presences, type Reader } from './minutes.js';

type Row = Awaited<ReturnType<Client['minutes']['findFirstOrThrow']>>;

/** The minutes a row holds. A state that no version wrote counts as what may not be changed. */
export function asMinutes(row: Row): Minutes {
  const { id, confirmedByKey, confirmedAt, correctableUntil, closedAt, content, contentHash, version } = row;
  const state = minutesStates.find((known) => known === row.state) ?? 'closed';
  return { id, state, confirmedByKey, confirmedAt, correctableUntil, closedAt, content, contentHash, version };
}

/**
 * Takes the minutes of a digest for the rest of a transaction, and makes them where nobody did before: whoever wants them
 * too waits, and then reads what was made of them. Their version is one more from here on.
 */
export async function takeMinutes(
  transaction: Transaction,
  fresh: {
    readonly id: string;
    readonly workspaceId: string;
    readonly committeeId: string;
    readonly digestId: string;
    readonly at: Date;
  },
): Promise<Minutes> {
  const { at, ...ids } = fresh;
  const row = await transaction.minutes.upsert({
    where: { digestId: fresh.digestId },
    create: { ...ids, state: 'open', createdAt: at, version: 1 },
    update: { version: { increment: 1 } },
  });
  return asMinutes(row);
}

/** Stores who was there, in place of what was said of it before, on minutes that this transaction has taken. */
export async function saveConfirmation(
  transaction: Transaction,
  minutes: Pick<Minutes, 'id' | 'confirmedByKey' | 'confirmedAt' | 'correctableUntil'>,
  attendance: readonly Attendance[],
): Promise<void> {
  const { id: minutesId, ...facts } = minutes;
  await transaction.minutes.update({ where: { id: minutesId }, data: { ...facts, state: 'confirmed' } });
  await transaction.attendance.deleteMany({ where: { minutesId } });
  await transaction.attendance.createMany({
    data: attendance.map(({ personKey, presence }) => ({ minutesId, personKey, presence })),
  });
}

/** Closes confirmed minutes of this version; false when somebody changed them meanwhile, or closed them. */
export async function saveClosing(
  transaction: Transaction,
  { id, version }: Pick<Minutes, 'id' | 'version'>,
  closing: { readonly content: string; readonly contentHash: string; readonly closedAt: Date },
): Promise<boolean> {
  const { count } = await transaction.minutes.updateMany({
    where: { id, version, state: 'confirmed' },
    data: { ...closing, state: 'closed', version: { increment: 1 } },
  });
  return count === 1;
}

/** Who was there, by key; of nobody before somebody has said it. */
export async function attendanceOf(store: Transaction, minutesId: string | undefined): Promise<Attendance[]> {
  if (minutesId === undefined) return [];
  const rows = await store.attendance.findMany({ where: { minutesId } });
  // Sorted here: databases do not agree on where a dash belongs.
  return rows
    .map(({ personKey, presence }) => ({
      personKey,
      presence: presences.find((known) => known === presence) ?? ('absent' as const),
    }))
    .sort((a, b) => (a.personKey < b.personKey ? -1 : 1));
}

/** In the order in which they were said. */
export async function correctionsOf(store: Transaction, minutesId: string | undefined): Promise<Correction[]> {
  if (minutesId === undefined) return [];
  const rows = await store.correction.findMany({ where: { minutesId }, orderBy: { number: 'asc' } });
  return rows.map(({ number, authorKey, text, at }) => ({ number, authorKey, text, at }));
}

/** @throws a unique violation when the same submission made one already; see `findByRequest` */
export async function insertCorrection(
  transaction: Transaction,
  row: Correction & { readonly id: string; readonly minutesId: string; readonly requestKey: string },
): Promise<void> {
  await transaction.correction.create({ data: row });
}

/** What a submission made before, when it is delivered a second time. */
export async function findByRequest(store: Transaction, requestKey: string): Promise<Correction | null> {
  return store.correction.findUnique({
    where: { requestKey },
    select: { number: true, authorKey: true, text: true, at: true },
  });
}

/** Who said that they have read a digest, in the order in which they said it. */
export async function readersOf(store: Transaction, digestId: string): Promise<Reader[]> {
  const rows = await store.digestReading.findMany({
    where: { digestId },
    orderBy: [{ readAt: 'asc' }, { personKey: 'asc' }],
  });
  return rows.map(({ personKey, readAt }) => ({ personKey, readAt }));
}

export async function findReader(
  store: Transaction,
  { digestId, personKey }: { readonly digestId: string; readonly personKey: string },
): Promise<Reader | null> {
  return store.digestReading.findUnique({
    where: { digestId_personKey: { digestId, personKey } },
    select: { personKey: true, readAt: true },
  });
}

/** @throws a unique violation when they said it already */
export async function insertReader(
  transaction: Transaction,
  row: { readonly digestId: string; readonly personKey: string; readonly readAt: Date },
): Promise<void> {
  await transaction.digestReading.create({ data: row });
}
