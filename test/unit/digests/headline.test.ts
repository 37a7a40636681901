import { describe, expect, it } from 'vitest';
import { aDigestContent, aDigestItem, inLocale } from '../../support/builders/digest-content.js';
import { aGrowthDigest } from '../../support/builders/growth-digest.js';
import { steady } from '../../support/builders/weekly-levels.js';
import { linesOf, parentOf } from './composed.js';

const name = { en: 'Leads', fr: 'Leads' };
const target = [{ from: '2020-01-01', value: 1_200 }];
const calm = aDigestItem({ kpi: { key: 'calm' } });
const red = aDigestItem({ kpi: { name, targets: target }, levels: steady(1_000, { spread: 0.03, last: [987] }) });

describe('the headline of a weekly digest', () => {
  it.each([
    ['fr', 'Leads : 987, sous son objectif de 1 200 depuis plus de 5 semaines.'],
    ['en', 'Leads: 987, below its target of 1,200 for over 5 weeks.'],
  ] as const)('says the one finding there is, with value, target and since when (%s)', (locale, sentence) => {
    const content = inLocale(aDigestContent({ items: [calm, red] }), locale);

    expect(linesOf(parentOf(content))[1]).toBe(sentence);
  });

  it.each([
    ['fr', 'Coût par lead : 51,35 €, au-dessus de sa limite de 40 € depuis 3 semaines. 4 autres KPI sont à regarder.'],
    ['en', 'Cost per lead: €51.35, above its limit of €40 for 3 weeks. 4 other KPIs need a look.'],
  ] as const)('says the most pressing of many and counts the others (%s)', (locale, sentence) => {
    const content = inLocale(aGrowthDigest(), locale);

    expect(linesOf(parentOf(content))[1]).toBe(sentence);
  });

  it.each([
    ['fr', 'Rien à signaler : aucun KPI au rouge, aucun mouvement inhabituel.'],
    ['en', 'All quiet: no KPI in the red, nothing unusual.'],
  ] as const)('says so when the week was calm (%s)', (locale, sentence) => {
    const content = inLocale(aDigestContent({ items: [calm] }), locale);

    expect(linesOf(parentOf(content))[1]).toBe(sentence);
  });

  it.each([
    ['fr', '1 KPI sur 2 sans données ; aucun des autres n’est au rouge.'],
    ['en', '1 of 2 KPIs without data; none of the others is in the red.'],
  ] as const)('never calls a week calm whose figures are not all in (%s)', (locale, sentence) => {
    const late = aDigestItem({ kpi: { key: 'late' }, through: '2026-11-12' });
    const content = inLocale(aDigestContent({ items: [calm, late] }), locale);

    expect(linesOf(parentOf(content))[1]).toBe(sentence);
  });

  it.each([
    ['fr', 'Les 3 KPI sont tous sans données.', '3 KPI sur 3 sans données'],
    ['en', 'All 3 KPIs are without data.', '3 of 3 KPIs without data'],
  ] as const)(
    'says that nothing is known where nothing is, also in the title of the board (%s)',
    (locale, sentence, title) => {
      const unknown = ['a', 'b', 'c'].map((key) => aDigestItem({ kpi: { key }, levels: [] }));
      const parent = parentOf(inLocale(aDigestContent({ items: unknown }), locale));

      expect(linesOf(parent)[1]).toBe(sentence);
      expect(parent.blocks).toContainEqual(expect.objectContaining({ spec: expect.objectContaining({ title }) }));
    },
  );

  it('takes a KPI for known that Copil computes and that had nothing to measure', () => {
    const computed = { measure: 'closure-rate', committee: 'growth-ops' } as const;
    const idle = aDigestItem({ kpi: { key: 'idle', computed }, levels: [] });

    const [, sentence] = linesOf(parentOf(aDigestContent({ items: [calm, idle] })));

    expect(sentence).toBe('Rien à signaler : aucun KPI au rouge, aucun mouvement inhabituel.');
  });

  it.each([
    [
      'fr',
      /^Brouillon – Croissance\s: semaine 46/,
      /^Brouillon, visible de vous uniquement\s: semaine 46 .* court encore/m,
    ],
    ['en', /^Draft – Growth: week 46/, /^Draft, shown to you alone: week 46 .* is not over/m],
  ] as const)('marks a draft in its title and says what it is (%s)', (locale, title, notice) => {
    const parent = parentOf(inLocale(aDigestContent({ items: [calm], isDraft: true }), locale));

    expect(parent.text).toMatch(title);
    expect(parent.text).toMatch(notice);
  });

  it('says that there is nothing to show where there is nothing', () => {
    const content = aDigestContent({ items: [], nextRunAt: null });

    expect(linesOf(parentOf(content))).toEqual([
      'Croissance : semaine 46 (9–15 novembre 2026)',
      'Aucun KPI à montrer ici.',
    ]);
  });

  it('adds what is unusual to a KPI on target, because its colour would not tell', () => {
    const levels = steady(4, { spread: 0.04, last: [4, 5.6] });
    const targets = [{ from: '2020-01-01', value: 6 }];
    const slow = aDigestItem({ kpi: { name, rollUp: 'mean', direction: 'lower', targets }, levels });
    const content = inLocale(aDigestContent({ items: [slow] }), 'en');

    expect(linesOf(parentOf(content))[1]).toBe('Leads: 6, on target (6), but unusually high.');
  });

  it('names the month of a monthly KPI, whose value is not of this week', () => {
    const kpi = { name, grain: 'month', rollUp: 'mean', targets: target } as const;
    const monthly = aDigestItem({ kpi, levels: steady(1_000, { spread: 0.02, last: [987] }).slice(-24) });

    const [, sentence] = linesOf(parentOf(aDigestContent({ items: [monthly] })));

    expect(sentence).toBe('Leads (octobre 2026) : 987, sous son objectif de 1 200 depuis plus de 11 mois.');
  });

  it('keeps the period in the title, however long the name of the committee', () => {
    const long = 'Comité '.repeat(30);
    const content = aDigestContent();
    const committee = { ...content.committee, name: { en: long, fr: long } };

    const [title = ''] = linesOf(parentOf({ ...content, committee }));

    expect(title.length).toBeLessThanOrEqual(150);
    expect(title).toMatch(/… : semaine 46 \(9–15 novembre 2026\)$/);
  });
});
