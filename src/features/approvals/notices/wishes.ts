import type { Transaction } from '../../../platform/db/database.js';

export type Wish = {
  readonly approverKey: string;
  readonly castByKey: string;
  readonly comment: string | null;
  readonly at: Date;
};

/** The changes that are asked for in a round, one for each click, the oldest first. */
export async function wishesOf(
  store: Transaction,
  { approvalId, round }: { readonly approvalId: string; readonly round: number },
): Promise<Wish[]> {
  const rows = await store.vote.findMany({
    where: { approvalId, round, choice: 'change' },
    select: { approverKey: true, castByKey: true, comment: true, at: true },
    orderBy: [{ at: 'asc' }, { approverKey: 'asc' }],
  });
  const clicks = new Map<string, Wish>();
  for (const wish of rows) {
    const click = `${wish.castByKey} ${wish.at.getTime()}`;
    if (!clicks.has(click)) clicks.set(click, wish);
  }
  return [...clicks.values()];
}
