import type { DigestContent } from '../../../src/features/digests/digest.js';
import type {
  Escalations,
  OpenItems,
  Promises,
  ReviewedItem,
  ReviewGroup,
} from '../../../src/features/follow-up/review/review.js';

/** All that follow-up tells in a digest. */
export type Review = Promises & { readonly onKpis: OpenItems; readonly escalations: Escalations | null };

/** As a digest keeps it, section by section. */
export function toldOf({ onKpis, escalations, ...promises }: Review): DigestContent['sections'] {
  return { promises, 'open-items': onKpis, ...(escalations ? { escalations } : {}) };
}

export const ben = { name: 'Ben Okafor', slackUserId: 'U0BEN' } as const;
export const chloe = { name: 'Chloé Martin', slackUserId: null } as const;

export const costPerLead = {
  key: 'cost-per-lead',
  name: { en: 'Cost per lead', fr: 'Coût par lead' },
  accessLevel: 'internal',
} as const;

/** An open action, due on the Friday after the digest; each test says what is different. */
export function aReviewedItem(differing: Partial<ReviewedItem> = {}): ReviewedItem {
  return {
    id: `item-${differing.name ?? 'A1'}`,
    kind: 'action',
    name: 'A1',
    title: 'Renegotiate the display contract',
    owner: ben,
    dueOn: '2026-11-20',
    daysLate: 0,
    ageDays: 3,
    isProposed: false,
    outcome: null,
    kpi: null,
    from: null,
    ...differing,
  };
}

export function aGroup(items: readonly ReviewedItem[] = [], total = items.length): ReviewGroup {
  return { items, total };
}

/** A committee that promised something once, of which nothing is left; each test says what there is. */
export function aReview(differing: Partial<Review> = {}): Review {
  const none = aGroup();
  return {
    hasHistory: true,
    done: none,
    silent: none,
    late: none,
    fresh: none,
    running: none,
    dropped: none,
    onKpis: {},
    escalations: null,
    ...differing,
  };
}

const late = aReviewedItem({
  name: 'A9',
  title: 'Fix the tracking',
  dueOn: '2026-11-13',
  daysLate: 3,
  kpi: costPerLead,
});

const stuck = aReviewedItem({
  kind: 'blocker',
  name: 'B2',
  title: 'The ad account is locked',
  owner: chloe,
  ageDays: 14,
  kpi: costPerLead,
});

/** Something in every group, as a week with a committee above may leave it. */
export function aFullReview(): Review {
  return aReview({
    done: aGroup([aReviewedItem({ name: 'A7', outcome: '12 % saved', kpi: costPerLead })]),
    late: aGroup([late]),
    silent: aGroup([aReviewedItem({ name: 'A3', title: 'Call the agency', dueOn: '2026-11-04', daysLate: 12 })]),
    fresh: aGroup([
      aReviewedItem({ kind: 'blocker', name: 'B4', title: 'No budget left', owner: chloe }),
      aReviewedItem({ name: 'A11', title: 'Write the brief', isProposed: true }),
    ]),
    dropped: aGroup([aReviewedItem({ name: 'A5', title: 'Print a leaflet', outcome: 'nobody reads them' })]),
    running: aGroup(
      [aReviewedItem({ name: 'B1', kind: 'blocker', title: 'Feed', from: { en: 'Sales', fr: 'Ventes' } })],
      4,
    ),
    onKpis: { 'cost-per-lead': aGroup([late, stuck], 7) },
    escalations: {
      to: { key: 'steering', name: { en: 'Steering', fr: 'Pilotage' } },
      old: aGroup([stuck]),
      onRed: [aReviewedItem({ kind: 'blocker', name: 'B8', title: 'Bids too low', ageDays: 4, kpi: costPerLead })],
    },
  });
}
