import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

it('whatever tests, benches and soaks take of a build is built by itself', () => {
  const files = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(ts|mjs)$/.test(name),
  );
  const taken = files.flatMap((name) =>
    Array.from(
      readFileSync(join(root, 'test', name), 'utf8').matchAll(/'(?:\.\.\/)+dist\/([^']+\.js)'/g),
      ([, part]) => part ?? '',
    ),
  );

  expect(new Set(taken).size).toBeGreaterThan(10);
  // What a tool of the tests builds for itself stands in a folder of its own.
  const missing = taken.filter((part) => !part.startsWith('test-support/') && !existsSync(join(root, 'dist', part)));
  expect(missing, 'src/launch/prepare.mjs lists what is built by itself').toEqual([]);
});
