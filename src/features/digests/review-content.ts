import { type AccessLevel, mayShow } from '../../organisation/access-level.js';
import type { Review, ReviewedItem, ReviewGroup } from '../follow-up/public.js';

const groupNames = ['done', 'silent', 'late', 'fresh', 'running', 'dropped'] as const;

/** The same review with each of its items changed. */
export function mapReview(review: Review, change: (item: ReviewedItem) => ReviewedItem): Review {
  const group = ({ items, total }: ReviewGroup): ReviewGroup => ({ items: items.map(change), total });
  const { escalations } = review;
  const { done, silent, late, fresh, running, dropped } = review;
  return {
    hasHistory: review.hasHistory,
    done: group(done),
    silent: group(silent),
    late: group(late),
    fresh: group(fresh),
    running: group(running),
    dropped: group(dropped),
    onKpis: Object.fromEntries(Object.entries(review.onKpis).map(([key, items]) => [key, group(items)])),
    escalations: escalations && {
      to: escalations.to,
      old: group(escalations.old),
      onRed: escalations.onRed.map(change),
    },
  };
}

/** The review as a place may see it: an item keeps its own words, but no KPI above that level is named or judged in it. */
export function clearedReview(review: Review, clearance: AccessLevel): Review {
  const isShown = ({ kpi }: ReviewedItem) => kpi === null || mayShow(kpi.accessLevel, clearance);
  const shown = Object.entries(review.onKpis).filter(([, { items }]) => items.every(isShown));
  const { escalations } = review;
  const visible: Review = {
    ...review,
    onKpis: Object.fromEntries(shown),
    // That such a blocker is here at all would tell that its KPI is red.
    escalations: escalations && { ...escalations, onRed: escalations.onRed.filter(isShown) },
  };
  return mapReview(visible, (item) => (isShown(item) ? item : { ...item, kpi: null }));
}

/** How many items a review speaks of. */
export function countItems(review: Review): number {
  return groupNames.reduce((sum, name) => sum + review[name].total, 0);
}
