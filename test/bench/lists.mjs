/**
 * Lists and the Home tab over 50 and over 50,000 blockers and actions in a company of four committees
 * and eight members, on both engines: the real app over signed HTTP, two people one after the other, each timed from the
 * request to the answer; the Home from its opening to the moment its view arrives at Slack. Medians; those over 50 stand
 * in the name of the figure, and are its target with a quarter and two milliseconds to spare.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStandIn } from '../../dist/sandbox/stand-in.js';
import { startProcess } from './children.mjs';
import { foundCompany, member, slackOf } from './company.mjs';
import { median, report } from './figures.mjs';
import { startPostgresql } from './postgresql.mjs';
import { storeItems } from './stored-items.mjs';

const committees = 4;
const few = 50;
const many = 50_000;
const warmUp = 100;
const requests = 200;
const homeRounds = 18;
/** Between two publications to one person. */
const homePauseMs = 1_050;

const members = 8;
const people = [member(0), member(1)];
const lists = [
  { command: '/action', text: 'list' },
  { command: '/action', text: 'list committee' },
  { command: '/blocker', text: 'list overdue' },
];

const folder = await mkdtemp(join(tmpdir(), 'copil-bench-'));
const postgresql = await startPostgresql();
const engines = {
  SQLite: (name) => `file:${join(folder, `${name}.db`)}`,
  PostgreSQL: (name) => postgresql.newUrl(name),
};
try {
  for (const [engine, newUrl] of Object.entries(engines)) {
    const overFew = await measure(await newUrl('few'), few);
    const overMany = await measure(await newUrl('many'), many);
    for (const [what, value] of overMany) say(`${what}, ${engine}`, value, overFew.get(what));
  }
} finally {
  await postgresql.stop();
  await rm(folder, { recursive: true, force: true });
}

function say(what, value, overFew) {
  const limit = overFew * 1.25 + 2;
  const target = { text: `≤ ${limit.toFixed(1)}`, isMetBy: (measured) => measured <= limit };
  const figure = `${what}, over ${many.toLocaleString('en-GB')} (over ${few}: ${overFew.toFixed(1)} ms)`;
  report({ bench: 'lists', figure, unit: 'ms', value, target });
}

/** Medians in ms by what was asked for. */
async function measure(databaseUrl, count) {
  await foundCompany({ databaseUrl, committees, members, hasReadings: false });
  const memberKeys = Array.from({ length: members }, (_, index) => member(index).name);
  await storeItems({ databaseUrl, count, memberKeys });
  const slack = createStandIn(slackOf(committees, members));
  await slack.start();
  const app = startProcess('app-process.mjs', { databaseUrl, apiUrl: slack.apiUrl, committees });
  const { port } = await app.told();
  const client = startProcess('slack-client.mjs', { port });
  slack.setRequestUrl(`http://127.0.0.1:${port}/slack/events`);
  try {
    const medians = new Map();
    for (const { command, text } of lists) {
      medians.set(`\`${command} ${text}\``, median(await answerTimes(client, { command, text })));
    }
    medians.set('Home tab', median(await homeTimes(slack)));
    await app.ask({ order: 'end' }).catch(() => undefined);
    return medians;
  } finally {
    app.kill();
    client.kill();
    await slack.stop();
  }
}

async function answerTimes(client, { command, text }) {
  const asked = { command, lines: people.map((user) => ({ user, text })), expected: 'ephemeral' };
  await client.ask({ asked, clients: 1, requests: warmUp });
  const { latencies } = await client.ask({ asked, clients: 1, requests });
  return latencies;
}

async function homeTimes(slack) {
  const times = [];
  for (let round = 0; round < homeRounds; round += 1) {
    const startedAt = performance.now();
    for (const { id } of people) {
      const took = await openHome(slack, id);
      // The first rounds warm the app up.
      if (round > 2) times.push(took);
    }
    const left = homePauseMs - (performance.now() - startedAt);
    await new Promise((resolve) => setTimeout(resolve, Math.max(homePauseMs / 2, left)));
  }
  return times;
}

async function openHome(slack, userId) {
  const arrived = new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('no Home arrived within 10 seconds')), 10_000);
    const stop = slack.requests.onChange(({ name, request }) => {
      if (name !== 'views.publish' || request?.user_id !== userId) return;
      stop();
      clearTimeout(late);
      resolve(performance.now());
    });
  });
  const openedAt = performance.now();
  await slack.clientOf(userId).openHome();
  return (await arrived) - openedAt;
}
