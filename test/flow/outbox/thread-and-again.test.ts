import { expect, it } from 'vitest';
import { newUuid } from '../../../src/kernel/ids.js';
import type { Delivery } from '../../../src/platform/outbox/delivery.js';
import { postAgain } from '../../../src/platform/outbox/redraw.js';
import { enqueue, listCopies } from '../../../src/platform/outbox/stored-deliveries.js';
import { places } from '../../support/slack/team.js';
import { put, stored, takenThen, textsIn, until, untilAllSettled } from './outbox-words.js';
import { describeOutbox, type World } from './with-outbox.js';

const ops = places['growth-ops'].id;

async function reply(world: World, words: { threadTs?: string; parentKey?: string; text: string }): Promise<void> {
  const message = {
    workspaceId: 'w1',
    key: 'reply',
    destination: { kind: 'channel', id: ops },
    ...(words.threadTs ? { threadTs: words.threadTs } : {}),
    ...(words.parentKey ? { parentKey: words.parentKey } : {}),
    isBroadcast: true,
    subject: 'topic',
    payload: { text: words.text },
  } as const;
  await world.database.transaction((transaction) =>
    enqueue(transaction, [message], { newId: newUuid, now: new Date() }),
  );
}

/** What a kind does that wants its messages back. */
const postingAgain = (world: World) => ({
  onMessageGone: (gone: Delivery) =>
    world.database.transaction((transaction) => postAgain(transaction, gone, { newId: newUuid, now: new Date() })),
});

/** As when somebody removes messages in Slack. */
function deleteAll(world: World, text: string): void {
  const { state } = world.slack;
  for (const message of state.messagesOf(ops).filter((one) => one.text === text)) state.removeMessage(message);
}

const textsOf = (world: World) => world.slack.state.messagesOf(ops).map(({ text }) => text);

describeOutbox('in a thread, the outbox', (world) => {
  it('shows a reply in the channel as well where that is asked for', async () => {
    await put(world.database, { key: 'd1' });
    const { outbox } = world.run();
    await untilAllSettled(world.database);
    const parent = await stored(world.database, 'd1');

    await reply(world, { threadTs: parent.slackTs ?? '', text: 'for all' });
    outbox.kick();
    await untilAllSettled(world.database);

    const posted = world.slack.state.messagesOf(ops).find(({ text }) => text === 'for all');
    expect(posted).toMatchObject({ thread_ts: parent.slackTs, is_broadcast: true });
    world.slack.expectNoUnexpected();
  });

  it('lets a reply that was to be seen by all stand by itself where it has no thread', async () => {
    world.run();
    await reply(world, { text: 'alone' });
    await untilAllSettled(world.database);

    expect(textsIn(world.slack)).toEqual(['alone']);
    world.slack.expectNoUnexpected();
  });

  it('posts a deleted reply again in its thread', async () => {
    await put(world.database, { key: 'd1' });
    const { outbox } = world.run({ hooks: postingAgain(world) });
    await untilAllSettled(world.database);
    await reply(world, { parentKey: 'd1', text: 'first' });
    outbox.kick();
    await untilAllSettled(world.database);
    deleteAll(world, 'first');

    await reply(world, { parentKey: 'd1', text: 'second' });
    outbox.kick();
    await untilAllSettled(world.database);

    const { slackTs } = await stored(world.database, 'd1');
    const posted = world.slack.state.messagesOf(ops).find(({ text }) => text === 'second');
    expect(posted).toMatchObject({ thread_ts: slackTs });
  });

  it('posts a deleted message again where its kind wants it back: once, and redraws that one from then on', async () => {
    const { outbox } = world.run({ hooks: postingAgain(world) });
    const say = async (text: string) => {
      await reply(world, { text });
      outbox.kick();
      await untilAllSettled(world.database);
    };
    await say('first');
    deleteAll(world, 'first');

    await say('second');
    expect(textsOf(world)).toEqual(['second']);
    expect(await stored(world.database, 'reply')).toMatchObject({ subject: null });
    expect(await stored(world.database, 'reply:again')).toMatchObject({ subject: 'topic', state: 'sent' });

    deleteAll(world, 'second');
    await say('third');
    await world.database.transaction(async (transaction) => {
      const copies = await listCopies(transaction, 'topic');
      const redrawn = copies.map(({ workspaceId, key, destination }) => ({
        workspaceId,
        key,
        destination,
        payload: { text: 'fourth' },
      }));
      await enqueue(transaction, redrawn, { newId: newUuid, now: new Date() });
    });
    outbox.kick();
    await untilAllSettled(world.database);

    expect(textsOf(world)).toEqual([]);
    expect(world.slack.requests.toSlack('chat.postMessage')).toHaveLength(2);
  });

  it('posts it again once where the process dies between putting it back and storing that the other is gone', async () => {
    const first = world.run();
    await reply(world, { text: 'first' });
    await untilAllSettled(world.database);
    await first.outbox.stop();
    deleteAll(world, 'first');
    await reply(world, { text: 'second' });
    let times = 0;

    world.run({
      hooks: {
        async onMessageGone(gone) {
          await postingAgain(world).onMessageGone(gone);
          times += 1;
          if (times === 1) throw new Error('the process died');
        },
      },
    });
    await until('the hook was called again', () => times > 1);
    await untilAllSettled(world.database);

    expect(textsOf(world)).toEqual(['second']);
    expect(world.slack.requests.toSlack('chat.postMessage')).toHaveLength(2);
  });
});

describeOutbox('a thread whose parent somebody deleted', (world) => {
  const replies = [
    { key: 'd1.a', parent: 'd1', text: 'Reach' },
    { key: 'd1.b', parent: 'd1', text: 'Leads' },
  ];
  const open = async (): Promise<string> => {
    await put(world.database, { key: 'd1', text: 'Week 12' });
    const { outbox } = world.run();
    await untilAllSettled(world.database);
    await outbox.stop();
    const { slackTs } = await stored(world.database, 'd1');
    return slackTs ?? expect.fail('the parent has not left');
  };
  const standing = () => world.slack.state.messagesOf(ops);

  it('is begun anew, and what was to stand in it follows in order', async () => {
    const goneTs = await open();
    deleteAll(world, 'Week 12');

    const { told } = world.run();
    await put(world.database, { key: 'd1', text: 'Week 12' }, ...replies);
    await untilAllSettled(world.database);

    const { slackTs } = await stored(world.database, 'd1');
    expect(slackTs).not.toBe(goneTs);
    expect(standing()).toMatchObject([
      { ts: slackTs, text: 'Week 12' },
      { thread_ts: slackTs, text: 'Reach' },
      { thread_ts: slackTs, text: 'Leads' },
    ]);
    expect(told.filter((line) => line.startsWith('given up'))).toEqual([]);
    world.slack.expectNoUnexpected({ except: ['thread_not_found'] });
  });

  it('is let be when somebody deletes it a second time, which is said once', async () => {
    await open();
    deleteAll(world, 'Week 12');
    const first = world.run();
    await put(world.database, ...replies.slice(0, 1));
    await untilAllSettled(world.database);
    await first.outbox.stop();
    deleteAll(world, 'Week 12');
    deleteAll(world, 'Reach');

    const { told } = world.run();
    await put(world.database, ...replies.slice(1), { key: 'd1.c', parent: 'd1', text: 'Cost' });
    await untilAllSettled(world.database);

    expect(standing()).toEqual([]);
    expect(told.filter((line) => line.startsWith('given up'))).toEqual(['given up d1.b']);
    expect((await stored(world.database, 'd1.c')).state).toBe('failed');
  });

  it('is begun anew for a reply that knows only where it stood', async () => {
    const goneTs = await open();
    deleteAll(world, 'Week 12');

    const { told } = world.run();
    await reply(world, { threadTs: goneTs, text: 'for all' });
    await untilAllSettled(world.database);

    const { slackTs } = await stored(world.database, 'd1');
    expect(standing()).toMatchObject([
      { ts: slackTs, text: 'Week 12' },
      { thread_ts: slackTs, is_broadcast: true },
    ]);
    expect(told.filter((line) => line.startsWith('place'))).toEqual([]);
  });

  it('of a person is left to its kind, and nothing stands in the channel meanwhile', async () => {
    const { told } = world.run();
    await reply(world, { threadTs: '1700000000.000001', text: 'a card' });
    await until('its kind is told', () => told.includes('place reply null'));

    expect(standing()).toEqual([]);
    expect((await stored(world.database, 'reply')).replacesTs).toBeNull();
  });

  it.each([
    ['nobody heard what became of the reply', takenThen('reset')],
    [
      'the stray reply could not be taken back at once',
      { kind: 'status', status: 503, method: 'chat.delete', count: 1 },
    ],
  ] as const)('keeps nothing in the channel though %s', async (_, fault) => {
    await open();
    deleteAll(world, 'Week 12');
    world.slack.faults.add(fault);

    world.run();
    await put(world.database, ...replies);
    await untilAllSettled(world.database);

    const { slackTs } = await stored(world.database, 'd1');
    expect(standing()).toMatchObject([
      { ts: slackTs, text: 'Week 12' },
      { thread_ts: slackTs, text: 'Reach' },
      { thread_ts: slackTs, text: 'Leads' },
    ]);
  });

  it('keeps nothing in the channel where the process dies before it stored that it took the reply back', async () => {
    await open();
    deleteAll(world, 'Week 12');
    await put(world.database, ...replies);

    world.runUntilDeath('settle', 'before');
    await until('the first process posted', () => world.slack.requests.toSlack('chat.delete').length > 0);
    world.run({ database: await world.another() });
    await untilAllSettled(world.database);

    expect(textsIn(world.slack)).toEqual(['Week 12', 'Reach', 'Leads']);
  });
});
