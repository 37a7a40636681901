import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadTexts } from '../../../src/platform/texts.js';

const texts = loadTexts();

function folderWith(en: string, fr: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'copil-texts-'));
  for (const [locale, content] of [
    ['en', en],
    ['fr', fr],
  ] as const) {
    mkdirSync(join(folder, locale));
    writeFileSync(join(folder, locale, 'test.yml'), content);
  }
  return folder;
}

describe('the texts people read', () => {
  it('have the same places to fill in both languages', () => {
    const different = texts
      .keys('en')
      .filter((key) => `${texts.placesOf('en', key)}` !== `${texts.placesOf('fr', key)}`);

    expect(texts.keys('en').length).toBeGreaterThan(50);
    expect(different).toEqual([]);
  });

  it('exist for every key that the program says', () => {
    const source = fileURLToPath(new URL('../../../src', import.meta.url));
    const said = readdirSync(source, { recursive: true })
      .map((name) => join(source, String(name)))
      .filter((file) => /\.tsx?$/.test(file) && !file.includes('/generated/'))
      .flatMap((file) =>
        [...readFileSync(file, 'utf8').matchAll(/\bsay\(\s*'([^']+)'/g)].map((match) => match[1] ?? ''),
      );
    const known = new Set(texts.keys('en'));

    expect(said.length).toBeGreaterThan(30);
    expect(said.filter((key) => !known.has(key))).toEqual([]);
  });

  it('agree in number in French and English', () => {
    const places = { committee: 'x', finding: 'Leads : 3', count: 1 };

    expect(texts.in('fr')('digests.headline.more', places)).toBe('Leads : 3. Un autre KPI est à regarder.');
    expect(texts.in('en')('digests.headline.more', { ...places, count: 2 })).toBe(
      'Leads : 3. 2 other KPIs need a look.',
    );
  });

  it('can all be read', () => {
    for (const locale of ['en', 'fr'] as const) {
      for (const key of texts.keys(locale)) expect(() => texts.placesOf(locale, key), `${locale} ${key}`).not.toThrow();
    }
  });

  it('are refused, by name, when one language lacks a text', () => {
    expect(() => loadTexts(folderWith('a: one\nb: two', 'a: un'))).toThrow(/test\.b: there is no text in "fr"/);
  });
});
