import type { Transaction } from '../../../platform/db/database.js';

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

/** The messages that tell of a subject, wherever they stand, the oldest first. */
export async function cardsOf(store: Transaction, subject: string): Promise<StandingCard[]> {
  return store.delivery.findMany({
    where: { subject },
    select: {
      key: true,
      placeKind: true,
      place: true,
      threadTs: true,
      parent: { select: { key: true } },
      slackChannelId: true,
      slackTs: true,
      state: true,
      payload: true,
    },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
}

/** Whose an item is, and its version, so that a card that shows it is drawn again when it moved. */
export async function itemStandOf(
  store: Transaction,
  itemId: string,
): Promise<{ readonly version: number; readonly ownerKey: string }> {
  return store.item.findUniqueOrThrow({ where: { id: itemId }, select: { version: true, ownerKey: true } });
}

/** Keys of the people with these Slack accounts. */
export async function keysOfSlackIds(
  store: Transaction,
  { workspaceId, slackUserIds }: { readonly workspaceId: string; readonly slackUserIds: readonly string[] },
): Promise<string[]> {
  const where = { workspaceId, slackUserId: { in: [...slackUserIds] } };
  const rows = await store.person.findMany({ where, select: { key: true } });
  return rows.map(({ key }) => key);
}
