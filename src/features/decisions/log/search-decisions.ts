import type { Transaction } from '../../../platform/db/database.js';
import type { Decision } from '../decision.js';
import { plainWords } from '../search-text.js';
import { asDecision } from '../stored-decisions.js';

export type DecisionSearch = {
  readonly workspaceId: string;
  /** Of these committees; of all where left out. */
  readonly committeeIds?: readonly string[];
  /** Each of them stands in the decision; accents and case aside. */
  readonly words: string;
};

/** Nobody counts further, and a count that goes on costs more the more there is. */
const countedUpTo = 1_000;

/** One page of decisions, the newest first, and how many there are in all, counted up to 1,000. */
export async function searchDecisions(
  store: Transaction,
  { workspaceId, committeeIds, words }: DecisionSearch,
  page: { readonly skip: number; readonly take: number },
): Promise<{ readonly decisions: Decision[]; readonly total: number }> {
  const wanted = plainWords(words).split(' ').filter(Boolean);
  const where = {
    workspaceId,
    ...(committeeIds ? { committeeId: { in: [...committeeIds] } } : {}),
    AND: wanted.map((word) => ({ searchText: { contains: word } })),
  };
  const rows = await store.decision.findMany({ where, orderBy: { number: 'desc' }, ...page });
  const total = await store.decision.count({ where, take: countedUpTo });
  return { decisions: rows.map(asDecision), total };
}

/** Every decision of a span of days, the oldest first, page by page. `from` and `before` are instants of the request. */
export async function* allDecisions(
  store: Transaction,
  ask: {
    readonly workspaceId: string;
    readonly committeeId?: string;
    readonly from?: Date;
    readonly before?: Date;
  },
): AsyncGenerator<Decision> {
  const { workspaceId, committeeId, from, before } = ask;
  const raisedAt = { ...(from ? { gte: from } : {}), ...(before ? { lt: before } : {}) };
  for (let after = 0; ; ) {
    const rows = await store.decision.findMany({
      where: { workspaceId, ...(committeeId ? { committeeId } : {}), raisedAt, number: { gt: after } },
      orderBy: { number: 'asc' },
      take: 100,
    });
    for (const row of rows) yield asDecision(row);
    const last = rows.at(-1);
    if (!last) return;
    after = last.number;
  }
}
