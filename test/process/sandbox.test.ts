import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { weekdayOf } from '../../src/kernel/calendar.js';
import { localDate, localMinutes } from '../../src/kernel/zoned-time.js';
import type { PageAct, PageAnswer, PageConversation, PageState } from '../../src/sandbox/desk/page-api.js';
import { widthsOf } from '../support/browser/widths-of.js';
import { chromiumArguments, chromiumPath } from '../support/chromium.js';
import { databasesOf, describeOnBothEngines } from '../support/databases.js';
import { addressOf, type SandboxProcess, startSandbox } from '../support/processes/sandbox-process.js';

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const as = 'U0BEN0001';
const channel = 'C0GROWTHOPS';
const dayMs = 24 * 3_600_000;

async function until<T>(look: () => Promise<T | null | undefined>, what: string): Promise<T> {
  for (const end = performance.now() + 60_000; performance.now() < end; ) {
    const found = await look();
    if (found !== null && found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${what} did not come within 60 s`);
}

/** On a Monday morning, when the sample's digest waits for a late source. */
function mayWaitForData(now: number): boolean {
  const [instant, zone] = [new Date(now), 'Europe/Paris'];
  const minutes = localMinutes(instant, zone);
  return weekdayOf(localDate(instant, zone)) === 'monday' && minutes >= 9 * 60 && minutes < 12 * 60;
}

/** What a visitor does in the page, without a browser. */
function visitorAt(url: string) {
  const get = async <T>(path: string): Promise<T> => (await (await fetch(`${url}${path}`)).json()) as T;
  const state = () => get<PageState>(`/sandbox/state?as=${as}`);
  const conversation = () => get<PageConversation>(`/sandbox/conversation?as=${as}&channel=${channel}&since=0`);
  const messages = async () => (await conversation()).messages;
  return {
    state,
    conversation,
    messages,
    digests: async () => (await messages()).filter(({ thread, author }) => thread === undefined && author.isBot),
    async act(act: PageAct): Promise<PageAnswer> {
      const body = JSON.stringify({ as, act });
      const headers = { 'content-type': 'application/json', origin: url };
      const answer = await fetch(`${url}/sandbox/act`, { method: 'POST', headers, body });
      return (await answer.json()) as PageAnswer;
    },
    standing: () =>
      until(async () => {
        const { clock } = await state();
        return clock.isMoving ? null : clock;
      }, 'the end of the move'),
  };
}

describe('npm start without a Slack token', () => {
  let folder: string;
  let sandbox: SandboxProcess;
  let url: string;
  let visitor: ReturnType<typeof visitorAt>;

  const open = async () => {
    sandbox = startSandbox(folder);
    url = await addressOf(sandbox);
    visitor = visitorAt(url);
  };
  const close = async () => {
    sandbox.child.kill('SIGTERM');
    expect(await sandbox.exit).toBe(0);
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'copil-sandbox-'));
    await open();
  });

  afterAll(async () => {
    await close();
    await rm(folder, { recursive: true, force: true });
  });

  it('serves its page before the sample is there, and says where', async () => {
    const early = await mkdtemp(join(tmpdir(), 'copil-early-'));
    const opening = startSandbox(early);
    try {
      const address = await until(
        async () => /appears at (http:\/\/127\.0\.0\.1:\d+)/.exec(opening.output())?.[1],
        'the address of the page',
      );
      const { channels } = await visitorAt(address).state();
      expect(channels.map(({ name }) => name)).toContain('growth-ops');
      expect(await addressOf(opening)).toBe(address);
    } finally {
      opening.child.kill('SIGTERM');
      await opening.exit;
      await rm(early, { recursive: true, force: true });
    }
  });

  it('shows the sample digest in its channel, with the board as an image that loads', async () => {
    const [digest] = await until(async () => {
      const found = await visitor.digests();
      return found.length > 0 ? found : null;
    }, 'the digest');

    expect(digest?.text).toMatch(/^Suivi opérationnel/);
    const file = await until(async () => {
      const id = /"slack_file":{"id":"(\w+)"/.exec(JSON.stringify(digest?.blocks))?.[1];
      return (await visitor.conversation()).files?.[id ?? ''];
    }, 'the address of the board');
    const image = await fetch(new URL(file, url));
    expect(image.headers.get('content-type')).toBe('image/png');
    expect((await image.arrayBuffer()).byteLength).toBeGreaterThan(20_000);
  });

  it.skipIf(!chromiumPath)('is drawn by a real browser: every chart of the thread, and no error', async () => {
    const thread = (await visitor.digests())[0]?.ts ?? '';
    const browser = await chromium.launch({ executablePath: chromiumPath ?? '', args: chromiumArguments });
    try {
      const view = await browser.newPage({ viewport: { width: 390, height: 844 } });
      const faults: string[] = [];
      view.on('pageerror', (error) => faults.push(error.message));

      await view.goto(`${url}/?as=${as}&c=${channel}&t=${thread}`);

      const images = view.locator('img[src*="/files/"]');
      await until(async () => ((await images.count()) >= 3 ? true : null), 'the charts of the thread');
      const widths = await until(async () => {
        const all = await widthsOf(images);
        return all.every((width) => width === 1600) ? all : null;
      }, 'charts that have loaded');
      expect(widths.length).toBeGreaterThanOrEqual(3);
      expect(faults).toEqual([]);
    } finally {
      await browser.close();
    }
  });

  it('goes forward a week in seconds: the digests on the way leave in their time, and are there after a restart', async () => {
    const before = await visitor.state();
    const digestsBefore = (await visitor.digests()).length;
    expect(before.clock.next?.text).toMatch(/: the weekly digest of Growth operations$/);
    await visitor.act({ kind: 'write', channel, text: 'See you next week' });

    expect(await visitor.act({ kind: 'clock', to: 'week' })).toMatchObject({ ok: true });
    let moved = await visitor.standing();
    if (mayWaitForData(moved.now)) {
      await visitor.act({ kind: 'clock', to: 'day' });
      moved = await visitor.standing();
    }

    expect(moved.isAhead).toBe(true);
    expect(moved.now - before.clock.now).toBeGreaterThanOrEqual(7 * dayMs - 3_600_000);
    const told = (await visitor.messages()).map(({ text }) => text);
    expect((await visitor.digests()).length).toBe(digestsBefore + 1);

    await close();
    await open();

    const after = await visitor.state();
    expect(after.clock.now).toBeGreaterThanOrEqual(moved.now);
    expect((await visitor.messages()).map(({ text }) => text)).toEqual(told);
    expect(told).toContain('See you next week');
    expect(sandbox.output()).not.toMatch(/begins empty|error/);
  });

  it('keeps its database to itself: a second one is refused, and told how to have its own', async () => {
    const second = startSandbox(folder);

    expect(await second.exit).toBe(1);
    expect(second.output()).toMatch(/Another sandbox \(process \d+\).*DATABASE_URL=/);
    expect(await visitor.act({ kind: 'open-home' })).toMatchObject({ ok: true });
  });

  it('is reset to the sample of today while the page stays open', async () => {
    expect(await visitor.act({ kind: 'reset' })).toMatchObject({ ok: true });

    const clock = await visitor.standing();
    expect(clock.isAhead).toBe(false);
    const digests = await until(async () => {
      const found = await visitor.digests();
      return found.length === 1 ? found : null;
    }, 'the one digest');
    expect(digests[0]?.text).toMatch(/^Suivi opérationnel/);
    expect((await visitor.messages()).map(({ text }) => text)).not.toContain('See you next week');
  });
});

/** The command with a database of its own, until it ends. */
function copil(databaseUrl: string, ...words: string[]) {
  const env = { PATH: process.env['PATH'], NODE_ENV: 'production', PORT: '0', DATABASE_URL: databaseUrl };
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...words], {
    cwd: tmpdir(),
    env,
    encoding: 'utf8',
  });
  return { code: status, text: `${stdout}${stderr}` };
}

describe('the sandbox refuses', () => {
  it.each<Record<string, string>>([
    { SLACK_BOT_TOKEN: 'xoxb-real', SLACK_SIGNING_SECRET: 'real' },
    { SLACK_BOT_TOKEN: 'xoxb-real', SLACK_APP_TOKEN: 'xapp-real' },
    { SLACK_APP_TOKEN: 'xapp-real' },
  ])('to start where a real token is set: %o', async (tokens) => {
    const started = startSandbox(tmpdir(), tokens);

    expect(await started.exit).toBe(1);
    expect(started.output()).toMatch(/SLACK_BOT_TOKEN is (set|missing)/);
    expect(started.output()).not.toMatch(/x(oxb|app)-real/);
  });

  it.each([
    ['--port', '99999', /--port 3001/],
    ['--as-of', '2026-02-30', /--as-of 2026-01-05/],
    ['--seed', ' ', /any text/],
  ])('%s %o, and says what to give', (option, value, advice) => {
    const ran = copil('file:/nowhere/x.db', 'sandbox', option, value);

    expect(ran).toMatchObject({ code: 2 });
    expect(ran.text).toMatch(advice);
  });
});

describeOnBothEngines('the database of a company', (databases) => {
  it('is left as it was by the sandbox, by a reset too', async () => {
    const url = await databases.newUrl();
    const { client } = await databases.open(url);
    await client.workspace.create({ data: { id: 'w1', name: 'Acme', kind: 'production', createdAt: new Date(0) } });

    for (const words of [['sandbox'], ['sandbox', '--reset']]) {
      const ran = copil(url, ...words);
      expect(ran).toMatchObject({ code: 1 });
      expect(ran.text).toMatch(/belongs to "Acme"/);
    }

    expect(await client.workspace.count()).toBe(1);
    expect(await client.committee.count()).toBe(0);
  });
});

describe('copil sandbox', () => {
  const databases = databasesOf('sqlite');

  it('begins on the day it was told, and names --reset when another day is asked for later', async () => {
    const url = await databases.newUrl();
    const child = spawn(process.execPath, [cli, 'sandbox', '--as-of', '2026-01-05', '--seed', 'other'], {
      cwd: tmpdir(),
      env: { PATH: process.env['PATH'], NODE_ENV: 'production', PORT: '0', DATABASE_URL: url },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
    const { clock } = await visitorAt(await addressOf({ child, output: () => output, exit })).state();
    child.kill('SIGTERM');
    await exit;

    expect(new Date(clock.now).toISOString()).toMatch(/^2026-01-05T07:0/);
    const ran = copil(url, 'sandbox', '--as-of', '2026-01-06');
    expect(ran).toMatchObject({ code: 1 });
    expect(ran.text).toMatch(/began on 2026-01-05; nothing was changed.*--reset/s);
  });
});
