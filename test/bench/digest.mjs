/**
 * One weekly digest of 20 KPIs over three years of daily readings, on SQLite: readings read, figures computed, messages
 * composed, all charts drawn and encoded. Each digest is of another week, so that no chart was drawn before.
 * The first digest of a process also pays for the first query, the drawing threads and the font; what the process takes
 * to load and to open the database is told apart. Not measured: Slack.
 */
import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { foundCompany } from './company.mjs';
import { below, median, report } from './figures.mjs';

const coldRuns = 3;
const digests = 12;

const folder = await mkdtemp(join(tmpdir(), 'copil-bench-'));
try {
  const databaseUrl = `file:${join(folder, 'bench.db')}`;
  await foundCompany({ databaseUrl, committees: 1 });
  const runs = [];
  for (let run = 0; run < coldRuns; run += 1) runs.push(await inNewProcess(databaseUrl));
  const say = (figure, unit, value, target) => report({ bench: 'digest', figure, unit, value, target });
  const next = runs.flatMap(({ seconds }) => seconds.slice(1));
  say(`first digest of a process, median of ${coldRuns}`, 's', median(runs.map(({ seconds }) => seconds[0])), below(1));
  say(`a digest after that, median of ${next.length}`, 's', median(next), below(1));
  say('the slowest of those', 's', Math.max(...next));
  say('of the median: reading and figures', 's', median(runs.flatMap(({ gathered }) => gathered.slice(1))));
  say('start of the process to the first digest’s end', 's', median(runs.map(({ sinceStart }) => sinceStart)));
  say('charts in a digest', 'charts', median(runs.map(({ charts }) => charts)));
  say('messages in a digest', 'messages', median(runs.map(({ messages }) => messages)));
} finally {
  await rm(folder, { recursive: true, force: true });
}

function inNewProcess(databaseUrl) {
  const file = fileURLToPath(new URL('./processes/digest-process.mjs', import.meta.url));
  const child = fork(file, [JSON.stringify({ databaseUrl, digests })]);
  return new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the digest process ended with ${code} and no figures`)));
  });
}
