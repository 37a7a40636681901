/**
 * The sandbox's page in a real Chromium: what it weighs, how long `npm start` (installed and built) takes to show the
 * sample digest with its board, and how it behaves with 1,000 messages in one channel. Not measured: installing,
 * building, starting the browser. Without a Chromium nothing is measured.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { createDesk } from '../../dist/sandbox/desk/desk.js';
import { createStandIn } from '../../dist/sandbox/stand-in.js';
import { atMost, below, median, report } from './figures.mjs';

const messages = 1_000;
const runs = 3;
const start = fileURLToPath(new URL('../../src/launch/start.mjs', import.meta.url));
const places = JSON.parse(readFileSync(new URL('../support/chromium-places.json', import.meta.url), 'utf8'));
const executablePath = [process.env.CHROME_PATH ?? '', ...places].find((path) => path !== '' && existsSync(path));
const say = (figure, unit, value, target) => report({ bench: 'page', figure, unit, value, target });

if (executablePath) {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    await benchStart(browser);
    await benchMessages(browser);
  } finally {
    await browser.close();
  }
} else {
  console.error('The bench page needs a Chromium, and none was found; CHROME_PATH names one.');
}

async function benchStart(browser) {
  const seconds = [];
  for (let run = 0; run < runs; run += 1) seconds.push(await startToDigest(browser, run === 0));
  say(`npm start to the digest drawn, median of ${runs}`, 's', median(seconds), below(5));
}

/** Each run begins with an empty folder, as a first start does. */
async function startToDigest(browser, isWeighed) {
  const folder = await mkdtemp(join(tmpdir(), 'copil-bench-'));
  const from = performance.now();
  const child = spawn(process.execPath, [start], {
    env: { PATH: process.env.PATH, PORT: '0', DATABASE_URL: `file:${join(folder, 'sandbox.db')}` },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const page = await browser.newPage();
  try {
    const url = await addressIn(child.stdout);
    await page.goto(url);
    const board = page.getByRole('main').locator('article img[src*="/files/"]').first();
    await board.waitFor({ timeout: 60_000 });
    await board.evaluate((image) => image.decode());
    const seconds = (performance.now() - from) / 1_000;
    if (isWeighed) await weigh(url);
    return seconds;
  } finally {
    await page.close();
    child.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  }
}

function addressIn(stream) {
  return new Promise((resolve, reject) => {
    let text = '';
    stream.on('data', (chunk) => {
      text += chunk;
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0];
      if (address) resolve(address);
    });
    stream.once('end', () => reject(new Error(`the sandbox ended: ${text}`)));
  });
}

async function weigh(url) {
  const kilobytes = (bytes) => bytes / 1_000;
  const script = Buffer.from(await (await fetch(`${url}/page.js`)).arrayBuffer());
  const html = Buffer.from(await (await fetch(url)).arrayBuffer());
  say('the page’s script', 'kB', kilobytes(script.length));
  say('the page’s script, compressed', 'kB', kilobytes(gzipSync(script).length));
  say('the first document, with the digest in it', 'kB', kilobytes(html.length));
}

async function benchMessages(browser) {
  const workspace = await fullWorkspace();
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  try {
    await page.goto(`${workspace.url}/?as=U0BEN000001&c=C0QUIET0001`);
    await page.evaluate(watchTheFrames);
    const link = page.getByRole('link', { name: 'busy' });
    await link.waitFor();
    const from = performance.now();
    await link.click();
    await page.getByText(`Message ${messages} of`).waitFor();
    const shown = performance.now() - from;
    await page.locator(`:nth-match(article, ${messages})`).waitFor({ state: 'attached', timeout: 60_000 });
    say('open a channel of 1,000 messages, its end on screen', 'ms', shown, below(1_000));
    say('the same, until all of them are there', 'ms', performance.now() - from);
    await settle(page);
    await page.mouse.move(700, 400);
    for (let turn = 0; turn < 60; turn += 1) await page.mouse.wheel(0, -900);
    const scrolling = await settle(page);
    say('longest task while scrolling through them', 'ms', scrolling.longestTask, atMost(100));
    say('longest frame while scrolling through them', 'ms', scrolling.longestFrame);
    await page.getByRole('textbox', { name: /^Message / }).pressSequentially('Typing in a full channel');
    const typing = await settle(page);
    say('longest task while typing below them', 'ms', typing.longestTask, atMost(100));
  } finally {
    await page.close();
    await workspace.stop();
  }
}

/** Runs in the page: keeps the longest task (those over 50 ms are told by the browser) and the longest frame. */
function watchTheFrames() {
  const seen = { longestTask: 0, longestFrame: 0 };
  globalThis.seen = seen;
  const tasks = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.longestTask = Math.max(seen.longestTask, duration);
  });
  tasks.observe({ type: 'longtask' });
  let last = performance.now();
  const frame = (now) => {
    seen.longestFrame = Math.max(seen.longestFrame, now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

/** What was seen since the last time, once the page has had a second without anything to do. */
async function settle(page) {
  await page.waitForTimeout(1_000);
  return page.evaluate(() => {
    const told = { ...globalThis.seen };
    Object.assign(globalThis.seen, { longestTask: 0, longestFrame: 0 });
    return told;
  });
}

/** A workspace without an app: one busy channel of messages with blocks, every tenth with a thread, and a quiet one. */
async function fullWorkspace() {
  const ben = { id: 'U0BEN000001', name: 'ben', real_name: 'Ben Okafor', locale: 'en-GB' };
  const members = [ben.id, 'U0COPIL0001'];
  const standIn = createStandIn({
    botToken: 'xoxb-bench',
    appToken: 'xapp-bench',
    signingSecret: 'bench',
    users: [ben],
    channels: [
      { id: 'C0QUIET0001', name: 'quiet', members },
      { id: 'C0BUSY00001', name: 'busy', members },
    ],
  });
  const controls = {
    clock: () => ({ now: Date.now(), isAhead: false, isMoving: false, next: () => Promise.resolve(null) }),
    moveClock: () => Promise.resolve(),
    reset: () => Promise.resolve(),
    onProgress: () => () => {},
  };
  const desk = createDesk({ standIn, controls });
  standIn.serveOthersWith(desk.listener);
  await standIn.start();
  for (let index = 1; index <= messages; index += 1) {
    const { ts } = standIn.state.addMessage({ channel: 'C0BUSY00001', ...messageOf(index), files: [] });
    if (index % 10 > 0) continue;
    standIn.state.addMessage({
      channel: 'C0BUSY00001',
      user: ben.id,
      thread_ts: ts,
      text: 'An answer',
      blocks: [],
      files: [],
    });
  }
  return {
    url: standIn.baseUrl,
    stop: async () => {
      desk.stop();
      await standIn.stop();
    },
  };
}

function messageOf(index) {
  const text = `Message ${index} of ${messages}: *bold*, a <https://example.com|link> and <@U0BEN000001>`;
  if (index % 3 > 0) return { user: 'U0BEN000001', text, blocks: [] };
  const blocks = [
    { type: 'header', block_id: 'h', text: { type: 'plain_text', text: `Point ${index}` } },
    { type: 'section', block_id: 's', text: { type: 'mrkdwn', text } },
    { type: 'context', block_id: 'c', elements: [{ type: 'mrkdwn', text: 'from the bench' }] },
  ];
  return { user: 'U0COPIL0001', bot_id: 'B0COPIL0001', text, blocks };
}
