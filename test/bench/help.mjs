/**
 * `/copil help` on the real app over signed HTTP: signature, person from the database, words in their language, answer.
 * Three processes: the app, Slack's side (`processes/slack-client.mjs`), and this one, which holds the stand-in.
 * First as many as 16 clients get; then 50 a second while digests of 20 KPIs are composed, drawn and delivered without
 * a pause (a Monday morning that never ends), each answer timed from when it was asked.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStandIn } from '../../dist/sandbox/stand-in.js';
import { startProcess } from './children.mjs';
import { chair, channelOf, foundCompany, slackOf } from './company.mjs';
import { atLeast, below, percentile, report } from './figures.mjs';

const committees = 4;
const clients = 16;
const perSecond = 50;
const asked = { command: '/copil', lines: [{ user: chair, text: 'help' }], expected: '/copil' };

const say = (figure, unit, value, target) => report({ bench: 'help', figure, unit, value, target });
const folder = await mkdtemp(join(tmpdir(), 'copil-bench-'));
const databaseUrl = `file:${join(folder, 'bench.db')}`;
await foundCompany({ databaseUrl, committees });
const slack = createStandIn(slackOf(committees));
await slack.start();
const app = startProcess('app-process.mjs', { databaseUrl, apiUrl: slack.apiUrl, committees });
const { port } = await app.told();
const client = startProcess('slack-client.mjs', { port });
try {
  await measureRate();
  await measureUnderLoad();
  await app.ask({ order: 'end' }).catch(() => undefined);
} finally {
  app.kill();
  client.kill();
  await slack.stop();
  await rm(folder, { recursive: true, force: true });
}

async function measureRate() {
  await client.ask({ asked, clients, requests: 2_000 });
  const before = await app.ask({ order: 'cpuSeconds' });
  const { latencies, seconds } = await client.ask({ asked, clients, requests: 10_000 });
  const after = await app.ask({ order: 'cpuSeconds' });
  say(`answers a second, ${clients} clients`, 'answers/s', latencies.length / seconds, atLeast(1_000));
  say('the same, half of them within', 'ms', percentile(latencies, 0.5));
  say('the same, 99 of 100 within', 'ms', percentile(latencies, 0.99));
  const cpuMs = ((after.cpuSeconds - before.cpuSeconds) * 1_000) / latencies.length;
  say('processor time of the app for one answer', 'ms', cpuMs);
  const calm = await client.ask({ asked, perSecond, requests: perSecond * 4 });
  say(`at ${perSecond} a second and nothing else, 99 of 100 within`, 'ms', percentile(calm.latencies, 0.99));
}

async function measureUnderLoad() {
  await app.ask({ order: 'startDigests' });
  // The first digest starts the drawing threads; a start is another bench.
  await untilDelivered(2);
  const before = delivered();
  const { latencies, seconds } = await client.ask({ asked, perSecond, requests: perSecond * 20 });
  const during = delivered() - before;
  const { stallMs, longestStallMs } = await app.ask({ order: 'stopDigests' });
  if (during === 0) throw new Error('no digest was delivered meanwhile, so nothing was measured');
  say(
    `at ${perSecond} a second while digests are drawn, 99 of 100 within`,
    'ms',
    percentile(latencies, 0.99),
    below(50),
  );
  say('the same, half of them within', 'ms', percentile(latencies, 0.5));
  say('the same, the slowest', 'ms', Math.max(...latencies));
  say('digests delivered meanwhile', 'digests/s', during / seconds);
  say('delay of the app’s event loop meanwhile, 99 of 100 below', 'ms', stallMs);
  say('its longest delay', 'ms', longestStallMs);
}

function delivered() {
  const messages = Array.from({ length: committees }, (_, index) => slack.state.messagesOf(channelOf(index))).flat();
  return messages.filter(({ thread_ts: thread }) => thread === undefined).length;
}

async function untilDelivered(count) {
  const giveUpAt = performance.now() + 20_000;
  while (delivered() < count) {
    if (performance.now() > giveUpAt) throw new Error('no digest was delivered within 20 seconds');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
