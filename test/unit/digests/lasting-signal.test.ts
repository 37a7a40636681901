import { describe, expect, it } from 'vitest';
import { chartAltText } from '../../../src/platform/charts/chart-words.js';
import { aDigestContent, aDigestItem, inLocale } from '../../support/builders/digest-content.js';
import { steady } from '../../support/builders/weekly-levels.js';
import { chartsOf, composed, linesOf, parentOf, partOf, spaced } from './composed.js';

/** Beyond its limits for thirteen weeks, since week 34. */
const lasting = (name: string) =>
  aDigestItem({
    kpi: { key: name.toLowerCase(), name: { en: name, fr: name }, targets: [], direction: 'lower' },
    levels: steady(10_000, { spread: 0.03, last: Array.from({ length: 13 }, (_, week) => 13_000 + (week % 3) * 100) }),
  });
const calm = aDigestItem({ kpi: { key: 'calm' } });

describe.each([
  [
    'en',
    {
      headline:
        'Nothing new. Tickets: 13,000, no target set. The warning sign continues since week 34, 13 weeks. One other signal continues.',
      counts: '2 signals continue',
      board: 'Nothing new on 3 KPIs, 2 signals continue',
      title: 'Told before, and still so (2)',
      line: /Tickets: 13,000, no target set\. The warning sign continues since week 34, 13 weeks\. Usually between 9,\d+ and 10,\d+\. \(limits set on weeks 10–33 of 2026\)/,
    },
  ],
  [
    'fr',
    {
      headline:
        'Rien de nouveau. Tickets : 13 000, sans objectif fixé. Mauvais signe déjà signalé, qui dure depuis la semaine 34, soit 13 semaines. Un autre signal dure.',
      counts: '2 signaux qui durent',
      board: 'Rien de nouveau sur 3 KPI, 2 signaux qui durent',
      title: 'Déjà signalé, et toujours vrai (2)',
      line: /Tickets : 13 000, sans objectif fixé\. Mauvais signe déjà signalé, qui dure depuis la semaine 34, soit 13 semaines\. D’ordinaire entre 9 \d+ et 10 \d+\. \(limites établies sur les semaines 10 à 33 de 2026\)/,
    },
  ],
] as const)('a signal that was told before and holds (%s)', (locale, expected) => {
  const content = inLocale(aDigestContent({ items: [calm, lasting('Tickets'), lasting('Calls')] }), locale);
  const drafts = composed(content);

  it('is no news, and no reason to call the week quiet', () => {
    const parent = parentOf(content);

    expect(linesOf(parent)[1]).toBe(expected.headline);
    expect(spaced(parent.text)).toContain(expected.counts);
    const [board] = chartsOf([drafts[0] ?? parent]);
    expect(board?.title).toBe(expected.board);
    expect(board && chartAltText(board)).toContain(expected.board);
  });

  it('has a line in the thread, with since when, what is usual, and on what that was set', () => {
    const { text, blocks } = partOf(drafts, 'attention:continuing');

    expect(spaced(text).split('\n')[0]).toBe(expected.title);
    expect(spaced(JSON.stringify(blocks))).toMatch(expected.line);
    expect(drafts.some(({ part }) => part.startsWith('kpi:'))).toBe(false);
  });
});

describe('the foot of a digest', () => {
  const guideOf = (items: Parameters<typeof aDigestContent>[0]) => {
    const texts = composed(aDigestContent(items)).flatMap(({ blocks }) => blocks.map((block) => JSON.stringify(block)));
    return spaced(texts.find((text) => /Bande grise|Grey band/.test(text)) ?? '');
  };
  const quiet = (key: string, levels = steady(10_000, { spread: 0.03 })) => aDigestItem({ kpi: { key }, levels });

  it.each([
    [1, 'Pour ce KPI, comptez environ une fausse alerte en 31 semaines.'],
    [3, 'Pour ces 3 KPI, comptez environ une fausse alerte en 10 semaines.'],
    [30, 'Pour ces 30 KPI, comptez environ une fausse alerte par semaine.'],
    [60, 'Pour ces 60 KPI, comptez environ 2 fausses alertes par semaine.'],
  ])('says how often %i KPIs are told without a reason', (count, sentence) => {
    const items = Array.from({ length: count }, (_, index) => quiet(`kpi-${index}`));

    expect(guideOf({ items })).toContain(sentence);
  });

  it('counts a KPI by the length of what its limits were set on, and says nothing of those without', () => {
    const young = quiet('young', steady(10_000, { spread: 0.03 }).slice(-9));
    const without = quiet('without', steady(10_000, { spread: 0.03 }).slice(-4));

    expect(guideOf({ items: [young, without] })).toContain(
      'Pour ce KPI, comptez environ une fausse alerte en 11 semaines.',
    );
    expect(guideOf({ items: [without] })).not.toContain('fausse');
  });

  it('warns once of series whose values lean on one another, and no message of a KPI does', () => {
    const wave = Array.from({ length: 110 }, (_, week) => 10_000 + 900 * Math.sin(week / 4));
    const items = ['a', 'b'].map((key) => aDigestItem({ kpi: { key, name: { en: key, fr: key } }, levels: wave }));

    expect(guideOf({ items })).toContain('Davantage pour a et b : chaque valeur y dépend de la précédente.');
    expect(composed(aDigestContent({ items })).filter(({ text }) => /Prudence|dépend/.test(text))).toEqual([]);
  });
});
