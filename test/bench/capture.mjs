/**
 * Quick capture on the real app over signed HTTP, on SQLite: `/action @colleague … by next Friday #kpi` is parsed, stored
 * with its event and two cards, and confirmed with the day understood; the acknowledgement comes after the commit.
 * Sixteen people of one committee; processes as in `help.mjs`. First as many as 16 clients get; then, on a new database,
 * 50 a second while digests of 20 KPIs are composed, drawn and delivered without a pause. The cards leave meanwhile.
 */
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStandIn } from '../../dist/sandbox/stand-in.js';
import { startProcess } from './children.mjs';
import { channelOf, foundCompany, member, slackOf } from './company.mjs';
import { atLeast, below, percentile, report } from './figures.mjs';

const committees = 4;
const clients = 16;
const perSecond = 50;

const people = Array.from({ length: clients }, (_, index) => member(index));
const asked = {
  command: '/action',
  lines: people.map((user, index) => {
    const { id, name } = people[(index + 1) % people.length];
    return { user, text: `<@${id}|${name}> renegotiate the display contract by next Friday #team-001-measure-1` };
  }),
  expected: 'Saved: ',
};

const say = (figure, unit, value, target) => report({ bench: 'capture', figure, unit, value, target });
const folder = await mkdtemp(join(tmpdir(), 'copil-bench-'));
try {
  const founded = join(folder, 'founded.db');
  await foundCompany({ databaseUrl: `file:${founded}`, committees, members: people.length });
  await onNewApp(founded, measureRate);
  await onNewApp(founded, measureUnderLoad);
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function onNewApp(founded, measure) {
  const file = join(folder, `${measure.name}.db`);
  await copyFile(founded, file);
  const slack = createStandIn(slackOf(committees, people.length));
  await slack.start();
  const app = startProcess('app-process.mjs', { databaseUrl: `file:${file}`, apiUrl: slack.apiUrl, committees });
  const { port } = await app.told();
  const client = startProcess('slack-client.mjs', { port });
  try {
    await measure({ app, client, slack });
    await app.ask({ order: 'end' }).catch(() => undefined);
  } finally {
    app.kill();
    client.kill();
    await slack.stop();
  }
}

async function measureRate({ app, client }) {
  await client.ask({ asked, clients, requests: 500 });
  const before = { ...(await app.ask({ order: 'stored' })), ...(await app.ask({ order: 'cpuSeconds' })) };
  const { latencies, seconds } = await client.ask({ asked, clients, requests: 3_000 });
  const after = { ...(await app.ask({ order: 'cpuSeconds' })), ...(await app.ask({ order: 'stored' })) };
  const captures = after.items - before.items;
  if (captures !== latencies.length) throw new Error(`${captures} of ${latencies.length} captures were stored`);
  say(`captures a second, ${clients} clients`, 'captures/s', captures / seconds, atLeast(300));
  say('the same, half of them within', 'ms', percentile(latencies, 0.5));
  say('the same, 99 of 100 within', 'ms', percentile(latencies, 0.99));
  const cpuMs = ((after.cpuSeconds - before.cpuSeconds) * 1_000) / captures;
  say('processor time of the app for one, cards and Homes included', 'ms', cpuMs);
  say('cards brought to Slack meanwhile', 'cards/s', (after.cards - before.cards) / seconds);
}

async function measureUnderLoad({ app, client, slack }) {
  await client.ask({ asked, perSecond, requests: perSecond * 2 });
  await app.ask({ order: 'startDigests' });
  // The first digest starts the drawing threads; a start is another bench.
  await untilDelivered(slack, 2);
  const digestsBefore = delivered(slack);
  const before = await app.ask({ order: 'stored' });
  const { latencies, seconds } = await client.ask({ asked, perSecond, requests: perSecond * 20 });
  const digests = delivered(slack) - digestsBefore;
  const after = await app.ask({ order: 'stored' });
  const { stallMs } = await app.ask({ order: 'stopDigests' });
  if (digests === 0) throw new Error('no digest was delivered meanwhile, so nothing was measured');
  say(
    `captures at ${perSecond} a second while digests are drawn, 99 of 100 within`,
    'ms',
    percentile(latencies, 0.99),
    below(100),
  );
  say('the same, half of them within', 'ms', percentile(latencies, 0.5));
  say('the same, the slowest', 'ms', Math.max(...latencies));
  say('digests delivered meanwhile', 'digests/s', digests / seconds);
  say('cards brought to Slack meanwhile', 'cards/s', (after.cards - before.cards) / seconds);
  say('delay of the app’s event loop meanwhile, 99 of 100 below', 'ms', stallMs);
}

/** A digest is counted by its first message; the cards of what was captured stand in the same channels. */
function delivered(slack) {
  const messages = Array.from({ length: committees }, (_, index) => slack.state.messagesOf(channelOf(index))).flat();
  return messages.filter(isDigest).length;
}

function isDigest({ thread_ts: thread, metadata }) {
  return thread === undefined && !JSON.stringify(metadata ?? {}).includes('card:');
}

async function untilDelivered(slack, count) {
  const giveUpAt = performance.now() + 30_000;
  while (delivered(slack) < count) {
    if (performance.now() > giveUpAt) throw new Error('no digest was delivered within 30 seconds');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
