import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { registry } from '../../../src/sandbox/api/registry.js';
import { knownBlockTypes } from '../../../src/sandbox/blocks/check.js';
import { elements } from '../../../src/sandbox/blocks/elements.js';
import { faultKinds } from '../../../src/sandbox/faults.js';

const readme = readFileSync(new URL('../../../src/sandbox/README.md', import.meta.url), 'utf8');

/** The rows of the table under a heading, without its head. */
function rowsUnder(heading: string): string[][] {
  const section = readme.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  const lines = section.split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const names = (heading: string) => rowsUnder(heading).map(([name = '']) => name.replaceAll('`', ''));
const tables = ['Methods', 'Blocks', 'Elements', 'Faults', 'Requests to the app'];

describe('the README of the sandbox', () => {
  it('lists every method with its tier and scopes', () => {
    const listed = rowsUnder('Methods').map(([name, tier, scopes]) => [name?.replaceAll('`', ''), tier, scopes]);
    const modelled = Object.entries(registry).map(([name, { tier, scopes }]) => [
      name,
      String(tier),
      scopes.join(', '),
    ]);

    expect(listed).toEqual(modelled.sort(([a = ''], [b = '']) => (a < b ? -1 : 1)));
  });

  it.each([
    ['Blocks', knownBlockTypes],
    ['Elements', Object.keys(elements)],
    ['Faults', faultKinds],
  ])('lists every one of its %s', (heading, modelled) => {
    expect(names(heading).sort()).toEqual([...modelled].sort());
  });

  it.each(tables)('names a test that exists in each row of %s', (heading) => {
    const cited = rowsUnder(heading).map((row) => row.at(-1) ?? '');

    const missing = cited.filter((text) => !isThere(text));

    expect(cited.length).toBeGreaterThan(5);
    expect(missing).toEqual([]);
  });
});

/** `file.test.ts`: words, the words standing in that file between quotes. */
function isThere(text: string): boolean {
  const [, file, words] = /^`([\w-]+\.test\.ts)`: (.+)$/.exec(text) ?? [];
  if (!file || !words) return false;
  const path = new URL(file, import.meta.url);
  return existsSync(path) && readFileSync(path, 'utf8').includes(`'${words}'`);
}
