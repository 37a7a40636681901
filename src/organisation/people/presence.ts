import type { Transaction } from '../../platform/db/database.js';

type ByKeys = { readonly workspaceId: string; readonly keys: readonly string[] };

/** Keys of those among these people who are colleagues: in use, still there, and no guests. */
export async function colleaguesAmong(store: Transaction, { workspaceId, keys }: ByKeys): Promise<Set<string>> {
  const rows = await store.person.findMany({
    where: { workspaceId, key: { in: [...keys] }, archivedAt: null, leftAt: null, isGuest: false, slackStanding: null },
    select: { key: true },
  });
  return new Set(rows.map(({ key }) => key));
}

/** Everybody who has left the company or the file, with when they did either. */
export async function listGone(
  store: Transaction,
  workspaceId: string,
): Promise<{ readonly key: string; readonly leftAt: Date | null; readonly archivedAt: Date | null }[]> {
  return store.person.findMany({
    where: { workspaceId, OR: [{ leftAt: { not: null } }, { archivedAt: { not: null } }] },
    select: { key: true, leftAt: true, archivedAt: true },
  });
}

/** Whether somebody left the company or the file. */
export async function isGone(store: Transaction, workspaceId: string, key: string): Promise<boolean> {
  return (await store.person.count({ where: { workspaceId, key, leftAt: null, archivedAt: null } })) === 0;
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
