import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { databasesOf } from '../../support/databases.js';
import type { CommitteeWords } from '../../support/flow-organisation.js';
import { Office } from '../../support/running-app.js';
import { places } from '../../support/slack/team.js';
import { digestIn, digestsIn } from './digest-words.js';

const named = (en: string): CommitteeWords => ({ name: { en, fr: en }, kpis: ['leads'] });

const committees = {
  archived: { ...named('Alpha'), channel: 'growth-ops', chair: 'ana' },
  uninvited: { ...named('Beta'), channel: 'random', chair: 'ben' },
  nowhere: { ...named('Gamma'), channel: { id: 'C0NOWHERE01' }, chair: 'zoe' },
  homeless: { ...named('Delta'), channel: null, chair: 'ben' },
} as const;

/** How Slack answers who looks whether a message stands in a channel that they cannot write to. */
const refused = ['channel_not_found', 'not_in_channel'];

describe('a digest whose channel cannot be written to', () => {
  const databases = databasesOf('sqlite');
  let office: Office;
  const told = (person: 'ana' | 'ben' | 'omar') =>
    office.slack
      .dm(person)
      .messages()
      .map(({ text }) => text);
  const tries = () => office.slack.requests.toSlack('conversations.info').length;

  beforeAll(async () => {
    office = await Office.open({ databases, at: '2026-11-13T12:00', readingsThrough: '2026-11-15', committees });
    office.slack.faults.archiveChannel(places['growth-ops'].id);
    office.at('2026-11-16T09:00');
    await office.sweep();
  });
  afterEach(() => office.expectNothingUnexpected({ except: refused }));
  afterAll(() => office.close());

  it('is reported to the chair in their language, with what to do', async () => {
    await office.slack.dm('ana').expectMessage(/Alpha.*semaine 46.*archivé/s);
    await office.slack.dm('ben').expectMessage(/Beta.*week 46.*\/invite/s);

    expect(told('ana').join()).toMatch(/Désarchivez le canal/);
  });

  it('is reported to the operator where the chair has no account', async () => {
    await office.slack.dm('omar').expectMessage(/Gamma.*does not exist/s);
  });

  it('is reported when the committee has no channel at all', async () => {
    await office.slack.dm('ben').expectMessage(/Delta.*has no channel.*Nothing is lost/s);
  });

  it('is tried again and again, and told of once', async () => {
    const before = tries();
    await expect.poll(tries).toBeGreaterThan(before + 6);
    await office.sweep();

    expect(told('ana')).toHaveLength(1);
    expect(told('ben')).toHaveLength(2);
    expect(told('omar')).toHaveLength(1);
  });

  it('alarms the operator once when it is half an hour late', async () => {
    office.forgive(/should have left and did not/);
    office.at('2026-11-16T09:30');
    await office.sweep();
    expect(office.errors(/should have left/)).toEqual([]);

    for (const local of ['2026-11-16T09:31', '2026-11-16T09:32', '2026-11-16T09:40']) {
      office.at(local);
      await office.sweep();
    }

    await expect.poll(() => told('omar').filter((text) => /should have left/.test(text))).toHaveLength(4);
    expect(office.errors(/should have left/).map(({ committee }) => committee)).toEqual(
      expect.arrayContaining(Object.keys(committees)),
    );
    expect(office.errors(/should have left/)).toHaveLength(4);
  });

  it('leaves once its channel is open, or Copil is invited', async () => {
    const { channels, installation } = office.slack.state;
    const archived = channels.get(places['growth-ops'].id);
    if (archived) archived.is_archived = false;
    channels.get(places.random.id)?.members.add(installation.botUserId);

    await office.slack.channel('growth-ops').expectMessage(/Alpha: week 46/);
    await office.slack.channel('random').expectMessage(/Beta: week 46/);
  });

  it('leaves for the channel that copil.yml names instead, labelled as late when it was not composed before', async () => {
    await office.apply({
      ...committees,
      nowhere: { ...committees.nowhere, channel: 'growth-steering' },
      homeless: { ...committees.homeless, channel: 'growth-strategy' },
    });
    office.at('2026-11-16T10:00');
    // A message that is being tried at that very moment is moved by the next sweep.
    const arrivedAfterSweep = async () => {
      await office.sweep();
      return digestsIn(office, 'growth-steering').length;
    };
    await expect.poll(arrivedAfterSweep, { interval: 100 }).toBe(1);
    await office.settled();

    expect(digestIn(office, 'growth-steering').text).toMatch(/Gamma: week 46/);
    expect(digestIn(office, 'growth-strategy').text).toMatch(/Delta: week 46.*Sent late/s);
  });

  it('stands there once', async () => {
    await office.advanceTo('2026-11-16T10:01');

    const channels = ['growth-ops', 'random', 'growth-steering', 'growth-strategy'] as const;
    expect(channels.map((channel) => digestsIn(office, channel).length)).toEqual([1, 1, 1, 1]);
  });
});

describe('a committee that had no channel for weeks', () => {
  const databases = databasesOf('sqlite');

  it('gets the newest digest once it has one, and hears of the others', async () => {
    const office = await Office.open({
      databases,
      at: '2026-11-13T12:00',
      readingsThrough: '2026-11-22',
      committees: { homeless: committees.homeless },
    });
    for (const local of ['2026-11-16T09:00', '2026-11-23T09:00']) await office.advanceTo(local);

    await office.apply({ homeless: { ...committees.homeless, channel: 'growth-ops' } });
    await office.advanceTo('2026-11-23T09:05');

    const { text } = digestIn(office, 'growth-ops');
    expect(text).toMatch(/week 47/);
    expect(text).toMatch(/Never sent.*week 46/);
    office.expectNothingUnexpected();
    await office.close();
  });
});

describe('a digest that was given up', () => {
  const databases = databasesOf('sqlite');

  it('is told of once, and sent by "digest run" when the cause is mended', async () => {
    const office = await Office.open({
      databases,
      at: '2026-11-13T12:00',
      readingsThrough: '2026-11-15',
      committees: { beta: committees.uninvited },
      timings: { giveUpAfterMs: 200 },
    });
    office.forgive(/a message was given up/);
    office.at('2026-11-16T09:00');
    await office.sweep();
    await office.slack.dm('omar').expectMessage(/given up.*copil digest run/s);
    await expect.poll(() => office.database.client.delivery.count({ where: { state: 'failed' } })).toBe(2);

    const { channels, installation } = office.slack.state;
    channels.get(places.random.id)?.members.add(installation.botUserId);
    await office.app.runDigest({ committeeKey: 'beta', period: '2026-W46' });
    await office.settled();

    expect(digestsIn(office, 'random')).toHaveLength(1);
    expect(office.slack.dm('omar').messages()).toHaveLength(1);
    expect(await office.database.client.digest.findFirst()).toMatchObject({ state: 'published' });
    office.expectNothingUnexpected({ except: refused });
    await office.close();
  });
});
