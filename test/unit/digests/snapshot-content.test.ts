import { describe, expect, it } from 'vitest';
import { readContent, saysTheSame, writeContent } from '../../../src/features/digests/snapshot-content.js';
import { aDigestContent, aDigestItem } from '../../support/builders/digest-content.js';
import { aGrowthDigest } from '../../support/builders/growth-digest.js';
import { aFullReview, toldOf } from '../../support/builders/review.js';
import { composed } from './composed.js';

const none = { items: [], total: 0 };
const content = aGrowthDigest({
  sections: { ...toldOf(aFullReview()), decisions: { asked: none, made: none, reviews: none } },
});

describe('what is kept of a digest', () => {
  it('is read as it was written, and names its version', () => {
    expect(saysTheSame(readContent(writeContent(content)), content)).toBe(true);
    expect(JSON.parse(writeContent(content))).toMatchObject({ version: 2 });
  });

  it('is read where the version before, which kept none, wrote it', () => {
    expect(saysTheSame(readContent(JSON.stringify(content)), content)).toBe(true);
  });

  it('is read where a version kept promises and decisions in places of their own', () => {
    const { sections, ...facts } = content;
    const { onKpis, escalations, ...promises } = aFullReview();
    const followUp = { ...promises, onKpis, escalations };
    const older = JSON.stringify({ version: 1, ...facts, followUp, decisions: sections['decisions'] });

    expect(saysTheSame(readContent(older), content)).toBe(true);
    expect(readContent(JSON.stringify({ version: 1, ...facts })).sections).toEqual({});
  });

  it('is read where a newer version added something', () => {
    const newer = JSON.stringify({ version: 99, ...content, weather: { tomorrow: 'sun' } });

    expect(readContent(newer)).toMatchObject({ period: content.period, committee: content.committee });
  });

  it('keeps a section that nobody knows any more, and tells nothing of it', () => {
    const later = { ...content, sections: { ...content.sections, weather: { tomorrow: 'sun' } } };
    const kept = readContent(writeContent(later));

    expect(kept.sections).toMatchObject({ weather: { tomorrow: 'sun' } });
    expect(composed(kept)).toEqual(composed(content));
  });

  it('says the same in whatever order it was kept, and not where a figure differs', () => {
    const reversed = Object.fromEntries(Object.entries(content).reverse()) as typeof content;

    expect(saysTheSame(reversed, content)).toBe(true);
    expect(saysTheSame({ ...content, isLate: !content.isLate }, content)).toBe(false);
  });

  it('takes four kilobytes a KPI', () => {
    const sectionsLength = JSON.stringify(content.sections).length;
    const { items } = JSON.parse(writeContent(content)) as { items: object[] };

    expect(Math.max(...items.map((item) => JSON.stringify(item).length))).toBeLessThan(4_250);
    expect(writeContent(content).length).toBeLessThan(content.items.length * 4_000 + sectionsLength);
  });

  it.each([
    ['weeks that start on a Thursday', { weekStart: 'thursday' as const }],
    ['a season', { isSeasonal: true }],
    ['a fiscal quarter of months', { grain: 'month' as const, rollUp: 'sum' as const }],
    ['no readings', { grain: 'quarter' as const }],
  ])('comes back whole with %s', (_what, kpi) => {
    const item = aDigestItem({ kpi });
    const kept = aDigestContent({ items: [item] });

    expect(readContent(writeContent(kept))).toEqual(kept);
  });

  it('comes back whole where a period is missing among those of an older version', () => {
    const item = aDigestItem();
    const { series } = item.figures;
    const gap = { ...item, figures: { ...item.figures, series: series.filter((_, index) => index !== 3) } };
    const renamed = { ...item, name: { en: 'Renamed', fr: 'Renommé' }, accessLevel: 'restricted' as const };
    const kept = aDigestContent({ items: [gap, renamed] });

    expect(readContent(writeContent(kept)).items[0]).toEqual(gap);
  });
});
