import type { Transaction } from '../../../platform/db/database.js';

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
