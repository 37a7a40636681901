import { type AccessLevel, mayShow } from '../../../organisation/access-level.js';
import { plainName, plainNames, sentenceAtMost, titleAtMost } from '../../digests/public.js';
import type { ReviewedItem, ReviewGroup } from '../review/review.js';

/** The group with each of its items changed. */
export function mapGroup({ items, total }: ReviewGroup, change: (item: ReviewedItem) => ReviewedItem): ReviewGroup {
  return { items: items.map(change), total };
}

/** Whether a place of that level may know which KPI the item is on. */
export function mayShowKpi({ kpi }: ReviewedItem, clearance: AccessLevel): boolean {
  return kpi === null || mayShow(kpi.accessLevel, clearance);
}

/** The item keeps its own words, but no KPI above that level is named or judged in it. */
export function clearedItem(item: ReviewedItem, clearance: AccessLevel): ReviewedItem {
  return mayShowKpi(item, clearance) ? item : { ...item, kpi: null };
}

export function plainItem(item: ReviewedItem): ReviewedItem {
  return {
    ...item,
    title: plainName(item.title, titleAtMost),
    owner: { ...item.owner, name: plainName(item.owner.name) },
    outcome: item.outcome === null ? null : plainName(item.outcome, sentenceAtMost),
    kpi: item.kpi && { ...item.kpi, name: plainNames(item.kpi.name) },
    from: item.from && plainNames(item.from),
  };
}
