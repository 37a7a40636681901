import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as coveredBy from './covered-by.js';
import { tables, withTables } from './readme-tables.js';

const file = fileURLToPath(new URL('../../../src/sandbox/README.md', import.meta.url));
const command = 'npx vitest run test/unit/sandbox/readme.test.ts -u';

describe('the README of the sandbox', () => {
  it('holds the tables that the code makes', async () => {
    const readme = readFileSync(file, 'utf8');

    await expect(
      withTables(readme),
      `src/sandbox/README.md is out of date; to write it: ${command}`,
    ).toMatchFileSnapshot(file);
  });

  it.each(tables)('cites a test that exists in each row of $name', ({ rows }) => {
    const missing = rows.filter((row) => !isThere(row.at(-1) ?? ''));

    expect(rows.length).toBeGreaterThan(5);
    expect(missing).toEqual([]);
  });

  it('cites no test for what is not modelled any more', () => {
    const cited = Object.values(coveredBy).flatMap((group) => Object.keys(group));
    const shown = tables.flatMap(({ rows }) => rows.map(([name = '']) => name.replaceAll('`', '')));

    expect(cited.filter((name) => !shown.includes(name))).toEqual([]);
  });
});

/** `file.test.ts`: words, the words standing in that file between quotes. */
function isThere(text: string): boolean {
  const [, name, words] = /^`([\w-]+\.test\.ts)`: (.+)$/.exec(text) ?? [];
  if (!name || !words) return false;
  const path = new URL(name, import.meta.url);
  return existsSync(path) && readFileSync(path, 'utf8').includes(`'${words}'`);
}
