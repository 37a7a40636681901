import { expect, it } from 'vitest';
import { examine } from '../../src/features/setup/doctor.js';
import { createMessenger } from '../../src/platform/slack/slack-messenger.js';
import { databasesOf } from '../support/databases.js';
import { Office } from '../support/running-app.js';
import { startSlack } from '../support/slack/start-slack.js';
import { put, takenThen, textsIn, untilAllSettled } from './outbox/outbox-words.js';
import { describeOutboxOnSqlite } from './outbox/with-outbox.js';
import { silentLogger } from './slack/silent-logger.js';

const apart = (ms: number) => startSlack({ technicalClock: { now: () => new Date(Date.now() + ms) } });

describeOutboxOnSqlite('with a clock that is wrong', (world) => {
  it.each([
    ['120 s ahead of Slack', -120_000],
    ['an hour ahead of Slack', -3_600_000],
    ['120 s behind Slack', 120_000],
  ])('%s, a message whose answer was lost comes once', async (_, ms) => {
    const slack = await apart(ms);
    slack.faults.add(takenThen('hang'));
    await put(world.database, { key: 'd1' }, { key: 'd1.a', parent: 'd1' });

    world.run({ slack });
    await untilAllSettled(world.database);

    expect(textsIn(slack)).toEqual(['d1', 'd1.a']);
    slack.expectNoUnexpected();
    await slack.stop();
  });
});

it.each([
  [0, 'ok', /^Clock: [01] s from/],
  [-120_000, 'note', /1(19|20|21) s ahead of Slack.*NTP/],
  [600_000, 'fault', /(599|600|601) s behind Slack.*refused/],
])('doctor says how far the clocks are apart: Slack’s is off by %i ms', async (ms, level, text) => {
  const databases = databasesOf('sqlite');
  const office = await Office.open({ databases, at: '2026-11-13T12:00', committees: { 'growth-ops': {} } });
  const slack = await apart(ms);
  const messenger = createMessenger({ token: slack.secrets.botToken, apiUrl: slack.apiUrl, logger: silentLogger });

  const { database, clock } = office;
  const findings = await examine({ database, clock, messenger, scopes: [], hasTemplate: () => true });

  expect(findings).toContainEqual({ level, text: expect.stringMatching(text) });
  await slack.stop();
  await office.close();
});
