import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumArguments, chromiumPath } from '../support/chromium.js';
import { databasesOf } from '../support/databases.js';

const entry = fileURLToPath(new URL('../../dist/sandbox/main.js', import.meta.url));

type Started = { readonly child: ChildProcess; readonly output: () => string; readonly exit: Promise<number | null> };

function startSandbox(folder: string, environment: Record<string, string> = {}): Started {
  const child = spawn(process.execPath, [entry], {
    cwd: folder,
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  return { child, output: () => text, exit: new Promise((resolve) => child.once('exit', resolve)) };
}

async function until<T>(look: () => Promise<T | null | undefined> | T | null | undefined, what: string): Promise<T> {
  for (const end = performance.now() + 30_000; performance.now() < end; ) {
    const found = await look();
    if (found !== null && found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${what} did not come within 30 s`);
}

describe('npm start without a Slack token', () => {
  let folder: string;
  let sandbox: Started;
  let url: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'copil-sandbox-'));
    sandbox = startSandbox(folder);
    url = await until(() => /http:\/\/127\.0\.0\.1:\d+/.exec(sandbox.output())?.[0], 'the address of the sandbox');
  });

  afterAll(async () => {
    sandbox.child.kill('SIGTERM');
    expect(await sandbox.exit).toBe(0);
    await rm(folder, { recursive: true, force: true });
  });

  const page = async (path: string) => (await fetch(`${url}${path}`)).text();

  it('shows the sample digest in its channel, with the board as an image that loads', async () => {
    const html = await until(async () => {
      const text = await page('/?channel=C0GROWTHOPS');
      return text.includes('<img') ? text : null;
    }, 'the digest');

    expect(html).toContain('Sandbox');
    expect(html).toContain('Suivi opérationnel');
    const source = /<img[^>]+src="(\/files\/[^"]+)"/.exec(html)?.[1] ?? /<img[^>]+src="([^"]+)"/.exec(html)?.[1] ?? '';
    const image = await fetch(new URL(source, url));
    expect(image.headers.get('content-type')).toBe('image/png');
    expect((await image.arrayBuffer()).byteLength).toBeGreaterThan(20_000);
  });

  it.skipIf(!chromiumPath)(
    'is drawn by a real browser: every chart of the thread, no error, no sideways scrolling on a phone',
    async () => {
      const browser: Browser = await chromium.launch({ executablePath: chromiumPath ?? '', args: chromiumArguments });
      try {
        const view = await browser.newPage({ viewport: { width: 390, height: 844 } });
        const faults: string[] = [];
        view.on('pageerror', (error) => faults.push(error.message));
        const thread = await until(
          async () => /href="(\?[^"]*thread=[^"]+)"/.exec(await page('/?channel=C0GROWTHOPS'))?.[1],
          'the thread',
        );

        await view.goto(`${url}/${thread.replaceAll('&amp;', '&')}`, { waitUntil: 'load' });

        const images = view.locator('img[src*="/files/"]');
        await until(async () => ((await images.count()) >= 3 ? true : null), 'the charts of the thread');
        await view.waitForLoadState('networkidle').catch(() => undefined);
        const widths = await images.evaluateAll((all) =>
          all.map((image) => ('naturalWidth' in image ? image.naturalWidth : 0)),
        );
        expect(widths.every((width) => width === 1600)).toBe(true);
        const overflow = await view.evaluate(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        );
        expect(overflow).toBe(0);
        expect(faults).toEqual([]);
      } finally {
        await browser.close();
      }
    },
  );
});

describe('the sandbox refuses', () => {
  const databases = databasesOf('sqlite');

  it('to start where a real token is set', async () => {
    const started = startSandbox(tmpdir(), { SLACK_BOT_TOKEN: 'xoxb-real', SLACK_SIGNING_SECRET: 'real' });

    expect(await started.exit).toBe(1);
    expect(started.output()).toMatch(/does not start where SLACK_BOT_TOKEN is set/);
    expect(started.output()).not.toContain('xoxb-real');
  });

  it('a database that is not its own, and leaves it as it was', async () => {
    const url = await databases.newUrl();
    const { client } = await databases.open(url);
    await client.workspace.create({ data: { id: 'w1', name: 'Acme', kind: 'production', createdAt: new Date(0) } });

    const started = startSandbox(tmpdir(), { DATABASE_URL: url });

    expect(await started.exit).toBe(1);
    expect(started.output()).toMatch(/belongs to "Acme"/);
    expect(await client.committee.count()).toBe(0);
  });
});
