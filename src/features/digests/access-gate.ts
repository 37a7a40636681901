import { type AccessLevel, mayShow } from '../../organisation/access-level.js';
import type { Room } from '../../organisation/committees/places.js';
import type { DigestDecisions } from '../decisions/public.js';
import type { DigestContent } from './digest.js';
import { clearedReview, countItems } from './review-content.js';

/** What the readers of a place may see. */
export type Readers = Room;

/** Everybody may see everything. */
export const unlimited: Readers = { clearance: 'restricted', hasOutsiders: false };

export type Withheld = {
  readonly content: DigestContent;
  /** KPIs left out. */
  readonly withheld: number;
  /** Blockers and actions left out. */
  readonly withheldItems: number;
};

/** The content without what its readers may not see, and how much that is. */
export function withhold(content: DigestContent, { clearance, hasOutsiders }: Readers): Withheld {
  const { followUp, decisions, ...kept } = content;
  // What a committee decides is nothing for others to read along.
  const rest = {
    ...kept,
    ...(decisions && !hasOutsiders ? { decisions: clearedDecisions(decisions, clearance) } : {}),
  };
  const visible = content.items.filter((item) => mayShow(item.accessLevel, clearance));
  const items = hasOutsiders ? visible.map(({ explanation: _inside, ...item }) => item) : visible;
  const withheld = content.items.length - items.length;
  if (!followUp) return { content: { ...rest, items }, withheld, withheldItems: 0 };
  if (hasOutsiders) return { content: { ...rest, items }, withheld, withheldItems: countItems(followUp) };
  return { content: { ...rest, items, followUp: clearedReview(followUp, clearance) }, withheld, withheldItems: 0 };
}

/** A decision keeps its own words; the figures of a KPI above that level are not told with it. */
function clearedDecisions(decisions: DigestDecisions, clearance: AccessLevel): DigestDecisions {
  const { reviews } = decisions;
  const items = reviews.items.map((one) => {
    if (!one.kpi || mayShow(one.kpi.accessLevel, clearance)) return one;
    return { ...one, kpi: null, planned: null, realised: null, isWithheld: true as const };
  });
  return { ...decisions, reviews: { ...reviews, items } };
}
