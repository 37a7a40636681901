import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { databasesOf } from '../support/databases.js';
import { organisationText } from '../support/flow-organisation.js';
import { copil, productionSettings, startProduction } from '../support/processes/production.js';
import { type SlackProcess, startSlackProcess } from '../support/slack/stand-in-process.js';
import { secrets } from '../support/slack/start-slack.js';
import { people, places } from '../support/slack/team.js';

const channel = places['growth-ops'].id;
const dayMs = 86_400_000;

/** Three weeks of readings up to today, so that there is a last complete week whatever the day. */
const readings = Array.from({ length: 21 }, (_, index) => {
  const period = new Date(Date.now() - index * dayMs).toISOString().slice(0, 10);
  return ['leads', 'orders'].map((kpi) => ({ kpi, period, value: 100 + index }));
}).flat();

describe.each([
  ['HTTP', { SLACK_SIGNING_SECRET: secrets.signingSecret }],
  ['Socket Mode', { SLACK_APP_TOKEN: secrets.appToken }],
])('the production program beside a Slack in another process, over %s', (mode, proof) => {
  const databases = databasesOf('sqlite');
  let slack: SlackProcess;
  let folder: string;
  let env: Record<string, string>;
  let app: Awaited<ReturnType<typeof startProduction>>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'copil-production-'));
    await writeFile(join(folder, 'copil.yml'), organisationText({ 'growth-ops': {} }));
    slack = await startSlackProcess();
    const { SLACK_SIGNING_SECRET: _, ...settings } = productionSettings(slack.apiUrl, await databases.newUrl());
    env = { ...settings, ...proof };
    app = await startProduction({ cwd: folder, env });
    if (mode === 'HTTP') await slack.ask('requestUrl', `${app.address}/slack/events`);
    else await vi.waitFor(async () => expect(await slack.ask('connections')).toBeGreaterThan(0), { timeout: 60_000 });
  });

  afterAll(async () => {
    app.child.kill('SIGKILL');
    await slack.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('answers /copil help to the person who asked', async () => {
    const { ack, seen } = await slack.ask('slash', { user: people.ben.id, line: '/copil help', channel });

    expect(ack).toMatchObject({ status: 200 });
    expect(seen.at(-1)?.text).toMatch(/\/copil digest/);
  });

  it('takes readings over HTTP, and the digest of the last week arrives as charts', async () => {
    const posted = await fetch(`${app.address}/api/readings`, {
      method: 'POST',
      headers: { authorization: `Bearer ${env['COPIL_API_TOKEN']}` },
      body: JSON.stringify({ source: 'crm', readings }),
    });
    const asked = await copil(['digest', 'run', '--committee', 'growth-ops'], { cwd: folder, env });

    expect(posted.status).toBe(200);
    expect(asked).toEqual({ code: 0, output: expect.any(String) });
    await expect
      .poll(async () => (await slack.ask('messages', channel)).length, { timeout: 60_000 })
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
