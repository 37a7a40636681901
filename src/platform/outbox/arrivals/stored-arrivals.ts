import type { Client } from '../../db/database.js';

export type LastPlace = {
  readonly channel: string;
  readonly threadTs?: string;
  /** `ts` of the newest message there that the store knows. */
  readonly lastTs: string;
};

/** Channels, direct conversations and threads, those first that were written to last. */
export async function listLastPlaces(client: Client, limit: number): Promise<LastPlace[]> {
  const groups = await client.delivery.groupBy({
    by: ['slackChannelId', 'parentId', 'threadTs'],
    where: { slackChannelId: { not: null }, slackTs: { not: null } },
    _max: { slackTs: true },
    orderBy: { _max: { slackTs: 'desc' } },
    take: limit,
  });
  const parentIds = groups.flatMap(({ parentId }) => parentId ?? []);
  const parents = await client.delivery.findMany({
    where: { id: { in: parentIds } },
    select: { id: true, slackTs: true },
  });
  const tsOf = new Map(parents.map(({ id, slackTs }) => [id, slackTs]));
  return groups.flatMap(({ slackChannelId: channel, parentId, threadTs, _max: { slackTs: lastTs } }) => {
    const thread = parentId === null ? threadTs : tsOf.get(parentId);
    if (channel === null || lastTs === null || (parentId !== null && !thread)) return [];
    return [{ channel, lastTs, ...(thread ? { threadTs: thread } : {}) }];
  });
}

/** Which of these keys the store knows to have been sent, or to be on their way. */
export async function storedAmong(client: Client, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const wasBegun = [{ slackTs: { not: null } }, { attemptStartedAt: { not: null } }, { replacesTs: { not: null } }];
  const rows = await client.delivery.findMany({
    where: { key: { in: [...keys] }, OR: wasBegun },
    select: { key: true },
  });
  return new Set(rows.map(({ key }) => key));
}

/** Whether a message whose key begins so waits to be sent, or was sent after a `ts`. */
export async function isTold(
  client: Client,
  { prefix, after }: { readonly prefix: string; readonly after: string },
): Promise<boolean> {
  const isOpen = { state: { in: ['pending', 'sending'] } };
  const told = { key: { startsWith: prefix }, OR: [isOpen, { slackTs: { gt: after } }] };
  return (await client.delivery.findFirst({ where: told, select: { id: true } })) !== null;
}
