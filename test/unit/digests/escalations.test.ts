import type { SectionBlock } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { aDigestContent, inLocale } from '../../support/builders/digest-content.js';
import { aFullReview, aGroup, aReview, aReviewedItem, costPerLead, toldOf } from '../../support/builders/review.js';
import { composed, linesOf, partOf } from './composed.js';

const digest = aDigestContent({ sections: toldOf(aFullReview()) });
const to = { key: 'steering', name: { en: 'Steering', fr: 'Pilotage' } };

const blocker = (name: string, of: Parameters<typeof aReviewedItem>[0] = {}) =>
  aReviewedItem({ kind: 'blocker', name, title: 'Stuck', ageDays: 12, ...of });

describe('blockers for the committee above', () => {
  it('are proposed with how long they are open, and that their KPI stays red', () => {
    expect(linesOf(partOf(composed(inLocale(digest, 'en')), 'escalations'))).toEqual([
      'Escalate to Steering?',
      '• B2 The ad account is locked · Chloé Martin · open for 14 working days · Cost per lead',
      '• B8 Bids too low · Ben Okafor · open for 4 working days · its KPI is red for the second time running · Cost per lead',
    ]);
    expect(linesOf(partOf(composed(digest), 'escalations'))).toEqual([
      'Escalader vers Pilotage ?',
      '• B2 The ad account is locked · Chloé Martin · ouvert depuis 14 jours ouvrés · Coût par lead',
      '• B8 Bids too low · Ben Okafor · ouvert depuis 4 jours ouvrés · son KPI est au rouge pour la deuxième fois de suite · Coût par lead',
    ]);
  });

  it('each have the button of their card, which asks before it acts', () => {
    const sections = partOf(composed(inLocale(digest, 'en')), 'escalations').blocks.filter(
      (block): block is SectionBlock => block.type === 'section',
    );

    expect(sections.map(({ accessory }) => accessory)).toMatchObject([
      {
        action_id: 'item:escalate',
        value: 'item-B2|steering',
        text: { text: 'Escalate' },
        confirm: { text: { text: 'B2 goes to Steering, and stands in its list and digest from now on.' } },
      },
      { action_id: 'item:escalate', value: 'item-B8|steering' },
    ]);
  });

  it('are five, and the rest is counted', () => {
    const old = aGroup(
      ['B1', 'B2', 'B3', 'B4', 'B5', 'B6'].map((name) => blocker(name)),
      30,
    );
    const followUp = aReview({ escalations: { to, old, onRed: [] } });

    const draft = partOf(composed(inLocale(aDigestContent({ sections: toldOf(followUp) }), 'en')), 'escalations');

    expect(draft.blocks.filter(({ type }) => type === 'section').length).toBe(5);
    expect(linesOf(draft).at(-1)).toBe('• and 25 more');
  });

  it('are not spoken of where there are none, or no committee above', () => {
    const none = aReview({ escalations: { to, old: aGroup(), onRed: [] } });

    expect(composed(aDigestContent({ sections: toldOf(none) })).map(({ part }) => part)).toEqual(['parent']);
    expect(composed(aDigestContent({ sections: toldOf(aReview()) })).map(({ part }) => part)).toEqual(['parent']);
  });

  it('do not give away a KPI that the channel may not see, nor that it is red', () => {
    const secret = { ...costPerLead, accessLevel: 'restricted' } as const;
    const old = aGroup([blocker('B1', { kpi: secret })]);
    const followUp = aReview({ escalations: { to, old, onRed: [blocker('B2', { kpi: secret, title: 'Hidden' })] } });

    const lines = linesOf(
      partOf(composed(inLocale(aDigestContent({ sections: toldOf(followUp) }), 'en'), 'internal'), 'escalations'),
    );

    expect(lines).toEqual(['Escalate to Steering?', '• B1 Stuck · Ben Okafor · open for 12 working days']);
  });
});
