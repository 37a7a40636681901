import { expect, it } from 'vitest';
import { places } from '../../support/slack/team.js';
import { put, stored, takenThen, textsIn, until, untilAllSettled } from './outbox-words.js';
import { describeOutbox } from './with-outbox.js';

const thread = [
  { key: 'd1', text: 'Week 12' },
  { key: 'd1.a', text: 'Leads', parent: 'd1' },
  { key: 'd1.b', text: 'Cost', parent: 'd1' },
  { key: 'd1.c', text: 'Reach', parent: 'd1' },
];

describeOutbox('the outbox', (world) => {
  it('posts the parent, then its thread in order, and says so of each', async () => {
    await put(world.database, ...thread);

    const { told } = world.run();
    await untilAllSettled(world.database);

    expect(textsIn(world.slack)).toEqual(['Week 12', 'Leads', 'Cost', 'Reach']);
    await until('all are told', () => told.length === 4);
    expect(told).toEqual(['sent d1', 'sent d1.a', 'sent d1.b', 'sent d1.c']);
    world.slack.expectNoUnexpected();
  });

  it('sends what is put in while it idles as soon as it is kicked', async () => {
    const { outbox } = world.run({ timings: { idleMs: 60_000 } });
    await outbox.deliverDue();

    await put(world.database, ...thread);
    outbox.kick();

    await untilAllSettled(world.database);
    expect(textsIn(world.slack)).toHaveLength(4);
  });

  it('keeps the order of a thread although one message needs several attempts', async () => {
    await put(world.database, ...thread);
    world.slack.faults.add({ kind: 'error', error: 'internal_thing', method: 'chat.postMessage', count: 3 });

    world.run();
    await untilAllSettled(world.database);

    expect(textsIn(world.slack)).toEqual(['Week 12', 'Leads', 'Cost', 'Reach']);
  });

  it('edits a message whose content changed, where it stands', async () => {
    await put(world.database, ...thread);
    const { outbox } = world.run();
    await untilAllSettled(world.database);

    await put(world.database, { key: 'd1', text: 'Week 12, corrected' }, ...thread.slice(1));
    outbox.kick();
    await untilAllSettled(world.database);

    expect(textsIn(world.slack)).toEqual(['Week 12, corrected', 'Leads', 'Cost', 'Reach']);
    expect(world.slack.requests.toSlack('chat.update')).toHaveLength(1);
    expect(world.slack.requests.toSlack('chat.postMessage')).toHaveLength(4);
  });

  it('posts first and edits then when the content changes while the post is on its way', async () => {
    await put(world.database, { key: 'd1', text: 'old' });
    world.slack.faults.add({ kind: 'slow', ms: 150, method: 'chat.postMessage', count: 1 });

    world.run();
    await until('the post is on its way', () => world.slack.requests.toSlack('chat.postMessage').length === 1);
    await put(world.database, { key: 'd1', text: 'new' });
    await untilAllSettled(world.database);

    expect(textsIn(world.slack)).toEqual(['new']);
    world.slack.expectNoUnexpected();
  });

  it('edits as well when the content changed while nobody knew whether the post had arrived', async () => {
    await put(world.database, { key: 'd1', text: 'old' });
    world.slack.faults.add(takenThen('hang'));

    world.run();
    await until('the post is on its way', () => world.slack.requests.toSlack('chat.postMessage').length === 1);
    await put(world.database, { key: 'd1', text: 'new' });
    await untilAllSettled(world.database);

    expect(textsIn(world.slack)).toEqual(['new']);
    expect(world.slack.requests.toSlack('chat.postMessage')).toHaveLength(1);
    world.slack.expectNoUnexpected();
  });

  it('does not lose new content that came while the old was being withheld', async () => {
    await put(world.database, { key: 'd1', text: 'secret' });
    const { outbox } = world.run({
      compose: async ({ payload }) => {
        if (!payload.includes('secret')) return { text: 'public', blocks: [] };
        await put(world.database, { key: 'd1', text: 'public' });
        return null;
      },
    });
    await outbox.deliverDue();
    await untilAllSettled(world.database);

    expect(textsIn(world.slack)).toEqual(['public']);
  });

  it('lets a message be that somebody deleted, and edits the rest', async () => {
    await put(world.database, ...thread);
    const { outbox, told } = world.run();
    await untilAllSettled(world.database);
    const deleted = world.slack
      .channel('growth-ops')
      .thread((await stored(world.database, 'd1')).slackTs ?? '')
      .messages()[0];
    if (deleted) world.slack.state.removeMessage(deleted);

    await put(world.database, ...thread.map((message) => ({ ...message, text: `${message.text} again` })));
    outbox.kick();
    await untilAllSettled(world.database);

    expect(textsIn(world.slack)).toEqual(['Week 12 again', 'Cost again', 'Reach again']);
    await until('all are told twice', () => told.length === 8);
    world.slack.expectNoUnexpected({ except: ['message_not_found'] });
  });

  it('withholds the thread of a parent that was withheld', async () => {
    await put(world.database, ...thread);

    const { told } = world.run({ compose: async () => null });
    await untilAllSettled(world.database);

    expect(textsIn(world.slack)).toEqual([]);
    await until('all are told', () => told.length === 4);
    expect(told).toContain('withheld d1.c');
  });

  it('fails the thread of a parent that was given up, and sends all of it when the parent gets new content', async () => {
    await put(world.database, ...thread);
    world.slack.faults.archiveChannel(places['growth-ops'].id);
    const { outbox, told } = world.run({ timings: { giveUpAfterMs: 300 } });
    await untilAllSettled(world.database);
    expect(told.filter((line) => line.startsWith('given up'))).toEqual(['given up d1']);

    world.slack.faults.clear();
    const channel = world.slack.state.channels.get(places['growth-ops'].id) ?? expect.fail('no channel');
    channel.is_archived = false;
    await put(world.database, { key: 'd1', text: 'Week 12, late' }, ...thread.slice(1));
    outbox.kick();
    await untilAllSettled(world.database);

    expect(textsIn(world.slack)).toEqual(['Week 12, late', 'Leads', 'Cost', 'Reach']);
  });

  it('does not give up an edit because its message is old', async () => {
    await put(world.database, { key: 'd1', text: 'old' });
    const { outbox } = world.run({ timings: { giveUpAfterMs: 60_000 } });
    await untilAllSettled(world.database);
    const dayBefore = new Date(Date.now() - 86_400_000);
    await world.database.client.delivery.updateMany({ data: { createdAt: dayBefore } });
    world.slack.faults.add({ kind: 'error', error: 'something_new', method: 'chat.update', count: 2 });

    await put(world.database, { key: 'd1', text: 'new' });
    outbox.kick();
    await untilAllSettled(world.database);

    expect(textsIn(world.slack)).toEqual(['new']);
  });
});
