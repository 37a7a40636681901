/**
 * Resident memory of the app. At rest: `dist/main.js` five seconds after it was ready, garbage left to Node. One digest:
 * the same process while it answers `/copil digest` with a preview of 20 KPIs, from composing to the last post. Full
 * rate: the app with its database open and Slack connected, drawing 400 reference charts as fast as two threads can.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createStandIn } from '../../dist/sandbox/stand-in.js';
import { startProcess } from './children.mjs';
import { chair, channelOf, foundCompany, organisationText, slackOf } from './company.mjs';
import { atMost, report } from './figures.mjs';
import { peakWhile, residentMb } from './memory-of.mjs';
import { startProduction } from './production.mjs';

const say = (figure, value, target) => report({ bench: 'memory', figure, unit: 'MB', value, target });
const folder = await mkdtemp(join(tmpdir(), 'copil-bench-'));
const databaseUrl = `file:${join(folder, 'bench.db')}`;
const organisationFile = join(folder, 'copil.yml');
const slack = createStandIn(slackOf(1));
try {
  await writeFile(organisationFile, organisationText(1));
  await foundCompany({ databaseUrl, committees: 1 });
  await slack.start();
  await measureProduction();
  await measureFullRate();
} finally {
  await slack.stop();
  await rm(folder, { recursive: true, force: true });
}

async function measureProduction() {
  const app = await startProduction({ folder, databaseUrl, apiUrl: slack.apiUrl, organisationFile });
  try {
    await sleep(5_000);
    say('at rest, five seconds after the start', residentMb(app.pid), atMost(250));
    slack.setRequestUrl(`http://127.0.0.1:${app.port}/slack/events`);
    const { peakMb } = await peakWhile(app.pid, previewDigest);
    say('peak while one digest is drawn', peakMb, atMost(450));
    await sleep(2_000);
    say('two seconds after that digest', residentMb(app.pid));
  } finally {
    await app.stop();
  }
}

/** The preview is complete when no message has followed for a second. */
async function previewDigest() {
  await slack.clientOf(chair.id).slash('/copil digest', channelOf(0));
  const giveUpAt = performance.now() + 30_000;
  let seen = 0;
  let changedAt = performance.now();
  while (seen === 0 || performance.now() - changedAt < 1_000) {
    if (performance.now() > giveUpAt) throw new Error('the preview did not arrive within 30 seconds');
    const posted = slack.requests.toSlack('chat.postMessage').length;
    if (posted > seen) changedAt = performance.now();
    seen = posted;
    await sleep(20);
  }
}

async function measureFullRate() {
  const app = startProcess('app-process.mjs', { databaseUrl, apiUrl: slack.apiUrl, committees: 1 });
  try {
    await app.told();
    const draw = { order: 'drawCharts', charts: 400, threads: 2 };
    const { peakMb } = await peakWhile(app.pid, () => app.ask(draw));
    say('peak at full rate of charts', peakMb, atMost(600));
    await app.ask({ order: 'end' });
  } finally {
    app.kill();
  }
}
