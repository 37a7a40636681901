import { describe, expect, it } from 'vitest';
import { aDigestContent, aDigestItem, inLocale } from '../../support/builders/digest-content.js';
import { aGrowthDigest } from '../../support/builders/growth-digest.js';
import { aFullReview, aGroup, aReview, aReviewedItem, type Review, toldOf } from '../../support/builders/review.js';
import { steady } from '../../support/builders/weekly-levels.js';
import { chartsOf, composed, linesOf, partOf } from './composed.js';

const digest = aGrowthDigest();

function reds(count: number) {
  return Array.from({ length: count }, (_, index) => {
    const name = { en: `Red ${index + 1}`, fr: `Rouge ${index + 1}` };
    const targets = [{ from: '2020-01-01', value: 12_000 }];
    return aDigestItem({ kpi: { key: `red-${index + 1}`, name, targets }, levels: steady(9_000, { spread: 0.03 }) });
  });
}

describe('the message of a KPI that needs attention', () => {
  it('is written for a KPI with a key that every object has, with or without open items', () => {
    const [red] = reds(1);
    const named = aDigestItem({
      kpi: { key: 'constructor', targets: [{ from: '2020-01-01', value: 12_000 }] },
      levels: steady(9_000, { spread: 0.03 }),
    });
    const late = aGroup([aReviewedItem({ name: 'A9', title: 'Call the agency' })]);
    const items = [named, ...(red ? [red] : [])];
    const told = (onKpis: Review['onKpis']) =>
      linesOf(
        partOf(
          composed(inLocale(aDigestContent({ items, sections: toldOf(aReview({ onKpis })) }), 'en')),
          'kpi:constructor',
        ),
      ).join('\n');

    expect(told({})).not.toContain('A9');
    expect(told({ constructor: late })).toContain('A9 Call the agency');
  });

  it('tells value, target, since when, changes, what changed, what is usual, who is asked, as-of and source', () => {
    const lines = linesOf(partOf(composed(digest), 'kpi:cost-per-lead'));

    expect(lines).toEqual([
      'Coût par lead : 51,35 €, au-dessus de sa limite de 40 € depuis 3 semaines.',
      '+18,3 % sur une semaine · +28,0 % sur un an',
      'Mauvais signe : hausse brutale en une semaine. D’ordinaire entre 34,66 € et 42,20 €.',
      '<@U0INES>, qu’est-ce qui l’explique ?',
      'Données jusqu’au 15 novembre · sources : Régie publicitaire et CRM · limites établies sur les semaines 15 à 38 de 2026',
    ]);
  });

  it('says the same in English', () => {
    const lines = linesOf(partOf(composed(inLocale(digest, 'en')), 'kpi:cost-per-lead'));

    expect(lines).toEqual([
      'Cost per lead: €51.35, above its limit of €40 for 3 weeks.',
      '+18.3% week on week · +28.0% year on year',
      'Warning sign: a sudden rise in one week. Usually between €34.66 and €42.20.',
      '<@U0INES>, what explains it?',
      'Data through 15 November · sources: Ad platform and CRM · limits set on weeks 15–38 of 2026',
    ]);
  });

  it('says of a red KPI without signal what its usual level means, and names its owner without asking', () => {
    const lines = linesOf(partOf(composed(digest), 'kpi:leads'));

    expect(lines).toEqual([
      'Leads : 1 047, sous son objectif de 1 200 depuis plus de 5 semaines.',
      '+7,5 % sur une semaine · +6,7 % sur un an',
      'À son niveau habituel, l’objectif reste hors de portée : il faut changer quelque chose.',
      'Données jusqu’au 15 novembre · source : CRM · limites établies sur les semaines 15 à 38 de 2026 · responsable : Hugo Lambert',
    ]);
  });

  it('asks an owner who is not linked to Slack by name, and nobody about an improvement', () => {
    const drafts = composed(digest);

    expect(linesOf(partOf(drafts, 'kpi:response-time'))).toContain('Léa Fontaine, qu’est-ce qui l’explique ?');
    expect(partOf(drafts, 'kpi:subscribers').text).not.toContain('explique');
    expect(linesOf(partOf(drafts, 'kpi:subscribers'))[0]).toBe(
      'Abonnés à la newsletter : 12 195, objectif tenu (12 000), et 8 semaines au-dessus de sa moyenne.',
    );
  });

  it('does not tell a signal anew that was told before, only that it lasts', () => {
    const kpi = { targets: [{ from: '2020-01-01', value: 12_000 }] };
    const item = aDigestItem({ kpi, levels: steady(10_000, { spread: 0.03, last: [7_100, 7_050] }) });

    const lines = linesOf(partOf(composed(aDigestContent({ items: [item] })), 'kpi:visits'));

    expect(lines).toContain(
      'Mauvais signe déjà signalé, qui dure depuis la semaine 45, soit 2 semaines. D’ordinaire entre 9 435 et 10 583.',
    );
    expect(lines.join(' ')).not.toContain('explique');
  });

  it('draws the last weeks in the colour of the signal, under a title that says the finding', () => {
    const [chart] = chartsOf([partOf(composed(digest), 'kpi:cost-per-lead')]);

    expect(chart?.title.replaceAll('\u202f', ' ')).toBe('Coût par lead : au-dessus de sa limite depuis 3 semaines');
    expect(chart?.kind === 'six-twelve' && chart.weeks.map(({ signal }) => signal)).toEqual([
      undefined,
      undefined,
      undefined,
      'concern',
      'concern',
      'concern',
    ]);
  });

  it('leaves out of a title what would be cut off', () => {
    const name = { en: 'Visits from partners and resellers', fr: 'Visites venues des partenaires et revendeurs' };
    const [item] = reds(1);
    const content = aDigestContent({ items: item ? [{ ...item, name }] : [] });

    const [chart] = chartsOf([partOf(composed(content), 'kpi:red-1')]);

    expect(chart?.title.replaceAll('\u202f', ' ')).toBe(
      'Visites venues des partenaires et revendeurs : sous son objectif',
    );
  });

  it('draws the months of a monthly KPI, which has no weeks', () => {
    const kpi = { grain: 'month', rollUp: 'mean', targets: [{ from: '2020-01-01', value: 12_000 }] } as const;
    const item = aDigestItem({ kpi, levels: steady(9_000, { spread: 0.02 }).slice(-30) });

    const [chart] = chartsOf([partOf(composed(aDigestContent({ items: [item] })), 'kpi:visits')]);

    expect(chart?.kind === 'six-twelve' && [chart.weeks.length, chart.months.length]).toEqual([0, 12]);
  });
});

describe('what people say of a KPI', () => {
  const explained = (text: string) => ({
    ...digest,
    items: digest.items.map((item) =>
      item.figures.kpi.key === 'cost-per-lead' ? { ...item, explanation: { author: 'Ana Lopes', text } } : item,
    ),
  });

  it.each([
    ['fr', 'Explication, par Ana Lopes : les enchères ont monté'],
    ['en', 'Explained by Ana Lopes: les enchères ont monté'],
  ] as const)('stands under its chart, and nobody is asked any more (%s)', (locale, line) => {
    const draft = partOf(composed(inLocale(explained('les enchères ont monté'), locale)), 'kpi:cost-per-lead');

    const chart = draft.blocks.findIndex(({ type }) => type === 'chart');
    expect(linesOf(draft)).toContain(line);
    expect(JSON.stringify(draft.blocks.slice(chart))).toContain('les enchères ont monté');
    expect(draft.text).not.toContain('U0INES');
    expect(linesOf(draft).at(-1)).toMatch(/Inès Moreau$/);
  });

  it('is cut where it is a report', () => {
    const draft = partOf(composed(explained('x'.repeat(1_000))), 'kpi:cost-per-lead');

    expect(/x+…/.exec(draft.text)?.[0]?.length).toBe(400);
  });

  it.each([
    ['fr', 'À suivre sur ce KPI (7)', '3 jours de retard', 'échéance vendredi 20 novembre', 'et 5 autres'],
    ['en', 'Open on this KPI (7)', '3 days late', 'due Friday 20 November', 'and 5 more'],
  ] as const)('and do about it is listed below, calling nobody (%s)', (locale, title, late, due, more) => {
    const content = inLocale({ ...digest, sections: toldOf(aFullReview()) }, locale);

    const lines = linesOf(partOf(composed(content), 'kpi:cost-per-lead'));

    expect(lines.slice(4, 8)).toEqual([
      title,
      `• A9 Fix the tracking · Ben Okafor · ${late}`,
      `• B2 The ad account is locked · Chloé Martin · ${due}`,
      `• ${more}`,
    ]);
  });

  it('leaves a KPI without any as it was', () => {
    const part = (content: typeof digest) => partOf(composed(content), 'kpi:leads');

    expect(part({ ...digest, sections: toldOf(aFullReview()) })).toEqual(part(digest));
  });
});

describe('the thread of a digest', () => {
  it('has one message per KPI that needs attention, in reading order', () => {
    const parts = composed(digest).map(({ part }) => part);

    expect(parts).toEqual([
      'parent',
      'kpi:cost-per-lead',
      'kpi:leads',
      'kpi:margin-per-order',
      'kpi:response-time',
      'kpi:subscribers',
      'data-incidents',
      'figures-table',
    ]);
  });

  it('stops at five charts and names the other KPIs in one message', () => {
    const drafts = composed(aDigestContent({ items: reds(8) }));

    expect(drafts.filter(({ part }) => part.startsWith('kpi:')).length).toBe(5);
    expect(linesOf(partOf(drafts, 'attention:more'))).toEqual([
      '3 autres KPI à regarder : Rouge 6, Rouge 7 et Rouge 8.',
    ]);
  });

  it('has neither that message nor charts where nothing needs attention', () => {
    const drafts = composed(aDigestContent({ items: [aDigestItem()] }));

    expect(drafts.map(({ part }) => part)).toEqual(['parent', 'figures-table']);
  });
});
