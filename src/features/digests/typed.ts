import { addDays } from '../../kernel/calendar.js';
import { kpiWeekDays } from '../../kernel/periods.js';
import { peopleOfKeys } from '../../organisation/people/people.js';
import type { Transaction } from '../../platform/db/database.js';
import { readTyped } from '../sources/public.js';
import type { DigestItem } from './digest.js';

/** The first and last day on which a reading of the shown period may start. */
function startsOf({ figures: { kpi, current } }: DigestItem): { readonly start: string; readonly end: string } {
  const { period } = current;
  if (period.kind === 'week') return kpiWeekDays(period, kpi.weekStart);
  // A week belongs to the month of its fourth day.
  return kpi.grain === 'week' ? { start: addDays(period.start, -3), end: addDays(period.end, -3) } : period;
}

/** The items, each with who typed the value it shows, or some of it, by hand. */
export async function withTyped(
  store: Transaction,
  workspaceId: string,
  items: readonly DigestItem[],
): Promise<DigestItem[]> {
  const spans = new Map(items.map((item) => [item.figures.kpi.key, startsOf(item)]));
  const from = [...spans.values()].map(({ start }) => start).sort()[0];
  if (from === undefined) return [];
  const typed = await readTyped(store, { workspaceId, kpiKeys: [...spans.keys()], from });
  if (typed.length === 0) return [...items];
  const people = await peopleOfKeys(store, { workspaceId, keys: typed.flatMap(({ by }) => by ?? []) });
  return items.map((item) => {
    const { key } = item.figures.kpi;
    const span = spans.get(key);
    const own = typed.filter(({ kpi, start }) => kpi === key && span && start >= span.start && start <= span.end);
    const names = [...new Set(own.flatMap(({ by }) => (by === null ? [] : [people.get(by)?.name ?? by])))];
    if (names.length === 0) return item;
    return { ...item, typed: { names, isPartly: own.length < item.figures.current.present } };
  });
}
