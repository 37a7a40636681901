import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

type Import = {
  readonly from: string;
  readonly to: string;
  readonly isTypeOnly: boolean;
  /** Loaded when it is asked for, not with the file. */
  readonly isLazy: boolean;
};

const files = readdirSync(join(root, 'src'), { recursive: true })
  .map((name) => join('src', String(name)))
  .filter((file) => /\.tsx?$/.test(file) && !file.includes('/generated/'));

const imports = files.flatMap(importsOf);

function importsOf(file: string): Import[] {
  const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.ESNext, true);
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    const specifier =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
          ? node.arguments[0]
          : undefined;
    if (specifier && ts.isStringLiteral(specifier)) {
      const isTypeOnly = ts.isImportDeclaration(node) && node.importClause?.isTypeOnly === true;
      const isLazy = ts.isCallExpression(node);
      found.push({ from: file, to: targetOf(file, specifier.text), isTypeOnly, isLazy });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function targetOf(file: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier;
  return relative(root, resolve(root, dirname(file), specifier)).replace(/\.js$/, '.ts');
}

const layers = ['kernel', 'platform', 'organisation', 'surface', 'features', 'app', 'main'] as const;

function layerOf(path: string): number {
  if (/^src\/(main|cli|cli-program|cli-tools)\.ts$/.test(path)) return layers.indexOf('main');
  if (
    /^src\/(app|app-parts|built-in-features|digest-sections|feature|open-features|readiness|slack-entry)\.ts$/.test(
      path,
    )
  )
    return layers.indexOf('app');
  return layers.findIndex((layer) => path.startsWith(`src/${layer}/`));
}

/** What opens the sandbox runs the app beside the stand-in; the stand-in itself knows nothing of it. */
const isRuntime = (path: string): boolean => path === 'src/sandbox/main.ts' || path.startsWith('src/sandbox/runtime/');

/** What shows the stand-in's workspace in a browser; it draws messages as a preview shows them, and decides nothing. */
const isDrawing = (path: string): boolean => /^src\/sandbox\/(client|desk)\//.test(path);

const isOfPages = (path: string): boolean => path.startsWith('src/platform/pages/');

const featureOf = (path: string) => /^src\/features\/([^/]+)\//.exec(path)?.[1];

const lines = (found: readonly Import[]) => found.map(({ from, to }) => `${from} imports ${to}`);

describe('the imports of src', () => {
  it('are read at all: a check that sees no file proves nothing', () => {
    expect(files.length).toBeGreaterThan(100);
    expect(imports.filter(({ to }) => to.startsWith('src/')).length).toBeGreaterThan(300);
  });

  it('go one way: main, app, features, surface, organisation, platform, kernel', () => {
    const upwards = imports.filter(
      ({ from, to }) => to.startsWith('src/') && layerOf(from) >= 0 && layerOf(to) > layerOf(from),
    );

    expect(lines(upwards)).toEqual([]);
  });

  it('reach another feature through its public.ts only', () => {
    const inside = imports.filter(({ from, to }) => {
      const feature = featureOf(to);
      return feature && featureOf(from) && feature !== featureOf(from) && to !== `src/features/${feature}/public.ts`;
    });

    expect(lines(inside)).toEqual([]);
  });

  it('lead to the sandbox from itself alone, and from the command line that starts it when it is asked for', () => {
    const leaks = imports.filter(({ from, to }) => to.startsWith('src/sandbox/') && !from.startsWith('src/sandbox/'));

    expect(lines(leaks)).toEqual(['src/cli.ts imports src/sandbox/runtime/run-sandbox.ts']);
    expect(leaks.filter(({ isLazy }) => !isLazy)).toEqual([]);
  });

  it('load what draws pages when a page is asked for: React would slow every start and every other command down', () => {
    const users = imports.filter(
      ({ from, to }) => isOfPages(to) && !isOfPages(from) && !from.startsWith('src/sandbox/'),
    );

    expect(users.length).toBeGreaterThan(0);
    expect(lines(users.filter(({ isLazy }) => !isLazy))).toEqual([]);
  });

  it('take main to no file of the sandbox, by whatever way', () => {
    const reached = new Set(['src/main.ts']);
    for (const file of reached) for (const { from, to } of imports) if (from === file) reached.add(to);

    expect(reached.size).toBeGreaterThan(100);
    expect([...reached].filter((file) => file.startsWith('src/sandbox/'))).toEqual([]);
  });

  it('give the stand-in nothing of the app but its entry, so that both cannot share a mistake', () => {
    const shared = imports.filter(
      ({ from, to }) =>
        from.startsWith('src/sandbox/') &&
        !isRuntime(from) &&
        !(isDrawing(from) && isOfPages(to)) &&
        /^src\/(platform|features|app|config)/.test(to),
    );

    expect(lines(shared)).toEqual([]);
  });

  it('keep each outside package in its place', () => {
    const homes: [RegExp, RegExp][] = [
      [/^@slack\/bolt/, /^src\/platform\/slack\/|^src\/features\/[^/]+\/(commands|actions|index)\.ts$/],
      [/^@slack\/web-api/, /^src\/platform\/slack\//],
      [/^(@prisma\/|@libsql\/|pg$)/, /^src\/platform\/db\//],
      [/^node-cron/, /^src\/platform\/scheduler\//],
      [/^(chart\.js|chartjs-node-canvas|canvas|sharp|piscina)/, /^src\/platform\/charts\//],
      [/^react(-dom)?($|\/)/, /^src\/(sandbox|platform\/pages)\//],
      [/^slack-blocks-to-jsx/, /^src\/platform\/pages\//],
      [/^(react-aria|ws$)/, /^src\/sandbox\//],
    ];
    const astray = imports.filter(({ from, to }) => homes.some(([what, home]) => what.test(to) && !home.test(from)));

    expect(lines(astray)).toEqual([]);
  });

  it('hold no circle between features', () => {
    const edges = new Map<string, Set<string>>();
    for (const { from, to } of imports) {
      const [a, b] = [featureOf(from), featureOf(to)];
      if (a && b && a !== b) edges.set(a, (edges.get(a) ?? new Set()).add(b));
    }
    const circles: string[] = [];
    const walk = (at: string, path: readonly string[]): void => {
      if (path.includes(at)) circles.push([...path, at].join(' → '));
      else for (const next of edges.get(at) ?? []) walk(next, [...path, at]);
    };
    for (const feature of edges.keys()) walk(feature, []);

    expect(circles).toEqual([]);
  });
});

describe('the sources', () => {
  const sources = files.map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));

  it('read the environment in config.ts alone', () => {
    const readers = sources.filter(({ file, text }) => file !== 'src/config.ts' && /process\.env/.test(text));

    expect(readers.map(({ file }) => file)).toEqual([]);
  });

  it('ask for the current time in no rule of a feature or the kernel; leases alone live by real time', () => {
    const atTheRim = [
      'src/kernel/clock.ts',
      'src/features/setup/organisation/apply-lock.ts',
      'src/features/sources/staging/run-import.ts',
      'src/features/sources/undo-import.ts',
    ];
    const askers = sources.filter(
      ({ file, text }) =>
        /^src\/(kernel|organisation|surface|features)\//.test(file) &&
        !atTheRim.includes(file) &&
        /new Date\(\)|Date\.now\(\)/.test(text),
    );

    expect(askers.map(({ file }) => file)).toEqual([]);
  });

  it('have no file over 300 lines', () => {
    const long = sources.filter(({ text }) => text.split('\n').length > 301);

    expect(long.map(({ file }) => file)).toEqual([]);
  });

  it('have no folder of one file', () => {
    const entries = new Map<string, Set<string>>();
    for (const file of files) {
      for (let path = file; path !== 'src'; path = dirname(path)) {
        entries.set(dirname(path), (entries.get(dirname(path)) ?? new Set()).add(path));
      }
    }

    const lonely = [...entries].filter(([, held]) => held.size === 1 && /\.tsx?$/.test([...held].join()));
    expect(lonely.map(([folder]) => folder)).toEqual([]);
  });

  it('have no folder or file without a meaning', () => {
    expect(files.filter((file) => /(^|\/)(utils?|helpers?|common|misc|manager)[./]/.test(file))).toEqual([]);
  });
});
