import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { databasesOf } from '../support/databases.js';
import { organisationText } from '../support/flow-organisation.js';
import { type SlackProcess, startSlackProcess } from '../support/slack/stand-in-process.js';
import { secrets } from '../support/slack/start-slack.js';
import { people, places } from '../support/slack/team.js';

const built = (name: string) => fileURLToPath(new URL(`../../dist/${name}`, import.meta.url));
const apiToken = 'readings-token';
const channel = places['growth-ops'].id;
const dayMs = 86_400_000;

/** Three weeks of readings up to today, so that there is a last complete week whatever the day. */
const readings = Array.from({ length: 21 }, (_, index) => {
  const period = new Date(Date.now() - index * dayMs).toISOString().slice(0, 10);
  return ['leads', 'orders'].map((kpi) => ({ kpi, period, value: 100 + index }));
}).flat();

/** A process of what was built, with an environment and nothing else. */
function run(file: string, words: readonly string[], options: { cwd: string; env: Record<string, string> }) {
  const child = spawn(process.execPath, [built(file), ...words], {
    cwd: options.cwd,
    env: { PATH: process.env['PATH'], ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', resolve);
  });
  return { child, output: () => text, ended };
}

/** What the app says once it listens. @throws while it has not */
function readyLine(output: string): { readonly port: number } {
  const line = output.split('\n').find((one) => one.includes('Copil is ready'));
  if (!line) throw new Error(`Copil is not ready:\n${output}`);
  return JSON.parse(line) as { port: number };
}

describe.each([
  ['HTTP', { SLACK_SIGNING_SECRET: secrets.signingSecret }],
  ['Socket Mode', { SLACK_APP_TOKEN: secrets.appToken }],
])('the production program beside a Slack in another process, over %s', (mode, proof) => {
  const databases = databasesOf('sqlite');
  const children: ChildProcess[] = [];
  let slack: SlackProcess;
  let folder: string;
  let env: Record<string, string>;
  let app: ReturnType<typeof run>;
  let address: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'copil-production-'));
    await writeFile(join(folder, 'copil.yml'), organisationText({ 'growth-ops': {} }));
    slack = await startSlackProcess();
    env = {
      SLACK_API_URL: slack.apiUrl,
      SLACK_BOT_TOKEN: secrets.botToken,
      ...proof,
      DATABASE_URL: await databases.newUrl(),
      COPIL_CONFIG: 'copil.yml',
      COPIL_API_TOKEN: apiToken,
      PORT: '0',
    };
    app = run('main.js', [], { cwd: folder, env });
    children.push(app.child);
    const { port } = await vi.waitFor(() => readyLine(app.output()), { timeout: 30_000 });
    address = `http://127.0.0.1:${port}`;
    if (mode === 'HTTP') await slack.ask('requestUrl', `${address}/slack/events`);
    else await vi.waitFor(async () => expect(await slack.ask('connections')).toBeGreaterThan(0), { timeout: 30_000 });
  });

  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL');
    await slack.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('answers /copil help to the person who asked', async () => {
    const { ack, seen } = await slack.ask('slash', { user: people.ben.id, line: '/copil help', channel });

    expect(ack).toMatchObject({ status: 200 });
    expect(seen.at(-1)?.text).toMatch(/\/copil digest/);
  });

  it('takes readings over HTTP, and the digest of the last week arrives as charts', async () => {
    const posted = await fetch(`${address}/api/readings`, {
      method: 'POST',
      headers: { authorization: `Bearer ${apiToken}` },
      body: JSON.stringify({ source: 'crm', readings }),
    });
    const asked = run('cli.js', ['digest', 'run', '--committee', 'growth-ops'], { cwd: folder, env });
    children.push(asked.child);

    expect(posted.status).toBe(200);
    expect([await asked.ended, asked.output()]).toEqual([0, expect.any(String)]);
    await expect
      .poll(async () => (await slack.ask('messages', channel)).length, { timeout: 30_000 })
      .toBeGreaterThan(1);
    const [digest, reply] = await slack.ask('messages', channel);
    expect(digest?.text).toMatch(/Growth/);
    expect(JSON.stringify(digest?.blocks)).toContain('slack_file');
    expect(reply?.thread_ts).toBe(digest?.ts);
  });

  it('did nothing that Slack refuses, and ends in order when asked to', async () => {
    app.child.kill('SIGTERM');

    expect(await app.ended).toBe(0);
    expect(await slack.ask('refused')).toEqual([]);
    await expect.poll(() => slack.ask('connections')).toBe(0);
    for (const secret of Object.values(secrets)) expect(app.output()).not.toContain(secret);
  });
});
