import { describe, expect, it } from 'vitest';
import { sixTwelveSpec } from '../../../src/features/digests/chart-specs.js';
import type { DigestItem } from '../../../src/features/digests/digest.js';
import { statusWord } from '../../../src/features/digests/wording.js';
import { computeFigures } from '../../../src/features/kpis/figures.js';
import { parsePeriod } from '../../../src/kernel/periods.js';
import { aDigestContent, aDigestItem, inLocale } from '../../support/builders/digest-content.js';
import { aKpi, ratiosFrom, readingsFrom, repeat } from '../kpis/builders.js';
import { composed, linesOf, parentOf, partOf, spaced, texts } from './composed.js';

const name = { en: 'Uptime', fr: 'Disponibilité' };

function weeklyItem(item: DigestItem, figures: DigestItem['figures']): DigestItem {
  return { ...item, figures };
}

describe('a value that just misses its target', () => {
  const rate = { name, rollUp: 'mean', changeKind: 'points', format: { style: 'percent', decimals: 1 } } as const;

  it.each([
    [0.9996, '• Uptime: 99.96% (+1.0 pt), amber'],
    [0.99996, '• Uptime: 99.996% (+1.0 pt), amber'],
    [0.987, '• Uptime: 98.7% (−0.3 pt), amber'],
  ])('of %d never reads the same as the target', (value, line) => {
    const kpi = aKpi({ ...rate, grain: 'week', targets: [{ from: '2020-01-01', value: 1 }] });
    const period = parsePeriod('2026-W46');
    const figures = computeFigures(kpi, readingsFrom(kpi, '2026-11-02', [0.99, value]), { period, asOf: period.end });
    const item = weeklyItem(aDigestItem({ kpi }), figures);

    expect(linesOf(parentOf(inLocale(aDigestContent({ items: [item] }), 'en')))).toContain(line);
    expect(sixTwelveSpec(item, { say: texts.in('en'), locale: 'en' }).title).toContain('just short of target');
  });

  it('is not called short of a target it meets, where its own limits are stricter', () => {
    const kpi = aKpi({
      ...rate,
      grain: 'week',
      targets: [{ from: '2020-01-01', value: 0.98 }],
      thresholds: { amber: 0.995, red: 0.9 },
    });
    const period = parsePeriod('2026-W46');
    const figures = computeFigures(kpi, readingsFrom(kpi, '2026-11-09', [0.98]), { period, asOf: period.end });
    const item = weeklyItem(aDigestItem({ kpi }), figures);

    expect(item.figures.status).toBe('amber');
    expect(sixTwelveSpec(item, { say: texts.in('en'), locale: 'en' }).title).toBe('Uptime');
  });
});

describe('a rate whose denominator is zero', () => {
  const kpi = aKpi({ name, rollUp: 'ratio', grain: 'week' });
  const period = parsePeriod('2026-W46');
  const figures = computeFigures(kpi, ratiosFrom(kpi, '2026-11-09', [[0, 0]]), { period, asOf: period.end });
  const item = weeklyItem(aDigestItem({ kpi }), figures);

  it.each([
    ['en', 'zero denominator'],
    ['fr', 'dénominateur nul'],
  ] as const)('says so, and that no data is missing (%s)', (locale, word) => {
    const drafts = composed(inLocale(aDigestContent({ items: [item] }), locale));

    expect(statusWord(item, { say: texts.in(locale), locale })).toBe(word);
    expect(drafts.map(({ part }) => part)).not.toContain('data-incidents');
    expect(partOf(drafts, 'parent').text).not.toMatch(/missing|manque/);
  });
});

describe('the summary boxes of a chart', () => {
  const kpi = aKpi({ grain: 'week' });
  const period = parsePeriod('2026-W46');
  const boxes = (fiscalStartMonth: number, locale: 'en' | 'fr'): string[] => {
    const readings = readingsFrom(kpi, '2025-12-29', repeat(100, 46));
    const figures = computeFigures(kpi, readings, { period, asOf: period.end, fiscalStartMonth });
    const spec = sixTwelveSpec(weeklyItem(aDigestItem({ kpi }), figures), { say: texts.in(locale), locale });
    return (spec.boxes ?? []).map(({ label }) => spaced(label));
  };

  it('carry FY where the year is a fiscal one', () => {
    expect(boxes(1, 'en')).toEqual(expect.arrayContaining(['Week', 'on week', 'Qtr to date', 'Year to date']));
    expect(boxes(4, 'en')).toEqual(expect.arrayContaining(['FY qtr to date', 'FY to date']));
    expect(boxes(4, 'fr')).toEqual(expect.arrayContaining(['Semaine', 'sur 1 sem.', 'Trim. exercice', 'Exercice']));
  });
});
