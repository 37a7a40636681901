/**
 * Makes a bare clone runnable, and a changed one current: installs packages, generates the Prisma clients,
 * builds `dist`. It runs before anything is installed, so it imports Node's own modules alone (npm skips
 * `prestart` where `ignore-scripts` is set, so `start` and `test` call this themselves).
 */
import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const root = fileURLToPath(new URL('../..', import.meta.url));

const thisFile = fileURLToPath(import.meta.url);
const installedStamp = join(root, 'node_modules/.copil-installed');
const generatedFolder = join(root, 'src/platform/db/generated');
const distFolder = join(root, 'dist');

/** Installs, generates and builds whatever is missing or older than its sources; prints a line for each step it takes. */
export async function prepare() {
  install();
  await generate();
  await build();
}

function install() {
  const lock = [join(root, 'package-lock.json')];
  if (isCurrent(installedStamp, lock)) return;
  step('Installing packages (once, about a minute)');
  run(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  stamp(installedStamp, lock);
}

async function generate() {
  const modelFiles = filesBelow(join(root, 'prisma/models'), '.prisma');
  const generatedStamp = join(generatedFolder, 'stamp');
  const inputs = [...modelFiles, join(root, 'package-lock.json'), thisFile];
  if (isCurrent(generatedStamp, inputs)) return;
  step('Generating the database clients');
  rmSync(generatedFolder, { recursive: true, force: true });
  const models = modelFiles.map((file) => readFileSync(file, 'utf8')).join('\n');
  mkdirSync(generatedFolder, { recursive: true });
  await Promise.all(['sqlite', 'postgresql'].map((engine) => generateFor(engine, models)));
  stamp(generatedStamp, inputs);
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

async function build() {
  const sources = [...filesBelow(join(root, 'src'), '.ts'), ...filesBelow(join(root, 'src'), '.tsx')];
  const assets = filesBelow(join(root, 'src'), '.css');
  const distStamp = join(distFolder, 'stamp');
  const inputs = [...sources, ...assets, join(root, 'package-lock.json'), thisFile];
  if (isCurrent(distStamp, inputs)) return;
  step('Building');
  const { build: compile } = await import('esbuild');
  const built = await Promise.all([
    compile({
      entryPoints: [...sources, ...assets],
      outbase: join(root, 'src'),
      outdir: distFolder,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      jsx: 'automatic',
      sourcemap: true,
      metafile: true,
      logLevel: 'error',
      absWorkingDir: root,
    }),
    compile({
      entryPoints: { page: join(root, 'src/sandbox/client/main.tsx') },
      outdir: join(distFolder, 'sandbox/client/bundle'),
      bundle: true,
      minify: true,
      format: 'esm',
      platform: 'browser',
      target: 'es2022',
      jsx: 'automatic',
      define: { 'process.env.NODE_ENV': '"production"' },
      metafile: true,
      logLevel: 'error',
      absWorkingDir: root,
    }),
  ]);
  dropStale(new Set(built.flatMap(({ metafile }) => Object.keys(metafile.outputs)).map((file) => join(root, file))));
  stamp(distStamp, inputs);
}

/** What was built from sources that are gone must not be found any more; what is used at this moment stays in place. */
function dropStale(outputs) {
  for (const entry of readdirSync(distFolder, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath ?? entry.path, entry.name);
    if (entry.isFile() && !outputs.has(file) && file !== join(distFolder, 'stamp')) rmSync(file, { force: true });
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

/** Content, not dates, decides: a checkout gives every file the same date. */
function isCurrent(stampFile, inputs) {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === fingerprint(inputs);
}

function stamp(stampFile, inputs) {
  mkdirSync(join(stampFile, '..'), { recursive: true });
  writeFileSync(stampFile, fingerprint(inputs));
}

function fingerprint(inputs) {
  const hash = createHash('sha256').update(process.version);
  for (const file of inputs) hash.update(file.slice(root.length)).update(readFileSync(file));
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
