/**
 * What is checked of the code without running it: its form, mistakes, types, and what nobody uses. `npm run check` does
 * this alone, `npm test` before its tests.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepare, root } from './prepare.mjs';

export const checks = [
  ['biome', 'check', '.'],
  ['oxlint', '--type-aware', 'src', 'test'],
  ['tsc'],
  ['knip', '--no-config-hints'],
];

/** Runs every check, prints what they say, and answers with a line for each that failed. */
export async function failedChecks() {
  // Side by side: each of them leaves a core idle for much of its time.
  const outcomes = await Promise.all(checks.map(check));
  return checks
    .filter((_, index) => outcomes[index] !== 0)
    .map((command) => `copil: the check "${command.join(' ')}" failed, see above`);
}

/** What it prints is shown in one piece, when it ends. */
function check([tool, ...args]) {
  const child = spawn(process.execPath, [binary(tool), ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const printed = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => printed.push(chunk));
  return new Promise((resolve) => {
    child.on('close', (status) => {
      process.stdout.write(Buffer.concat(printed));
      resolve(status ?? 1);
    });
  });
}

/** The program of a tool, which `node` runs on every platform alike. */
export function binary(tool) {
  const packages = { biome: '@biomejs/biome', tsc: 'typescript' };
  const folder = join(root, 'node_modules', packages[tool] ?? tool);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[tool]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await prepare();
  const failed = await failedChecks();
  for (const line of failed) console.error(line);
  console.log(`checks: ${checks.length - failed.length} passed, ${failed.length} failed`);
  process.exitCode = failed.length > 0 ? 1 : 0;
}
