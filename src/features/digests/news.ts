import type { Client } from '../../platform/db/database.js';

/** Something that is added to the store and may change what a digest says: how much of it there is, and since when. */
type Count = { readonly count: number; readonly newest: Date | null };

/** What a workspace's digests have to be looked at for. */
export type News = {
  /** Imports whose readings can be seen. */
  readonly imports: Count;
  readonly explanations: Count;
};

/** Two small queries, however many committees there are. */
export async function readNews(client: Client, workspaceId: string): Promise<News> {
  const imports = await client.import.aggregate({
    where: { workspaceId, state: 'committed' },
    _count: { _all: true },
    _max: { committedAt: true },
  });
  const explanations = await client.explanation.aggregate({
    where: { workspaceId },
    _count: { _all: true },
    _max: { createdAt: true },
  });
  return {
    imports: { count: imports._count._all, newest: imports._max.committedAt },
    explanations: { count: explanations._count._all, newest: explanations._max.createdAt },
  };
}

/** Whether there is anything at or after an instant. */
export function isSince({ newest }: Count, at: Date): boolean {
  return newest !== null && newest >= at;
}
