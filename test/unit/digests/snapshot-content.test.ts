import { describe, expect, it } from 'vitest';
import { readContent, saysTheSame, writeContent } from '../../../src/features/digests/snapshot-content.js';
import { aGrowthDigest } from '../../support/builders/growth-digest.js';

const content = aGrowthDigest();

describe('what is kept of a digest', () => {
  it('is read as it was written, and names its version', () => {
    expect(saysTheSame(readContent(writeContent(content)), content)).toBe(true);
    expect(JSON.parse(writeContent(content))).toMatchObject({ version: 1 });
  });

  it('is read where the version before, which kept none, wrote it', () => {
    expect(saysTheSame(readContent(JSON.stringify(content)), content)).toBe(true);
  });

  it('is read where a newer version added something', () => {
    const newer = JSON.stringify({ version: 99, ...content, weather: { tomorrow: 'sun' } });

    expect(readContent(newer)).toMatchObject({ period: content.period, committee: content.committee });
  });

  it('says the same in whatever order it was kept, and not where a figure differs', () => {
    const reversed = Object.fromEntries(Object.entries(content).reverse()) as typeof content;

    expect(saysTheSame(reversed, content)).toBe(true);
    expect(saysTheSame({ ...content, isLate: !content.isLate }, content)).toBe(false);
  });
});
