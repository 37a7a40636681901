/**
 * Makes a bare clone runnable, and a changed one current: installs packages, generates the Prisma clients,
 * builds `dist`. It runs before anything is installed, so it imports Node's own modules alone (npm skips
 * `prestart` where `ignore-scripts` is set, so `start` and `test` call this themselves).
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

const installedStamp = join(root, 'node_modules/.copil-installed');
const generatedFolder = join(root, 'src/platform/db/generated');
const distFolder = join(root, 'dist');

/** Installs, generates and builds whatever is missing or older than its sources; prints a line for each step it takes. */
export async function prepare() {
  install();
  generate();
  await build();
}

function install() {
  if (isCurrent(installedStamp, [join(root, 'package-lock.json')])) return;
  step('Installing packages (once, about a minute)');
  run(process.platform === 'win32' ? 'npm.cmd' : 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  stamp(installedStamp, [join(root, 'package-lock.json')]);
}

function generate() {
  const modelFiles = filesBelow(join(root, 'prisma/models'), '.prisma');
  const generatedStamp = join(generatedFolder, 'stamp');
  const inputs = [...modelFiles, join(root, 'package-lock.json')];
  if (isCurrent(generatedStamp, inputs)) return;
  step('Generating the database clients');
  rmSync(generatedFolder, { recursive: true, force: true });
  const models = modelFiles.map((file) => readFileSync(file, 'utf8')).join('\n');
  for (const engine of ['sqlite', 'postgresql']) {
    mkdirSync(generatedFolder, { recursive: true });
    const schema = join(generatedFolder, `${engine}.prisma`);
    writeFileSync(schema, `${generatorBlock(engine)}\n${models}`);
    run(process.execPath, [join(root, 'node_modules/prisma/build/index.js'), 'generate', '--schema', schema], 'pipe');
  }
  stamp(generatedStamp, inputs);
}

/** One engine per client, because Prisma fixes the provider when it generates; the models are the same text for both. */
function generatorBlock(engine) {
  return `generator client {
  provider = "prisma-client"
  output = "./${engine}"
  runtime = "nodejs"
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
  const inputs = [...sources, ...assets, join(root, 'package-lock.json')];
  if (isCurrent(distStamp, inputs)) return;
  step('Building');
  const { build: compile } = await import('esbuild');
  await compile({
    entryPoints: [...sources, ...assets],
    outbase: join(root, 'src'),
    outdir: distFolder,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    jsx: 'automatic',
    sourcemap: true,
    logLevel: 'error',
  });
  await compile({
    entryPoints: { page: join(root, 'src/sandbox/client/main.tsx') },
    outdir: join(distFolder, 'sandbox/client/bundle'),
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  });
  stamp(distStamp, inputs);
}

/** Prisma's own download of a schema engine is never needed here; naming any executable keeps it from trying. */
function run(command, args, output = 'inherit') {
  execFileSync(command, args, {
    cwd: root,
    stdio: ['ignore', output, output],
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  });
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
  const hash = createHash('sha256')
    .update(process.version)
    .update(readFileSync(fileURLToPath(import.meta.url)));
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

if (process.argv[1] === fileURLToPath(import.meta.url)) await prepare();
