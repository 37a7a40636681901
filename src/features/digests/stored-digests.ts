import { sha256 } from '../../kernel/ids.js';
import type { Client, Transaction } from '../../platform/db/database.js';
import type { DigestContent, DigestState } from './digest.js';
import { readContent } from './snapshot-content.js';

/** A digest as stored: one committee, one period. */
export type DigestRecord = {
  readonly id: string;
  readonly workspaceId: string;
  readonly committeeId: string;
  readonly period: string;
  readonly state: DigestState;
  readonly scheduledFor: Date;
  readonly isLate: boolean;
  readonly waitUntil: Date | null;
  readonly publishedAt: Date | null;
};

type Row = Omit<DigestRecord, 'state'> & { readonly state: string };

const asDigest = (row: Row): DigestRecord => ({ ...row, state: row.state as DigestState });

export type NewDigest = Omit<DigestRecord, 'waitUntil' | 'publishedAt'> & { readonly createdAt: Date };

/** The same after a backup was restored: its messages are known again by their keys, which carry it. */
export function digestIdOf(committeeId: string, period: string): string {
  return sha256(`digest:${committeeId}:${period}`).slice(0, 32);
}

export async function findDigest(
  client: Transaction,
  ask: { readonly committeeId: string; readonly period: string },
): Promise<DigestRecord | null> {
  const row = await client.digest.findUnique({ where: { committeeId_period: ask } });
  return row && asDigest(row);
}

export async function findDigestById(client: Transaction, id: string): Promise<DigestRecord | null> {
  const row = await client.digest.findUnique({ where: { id } });
  return row && asDigest(row);
}

/** Adds a digest, or returns the one that the committee already has for the period. */
export async function ensureDigest(transaction: Transaction, digest: NewDigest): Promise<DigestRecord> {
  const { committeeId, period } = digest;
  const found = await findDigest(transaction, { committeeId, period });
  return found ?? asDigest(await transaction.digest.create({ data: digest }));
}

/** Moves a digest from one state to another; false when another process was first. */
export async function moveDigest(
  transaction: Transaction,
  move: {
    readonly id: string;
    readonly from: readonly DigestState[];
    readonly to: DigestState;
    readonly publishedAt?: Date;
  },
): Promise<boolean> {
  const { count } = await transaction.digest.updateMany({
    where: { id: move.id, state: { in: [...move.from] } },
    data: { state: move.to, ...(move.publishedAt ? { publishedAt: move.publishedAt } : {}) },
  });
  return count === 1;
}

export async function setWaitUntil(client: Client, id: string, waitUntil: Date | null): Promise<void> {
  await client.digest.updateMany({ where: { id }, data: { waitUntil } });
}

/** Writes down that a digest leaves after its time, so that its readers are told. */
export async function setLate(client: Client, id: string): Promise<void> {
  await client.digest.updateMany({ where: { id }, data: { isLate: true } });
}

/** Gives up planned digests of a committee that a newer one overtakes: nobody wants them any more. */
export async function missPlannedBefore(
  transaction: Transaction,
  ask: { readonly committeeId: string; readonly scheduledFor: Date },
): Promise<void> {
  const { committeeId, scheduledFor } = ask;
  await transaction.digest.updateMany({
    where: { committeeId, state: 'planned', scheduledFor: { lt: scheduledFor } },
    data: { state: 'missed' },
  });
}

/** Digests planned but not composed yet, oldest first. */
export async function listPlanned(client: Client, workspaceId: string): Promise<DigestRecord[]> {
  const rows = await client.digest.findMany({
    where: { workspaceId, state: 'planned' },
    orderBy: { scheduledFor: 'asc' },
  });
  return rows.map(asDigest);
}

/** A digest that was composed, and its newest snapshot, of which only its number and time are read. */
export type ComposedDigest = DigestRecord & { readonly newest: Pick<Snapshot, 'number' | 'createdAt'> };

/**
 * The newest composed digest of each committee whose hour has come: the one that late data may still correct. One query,
 * which reads no content.
 */
export async function listNewestComposed(
  client: Client,
  ask: { readonly workspaceId: string; readonly now: Date },
): Promise<ComposedDigest[]> {
  const rows = await client.digest.findMany({
    where: { workspaceId: ask.workspaceId, state: { in: ['approved', 'published'] }, scheduledFor: { lte: ask.now } },
    orderBy: { scheduledFor: 'desc' },
    distinct: ['committeeId'],
    include: { snapshots: { select: { number: true, createdAt: true }, orderBy: { number: 'desc' }, take: 1 } },
  });
  return rows.flatMap(({ snapshots: [newest], ...row }) => (newest ? [{ ...asDigest(row), newest }] : []));
}

/**
 * Digests that were free to leave before `before` and have not wholly arrived. One that was caught up is not overdue at
 * once, and one that is being corrected has arrived.
 */
export async function listOverdue(
  client: Client,
  ask: { readonly workspaceId: string; readonly before: Date },
): Promise<DigestRecord[]> {
  const lt = ask.before;
  const waited = { OR: [{ waitUntil: null }, { waitUntil: { lt } }] };
  const rows = await client.digest.findMany({
    where: {
      workspaceId: ask.workspaceId,
      publishedAt: null,
      OR: [
        { state: 'planned', scheduledFor: { lt }, createdAt: { lt }, ...waited },
        // One that was begun anew keeps its first snapshot, and was put in again since.
        {
          state: 'approved',
          scheduledFor: { lt },
          createdAt: { lt },
          snapshots: { some: { number: 1, createdAt: { lt } } },
        },
      ],
    },
    orderBy: { scheduledFor: 'asc' },
  });
  return rows.map(asDigest);
}

/** Periods of a committee that were missed since its last digest that left, oldest first. */
export async function listMissedBefore(client: Transaction, digest: DigestRecord): Promise<string[]> {
  const { committeeId, scheduledFor } = digest;
  const last = await client.digest.findFirst({
    where: { committeeId, state: { in: ['approved', 'published'] }, scheduledFor: { lt: scheduledFor } },
    orderBy: { scheduledFor: 'desc' },
  });
  const rows = await client.digest.findMany({
    where: {
      committeeId,
      state: 'missed',
      scheduledFor: { lt: scheduledFor, ...(last ? { gt: last.scheduledFor } : {}) },
    },
    orderBy: { scheduledFor: 'asc' },
  });
  return rows.map(({ period }) => period);
}

export type Snapshot = {
  readonly number: number;
  readonly content: DigestContent;
  readonly createdAt: Date;
};

export async function findSnapshot(
  client: Transaction,
  ask: { readonly digestId: string; readonly number?: number },
): Promise<Snapshot | null> {
  const row = await client.digestSnapshot.findFirst({
    where: { digestId: ask.digestId, ...(ask.number === undefined ? {} : { number: ask.number }) },
    orderBy: { number: 'desc' },
  });
  return row && { ...row, content: readContent(row.content) };
}

export async function addSnapshot(
  transaction: Transaction,
  snapshot: { digestId: string; number: number; content: string; createdAt: Date },
): Promise<void> {
  await transaction.digestSnapshot.create({ data: snapshot });
}

/** How many messages of a digest are in each state, and the parts it has messages for. */
export async function deliveriesOf(
  client: Transaction,
  digestId: string,
): Promise<
  {
    readonly key: string;
    readonly state: string;
    readonly position: number;
    readonly lastError: string | null;
    readonly fullness: string;
  }[]
> {
  return client.delivery.findMany({
    where: { digestId },
    select: { key: true, state: true, position: true, lastError: true, fullness: true },
    orderBy: { position: 'asc' },
  });
}

/**
 * Sends a digest that could not leave for its committee's old channel to the one it has now. False when it has nothing to
 * move, or some of it may stand in the old channel already: then all of it belongs there.
 */
export async function redirectDeliveries(
  transaction: Transaction,
  move: { readonly digestId: string; readonly channel: string; readonly now: Date },
): Promise<boolean> {
  const { digestId, channel, now } = move;
  const data = { ...dueAnew(now), place: channel };
  // The thread follows its parent, of which nobody must hold a claim: whoever does may be posting it.
  const { count } = await transaction.delivery.updateMany({
    where: {
      digestId,
      parentId: null,
      place: { not: channel },
      slackTs: null,
      attemptStartedAt: null,
      state: { in: ['pending', 'failed'] },
      OR: [{ leaseUntil: null }, { leaseUntil: { lt: now } }],
    },
    data,
  });
  if (count > 0) await transaction.delivery.updateMany({ where: { digestId, parentId: { not: null } }, data });
  return count > 0;
}

/** Gives the messages of a digest that were given up another day. False when there are none. */
export async function retryFailed(
  transaction: Transaction,
  ask: { readonly digestId: string; readonly now: Date },
): Promise<boolean> {
  const where = { digestId: ask.digestId, state: 'failed' };
  const { count } = await transaction.delivery.updateMany({ where, data: dueAnew(ask.now) });
  return count > 0;
}

/** What makes a message due as if it had just been put in. */
export function dueAnew(now: Date) {
  return { state: 'pending', attempts: 0, nextAttemptAt: now, createdAt: now, lastError: null };
}

/** Moves on the mark up to which a committee's runs have been planned; false when another process was first. */
export async function markSwept(
  transaction: Transaction,
  mark: { readonly committeeId: string; readonly from: Date | null; readonly to: Date },
): Promise<boolean> {
  const { count } = await transaction.committee.updateMany({
    where: { id: mark.committeeId, sweptUntil: mark.from },
    data: { sweptUntil: mark.to },
  });
  return count === 1;
}
