import { describe, expect, it } from 'vitest';
import { inReadingOrder } from '../../../src/features/digests/digest.js';
import { chartAltText } from '../../../src/platform/charts/chart-words.js';
import { slackLimits } from '../../../src/platform/slack/limits.js';
import { aDigestContent, aDigestItem, inLocale } from '../../support/builders/digest-content.js';
import { aGrowthDigest } from '../../support/builders/growth-digest.js';
import { aFullReview, toldOf } from '../../support/builders/review.js';
import { chartsOf, composed, linesOf, parentOf, partOf, spaced } from './composed.js';

const digest = aGrowthDigest();
const locales = ['fr', 'en'] as const;

function manyItems(count: number, name = (index: number) => `KPI ${index}`) {
  const one = aDigestItem();
  return Array.from({ length: count }, (_, index) => ({
    ...one,
    name: { en: name(index), fr: name(index) },
    figures: { ...one.figures, kpi: { ...one.figures.kpi, key: `k${index}` } },
  }));
}

describe('the parent message', () => {
  it('puts red with a signal first, then red, then signals, amber, grey and green', () => {
    const keys = inReadingOrder(digest.items).map(({ figures }) => figures.kpi.key);

    expect(keys.slice(0, 7)).toEqual([
      'cost-per-lead',
      'leads',
      'margin-per-order',
      'response-time',
      'subscribers',
      'cost-per-click',
      'open-rate',
    ]);
    expect(keys.slice(7, 12)).toEqual([
      'organic-visits',
      'paid-visits',
      'bounce-rate',
      'brand-mentions',
      'share-of-voice',
    ]);
  });

  it.each([
    ['fr', '3 rouges · 2 orange · 8 verts · 5 sans statut · 3 mouvements inhabituels'],
    ['en', '3 red · 2 amber · 8 green · 5 without a status · 3 unusual moves'],
  ] as const)('counts every KPI once, and the unusual moves (%s)', (locale, line) => {
    expect(linesOf(parentOf(inLocale(digest, locale)))[2]).toBe(line);
  });

  it('does not count what there is none of', () => {
    const content = inLocale(aDigestContent({ items: [aDigestItem()] }), 'fr');

    expect(linesOf(parentOf(content))[2]).toBe('1 vert');
  });

  it.each(locales)('says every KPI in its text, in reading order (%s)', (locale) => {
    const items = inReadingOrder(digest.items);

    const lines = linesOf(parentOf(inLocale(digest, locale))).filter((line) => line.startsWith('• '));

    expect(lines.map((line) => /^• ([^:(]+?) ?[:(]/.exec(line)?.[1])).toEqual(items.map(({ name }) => name[locale]));
  });

  it('says in its text why a KPI has no colour, and of which month a value is', () => {
    const lines = linesOf(parentOf(digest));

    expect(lines).toContain('• Visites naturelles : en retard');
    expect(lines).toContain('• Taux de rebond : incomplet');
    expect(lines).toContain('• Part de voix : sans données');
    expect(lines).toContain('• Mentions de la marque : 634 (+1,6 %), sans objectif');
    expect(lines).toContain('• Satisfaction client (octobre 2026) : 87,5 % (+0,5 pt), vert');
    expect(lines).toContain('• Marge par commande : 17,72 € (−2,5 %), rouge');
  });

  it.each(locales)('ends with the audit head, where it has one, in its text as on the screen (%s)', (locale) => {
    const auditHead = '1234-9f3ac21b77e0d412';

    const parent = parentOf({ ...inLocale(digest, locale), auditHead });

    expect(linesOf(parent).at(-1)).toBe(`Audit ${auditHead}`);
    expect(JSON.stringify(parent.blocks.at(-2))).toContain(`Audit ${auditHead}`);
    expect(JSON.stringify(parentOf(inLocale(digest, locale)))).not.toContain('Audit');
  });

  it.each([18, 40, 47])(
    'holds all of %i KPIs with names of 200 characters within 3,900 characters of text',
    (count) => {
      const items = manyItems(count, (index) => `${index} ${'&'.repeat(195)}`);

      const { text } = parentOf(aDigestContent({ items, sections: toldOf(aFullReview()) }));

      expect(text.split('\n').filter((line) => line.startsWith('• ')).length).toBe(count);
      expect(text.length).toBeLessThanOrEqual(slackLimits.topLevelText);
    },
  );

  it('counts the KPIs that even short names cannot bring in', () => {
    const { text } = parentOf(aDigestContent({ items: manyItems(120) }));

    expect(text.length).toBeLessThanOrEqual(slackLimits.topLevelText);
    expect(spaced(text)).toContain('• et 73 autres dans le tableau du fil');
  });

  it.each([
    ['fr', '5 KPI à regarder sur 18'],
    ['en', '5 of 18 KPIs need a look'],
  ] as const)('titles the board with the finding and draws ten rows, the table holding all (%s)', (locale, title) => {
    const drafts = composed(inLocale(digest, locale));
    const [board] = chartsOf([partOf(drafts, 'parent')]);
    const rows = partOf(drafts, 'figures-table').blocks.flatMap((block) =>
      block.type === 'table' ? [block.rows] : [],
    );

    expect(board?.title).toBe(title);
    expect(board?.kind === 'board' && board.rows.length).toBe(18);
    expect(rows[0]?.length).toBe(19);
    expect(rows[0]?.[0]?.length).toBe(6);
  });

  it('draws names without their emoji, which the pictures have no letters for', () => {
    const [board] = chartsOf(composed(aDigestContent({ items: manyItems(1, () => '🎯 Coût ❤️ par lead 👩‍💻 5 ™') })));

    expect(board?.kind === 'board' && board.rows[0]?.name.replaceAll(/ +/g, ' ')).toBe('Coût par lead 5 ™');
  });

  it('says on the board of a calm week that there is nothing to report', () => {
    const [board] = chartsOf(composed(aDigestContent({ items: [aDigestItem()] })));

    expect(board?.title).toBe('Rien à signaler sur 1 KPI');
  });

  it.each(locales)('describes each chart in at most 1,000 characters, the red ones first (%s)', (locale) => {
    const alternatives = chartsOf(composed(inLocale(digest, locale))).map(chartAltText);

    expect(alternatives.length).toBe(6);
    for (const text of alternatives) expect(text.length).toBeLessThanOrEqual(1_000);
    expect(alternatives[0]).toContain(locale === 'fr' ? 'Coût par lead' : 'Cost per lead');
  });

  it.each([
    ['fr', 'Données jusqu’au 15 novembre · prochain point le lundi 23 novembre à 09:00 (Europe/Paris)'],
    ['en', 'Data through 15 November · next digest on Monday 23 November at 09:00 (Europe/Paris)'],
  ] as const)('ends with the day of the data and the next digest (%s)', (locale, line) => {
    expect(linesOf(parentOf(inLocale(digest, locale))).at(-1)).toBe(line);
  });
});

describe('the notices of the parent message', () => {
  it.each([
    ['fr', 'Données d’exemple d’une entreprise inventée.'],
    ['en', 'Sample data from a made-up company.'],
  ] as const)('call sample data sample data (%s)', (locale, line) => {
    expect(linesOf(parentOf(inLocale(aDigestContent({ isSampleData: true }), locale)))).toContain(line);
    expect(linesOf(parentOf(inLocale(aDigestContent(), locale)))).not.toContain(line);
  });

  it.each([
    ['fr', 'Envoyé en retard : ce point était prévu le lundi 16 novembre à 09:00 (Europe/Paris).'],
    ['en', 'Sent late: this digest was due on Monday 16 November at 09:00 (Europe/Paris).'],
  ] as const)('say when a late digest was due (%s)', (locale, line) => {
    expect(linesOf(parentOf(inLocale(aDigestContent({ isLate: true }), locale)))).toContain(line);
  });

  it('list what was never sent, the newest by name and the rest as a number', () => {
    const three = linesOf(parentOf(aDigestContent({ missedPeriods: ['2026-W44', '2026-W45'] })));
    const weeks = ['2026-W40', '2026-W41', '2026-W42', '2026-W43', '2026-W44', '2026-W45'];
    const many = linesOf(parentOf(aDigestContent({ missedPeriods: weeks })));

    expect(three).toContain(
      'Jamais envoyé, Copil étant arrêté : semaine 44 (26 octobre – 1er novembre 2026) et semaine 45 (2–8 novembre 2026).',
    );
    expect(many.find((line) => line.startsWith('Jamais'))).toMatch(
      /semaine 43 .* semaine 45 .* et 3 périodes avant\.$/,
    );
  });

  it.each([
    ['fr', 'Un KPI n’est pas montré ici : ce canal n’a pas le niveau d’accès requis.'],
    ['en', 'One KPI is not shown here: this channel is not cleared for it.'],
  ] as const)('say how many figures are withheld (%s)', (locale, line) => {
    const parent = partOf(composed(inLocale(digest, locale), 'internal'), 'parent');

    expect(linesOf(parent)).toContain(line);
  });
});
