import type { Transaction } from '../../../platform/db/database.js';

/** Id of the newest approval that was asked for an action; null where none was. */
export async function newestOfAction(
  store: Transaction,
  { workspaceId, number }: { readonly workspaceId: string; readonly number: number },
): Promise<string | null> {
  const row = await store.approval.findFirst({
    where: { workspaceId, item: { workspaceId, kind: 'action', number } },
    orderBy: { requestedAt: 'desc' },
    select: { id: true },
  });
  return row?.id ?? null;
}

/** Ids of what a person asked for, the newest first. */
export async function askedBy(
  store: Transaction,
  ask: { readonly workspaceId: string; readonly personKey: string; readonly take: number },
): Promise<{ readonly id: string }[]> {
  const { workspaceId, personKey, take } = ask;
  return store.approval.findMany({
    where: { workspaceId, requestedByKey: personKey },
    orderBy: { requestedAt: 'desc' },
    select: { id: true },
    take,
  });
}

/** Ids of the actions of an owner that wait for an approval. */
export async function idsOfHeld(
  store: Transaction,
  { workspaceId, ownerKey }: { readonly workspaceId: string; readonly ownerKey: string },
): Promise<string[]> {
  const where = { workspaceId, state: 'pending', item: { ownerKey } };
  const rows = await store.approval.findMany({ where, select: { itemId: true } });
  return rows.map(({ itemId }) => itemId);
}
