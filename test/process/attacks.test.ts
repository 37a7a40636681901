import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, type CalendarDate } from '../../src/kernel/calendar.js';
import { lastCompletePeriod } from '../../src/kernel/zoned-time.js';
import { keyOf } from '../flow/digests/digest-words.js';
import { takenThen } from '../flow/outbox/outbox-words.js';
import { databasesOf } from '../support/databases.js';
import { organisationText } from '../support/flow-organisation.js';
import { copil, endProcess, productionSettings, startProduction } from '../support/processes/production.js';
import { type SlackWords, startSlack } from '../support/slack/start-slack.js';
import { people, places } from '../support/slack/team.js';

/** A KPI with the name of what every object has. */
const inherited = {
  name: 'Constructor',
  domain: 'performance',
  format: { style: 'number', decimals: 0 },
  direction: 'higher',
  rollUp: 'sum',
  grain: 'day',
  sources: ['crm'],
};

const stranger = { id: 'U0ELSE00001', name: 'chloe.m', email: people.chloe.email, team_id: 'T0OTHER0001' };
const channel = places['growth-ops'].id;
const { label: period, end } = lastCompletePeriod('week', { at: new Date(), zone: 'Europe/Paris' });

/** What a driver ended the process over: `word`, then the first half of an emoji. */
const cut = (word: string) => `CAST(X'${Buffer.from(word).toString('hex')}EDA0BD' AS TEXT)`;

/** Two minutes behind the program's clock, Slack takes one message and never says so. */
describe('the production program on a store that holds what ended it once', () => {
  const databases = databasesOf('sqlite');
  let slack: SlackWords;
  let folder: string;
  let env: Record<string, string>;
  let app: Awaited<ReturnType<typeof startProduction>>;
  const run = (...words: string[]) => copil(words, { cwd: folder, env });
  const start = async () => {
    app = await startProduction({ cwd: folder, env });
    slack.setRequestUrl(`${app.address}/slack/events`);
  };
  const post = (body: string) =>
    fetch(`${app.address}/api/readings`, {
      method: 'POST',
      headers: { authorization: `Bearer ${env['COPIL_API_TOKEN']}` },
      body,
    });

  beforeAll(async () => {
    slack = await startSlack({ technicalClock: { now: () => new Date(Date.now() - 120_000) } });
    slack.state.addUser(stranger);
    folder = await mkdtemp(join(tmpdir(), 'copil-attacks-'));
    env = productionSettings(slack.apiUrl, await databases.newUrl());
    await writeFile(
      join(folder, 'copil.yml'),
      organisationText({ 'growth-ops': { guests: 'allow' } }, { kpis: { constructor: inherited } }),
    );
    const days = Array.from({ length: 70 }, (_, index) => addDays(end as CalendarDate, -index));
    const rows = days.flatMap((day) => [`leads,${day},100`, `orders,${day},100`]);
    await writeFile(join(folder, 'crm.csv'), ['kpi,period,value', ...rows].join('\n'));
    await start();
    expect(await run('import', 'crm.csv')).toMatchObject({ code: 0 });
    await slack.person('ben').slash(`/action <@${people.ana.id}> call the supplier by next Friday`);
    await endProcess(app, 'SIGKILL');
    const { client } = await databases.open(env['DATABASE_URL']);
    await client.$executeRawUnsafe(`UPDATE "Item" SET title = ${cut('Größe')}`);
    await client.reading.updateMany({ where: { start: end }, data: { value: 1e308 } });
    await client.reading.updateMany({ where: { start: addDays(end as CalendarDate, -8) }, data: { value: -1e308 } });
    slack.faults.add(takenThen('hang'));
    await start();
  });

  afterAll(async () => {
    await endProcess(app, 'SIGKILL');
    await slack.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('starts, shows what is left of a cut title, and takes new ones', async () => {
    const ben = slack.person('ben');

    expect((await ben.slash('/action A1')).text).toContain('Größe\uFFFD');
    expect((await ben.slash(`/action <@${people.ana.id}> cut \ud83d by next Friday`)).text).toMatch(/\*A2\*/);
  });

  it('refuses absurd values and mends cut texts that arrive over HTTP and by file', async () => {
    const day = JSON.stringify(end);
    const readings = [
      `{ "kpi": "leads", "period": ${day}, "value": 1e308 }`,
      `{ "kpi": "leads", "period": ${day}, "segment": "cut \\ud83d", "value": 1 }`,
      `{ "kpi": "constructor", "period": ${day}, "value": 5 }`,
    ];
    const posted = await post(`{ "source": "crm", "readings": [${readings.join(',')}] }`);
    await writeFile(
      join(folder, 'bad.csv'),
      Buffer.concat([
        Buffer.from(`kpi,period,segment,value\norders,${end},cut `),
        Buffer.from('eda0bd', 'hex'),
        Buffer.from(`,1\norders,${end},,-1e308\n`),
      ]),
    );
    const imported = await run('import', 'bad.csv');

    expect(posted.status).toBe(200);
    expect(await posted.json()).toMatchObject({ accepted: 2, rejected: 1 });
    expect([0, 1]).toContain(imported.code);
    expect(imported.output).toMatch(/1e308/);
    expect(imported.output).not.toMatch(/^ {4}at |panicked/m);
  });

  it('draws and sends the digest, once, although Slack’s clock is another and one answer was lost', async () => {
    expect(await run('digest', 'run', '--committee', 'growth-ops', '--period', period)).toMatchObject({ code: 0 });
    const { client } = await databases.open(env['DATABASE_URL']);
    const open = { where: { state: { in: ['pending', 'sending'] } } };
    await expect.poll(() => client.digest.count({ where: { state: 'published' } }), { timeout: 110_000 }).toBe(1);
    await expect.poll(() => client.delivery.count(open), { timeout: 110_000 }).toBe(0);

    const digests = slack.state.messagesOf(channel).filter((message) => keyOf(message).endsWith(':parent'));
    expect(digests).toHaveLength(1);
    expect(JSON.stringify(digests[0]?.blocks)).toContain('slack_file');
    slack.expectNoUnexpected();
  });

  it('takes nobody of another company for the colleague whose address they have', async () => {
    const outside = slack.clientOf(stranger.id);

    await outside.slash('/kpi margin', channel);
    await expect
      .poll(() => outside.ephemerals().map(({ text }) => text))
      .toEqual([expect.stringMatching(/another company.*nothing was done/)]);
    const { client } = await databases.open(env['DATABASE_URL']);
    expect(await client.person.findFirstOrThrow({ where: { key: 'chloe' } })).toMatchObject({ slackUserId: null });
  });

  it('is ready, and doctor knows how far the clocks are apart and finds nothing stuck', async () => {
    const doctor = await run('doctor');

    expect(doctor.output).toMatch(/1(19|20|21) s ahead of Slack/);
    expect(doctor.output).toMatch(/takes what is stored/);
    expect((await fetch(`${app.address}/readyz`)).status).toBe(200);
    expect(app.child.exitCode).toBeNull();
  });
});
