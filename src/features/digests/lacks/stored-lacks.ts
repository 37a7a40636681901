import type { Client, Transaction } from '../../../platform/db/database.js';
import { ownReasons } from '../../../platform/outbox/lack.js';
import { dueAnew } from '../stored-digests.js';
import type { Lack } from './lack.js';

/** A message that stands in Slack with less than all of it. */
export type LackingMessage = {
  readonly id: string;
  readonly key: string;
  /** Null where it is no part of a digest. */
  readonly digestId: string | null;
  readonly digest: { readonly period: string; readonly committee: { readonly key: string } } | null;
  readonly payload: string;
  readonly reason: string;
  /** Null until a sweep has seen it. */
  readonly lack: (Lack & { readonly toldReason: string }) | null;
};

const isLacking = { state: 'sent', fullness: { in: ['without-pictures', 'plain', 'text-only'] } };
const digest = { select: { period: true, committee: { select: { key: true } } } };
const read = { id: true, key: true, digestId: true, payload: true, lackReason: true, lack: true, digest } as const;
type Row = Omit<LackingMessage, 'reason'> & { readonly lackReason: string | null };

const asMessage = ({ lackReason, ...row }: Row): LackingMessage => ({
  ...row,
  reason: lackReason ?? ownReasons.notDrawn,
});

export async function listLacking(client: Client, workspaceId: string): Promise<LackingMessage[]> {
  const where = { workspaceId, ...isLacking };
  return (await client.delivery.findMany({ where, select: read, orderBy: { createdAt: 'asc' } })).map(asMessage);
}

/** Forgets what was lacking of messages that are whole by now. */
export async function forgetWhole(client: Client, workspaceId: string): Promise<void> {
  const whole = await client.lack.findMany({
    where: { delivery: { workspaceId, state: 'sent', fullness: 'full' } },
    select: { deliveryId: true },
  });
  const ids = whole.map(({ deliveryId }) => deliveryId);
  if (ids.length > 0) await client.lack.deleteMany({ where: { deliveryId: { in: ids } } });
}

export async function beginLack(
  transaction: Transaction,
  { id, reason }: LackingMessage,
  lack: Pick<Lack, 'since' | 'givenUpAt'>,
): Promise<void> {
  const create = { deliveryId: id, ...lack, toldReason: reason };
  // Another process may see it at this moment, and what it writes is as good.
  await transaction.lack.upsert({ where: { deliveryId: id }, create, update: { deliveryId: id } });
}

export async function setToldReason(transaction: Transaction, { id, reason }: LackingMessage): Promise<void> {
  await transaction.lack.updateMany({ where: { deliveryId: id }, data: { toldReason: reason } });
}

/** False when another process was first. */
export async function giveLackUp(transaction: Transaction, id: string, now: Date): Promise<boolean> {
  const where = { deliveryId: id, givenUpAt: null };
  return (await transaction.lack.updateMany({ where, data: { givenUpAt: now } })).count === 1;
}

/** Makes the message due with all of it. Nothing happens when another process was first, or it is due already. */
export async function tryAgain(
  transaction: Transaction,
  { id, tries }: { readonly id: string; readonly tries: number },
  { now, nowMs }: { readonly now: Date; readonly nowMs: number },
): Promise<void> {
  const { count } = await transaction.lack.updateMany({
    where: { deliveryId: id, tries },
    data: { tries: tries + 1, triedAt: now },
  });
  if (count === 0) return;
  await transaction.delivery.updateMany({ where: { id, ...isLacking }, data: dueAnew(new Date(nowMs)) });
}
