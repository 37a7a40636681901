import { randomBytes } from 'node:crypto';
import { canonicalJson } from '../../kernel/json.js';
import type { Transaction } from './database.js';
import { chained, type EventContent, firstHash } from './event-chain.js';

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
  for (const workspaceId of new Set(events.map((event) => event.workspaceId))) {
    await append(
      transaction,
      workspaceId,
      events.filter((event) => event.workspaceId === workspaceId),
    );
  }
  return result;
}

async function append(transaction: Transaction, workspaceId: string, events: readonly NewEvent[]): Promise<void> {
  const hash = firstHash(workspaceId);
  // Counted up first: on either engine others wait from here to the end of this transaction.
  const reserved = await transaction.auditHead.upsert({
    where: { workspaceId },
    create: { workspaceId, sequence: events.length, hash },
    update: { sequence: { increment: events.length } },
  });
  const before = { sequence: reserved.sequence - events.length, hash: reserved.hash };
  const { links, head } = chained(before, events.map(contentOf));
  await transaction.event.createMany({ data: links.map((link) => ({ ...link, workspaceId })) });
  await transaction.auditHead.update({ where: { workspaceId }, data: head });
}

function contentOf({ workspaceId: _workspace, onBehalfOf, before, after, ...event }: NewEvent) {
  const text = (value: unknown) => (value === undefined ? null : canonicalJson(value));
  const told = { onBehalfOf: onBehalfOf ?? null, before: text(before), after: text(after) };
  return { ...event, ...told, salt: randomBytes(16).toString('hex') } satisfies EventContent & { salt: string };
}

/**
 * Chains the events that a version without a chain has left, once. Their order is that of their numbers; from then on
 * whoever alters one is found out.
 */
export async function chainOlderEvents(transaction: Transaction): Promise<void> {
  const workspaces = await transaction.workspace.findMany({ select: { id: true } });
  for (const { id: workspaceId } of workspaces) await chainOlder(transaction, workspaceId);
}

const chainedAtOnce = 500;

async function chainOlder(transaction: Transaction, workspaceId: string): Promise<void> {
  if (await transaction.auditHead.findUnique({ where: { workspaceId } })) return;
  if (!(await transaction.event.findFirst({ where: { workspaceId } }))) return;
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
