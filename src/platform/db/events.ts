import { randomBytes } from 'node:crypto';
import { AppError } from '../../kernel/errors.js';
import { canonicalJson } from '../../kernel/json.js';
import { countUp } from './count-up.js';
import type { Transaction } from './database.js';
import { isUniqueViolation } from './errors.js';
import { chained, type EventContent, firstHash } from './event-chain.js';
import { insertRows } from './insert-rows.js';

/** A change, for the record. `actorKey` is null when Copil acted by itself. */
export type NewEvent = {
  readonly workspaceId: string;
  readonly actorKey: string | null;
  /** Whose right was used, where it was not the actor's own. */
  readonly onBehalfOf?: string;
  /** For example `digest.published`. */
  readonly what: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly surface: 'slack' | 'cli' | 'http' | 'schedule';
  readonly at: Date;
};

/** What an open transaction has to tell: a part of the transaction itself, which Prisma's object has no room for. */
const told = new WeakMap<Transaction, NewEvent[]>();

/**
 * Notes an event of a change. It is written when the transaction of the change ends, as its last step: neither exists
 * without the other, and a chain that all writers share is held for as short as can be.
 * @throws Error outside of `Database.transaction`
 */
export function recordEvent(transaction: Transaction, event: NewEvent): Promise<void> {
  const events = told.get(transaction);
  if (!events) throw new Error(`the event ${event.what} was recorded outside of a transaction`);
  events.push(event);
  return Promise.resolve();
}

/** Runs `work`, and then writes the events it recorded, chained behind those that their workspaces have. */
export async function withEvents<T>(
  transaction: Transaction,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  const events: NewEvent[] = [];
  told.set(transaction, events);
  const result = await work(transaction);
  // What is recorded by work that nobody awaited comes too late: it fails aloud, and is not lost.
  told.delete(transaction);
  // Always in the same order, so that two transactions never wait for one another.
  for (const workspaceId of new Set(events.map((event) => event.workspaceId).toSorted())) {
    await append(
      transaction,
      workspaceId,
      events.filter((event) => event.workspaceId === workspaceId),
    );
  }
  return result;
}

async function append(transaction: Transaction, workspaceId: string, events: readonly NewEvent[]): Promise<void> {
  // Counted up first: others wait from here to the end of this transaction.
  const { count, others } = await countUp(transaction, {
    table: 'AuditHead',
    key: { workspaceId },
    column: 'sequence',
    by: events.length,
    others: { hash: firstHash(workspaceId) },
  });
  const before = { sequence: count - events.length, ...others };
  const { links, head } = chained(before, events.map(contentOf));
  try {
    await insertRows(
      transaction,
      'Event',
      links.map((link) => ({ ...link, workspaceId })),
    );
  } catch (error) {
    // Never passed on as it is: a caller would take it for a change that somebody else made first.
    throw isUniqueViolation(error) ? chainRefused(before.sequence, error) : error;
  }
  await transaction.$executeRaw`UPDATE "AuditHead" SET "hash" = ${head.hash} WHERE "workspaceId" = ${workspaceId}`;
}

function chainRefused(sequence: number, cause: unknown): AppError {
  return new AppError(
    'internal',
    `Nothing was changed: by its head the chain of events ends at ${sequence}, and there are events behind that. ` +
      'Somebody altered the database from outside: "copil audit verify" says where.',
    { cause },
  );
}

function contentOf({ workspaceId: _workspace, onBehalfOf, before, after, ...event }: NewEvent) {
  const text = (value: unknown) => (value === undefined ? null : canonicalJson(value));
  const told = { onBehalfOf: onBehalfOf ?? null, before: text(before), after: text(after) };
  return { ...event, ...told, salt: randomBytes(16).toString('hex') } satisfies EventContent & { salt: string };
}

/**
 * Chains the events that a version without a chain has left, once. Their order is that of their numbers; from then on
 * whoever alters one is found out. A chain that lost its head is left as it is, for `copil audit verify` to tell.
 */
export async function chainOlderEvents(transaction: Transaction): Promise<void> {
  // In one order, so that processes that open the database at the same time do not wait for each other.
  const workspaces = await transaction.event.groupBy({ by: ['workspaceId'], orderBy: { workspaceId: 'asc' } });
  for (const { workspaceId } of workspaces) {
    if (await isUnchained(transaction, workspaceId)) await chainOlder(transaction, workspaceId);
  }
}

/** Whether the events of a workspace, or of any, were left by a version without a chain. */
export async function isUnchained(store: Transaction, workspaceId?: string): Promise<boolean> {
  const where = workspaceId === undefined ? {} : { workspaceId };
  if (await store.auditHead.findFirst({ where })) return false;
  const first = await store.event.findFirst({ where, orderBy: [{ workspaceId: 'asc' }, { sequence: 'asc' }] });
  return first?.hash === '';
}

const chainedAtOnce = 500;

async function chainOlder(transaction: Transaction, workspaceId: string): Promise<void> {
  // Another process that opens the database at the same time waits here, and finds the work done.
  const first = { workspaceId, sequence: 0, hash: firstHash(workspaceId) };
  let head = await transaction.auditHead.upsert({ where: { workspaceId }, create: first, update: { workspaceId } });
  for (let isDone = head.sequence > 0; !isDone; ) {
    const rows = await transaction.event.findMany({
      where: { workspaceId, sequence: { gt: head.sequence } },
      orderBy: { sequence: 'asc' },
      take: chainedAtOnce,
    });
    const chain = chained(
      head,
      rows.map((row) => ({ ...row, salt: row.salt ?? '' })),
    );
    for (const { sequence, contentHash, hash } of chain.links) {
      await transaction.event.updateMany({ where: { workspaceId, sequence }, data: { contentHash, hash } });
    }
    head = await transaction.auditHead.update({ where: { workspaceId }, data: chain.head });
    isDone = rows.length < chainedAtOnce;
  }
}
