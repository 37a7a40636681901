import { setImmediate as nextTurn } from 'node:timers/promises';
import { sha256 } from '../../kernel/ids.js';
import { canonicalJson } from '../../kernel/json.js';
import type { Client, Transaction } from '../db/database.js';
import { insertRows } from '../db/insert-rows.js';
import type { Delivery, DeliveryState, Fullness, NewDelivery } from './delivery.js';

type Row = Awaited<ReturnType<Client['delivery']['findFirstOrThrow']>>;

function asDelivery({ placeKind, place, state, fullness, ...row }: Row): Delivery {
  return {
    ...row,
    destination: { kind: placeKind === 'person' ? 'person' : 'channel', id: place },
    state: state as DeliveryState,
    fullness: fullness as Fullness,
  };
}

const isOpen = { state: { in: ['pending', 'sending'] } };
/** No process has it. */
const free = { claimedBy: null, leaseUntil: null };

export type AddOptions = { readonly newId: () => string; readonly now: Date };

/**
 * Puts messages into the outbox, in the transaction of the change they tell of; a parent before its thread. A key that
 * is there already keeps its message; when its content changed, an edit (or, if it never left, the new content) becomes due.
 */
export async function enqueue(
  transaction: Transaction,
  messages: readonly NewDelivery[],
  options: AddOptions,
): Promise<void> {
  const tried = new Set<string>();
  for (const message of messages) {
    // SQLite answers at once; without a turn between, a whole digest would be written before anybody else is answered.
    await nextTurn();
    const content = contentOf(message);
    const found = await transaction.delivery.findUnique({ where: { key: message.key } });
    if (!found) {
      await add(transaction, message, { ...options, content });
      continue;
    }
    // A thread that failed with its parent is tried again with it.
    const hasItsParentBack = found.state === 'failed' && found.parentId !== null && tried.has(found.parentId);
    const isDue = found.payloadHash !== content.payloadHash || hasItsParentBack;
    if (isDue && found.state === 'failed' && !found.slackTs) tried.add(found.id);
    await transaction.delivery.update({
      where: { id: found.id },
      data: { ...content, ...(isDue ? dueAgain(found, options.now) : {}) },
    });
  }
}

/**
 * The same for messages without a parent, of which none can be there yet, in one statement.
 * @throws a unique violation when one is there all the same
 */
export async function enqueueNew(
  transaction: Transaction,
  messages: readonly Omit<NewDelivery, 'parentKey'>[],
  options: AddOptions,
): Promise<void> {
  if (messages.length === 0) return;
  const data = messages.map((message) => rowOf(message, { ...options, content: contentOf(message), parentId: null }));
  await insertRows(transaction, 'Delivery', data);
}

/** Messages that tell of a subject, wherever they stand, oldest first. */
export async function listCopies(store: Transaction, subject: string): Promise<Delivery[]> {
  const rows = await store.delivery.findMany({ where: { subject }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
  return rows.map(asDelivery);
}

type DueAgain = { state: DeliveryState; nextAttemptAt: Date; createdAt?: Date; attempts?: number };

function dueAgain({ state }: Row, now: Date): DueAgain {
  if (state === 'sending' || state === 'pending') return { state, nextAttemptAt: now };
  // How long it took before says nothing about how long the new content may take.
  return { state: 'pending', nextAttemptAt: now, createdAt: now, attempts: 0 };
}

type Content = { readonly payload: string; readonly payloadHash: string };

function contentOf({ payload: told, contentHash }: NewDelivery): Content {
  const payload = canonicalJson(told);
  return { payload, payloadHash: contentHash ?? sha256(payload) };
}

async function add(
  transaction: Transaction,
  message: NewDelivery,
  options: AddOptions & { readonly content: Content },
): Promise<void> {
  const { key, parentKey } = message;
  const parent = parentKey ? await transaction.delivery.findUniqueOrThrow({ where: { key: parentKey } }) : null;
  const create = rowOf(message, { ...options, parentId: parent?.id ?? null });
  // Another process may tell the same at this moment, and its message is as good. The update says what is so already:
  // with an empty one Prisma reads and then inserts, instead of leaving the conflict to the database.
  await transaction.delivery.upsert({ where: { key }, create, update: { key } });
}

type RowOptions = AddOptions & { readonly content: Content; readonly parentId: string | null };

function rowOf(message: NewDelivery, { newId, now, content, parentId }: RowOptions) {
  const { workspaceId, key, destination } = message;
  return {
    id: newId(),
    workspaceId,
    key,
    digestId: message.digestId ?? null,
    placeKind: destination.kind,
    place: destination.id,
    parentId,
    threadTs: message.threadTs ?? null,
    isBroadcast: message.isBroadcast ?? false,
    subject: message.subject ?? null,
    position: message.position ?? 0,
    ...content,
    state: 'pending',
    attempts: 0,
    nextAttemptAt: now,
    createdAt: now,
  };
}

/** What decides which message goes next. */
export type OpenMessage = Pick<
  Delivery,
  'id' | 'parentId' | 'position' | 'nextAttemptAt' | 'leaseUntil' | 'claimedBy' | 'deaths'
>;

/** Messages that have not left, oldest first. */
export async function listOpen(client: Client, limit: number): Promise<OpenMessage[]> {
  return client.delivery.findMany({
    where: isOpen,
    select: {
      id: true,
      parentId: true,
      position: true,
      nextAttemptAt: true,
      leaseUntil: true,
      claimedBy: true,
      deaths: true,
    },
    orderBy: [{ createdAt: 'asc' }, { position: 'asc' }, { id: 'asc' }],
    take: limit,
  });
}

export async function findDelivery(client: Client, id: string): Promise<Delivery | null> {
  const row = await client.delivery.findUnique({ where: { id } });
  return row && asDelivery(row);
}

type Claim = { readonly holder: string; readonly now: Date; readonly leaseUntil: Date };

/**
 * Takes a message for one process; null when another one has it, or it has left meanwhile. Where another process had it
 * and let its lease run out, that one ended, or stood still. It is counted where it was still making the message: once
 * that is on its way to Slack, it is made.
 */
export async function claim(client: Client, id: string, { holder, now, leaseUntil }: Claim): Promise<Delivery | null> {
  const due = { id, ...isOpen, nextAttemptAt: { lte: now } };
  const isOver = { leaseUntil: { lt: now } };
  const data = { claimedBy: holder, leaseUntil };
  const mine = { ...due, OR: [{ leaseUntil: null }, { ...isOver, claimedBy: holder }] };
  const taken = await client.delivery.updateMany({ where: mine, data });
  if (taken.count === 1) return findDelivery(client, id);
  const unmade = await client.delivery.updateMany({
    where: { ...due, ...isOver, attemptStartedAt: null },
    data: { ...data, deaths: { increment: 1 } },
  });
  const left = unmade.count === 1 ? unmade : await client.delivery.updateMany({ where: { ...due, ...isOver }, data });
  return left.count === 1 ? findDelivery(client, id) : null;
}

/**
 * The last thing stored before Slack is called: from here on the outcome is unknown until `settle`. False when another
 * process has it. A lease that ran out while nobody took the message over is as good as new.
 */
export async function beginAttempt(
  client: Client,
  { id, payloadHash, fullness, lackReason }: Pick<Delivery, 'id' | 'payloadHash' | 'fullness' | 'lackReason'>,
  { holder, now, leaseUntil }: Claim,
): Promise<boolean> {
  const { count } = await client.delivery.updateMany({
    where: { id, claimedBy: holder, ...isOpen },
    data: { state: 'sending', attemptStartedAt: now, sentHash: payloadHash, fullness, lackReason, leaseUntil },
  });
  return count === 1;
}

/** The last thing stored before a message is edited; false as above. */
export async function renewClaim(client: Client, id: string, { holder, leaseUntil }: Claim): Promise<boolean> {
  const { count } = await client.delivery.updateMany({
    where: { id, claimedBy: holder, ...isOpen },
    data: { leaseUntil },
  });
  return count === 1;
}

export type Outcome = {
  readonly state: DeliveryState;
  readonly attempts?: 0 | { readonly increment: 1 };
  readonly nextAttemptAt?: Date;
  /** Null: it is certain that nothing was posted. Left out: as it was. */
  readonly attemptStartedAt?: Date | null;
  readonly slackChannelId?: string;
  readonly slackTs?: string;
  readonly sentHash?: string | null;
  readonly fullness?: Fullness;
  readonly lackReason?: string | null;
  readonly sentAt?: Date;
  readonly lastError?: string | null;
};

/**
 * Stores what became of a claimed message and gives it back. Content that changed while it was being sent stays due.
 * False when the claim was lost.
 */
export async function settle(
  client: Client,
  claimed: { readonly id: string; readonly holder: string; readonly payloadHash: string },
  outcome: Outcome,
): Promise<boolean> {
  const mine = { id: claimed.id, claimedBy: claimed.holder };
  const { count } = await client.delivery.updateMany({
    where: { ...mine, payloadHash: claimed.payloadHash },
    data: { ...outcome, ...free, deaths: 0 },
  });
  if (count === 1) return true;
  const changed = await client.delivery.updateMany({
    where: mine,
    data: { ...outcome, ...free, deaths: 0, state: outcome.state === 'sending' ? 'sending' : 'pending' },
  });
  return changed.count === 1;
}

/** The thread a message was to stand in is gone: it stands in the channel by itself. */
export async function leaveThread(client: Client, id: string, now: Date): Promise<void> {
  await client.delivery.updateMany({
    where: { id, slackTs: null },
    data: { threadTs: null, state: 'pending', attempts: 0, nextAttemptAt: now, ...free },
  });
}

/** Lets go of everything a stopping process holds but has not begun to send. */
export async function handBack(client: Client, holder: string): Promise<void> {
  await client.delivery.updateMany({ where: { claimedBy: holder, state: 'pending' }, data: free });
}

/** Marks what has not been posted of a thread whose parent never left, or is gone. */
export async function failThread(client: Client, parentId: string, reason: string): Promise<void> {
  await client.delivery.updateMany({
    where: { parentId, slackTs: null, ...isOpen },
    data: { state: 'failed', lastError: reason },
  });
}

/** Which of these keys are in the outbox, or have left it. */
export async function knownKeys(store: Transaction, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await store.delivery.findMany({ where: { key: { in: [...keys] } }, select: { key: true } });
  return new Set(rows.map(({ key }) => key));
}

/** Messages of a workspace that are open or given up. */
export async function countOpen(
  client: Client,
  workspaceId: string,
): Promise<{ pending: number; sending: number; failed: number }> {
  const count = (state: string) => client.delivery.count({ where: { workspaceId, state } });
  const [pending, sending, failed] = await Promise.all([count('pending'), count('sending'), count('failed')]);
  return { pending, sending, failed };
}
