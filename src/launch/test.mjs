/**
 * `npm test`: prepares the clone, checks the code, runs what tells soonest whether it works, and ends with one line of
 * counts. `npm run test:more` runs the rest: PostgreSQL's half of the flows, real processes, the browser. `npm run test:unit`
 * runs the unit tests alone. With paths it runs these files whole. Neither of these two runs the checks.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { binary, checks, failedChecks } from './checks.mjs';
import { prepare, root } from './prepare.mjs';

await prepare();
const report = join(tmpdir(), `copil-test-${process.pid}.json`);
const asked = process.argv.slice(2);
const part = { '': 'first', '--more': 'more', '--unit': 'unit' }[asked.join(' ')];
const areChecked = part === 'first';
if (part !== 'first' && part !== 'more') console.error('copil: the checks are left out; `npm run check` runs them');
const failedOnes = areChecked ? await failedChecks() : [];
if (part) process.env.COPIL_TEST_PART = part;
run(['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...(part ? [] : asked)]);
const { passed, failed, skipped } = counts();
for (const line of failedOnes) console.error(line);
if (skipped > 0 && !hasBrowser()) {
  console.error('copil: no Chromium was found, so the browser tests were skipped; CHROME_PATH names one');
}
const passedChecks = areChecked ? checks.length - failedOnes.length : 0;
const failures = failed + failedOnes.length;
console.log(`tests: ${passed + passedChecks} passed, ${failures} failed${skipped ? `, ${skipped} skipped` : ''}`);
process.exitCode = failures > 0 || passed === 0 ? 1 : 0;

function run([tool, ...args]) {
  return (
    spawnSync(process.execPath, [binary(tool), ...args], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] })
      .status ?? 1
  );
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
