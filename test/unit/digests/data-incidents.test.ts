import { describe, expect, it } from 'vitest';
import { correctedMessage } from '../../../src/features/digests/compose.js';
import { aDigestContent, aDigestItem, inLocale, webAnalytics } from '../../support/builders/digest-content.js';
import { aGrowthDigest } from '../../support/builders/growth-digest.js';
import { steady } from '../../support/builders/weekly-levels.js';
import { composed, linesOf, partOf, texts } from './composed.js';

describe('missing data', () => {
  it.each([
    [
      'fr',
      [
        'Données manquantes',
        '• Mesure d’audience : rien reçu après le 12 novembre. KPI concernés : Visites naturelles et Visites payantes.',
        '• Mesure d’audience : 6 relevés reçus sur 7. KPI concerné : Taux de rebond.',
        '• Veille média : aucune donnée reçue. KPI concerné : Part de voix.',
      ],
    ],
    [
      'en',
      [
        'Missing data',
        '• Web analytics: nothing in after 12 November. KPIs affected: Organic visits and Paid visits.',
        '• Web analytics: 6 of 7 readings in. KPI affected: Bounce rate.',
        '• Media monitoring: no data in. KPI affected: Share of voice.',
      ],
    ],
  ] as const)('is told by source, each with the KPIs it touches (%s)', (locale, lines) => {
    const drafts = composed(inLocale(aGrowthDigest(), locale));

    expect(linesOf(partOf(drafts, 'data-incidents'))).toEqual(lines);
  });

  it('says of two KPIs of one source that stopped on different days what is true of each', () => {
    const items = [
      aDigestItem({ kpi: { key: 'a', name: { en: 'A', fr: 'A' } }, through: '2026-11-12' }),
      aDigestItem({ kpi: { key: 'b', name: { en: 'B', fr: 'B' } }, through: '2026-11-10' }),
    ];

    const lines = linesOf(partOf(composed(aDigestContent({ items })), 'data-incidents'));

    expect(lines.slice(1)).toEqual([
      '• Mesure d’audience : rien reçu après le 12 novembre. KPI concerné : A.',
      '• Mesure d’audience : rien reçu après le 10 novembre. KPI concerné : B.',
    ]);
  });

  it('is told of a KPI without a source too', () => {
    const items = [aDigestItem({ levels: [], sources: [] })];

    const lines = linesOf(partOf(composed(aDigestContent({ items })), 'data-incidents'));

    expect(lines[1]).toBe('• Sans source déclarée : aucune donnée reçue. KPI concerné : Visites.');
  });

  it('names six KPIs of a source and counts the others', () => {
    const items = Array.from({ length: 9 }, (_, index) =>
      aDigestItem({ kpi: { key: `k${index}`, name: { en: `K${index}`, fr: `K${index}` } }, levels: [] }),
    );

    const [, line] = linesOf(partOf(composed(aDigestContent({ items })), 'data-incidents'));

    expect(line).toContain('KPI concernés : K0, K1, K2, K3, K4, K5 et 3 autres.');
  });

  it('has no message where nothing is missing', () => {
    const parts = composed(aDigestContent({ items: [aDigestItem()] })).map(({ part }) => part);

    expect(parts).not.toContain('data-incidents');
  });
});

describe('data that lands after the digest left', () => {
  it.each([
    ['fr', 'Mesure d’audience : les données attendues sont arrivées. Les messages ci-dessus sont à jour.'],
    ['en', 'Web analytics: the missing data has arrived. The messages above are up to date.'],
  ] as const)('is told by a line in the thread (%s)', (locale, line) => {
    const content = inLocale(aDigestContent({ items: [aDigestItem()], landed: [webAnalytics] }), locale);

    expect(linesOf(partOf(composed(content), 'landed:web'))).toEqual([line]);
  });

  it('is not told where none of the KPIs it feeds may be shown', () => {
    const items = [aDigestItem({ kpi: { accessLevel: 'confidential' } })];
    const content = aDigestContent({ items, landed: [webAnalytics] });

    expect(composed(content).map(({ part }) => part)).toContain('landed:web');
    expect(composed(content, 'public').map(({ part }) => part)).not.toContain('landed:web');
  });
});

describe('a message that a correction takes the ground from', () => {
  const targets = [{ from: '2020-01-01', value: 12_000 }];
  const content = aDigestContent({
    items: [
      aDigestItem({ kpi: { key: 'calm' } }),
      aDigestItem({ kpi: { key: 'red', targets }, levels: steady(9_000, { spread: 0.03 }) }),
    ],
  });

  it.each([
    ['kpi:calm', 'Corrigé, les données manquantes étant arrivées : Visites n’est plus à signaler.'],
    ['kpi:red', 'Corrigé, les données manquantes étant arrivées : Visites figure parmi les autres KPI à regarder.'],
    ['kpi:gone', 'Corrigé : les données ont changé et ce message n’a plus d’objet.'],
    ['attention:more', 'Corrigé : il n’y a plus d’autre KPI à regarder.'],
    ['data-incidents', 'Corrigé : les données manquantes sont arrivées.'],
    ['figures-table', 'Corrigé : les données ont changé et ce message n’a plus d’objet.'],
  ])('says why in place of %s', (part, text) => {
    const message = correctedMessage(part, content, texts);

    expect(linesOf(message)).toEqual([text]);
    expect(message.part).toBe(part);
  });
});
