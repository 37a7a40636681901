import type { Transaction } from '../../../platform/db/database.js';

/** The thread in which a message stands; null for one that stands by itself, or is not there. */
export async function threadOf(
  store: Transaction,
  key: string,
): Promise<{ readonly parentKey: string } | { readonly threadTs: string } | null> {
  const select = { threadTs: true, parent: { select: { key: true } } };
  const message = await store.delivery.findUnique({ where: { key }, select });
  if (message?.parent) return { parentKey: message.parent.key };
  return message?.threadTs ? { threadTs: message.threadTs } : null;
}

/** Where the cards of decisions stand in channels, by decision: what a link leads to. */
export async function cardMessages(
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
