/**
 * Makes a bare clone runnable, and a changed one current: installs packages, generates the Prisma clients,
 * builds `dist`. It runs before anything is installed, so it imports Node's own modules alone (npm skips
 * `prestart` where `ignore-scripts` is set, so `start` and `test` call this themselves).
 */
import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const root = fileURLToPath(new URL('../..', import.meta.url));

const thisFile = fileURLToPath(import.meta.url);
const installedStamp = join(root, 'node_modules/.copil-installed');
const generatedFolder = join(root, 'src/platform/db/generated');
const distFolder = join(root, 'dist');

/** An image for production goes without the sandbox, and without what tools of development take. */
const isForProduction = process.argv[1] === thisFile && process.argv.includes('--production');
const stampName = isForProduction ? 'stamp-of-production' : 'stamp';

/** Installs, generates and builds whatever is missing or older than its sources; prints a line for each step it takes. */
export async function prepare() {
  install();
  await generate();
  await build();
}

function install() {
  const lock = [join(root, 'package-lock.json')];
  if (isCurrent(installedStamp, lock)) return;
  const state = stateOf(lock);
  step('Installing packages (once, about a minute)');
  run(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  stamp(installedStamp, state);
}

async function generate() {
  const modelFiles = filesBelow(join(root, 'prisma/models'), '.prisma');
  const generatedStamp = join(generatedFolder, 'stamp');
  const inputs = [...modelFiles, join(root, 'package-lock.json'), thisFile];
  if (isCurrent(generatedStamp, inputs)) return;
  const state = stateOf(inputs);
  step('Generating the database clients');
  rmSync(generatedFolder, { recursive: true, force: true });
  const models = modelFiles.map((file) => readFileSync(file, 'utf8')).join('\n');
  mkdirSync(generatedFolder, { recursive: true });
  await Promise.all(['sqlite', 'postgresql'].map((engine) => generateFor(engine, models)));
  stamp(generatedStamp, state);
}

async function generateFor(engine, models) {
  const schema = join(generatedFolder, `${engine}.prisma`);
  writeFileSync(schema, `${generatorBlock(engine)}\n${models}`);
  const command = [join(root, 'node_modules/prisma/build/index.js'), 'generate', '--schema', schema];
  await promisify(execFile)(process.execPath, command, { cwd: root, env: quietEnvironment() });
}

/** One engine per client, because Prisma fixes the provider when it generates; the models are the same text for both. */
function generatorBlock(engine) {
  return `generator client {
  provider = "prisma-client"
  output = "./${engine}"
  runtime = "nodejs"
  compilerBuild = "small"
  moduleFormat = "esm"
  importFileExtension = "js"
  generatedFileExtension = "ts"
}

datasource db {
  provider = "${engine}"
}
`;
}

/** What is started by itself, or loaded only when it is asked for. */
const programs = ['main', 'cli', 'platform/charts/chart-worker'];
const sandboxPrograms = ['sandbox/main', 'sandbox/runtime/run-sandbox'];

/** What the tools of `test/` take from a build: benches, soaks, and the maker of migrations. */
const partsForTools = [
  'app',
  'cli-tools',
  'config',
  'features/digests/preview',
  'features/digests/run',
  'features/setup/organisation/organisation-file',
  'features/setup/public',
  'features/sources/public',
  'kernel/calendar',
  'kernel/clock',
  'kernel/ids',
  'kernel/periods',
  'platform/charts/chart-renderer',
  'platform/charts/drawing/painter',
  'platform/db/database',
  'platform/db/events',
  'platform/db/make-migration',
  'platform/log',
  'sandbox/desk/desk',
  'sandbox/stand-in',
];

const common = { format: 'esm', jsx: 'automatic', metafile: true, logLevel: 'error', absWorkingDir: root };

async function build() {
  const sources = [...filesBelow(join(root, 'src'), '.ts'), ...filesBelow(join(root, 'src'), '.tsx')];
  const assets = filesBelow(join(root, isForProduction ? 'src/platform' : 'src'), '.css');
  const distStamp = join(distFolder, stampName);
  const inputs = [...sources, ...assets, join(root, 'package-lock.json'), thisFile];
  if (isCurrent(distStamp, inputs)) return;
  const state = stateOf(inputs);
  step('Building');
  const { build: compile } = await import('esbuild');
  const built = await Promise.all([
    compileProgram(compile, isForProduction ? programs : [...programs, ...sandboxPrograms, ...partsForTools]),
    compile({ ...common, entryPoints: assets, outbase: join(root, 'src'), outdir: distFolder }),
    isForProduction ? null : compilePage(compile),
  ]);
  const outputs = built.flatMap((one) => Object.keys(one?.metafile.outputs ?? {}));
  dropStale(new Set(outputs.map((file) => join(root, file))));
  stamp(distStamp, state);
}

/**
 * A thousand small modules take Node a second to load, so they are joined into a few; each is in the build once. What they
 * import of packages stays outside, save those that are `joined`.
 */
function compileProgram(compile, names) {
  return compile({
    ...common,
    entryPoints: names.map((name) => join(root, `src/${name}.ts`)),
    outbase: join(root, 'src'),
    outdir: distFolder,
    bundle: true,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    banner: { js: opening },
    plugins: [joinedPackages, ownAddresses, ...(isForProduction ? [withoutSandbox] : [])],
  });
}

/** Of many small modules, and loaded at each start. */
const joined = [
  '@prisma/adapter-libsql',
  '@slack/bolt',
  '@slack/web-api',
  'csv-parse',
  'csv-stringify',
  'date-holidays',
  'prom-client',
  'temporal-polyfill',
  'yaml',
  'zod',
];

/** What a joined one takes of these stays outside: each finds a file of its own beside it. */
const neverJoined = ['libsql'];

const packageOf = (path) => /^(@[^/]+\/)?[^/]+/.exec(path)?.[0];

const joinedPackages = {
  name: 'joined packages',
  setup(esbuild) {
    esbuild.onResolve({ filter: /^[^./]/ }, ({ path, importer, kind }) => {
      if (kind === 'entry-point') return null;
      const isInside = importer.includes('node_modules')
        ? !neverJoined.includes(path)
        : joined.includes(packageOf(path));
      return isInside ? null : { path, external: true };
    });
  },
};

/** Begins every file: joined packages that are no ES modules require those of Node, and modules ask where the build is. */
const opening = `import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
const distAddress = import.meta.url.slice(0, import.meta.url.lastIndexOf('/dist/') + 6);`;

/** A module finds the files beside it from the address it would have by itself, wherever it is joined to. */
const ownAddresses = {
  name: 'own addresses',
  setup(esbuild) {
    esbuild.onLoad({ filter: /[\\/]src[\\/].*\.tsx?$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      if (!text.includes('import.meta.url')) return null;
      const own = path
        .slice(join(root, 'src/').length)
        .replaceAll('\\', '/')
        .replace(/\.tsx?$/, '.js');
      const contents = text.replaceAll('import.meta.url', `(distAddress + '${own}')`);
      return { contents, loader: path.endsWith('x') ? 'tsx' : 'ts' };
    });
  },
};

/** The command line names the sandbox, and says what is so where it is not there. */
const withoutSandbox = {
  name: 'without the sandbox',
  setup(esbuild) {
    esbuild.onResolve({ filter: /\/sandbox\// }, ({ path }) => ({ path, external: true }));
  },
};

function compilePage(compile) {
  return compile({
    ...common,
    entryPoints: { page: join(root, 'src/sandbox/client/main.tsx') },
    outdir: join(distFolder, 'sandbox/client/bundle'),
    bundle: true,
    minify: true,
    platform: 'browser',
    target: 'es2022',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
}

/** What was built from sources that are gone must not be found any more; what is used at this moment stays in place. */
function dropStale(outputs) {
  for (const entry of readdirSync(distFolder, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath ?? entry.path, entry.name);
    if (entry.isFile() && !outputs.has(file) && file !== join(distFolder, stampName)) rmSync(file, { force: true });
  }
}

/** Prisma's own download of a schema engine is never needed here; naming any executable keeps it from trying. */
function run(command, args) {
  execFileSync(command, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: quietEnvironment(),
  });
}

function quietEnvironment() {
  return {
    ...process.env,
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
  };
}

/**
 * Content, not dates, decides: a checkout gives every file the same date. Where every date and size is still that of the
 * stamp, nothing has to be read.
 */
function isCurrent(stampFile, inputs) {
  if (!existsSync(stampFile)) return false;
  const [content, dates] = readFileSync(stampFile, 'utf8').split('\n');
  if (dates === datesOf(inputs)) return true;
  if (content !== contentOf(inputs)) return false;
  stamp(stampFile, stateOf(inputs));
  return true;
}

/** Taken before the work: what changes during it is not in the result. */
function stateOf(inputs) {
  return `${contentOf(inputs)}\n${datesOf(inputs)}`;
}

function stamp(stampFile, state) {
  mkdirSync(join(stampFile, '..'), { recursive: true });
  writeFileSync(stampFile, state);
}

function contentOf(inputs) {
  return fingerprint(inputs, (file) => readFileSync(file));
}

function datesOf(inputs) {
  return fingerprint(inputs, (file) => {
    const { mtimeMs, size } = statSync(file);
    return `${mtimeMs} ${size} `;
  });
}

function fingerprint(inputs, tell) {
  const hash = createHash('sha256').update(process.version);
  for (const file of inputs) hash.update(file.slice(root.length)).update(tell(file));
  return hash.digest('hex');
}

function filesBelow(folder, ending) {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((file) => file.endsWith(ending) && (ending === '.prisma' || !file.endsWith('.d.ts')))
    .sort();
}

function step(text) {
  console.error(`copil: ${text} …`);
}

if (process.argv[1] === thisFile) {
  // An image is built in layers: the packages change more rarely than the sources.
  if (process.argv.includes('--install-only')) install();
  else await prepare();
}
