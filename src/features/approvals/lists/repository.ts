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
