import { sha256 } from '../../kernel/ids.js';
import { canonicalJson } from '../../kernel/json.js';
import type { Client, Transaction } from '../db/database.js';
import type { Delivery, DeliveryState, NewDelivery } from './delivery.js';

type Row = Awaited<ReturnType<Client['delivery']['findFirstOrThrow']>>;

function asDelivery({ placeKind, place, state, ...row }: Row): Delivery {
  return {
    ...row,
    destination: { kind: placeKind === 'person' ? 'person' : 'channel', id: place },
    state: state as DeliveryState,
  };
}

/**
 * Puts messages into the outbox, in the transaction of the change they tell of. A key that is there already keeps its
 * message; when its content changed, an edit (or, if it never left, the new content) becomes due.
 */
export async function enqueue(
  transaction: Transaction,
  messages: readonly NewDelivery[],
  options: { readonly newId: () => string; readonly now: Date },
): Promise<void> {
  for (const message of messages) {
    const payload = canonicalJson(message.payload);
    const payloadHash = message.contentHash ?? sha256(payload);
    const found = await transaction.delivery.findUnique({ where: { key: message.key } });
    if (found) {
      if (found.payloadHash !== payloadHash) {
        const state = found.state === 'sending' ? 'sending' : 'pending';
        await transaction.delivery.update({
          where: { key: message.key },
          data: { payload, payloadHash, state, nextAttemptAt: options.now },
        });
      } else if (found.payload !== payload) {
        await transaction.delivery.update({ where: { key: message.key }, data: { payload } });
      }
      continue;
    }
    const parent = message.parentKey
      ? await transaction.delivery.findUniqueOrThrow({ where: { key: message.parentKey } })
      : null;
    await transaction.delivery.create({
      data: {
        id: options.newId(),
        workspaceId: message.workspaceId,
        key: message.key,
        digestId: message.digestId ?? null,
        placeKind: message.destination.kind,
        place: message.destination.id,
        parentId: parent?.id ?? null,
        position: message.position ?? 0,
        payload,
        payloadHash,
        state: 'pending',
        attempts: 0,
        nextAttemptAt: options.now,
        createdAt: options.now,
      },
    });
  }
}

/** Messages that have not left, oldest first. */
export async function listOpen(client: Client, limit: number): Promise<Delivery[]> {
  const rows = await client.delivery.findMany({
    where: { state: { in: ['pending', 'sending'] } },
    orderBy: [{ createdAt: 'asc' }, { position: 'asc' }, { id: 'asc' }],
    take: limit,
  });
  return rows.map(asDelivery);
}

export async function findDelivery(client: Client, id: string): Promise<Delivery | null> {
  const row = await client.delivery.findUnique({ where: { id } });
  return row && asDelivery(row);
}

type Claim = { readonly holder: string; readonly now: Date; readonly leaseUntil: Date };

/** Takes a message for one process; null when another one has it, or it has left meanwhile. */
export async function claim(client: Client, id: string, { holder, now, leaseUntil }: Claim): Promise<Delivery | null> {
  const { count } = await client.delivery.updateMany({
    where: {
      id,
      state: { in: ['pending', 'sending'] },
      nextAttemptAt: { lte: now },
      OR: [{ leaseUntil: null }, { leaseUntil: { lt: now } }],
    },
    data: { claimedBy: holder, leaseUntil },
  });
  return count === 1 ? findDelivery(client, id) : null;
}

/** The last thing stored before Slack is called: from here on the outcome is unknown until `settle`. False when the claim was lost. */
export async function beginAttempt(client: Client, id: string, { holder, now, leaseUntil }: Claim): Promise<boolean> {
  const { count } = await client.delivery.updateMany({
    where: { id, claimedBy: holder, leaseUntil: { gt: now } },
    data: { state: 'sending', attemptStartedAt: now, attempts: { increment: 1 }, leaseUntil },
  });
  return count === 1;
}

export type Outcome = {
  readonly state: DeliveryState;
  readonly nextAttemptAt?: Date;
  /** Null: it is certain that nothing was posted. Left out: as it was. */
  readonly attemptStartedAt?: null;
  readonly slackChannelId?: string;
  readonly slackTs?: string;
  readonly sentHash?: string;
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
  const free = { claimedBy: null, leaseUntil: null };
  const mine = { id: claimed.id, claimedBy: claimed.holder };
  const { count } = await client.delivery.updateMany({
    where: { ...mine, payloadHash: claimed.payloadHash },
    data: { ...outcome, ...free },
  });
  if (count === 1) return true;
  const changed = await client.delivery.updateMany({
    where: mine,
    data: { ...outcome, ...free, state: outcome.state === 'sent' ? 'pending' : outcome.state },
  });
  return changed.count === 1;
}

/** Lets go of everything a stopping process holds but has not begun to send. */
export async function handBack(client: Client, holder: string): Promise<void> {
  await client.delivery.updateMany({
    where: { claimedBy: holder, state: 'pending' },
    data: { claimedBy: null, leaseUntil: null },
  });
}

/** Marks the rest of a thread whose parent never left. */
export async function failThread(client: Client, parentId: string, reason: string): Promise<void> {
  await client.delivery.updateMany({
    where: { parentId, state: { in: ['pending', 'sending'] } },
    data: { state: 'failed', lastError: reason },
  });
}
