/**
 * `npm test`: prepares the clone, checks the code, runs what tells soonest whether it works, and ends with one line of
 * counts. `npm run test:more` runs the rest: PostgreSQL's half of the flows, real processes, the browser. With paths it
 * runs these files whole, and no checks.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepare, root } from './prepare.mjs';

await prepare();
const report = join(tmpdir(), `copil-test-${process.pid}.json`);
const asked = process.argv.slice(2);
const part = { '': 'first', '--more': 'more' }[asked.join(' ')];
if (!part) console.error('copil: these files alone are run, without the checks of `npm test`');
const checks =
  part !== 'first'
    ? []
    : [['biome', 'check', '.'], ['oxlint', '--type-aware', 'src', 'test'], ['tsc'], ['knip', '--no-config-hints']];
// Side by side: each of them leaves a core idle for much of its time.
const outcomes = await Promise.all(checks.map(check));
const failedChecks = checks.filter((_, index) => outcomes[index] !== 0);
if (part) process.env.COPIL_TEST_PART = part;
run(['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...(part ? [] : asked)]);
const { passed, failed, skipped } = counts();
for (const command of failedChecks) console.error(`copil: the check "${command.join(' ')}" failed, see above`);
if (skipped > 0 && !hasBrowser()) {
  console.error('copil: no Chromium was found, so the browser tests were skipped; CHROME_PATH names one');
}
const failures = failed + failedChecks.length;
console.log(
  `tests: ${passed + checks.length - failedChecks.length} passed, ${failures} failed${skipped ? `, ${skipped} skipped` : ''}`,
);
process.exitCode = failures > 0 || passed === 0 ? 1 : 0;

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

function run([tool, ...args]) {
  return (
    spawnSync(process.execPath, [binary(tool), ...args], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
      .status ?? 1
  );
}

function binary(tool) {
  const packages = { biome: '@biomejs/biome', tsc: 'typescript' };
  const folder = join(root, 'node_modules', packages[tool] ?? tool);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[tool]);
}

function counts() {
  try {
    const json = JSON.parse(readFileSync(report, 'utf8'));
    rmSync(report, { force: true });
    // A file that cannot be loaded holds no test, yet it is a failure.
    const brokenFiles = json.testResults.filter(
      (file) => file.status === 'failed' && file.assertionResults.length === 0,
    ).length;
    return { passed: json.numPassedTests, failed: json.numFailedTests + brokenFiles, skipped: json.numPendingTests };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

/** The browser tests look in the same places. */
function hasBrowser() {
  const places = JSON.parse(readFileSync(join(root, 'test/support/chromium-places.json'), 'utf8'));
  return [process.env.CHROME_PATH ?? '', ...places].some((path) => path !== '' && existsSync(path));
}
