import type { Client } from '../../platform/db/database.js';

/** What a workspace's digests still have before them. */
export type UnfinishedWork = {
  /** Messages that have not left: technical times before which none of their next attempts is made. */
  readonly nextAttempts: readonly Date[];
  /** Business times until which planned digests wait for late sources. */
  readonly waitUntil: readonly Date[];
  /** Composed digests of which it is not noted yet that they arrived whole. */
  readonly arriving: number;
};

export async function unfinishedWork(client: Client, workspaceId: string): Promise<UnfinishedWork> {
  const open = await client.delivery.findMany({
    where: { workspaceId, state: { in: ['pending', 'sending'] } },
    select: { nextAttemptAt: true },
  });
  const waiting = await client.digest.findMany({
    where: { workspaceId, state: 'planned', waitUntil: { not: null } },
    select: { waitUntil: true },
  });
  const arriving = await client.digest.count({ where: { workspaceId, state: 'approved' } });
  return {
    arriving,
    nextAttempts: open.map(({ nextAttemptAt }) => nextAttemptAt),
    waitUntil: waiting.flatMap(({ waitUntil }) => waitUntil ?? []),
  };
}
