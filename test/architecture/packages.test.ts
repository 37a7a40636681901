import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

type LockedPackage = { readonly optionalDependencies?: Readonly<Record<string, string>>; readonly resolved?: string };

const lock = JSON.parse(readFileSync(fileURLToPath(new URL('../../package-lock.json', import.meta.url)), 'utf8')) as {
  readonly packages: Readonly<Record<string, LockedPackage>>;
};

it('the lock file holds every build that a package names, so that npm ci works on every platform', () => {
  const held = new Set(Object.keys(lock.packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 13)));

  const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies }]) =>
    Object.keys(optionalDependencies ?? {})
      .filter((name) => !held.has(name))
      .map((name) => `${path} names ${name}`),
  );

  expect(Object.keys(lock.packages).length).toBeGreaterThan(100);
  expect(missing).toEqual([]);
});

it('the lock file names no download address, so that any registry will do', () => {
  expect(Object.entries(lock.packages).filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
});
