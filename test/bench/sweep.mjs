/**
 * What a minute costs in which nothing happens: 200 committees with 20 KPIs each, a published digest for each, and
 * nothing on its way. On SQLite; a sweep looks after everything that time alone brings.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStandIn } from '../../dist/sandbox/stand-in.js';
import { startProcess } from './children.mjs';
import { foundCompany, slackOf } from './company.mjs';
import { below, median, report } from './figures.mjs';

const committees = 200;
const sweeps = 30;

const say = (figure, unit, value, target) => report({ bench: 'sweep', figure, unit, value, target });
const folder = await mkdtemp(join(tmpdir(), 'copil-bench-'));
const databaseUrl = `file:${join(folder, 'bench.db')}`;
const slack = createStandIn(slackOf(committees));
try {
  await foundCompany({ databaseUrl, committees, hasReadings: false });
  await slack.start();
  const app = startProcess('app-process.mjs', { databaseUrl, apiUrl: slack.apiUrl, committees });
  await app.told();
  const { digests } = await app.ask({ order: 'settle' });
  const { milliseconds } = await app.ask({ order: 'sweeps', count: sweeps });
  say(`a sweep over ${committees} committees at rest, median of ${sweeps}`, 'ms', median(milliseconds), below(100));
  say('the slowest of those', 'ms', Math.max(...milliseconds));
  say('digests in the store', 'digests', digests);
  await app.ask({ order: 'end' }).catch(() => undefined);
  app.kill();
} finally {
  await slack.stop();
  await rm(folder, { recursive: true, force: true });
}
