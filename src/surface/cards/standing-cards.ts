import type { Transaction } from '../../platform/db/database.js';

export type StandingCard = {
  readonly key: string;
  readonly placeKind: string;
  readonly place: string;
  readonly threadTs: string | null;
  readonly parent: { readonly key: string } | null;
  readonly slackChannelId: string | null;
  readonly slackTs: string | null;
  readonly state: string;
  readonly payload: string;
};

const columns = {
  key: true,
  placeKind: true,
  place: true,
  threadTs: true,
  parent: { select: { key: true } },
  slackChannelId: true,
  slackTs: true,
  state: true,
  payload: true,
} as const;

/** The messages that tell of a subject, wherever they stand, the oldest first. */
export async function cardsOf(store: Transaction, subject: string): Promise<StandingCard[]> {
  const orderBy = [{ createdAt: 'asc' }, { id: 'asc' }] as const;
  return store.delivery.findMany({ where: { subject }, select: columns, orderBy: [...orderBy] });
}

/** The oldest message that stands in a channel, for each of these subjects that has one: what a link leads to. */
export async function messagesOf(
  store: Transaction,
  subjects: readonly string[],
): Promise<Map<string, { readonly channel: string; readonly ts: string }>> {
  const rows = await store.delivery.findMany({
    where: { subject: { in: [...subjects] }, placeKind: 'channel', slackTs: { not: null } },
    orderBy: { createdAt: 'asc' },
    select: { subject: true, slackChannelId: true, slackTs: true },
  });
  const found = new Map<string, { readonly channel: string; readonly ts: string }>();
  for (const { subject, slackChannelId: channel, slackTs: ts } of rows) {
    if (subject && channel && ts && !found.has(subject)) found.set(subject, { channel, ts });
  }
  return found;
}
