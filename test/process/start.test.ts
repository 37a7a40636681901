import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databasesOf } from '../support/databases.js';
import { organisationText } from '../support/flow-organisation.js';
import { type SlackWords, startSlack } from '../support/slack/start-slack.js';

const entry = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

type Ran = { readonly code: number | null; readonly out: string; readonly err: string };

describe('node dist/main.js', () => {
  const databases = databasesOf('sqlite');
  let folder: string;
  let slack: SlackWords;
  let taken: Server;
  const started: ChildProcess[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'copil-start-'));
    await writeFile(join(folder, 'copil.yml'), organisationText({ 'growth-ops': {} }));
    await writeFile(
      join(folder, 'wrong.yml'),
      organisationText({
        'growth-ops': { timeZone: 'Europe/Pariss', schedule: { cron: '0 9 30 2 *', reports: 'week' } },
      }),
    );
    slack = await startSlack();
    taken = createServer();
    await new Promise<void>((resolve) => {
      taken.listen(0, '127.0.0.1', resolve);
    });
  });
  afterAll(async () => {
    for (const child of started) child.kill('SIGKILL');
    await slack.stop();
    taken.close();
    await rm(folder, { recursive: true, force: true });
  });

  const good = () => ({
    SLACK_BOT_TOKEN: slack.secrets.botToken,
    SLACK_SIGNING_SECRET: slack.secrets.signingSecret,
    SLACK_API_URL: slack.apiUrl,
    PORT: '0',
    COPIL_CONFIG: 'copil.yml',
  });

  function start(environment: Readonly<Record<string, string>>): ChildProcess {
    const child = spawn(process.execPath, [entry], { cwd: folder, env: { PATH: process.env['PATH'], ...environment } });
    started.push(child);
    return child;
  }

  async function run(environment: Readonly<Record<string, string>>): Promise<Ran> {
    const child = start(environment);
    let out = '';
    let err = '';
    child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()));
    const code = await new Promise<number | null>((resolve) => {
      child.once('close', resolve);
    });
    return { code, out, err };
  }

  it('stops and lists what is missing', async () => {
    const { code, err } = await run({});

    expect(code).toBe(1);
    expect(err).toMatch(/cannot start with these settings.*SLACK_BOT_TOKEN is missing/s);
    expect(err).not.toMatch(/^\s+at /m);
  });

  it('stops and lists every wrong value by name, and shows no secret', async () => {
    const secrets = { token: 'xoxp-a-token-nobody-may-see', password: 'hunter2', proof: 'two words' };
    const { code, out, err } = await run({
      SLACK_BOT_TOKEN: secrets.token,
      SLACK_SIGNING_SECRET: secrets.proof,
      SLACK_API_URL: 'https://slack.com/',
      DATABASE_URL: `mysql://copil:${secrets.password}@localhost/copil`,
      PORT: '99999',
      LOG_LEVEL: 'loud',
    });

    expect(code).toBe(1);
    const named = [...err.matchAll(/^ {2}- (\w+) /gm)].map((match) => match[1]);
    expect(named.sort()).toEqual([
      'DATABASE_URL',
      'LOG_LEVEL',
      'PORT',
      'SLACK_API_URL',
      'SLACK_BOT_TOKEN',
      'SLACK_SIGNING_SECRET',
    ]);
    for (const secret of Object.values(secrets)) expect(out + err).not.toContain(secret);
  });

  it('stops at an organisation with faults and names each with its line', async () => {
    const databaseUrl = await databases.newUrl();

    const { code, err } = await run({ ...good(), DATABASE_URL: databaseUrl, COPIL_CONFIG: 'wrong.yml' });

    expect(code).toBe(1);
    expect(err).toMatch(/Europe\/Pariss.*Europe\/Paris/);
    expect(err).toMatch(/0 9 30 2 \*/);
    expect(err).toMatch(/wrong\.yml:\d+/);
  });

  it('stops where there is no organisation, and says what to do', async () => {
    const { COPIL_CONFIG: _, ...without } = good();

    const { code, err } = await run({ ...without, DATABASE_URL: await databases.newUrl() });

    expect(code).toBe(1);
    expect(err).toMatch(/no organisation in this database: set COPIL_CONFIG/);
  });

  it('leaves a database alone that a newer program made', async () => {
    const databaseUrl = await databases.newUrl();
    const newer = await databases.open(databaseUrl);
    await newer.client.$executeRawUnsafe(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ('f', 'f', '0999_future', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, 1)`,
    );

    const { code, err } = await run({ ...good(), DATABASE_URL: databaseUrl });

    expect(code).toBe(1);
    expect(err).toMatch(/newer Copil.*0999_future.*Nothing was changed/s);
    expect(await newer.client.workspace.count()).toBe(0);
  });

  it('stops when another program has its port, and names the port', async () => {
    const { port } = taken.address() as AddressInfo;

    const { code, err } = await run({ ...good(), DATABASE_URL: await databases.newUrl(), PORT: String(port) });

    expect(code).toBe(1);
    expect(err).toMatch(new RegExp(`cannot listen on 127\\.0\\.0\\.1:${port}: another program listens there`));
  });

  it('starts, says where it listens without a secret in its log, and ends in order when asked to', async () => {
    const child = start({
      ...good(),
      DATABASE_URL: await databases.newUrl(),
      COPIL_API_TOKEN: 'api-token-of-the-test',
    });
    let out = '';
    child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
    await expect.poll(() => out).toMatch(/Copil is ready/);
    const { port } = JSON.parse(out.split('\n').find((line) => line.includes('Copil is ready')) ?? '{}');
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`);

    const ended = new Promise((resolve) => {
      child.once('close', resolve);
    });
    child.kill('SIGTERM');

    expect(ready.status).toBe(200);
    expect(await ended).toBe(0);
    expect(out).not.toMatch(/xoxb-|stand-in-signing-secret|api-token-of-the-test/);
    slack.expectNoUnexpected();
  });
});
