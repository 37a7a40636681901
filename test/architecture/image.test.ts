import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8');
const [, build = '', final = ''] = dockerfile.split(/^FROM /m);

const steps = (stage: string, keyword: string): string[] =>
  stage
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.startsWith(`${keyword} `))
    .map((line) => line.slice(keyword.length + 1));

type Package = {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
};

const locked = new Map(
  Object.entries(
    (JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, Package> })
      .packages,
  ),
);

/** Where the package that `from` means by this name is installed: beside it, or in a folder further up. */
function installedFor(from: string, name: string): string | null {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const path = `${folder}${folder === '' ? '' : '/'}node_modules/${name}`;
    if (locked.has(path)) return path;
    if (folder === '') return null;
  }
}

/** Every package that comes with what the program names as its dependencies; no peer does. */
function packagesOfTheImage(): string[] {
  const reached = new Set(['']);
  for (const from of reached) {
    const { dependencies, optionalDependencies } = locked.get(from) ?? {};
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const path = installedFor(from, name);
      if (path !== null) reached.add(path);
    }
  }
  return [...reached].slice(1);
}

describe('the image for production', () => {
  it('gets its program from the first stage alone, which builds it for production', () => {
    expect(steps(build, 'RUN').at(-1)).toMatch(/^node src\/launch\/prepare\.mjs --production /);
    expect(steps(final, 'COPY').filter((step) => /(^|\s|\/)(src|dist|sandbox|test)\b|^\.\s/.test(step))).toEqual([
      '--from=build /app/dist dist',
    ]);
  });

  it('holds no tool of development, runs as nobody in particular, and says whether it is well', () => {
    expect(steps(final, 'RUN')[0]).toMatch(/^npm pkg delete devDependencies && npm ci --omit=dev --omit=peer /);
    expect(steps(final, 'USER')).toEqual(['node']);
    expect(steps(final, 'HEALTHCHECK')[0]).toContain('/healthz');
    expect(steps(final, 'CMD')).toEqual(['["node", "dist/main.js"]']);
  });

  it('leaves out the command line of Prisma and what comes with it, and no peer that a package cannot do without', () => {
    const packages = packagesOfTheImage();
    const peers = packages.flatMap((from) => {
      const { peerDependencies = {}, peerDependenciesMeta = {} } = locked.get(from) ?? {};
      const needed = Object.keys(peerDependencies).filter((name) => peerDependenciesMeta[name]?.optional !== true);
      return needed.map((name) => ({ from, name, path: installedFor(from, name) ?? '' }));
    });

    expect(packages).toContain('node_modules/@prisma/client');
    expect(
      packages.filter((path) => /\/(prisma|typescript|effect|@prisma\/(engines|studio-core|dev))$/.test(path)),
    ).toEqual([]);
    expect(peers.map(({ name }) => name)).toContain('undici');
    expect(peers.filter(({ name, path }) => !name.startsWith('@types/') && !packages.includes(path))).toEqual([]);
  });

  it('carries no secret', () => {
    const given = steps(`${build}\n${final}`, 'ENV').join(' ');

    expect(given).not.toMatch(/TOKEN|SECRET|DATABASE_URL/);
    expect(steps(build, 'COPY').concat(steps(final, 'COPY')).join('\n')).not.toMatch(/\.env/);
  });

  it('is built from what git keeps of the sources: everything else is left out by name', () => {
    const ignored = readFileSync(join(root, '.dockerignore'), 'utf8')
      .split('\n')
      .filter((line) => /^[^#]/.test(line));

    expect(ignored[0]).toBe('*');
    const sent = ignored.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
    const copied = [...steps(build, 'COPY'), ...steps(final, 'COPY')]
      .filter((step) => !step.startsWith('--from'))
      .flatMap((step) => step.split(' ').slice(0, -1));
    expect(copied.filter((path) => !sent.some((top) => path === top || path.startsWith(`${top}/`)))).toEqual([]);
    expect(ignored).toContain('src/platform/db/generated');
  });
});
