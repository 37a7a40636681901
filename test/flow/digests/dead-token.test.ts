import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { examine } from '../../../src/features/setup/doctor.js';
import { databasesOf } from '../../support/databases.js';
import { Office } from '../../support/running-app.js';
import { digestIn, digestsIn, picturesOf, threadOf } from './digest-words.js';

describe('when Slack refuses the token', () => {
  const databases = databasesOf('sqlite');
  let office: Office;
  const findings = () =>
    examine({ database: office.database, clock: office.clock, messenger: null, scopes: [], hasTemplate: () => true });

  beforeAll(async () => {
    office = await Office.open({
      databases,
      at: '2026-11-13T12:00',
      readingsThrough: '2026-11-15',
      committees: {
        'growth-ops': {},
        'growth-steering': { channel: 'growth-steering', locale: 'fr', kpis: ['leads'] },
      },
    });
  });
  afterEach(() => office.expectNothingUnexpected());
  afterAll(() => office.close());

  it('it is ready as long as the token works', async () => {
    expect(await office.ready()).toEqual({ status: 200, body: '{"status":"ready"}' });
  });

  it('one error is logged, readiness fails and says why, and doctor has a finding', async () => {
    office.forgive(/Slack refuses the token/);
    office.slack.faults.revokeToken();
    office.at('2026-11-16T09:00');
    await office.sweep();

    await expect.poll(async () => (await office.ready()).status).toBe(503);
    const calls = office.slack.requests.all().length;
    await expect.poll(() => office.slack.requests.all().length).toBeGreaterThan(calls + 3);
    expect((await office.ready()).body).toMatch(/refused the token since .*SLACK_BOT_TOKEN/);
    expect(office.errors(/Slack refuses the token/)).toHaveLength(1);
    expect((await findings()).filter(({ level }) => level === 'fault').map(({ text }) => text)).toEqual([
      expect.stringMatching(/refused the token since .*What waits leaves then/),
    ]);
  });

  it('a person who asks for something is told, and nothing is lost', async () => {
    office.forgive(/a request failed/);

    const { text } = await office.slack.person('ana').slash('/copil digest growth-steering');

    expect(text).toMatch(/L’aperçu de Croissance/);
    await expect
      .poll(() =>
        office.slack
          .person('ana')
          .as.ephemerals()
          .map((one) => one.text)
          .join(),
      )
      .toMatch(/Slack n’a pas répondu comme prévu/);
    expect(await office.database.client.delivery.count({ where: { state: 'failed' } })).toBe(0);
  });

  it('everything leaves once Slack takes the token again, and the operator hears of it once', async () => {
    office.slack.faults.restoreToken();

    await office.settled();

    const parent = digestIn(office, 'growth-ops');
    expect(picturesOf(office, parent)).toHaveLength(1);
    expect(threadOf(office, 'growth-ops', parent)).toHaveLength(2);
    expect(digestsIn(office, 'growth-steering')).toHaveLength(1);
    await office.slack.dm('omar').expectMessage(/accepts Copil again/);
    await office.advanceTo('2026-11-16T09:01');
    expect(office.slack.dm('omar').messages()).toHaveLength(1);
    expect((await office.ready()).status).toBe(200);
  });
});

describe('when it starts with a token that Slack refuses', () => {
  const databases = databasesOf('sqlite');

  it('it says so, and is ready after a restart with one that works, though nothing waits to be sent', async () => {
    const office = await Office.open({ databases, at: '2026-11-13T12:00', committees: { 'growth-ops': {} } });
    office.forgive(/Slack refuses the token/);
    await office.stopApps();
    office.slack.faults.revokeToken();
    await office.startApp();
    expect((await office.ready()).body).toMatch(/SLACK_BOT_TOKEN/);

    await office.stopApps();
    office.slack.faults.restoreToken();
    await office.startApp();

    expect((await office.ready()).status).toBe(200);
    await office.slack.dm('omar').expectMessage(/accepts Copil again/);
    office.expectNothingUnexpected();
    await office.close();
  });
});

describe('when the app is taken away and installed again', () => {
  const databases = databasesOf('sqlite');

  it('it is not ready in between, and ready again though nothing waits to be sent', async () => {
    const office = await Office.open({ databases, at: '2026-11-13T12:00', committees: { 'growth-ops': {} } });
    office.forgive(/Slack took the token back/, /Slack refuses the token/);
    office.slack.faults.revokeToken();
    await office.slack.sendEvent({ type: 'tokens_revoked', tokens: { oauth: [], bot: ['U0COPIL0001'] } });
    await expect.poll(async () => (await office.ready()).status).toBe(503);

    office.slack.faults.restoreToken();
    await office.sweep();

    expect((await office.ready()).status).toBe(200);
    office.expectNothingUnexpected();
    await office.close();
  });
});

describe('over Socket Mode', () => {
  const databases = databasesOf('sqlite');

  it('digests leave and commands are answered as over HTTP', async () => {
    const office = await Office.open({
      databases,
      mode: 'socket',
      at: '2026-11-13T12:00',
      readingsThrough: '2026-11-15',
      committees: { 'growth-ops': { kpis: ['leads'] } },
    });
    await expect.poll(() => office.slack.sockets.connections).toBeGreaterThan(0);
    await office.advanceTo('2026-11-16T09:00');

    expect(digestIn(office, 'growth-ops').text).toMatch(/week 46/);
    const { text } = await office.slack.person('ana').slash('/copil next');
    expect(text).toMatch(/Croissance.*semaine 47/s);
    expect((await office.ready()).status).toBe(200);
    expect(office.slack.requests.toApp('slash_command').map(({ transport }) => transport)).toEqual(['socket']);
    office.expectNothingUnexpected();
    await office.close();
  });
});
