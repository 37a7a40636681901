import { describe, expect, it } from 'vitest';
import type { DigestDecisions } from '../../../src/features/decisions/digest/content.js';
import { aDigestContent, inLocale } from '../../support/builders/digest-content.js';
import { composed, composedForOutsiders, linesOf, parentOf, partOf } from './composed.js';

const none = { items: [], total: 0 };

const asked = (differing: Partial<DigestDecisions['asked']['items'][number]> = {}) => ({
  id: 'd4',
  name: 'D4',
  question: 'Move the budget?',
  phase: 'open' as const,
  deadlineOn: '2026-11-20',
  voted: 2,
  deciders: 5,
  quorum: 3,
  option: null,
  ...differing,
});

const review = (differing: Partial<DigestDecisions['reviews']['items'][number]> = {}) => ({
  id: 'd3',
  name: 'D3',
  question: 'Hire an agency?',
  option: 'B Social',
  kpi: {
    name: { en: 'Cost per lead', fr: 'Coût par lead' },
    accessLevel: 'confidential' as const,
    format: { style: 'currency', decimals: 2, currency: 'EUR' } as const,
  },
  planned: 40,
  realised: { value: 42.5, period: '2026-W46' },
  ...differing,
});

const told = (differing: Partial<DigestDecisions>): DigestDecisions => ({
  asked: none,
  made: none,
  reviews: none,
  ...differing,
});

const digest = (decisions: DigestDecisions) => aDigestContent({ sections: { decisions } });

describe('the decisions of a digest', () => {
  it('are one short line in the parent: the question where there is one, else how many', () => {
    const one = digest(told({ asked: { items: [asked()], total: 1 } }));
    const several = digest(
      told({
        asked: { items: [asked(), asked({ id: 'd5', phase: 'tie', option: 'A x = B y' })], total: 2 },
        reviews: { items: [review()], total: 1 },
      }),
    );

    expect(linesOf(parentOf(inLocale(one, 'en')))).toContain(
      'Decisions wanted: D4 Move the budget? (vote until Friday 20 November)',
    );
    expect(linesOf(parentOf(one))).toContain(
      'Décisions attendues : D4 Move the budget? (vote jusqu’au vendredi 20 novembre)',
    );
    expect(linesOf(parentOf(inLocale(several, 'en')))).toContain(
      'Decisions wanted: 1 to vote on, 1 to record, 1 back for review',
    );
    expect(linesOf(parentOf(several))).toContain('Décisions attendues : 1 à voter, 1 à consigner, 1 à revoir');
  });

  it('say nothing where nothing is wanted, and nothing was decided', () => {
    const made = digest(told({ made: { items: [{ id: 'd2', name: 'D2', question: 'Q?', option: 'A x' }], total: 1 } }));

    expect(parentOf(inLocale(made, 'en')).text).not.toMatch(/Decisions/);
    expect(composed(aDigestContent()).map(({ part }) => part)).not.toContain('decisions');
    expect(linesOf(partOf(composed(inLocale(made, 'en')), 'decisions'))).toEqual([
      'Decisions',
      'Decided since the last digest (1)',
      '• D2 Q? · A x',
    ]);
  });

  it('are listed in the thread with deadline and votes, each with a button, and reviewed by planned against realised', () => {
    const content = digest(
      told({
        asked: { items: [asked(), asked({ id: 'd6', name: 'D6', phase: 'lapsed', voted: 1 })], total: 2 },
        reviews: { items: [review()], total: 1 },
      }),
    );

    expect(linesOf(partOf(composed(inLocale(content, 'en')), 'decisions'))).toEqual([
      'Decisions',
      'Your vote is wanted (1)',
      '• D4 Move the budget? · vote until Friday 20 November · 2 of 5 votes in, quorum 3',
      'Lapsed without a decision (1)',
      '• D6 Move the budget? · 1 of 5 votes in, quorum 3',
      'Back for review (1)',
      '• D3 Hire an agency? · decided: B Social · Cost per lead: planned €40.00, realised €42.50 (week 46 (9–15 November 2026))',
    ]);
    expect(linesOf(partOf(composed(content), 'decisions')).at(-1)).toBe(
      '• D3 Hire an agency? · décision : B Social · Coût par lead : prévu 40,00 €, réalisé 42,50 € (semaine 46 (9–15 novembre 2026))',
    );
    const { blocks } = partOf(composed(content), 'decisions');
    expect(JSON.stringify(blocks)).toMatch(/"action_id":"decision:open".*"value":"d4".*"value":"d6".*"value":"d3"/);
  });

  it('tell no figure of a KPI that the channel may not see, and nothing at all where another company reads along', () => {
    const content = inLocale(digest(told({ reviews: { items: [review()], total: 1 } })), 'en');

    const [shown, cleared] = [composed(content, 'confidential'), composed(content, 'internal')].map((drafts) =>
      JSON.stringify(partOf(drafts, 'decisions')),
    );
    expect(shown).toMatch(/42\.50/);
    expect(cleared).toMatch(/decided: B Social/);
    expect(cleared).not.toMatch(/Cost per lead|42\.50|40\.00|no KPI/);
    expect(JSON.stringify(composedForOutsiders(content))).not.toMatch(/agency|D3/);
  });

  it('count what is not listed', () => {
    const content = inLocale(digest(told({ asked: { items: [asked()], total: 14 } })), 'en');

    const lines = linesOf(partOf(composed(content), 'decisions'));
    expect(lines[1]).toBe('Your vote is wanted (14)');
    expect(lines.at(-1)).toBe('• and 13 more');
  });
});
