import { describe, expect, it } from 'vitest';
import { slackLimits } from '../../../src/platform/slack/limits.js';
import { aDigestContent, inLocale } from '../../support/builders/digest-content.js';
import { aFullReview, aGroup, aReview, aReviewedItem, toldOf } from '../../support/builders/review.js';
import { composed, composedForOutsiders, linesOf, parentOf, partOf } from './composed.js';

const locales = ['fr', 'en'] as const;
const digest = aDigestContent({ sections: toldOf(aFullReview()) });

const many = (count: number, of: Parameters<typeof aReviewedItem>[0] = {}) =>
  Array.from({ length: count }, (_, index) => aReviewedItem({ ...of, name: `A${index + 1}` }));

describe('what was promised last time', () => {
  it.each([
    ['fr', 'Promis la dernière fois : 1 fait, 2 en retard, 2 nouveaux, 1 abandonné, 4 à venir'],
    ['en', 'Promised last time: 1 done, 2 late, 2 new, 1 dropped, 4 not due yet'],
  ] as const)('is counted right after the headline (%s)', (locale, line) => {
    expect(linesOf(parentOf(inLocale(digest, locale)))[2]).toBe(line);
  });

  it.each([
    ['fr', 'Promis la dernière fois : 2 faits'],
    ['en', 'Promised last time: 2 done'],
  ] as const)('does not mention what there is none of (%s)', (locale, line) => {
    const followUp = aReview({ done: aGroup(many(2, { outcome: 'sent' })) });

    expect(linesOf(parentOf(inLocale(aDigestContent({ sections: toldOf(followUp) }), locale)))[2]).toBe(line);
  });

  it.each([
    ['fr', 'Promis la dernière fois : plus rien d’ouvert'],
    ['en', 'Promised last time: nothing left open'],
  ] as const)('is nothing where all of it was closed before (%s)', (locale, line) => {
    const content = inLocale(aDigestContent({ sections: toldOf(aReview()) }), locale);

    expect(linesOf(parentOf(content))[2]).toBe(line);
    expect(composed(content).map(({ part }) => part)).toEqual(['parent']);
  });

  it.each([
    [
      'fr',
      /^Rien n’a encore été promis ici\. Tapez \/action @\u200b?nom ce qui sera fait avant vendredi : le prochain point/,
    ],
    [
      'en',
      /^Nothing has been promised here yet\. Type \/action @\u200b?name what will be done by Friday: the next digest/,
    ],
  ] as const)('is, where nothing ever was, a line that says how to promise something (%s)', (locale, line) => {
    const followUp = aReview({ hasHistory: false });

    expect(linesOf(parentOf(inLocale(aDigestContent({ sections: toldOf(followUp) }), locale)))[2]).toMatch(line);
  });

  it('is not spoken of by a digest that was composed before there was such a thing', () => {
    const text = parentOf(inLocale(aDigestContent(), 'en')).text;

    expect(text).not.toMatch(/promised/i);
  });

  it('opens the thread, by group: done with its result, late with days and owner, unanswered, new, dropped, not due yet', () => {
    const drafts = composed(inLocale(digest, 'en'));

    expect(drafts[1]?.part).toBe('promises');
    expect(linesOf(partOf(drafts, 'promises'))).toEqual([
      'Promised last time',
      'Done (1)',
      '• A7 Renegotiate the display contract · Ben Okafor · result: 12 % saved · Cost per lead',
      'Late (1)',
      '• A9 Fix the tracking · Ben Okafor · 3 days late · Cost per lead',
      'Late, and no answer to any reminder (1)',
      '• A3 Call the agency · Ben Okafor · 12 days late',
      'New (2)',
      '• B4 No budget left · Chloé Martin · due Friday 20 November',
      '• A11 Write the brief · Ben Okafor · due Friday 20 November · not accepted yet',
      'Dropped (1)',
      '• A5 Print a leaflet · Ben Okafor · reason: nobody reads them',
      'Not due yet (4)',
      '• B1 Feed · Ben Okafor · due Friday 20 November · from Sales',
      '• and 3 more',
    ]);
  });

  it('says the same in French', () => {
    expect(linesOf(partOf(composed(digest), 'promises'))).toEqual([
      'Promis la dernière fois',
      'Fait (1)',
      '• A7 Renegotiate the display contract · Ben Okafor · résultat : 12 % saved · Coût par lead',
      'En retard (1)',
      '• A9 Fix the tracking · Ben Okafor · 3 jours de retard · Coût par lead',
      'En retard, rappels sans réponse (1)',
      '• A3 Call the agency · Ben Okafor · 12 jours de retard',
      'Nouveau (2)',
      '• B4 No budget left · Chloé Martin · échéance vendredi 20 novembre',
      '• A11 Write the brief · Ben Okafor · échéance vendredi 20 novembre · pas encore d’accord donné',
      'Abandonné (1)',
      '• A5 Print a leaflet · Ben Okafor · motif : nobody reads them',
      'À venir (4)',
      '• B1 Feed · Ben Okafor · échéance vendredi 20 novembre · venu de : Ventes',
      '• et 3 autres',
    ]);
  });

  it('calls the owners of what is late, and nobody else', () => {
    const blocks = JSON.stringify(partOf(composed(inLocale(digest, 'en')), 'promises').blocks);

    expect(blocks.match(/"type":"user"/g)?.length).toBe(2);
    expect(blocks).toMatch(/A9.*"user_id":"U0BEN".*A3.*"user_id":"U0BEN".*B4/);
  });

  it('keeps the words of an item, but not the name of a KPI that the channel may not see', () => {
    const lines = linesOf(partOf(composed(inLocale(digest, 'en'), 'public'), 'promises'));

    expect(lines).toContain('• A9 Fix the tracking · Ben Okafor · 3 days late');
    expect(lines.join('\n')).not.toContain('Cost per lead');
  });

  it('lists twenty items at most, some of every group, and counts the rest', () => {
    const group = () => aGroup(many(10), 10_000);
    const followUp = aReview({ done: group(), late: group(), silent: group(), fresh: group() });

    const lines = linesOf(partOf(composed(inLocale(aDigestContent({ sections: toldOf(followUp) }), 'en')), 'promises'));

    expect(lines.filter((line) => /^• A/.test(line)).length).toBe(20);
    expect(lines.filter((line) => line === '• and 9995 more').length).toBe(4);
  });

  it.each(locales)('fits in one message when all of it is as long as can be (%s)', (locale) => {
    const long = { title: '&'.repeat(300), outcome: '*'.repeat(500), daysLate: 3 };
    const group = () => aGroup(many(10, long), 10_000);
    const groups = {
      done: group(),
      late: group(),
      silent: group(),
      fresh: group(),
      running: group(),
      dropped: group(),
    };

    const draft = partOf(composed(inLocale(aDigestContent({ sections: toldOf(aReview(groups)) }), locale)), 'promises');

    expect(draft.text.length).toBeLessThanOrEqual(slackLimits.topLevelText);
    expect(JSON.stringify(draft.blocks).length).toBeLessThan(slackLimits.blockTextPerMessage + 6_000);
  });
});

describe('where people of another company read along', () => {
  const drafts = composedForOutsiders(inLocale(digest, 'en'));

  it('shows no word of an item, and says how many are withheld', () => {
    expect(drafts.map(({ part }) => part)).toEqual(['parent']);
    expect(JSON.stringify(drafts)).not.toMatch(/promised|Fix the tracking/i);
    expect(linesOf(partOf(drafts, 'parent'))).toContain(
      '10 blockers and actions are not shown here: people from outside the company read along.',
    );
  });

  it('says so in French', () => {
    const [parent] = composedForOutsiders(digest);

    expect(parent && linesOf(parent)).toContain(
      '10 blocages et actions ne sont pas montrés ici : des personnes extérieures lisent ce canal.',
    );
  });
});
