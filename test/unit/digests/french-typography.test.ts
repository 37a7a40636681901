import { describe, expect, it } from 'vitest';
import { inLocale } from '../../support/builders/digest-content.js';
import { aGrowthDigest } from '../../support/builders/growth-digest.js';
import { chartsOf, composed, texts } from './composed.js';

const own = texts.keys('fr').filter((key) => key.startsWith('digests.'));

/** Says a text with something in every place, plural and singular. */
function said(key: string, count: number): string {
  const places = Object.fromEntries(texts.placesOf('fr', key).map((place) => [place, place === 'count' ? count : 'x']));
  return texts.in('fr')(key, {
    ...places,
    total: 2,
    present: 1,
    expected: 7,
    missing: count,
    kpis: count,
    periods: count,
  });
}

describe('the French of a digest', () => {
  const drafts = composed(inLocale(aGrowthDigest({ isLate: true, isSampleData: true }), 'fr'));
  const messages = [...drafts.map(({ text }) => text), ...chartsOf(drafts).map(({ title }) => title)];

  it.each([1, 3])('never lets a colon or a question mark stand at the start of a line (count %i)', (count) => {
    const sentences = [...own.map((key) => said(key, count)), ...messages];

    expect(own.length).toBeGreaterThan(80);
    expect(sentences.filter((text) => /(?:^|[^\u202f\d])[:;!?](?!\d)/.test(text.replaceAll(/<@\w+>/g, '')))).toEqual(
      [],
    );
  });

  it('uses typographic apostrophes and no straight quotes', () => {
    const sentences = [...own.flatMap((key) => [said(key, 1), said(key, 3)]), ...messages];

    expect(sentences.filter((text) => /['"]/.test(text))).toEqual([]);
  });

  it('writes a minus sign, and keeps every number with its unit', () => {
    const text = messages.join('\n');

    expect(text).toMatch(/−2,5[\u00a0\u202f]%/);
    expect(text).toContain('+0,6\u00a0pt');
    expect(text).toContain('5,4\u00a0h');
    expect(text).not.toMatch(/\d [€%]|\d (?:pt|h)\b|[ (]-\d/);
  });
});
