import { expect, it } from 'vitest';
import { unstoredKey } from '../../../src/platform/slack/unstored-keys.js';
import { people, places } from '../../support/slack/team.js';
import { put, stored, textsIn, until, untilAllSettled } from './outbox-words.js';
import { describeOutbox } from './with-outbox.js';

const messages = [
  { key: 'd1' },
  { key: 'd1.a', parent: 'd1' },
  { key: 'd1.b', parent: 'd1' },
  { key: 'note', person: 'omar' },
] as const;
const atBackup = { state: 'pending', slackTs: null, slackChannelId: null, attemptStartedAt: null, sentHash: null };

describeOutbox('after a backup was restored the outbox', (world) => {
  it.each([
    ['when they waited at the backup', () => world.database.client.delivery.updateMany({ data: atBackup })],
    [
      'when they came after the backup',
      async () => {
        await world.database.client.delivery.deleteMany();
        await put(world.database, ...messages);
      },
    ],
  ])('takes over messages that stand in Slack already, %s', async (_, restore) => {
    await put(world.database, ...messages);
    const before = world.run();
    await untilAllSettled(world.database);
    await before.outbox.stop();
    const left = await stored(world.database, 'd1.b');
    await restore();

    const { told } = world.run();
    await untilAllSettled(world.database);

    expect(textsIn(world.slack)).toEqual(['d1', 'd1.a', 'd1.b']);
    expect(world.slack.requests.toSlack('chat.postMessage')).toHaveLength(4);
    const { slackTs, slackChannelId } = left;
    expect(await stored(world.database, 'd1.b')).toMatchObject({ state: 'sent', slackTs, slackChannelId });
    expect(told).toContain('store older d1');
    world.slack.expectNoUnexpected();
  });

  it('takes over what stands in a channel that it was let into only after the start', async () => {
    await put(world.database, { key: 'd1' });
    const before = world.run();
    await untilAllSettled(world.database);
    await before.outbox.stop();
    await world.database.client.delivery.updateMany({ data: atBackup });
    const { id } = places['growth-ops'];
    world.slack.faults.removeBot(id);

    const { told } = world.run();
    await until('the place is refused', () => told.includes('place d1 not_in_channel'));
    const { channels, installation } = world.slack.state;
    channels.get(id)?.members.add(installation.botUserId);
    await untilAllSettled(world.database);

    expect(textsIn(world.slack)).toEqual(['d1']);
    expect(told).toContain('store older d1');
    world.slack.expectNoUnexpected();
  });

  it('tells at start, also where nothing is to be sent, and once', async () => {
    await put(world.database, ...messages);
    const before = world.run();
    await untilAllSettled(world.database);
    await before.outbox.stop();
    await world.database.client.delivery.deleteMany({ where: { key: 'd1.b' } });

    const { told } = world.run();

    await until('it is told', () => told.length > 0);
    expect(told).toEqual(['store older d1.b']);
  });

  it('takes over what stands in a direct conversation, put in after the start, where another one has shown it', async () => {
    await put(world.database, { key: 'hello', person: 'ben' }, { key: 'note', person: 'omar' });
    const before = world.run();
    await untilAllSettled(world.database);
    await put(world.database, { key: 'second', person: 'ben' }, { key: 'third', person: 'omar' });
    before.outbox.kick();
    await untilAllSettled(world.database);
    await before.outbox.stop();
    await world.database.client.delivery.deleteMany({ where: { key: { in: ['second', 'third'] } } });

    const after = world.run();
    await put(world.database, { key: 'second', person: 'ben' }, { key: 'third', person: 'omar' });
    after.outbox.kick();
    await untilAllSettled(world.database);

    expect(world.slack.requests.toSlack('chat.postMessage')).toHaveLength(4);
    world.slack.expectNoUnexpected();
  });

  it('looks back to what it knows, however much was talked since', async () => {
    await put(world.database, { key: 'd1' });
    const before = world.run();
    await untilAllSettled(world.database);
    await put(world.database, { key: 'd2' });
    before.outbox.kick();
    await untilAllSettled(world.database);
    await before.outbox.stop();
    await world.database.client.delivery.deleteMany({ where: { key: 'd2' } });
    const { id: channel } = places['growth-ops'];
    for (let index = 0; index < 450; index += 1) {
      world.slack.state.addMessage({ channel, user: people.ana.id, text: `chat ${index}`, blocks: [], files: [] });
    }

    await put(world.database, { key: 'd2' });
    world.run();
    await untilAllSettled(world.database);

    expect(world.slack.requests.toSlack('chat.postMessage')).toHaveLength(2);
    world.slack.expectNoUnexpected();
  });

  it('takes no answer for a message that the store lost', async () => {
    const { messenger } = world.run();
    const { id: channel } = places['growth-ops'];
    await messenger.post({ channel, key: unstoredKey('mention', 'c:1'), text: 'help', blocks: [] });
    await put(world.database, { key: 'd1' });

    const { told } = world.run();
    await untilAllSettled(world.database);

    expect(told).toEqual(['sent d1']);
  });

  it('sends what is new, and says nothing', async () => {
    await put(world.database, { key: 'd1' });

    const { told } = world.run();
    await untilAllSettled(world.database);

    expect(told).toEqual(['sent d1']);
  });
});
