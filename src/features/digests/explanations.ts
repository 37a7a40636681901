import { findPersonByKey } from '../../organisation/people/people.js';
import type { Transaction } from '../../platform/db/database.js';
import { explanationsFor } from '../kpis/public.js';
import { type DigestItem, needsAttention } from './digest.js';

/**
 * The items of a period with the newest explanation of each that has a message of its own: what nobody would read is
 * left out, so that it asks for no correction.
 */
export async function withExplanations(
  store: Transaction,
  ask: { readonly workspaceId: string; readonly period: string },
  items: readonly DigestItem[],
): Promise<DigestItem[]> {
  const kpiKeys = items.filter(needsAttention).map(({ figures }) => figures.kpi.key);
  const found = kpiKeys.length > 0 ? await explanationsFor(store, { ...ask, kpiKeys }) : new Map();
  const explained: DigestItem[] = [];
  for (const item of items) {
    const { explanation: _before, ...facts } = item;
    const explanation = found.get(item.figures.kpi.key);
    if (!explanation) {
      explained.push(facts);
      continue;
    }
    const { authorKey, text } = explanation;
    const author = await findPersonByKey(store, { workspaceId: ask.workspaceId, key: authorKey });
    explained.push({ ...facts, explanation: { author: author?.name ?? authorKey, text } });
  }
  return explained;
}
