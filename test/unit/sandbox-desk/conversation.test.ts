import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call, upload } from '../../support/slack/call.js';
import { people, places } from '../../support/slack/team.js';
import { type DeskWords, startDesk } from './desk-words.js';

const ops = places['growth-ops'].id;
const { ana, ben, dora } = people;
let desk: DeskWords;

beforeEach(async () => {
  desk = await startDesk({ shownClock: { now: () => new Date('2026-11-23T08:00:00Z') } });
});

afterEach(() => desk.stop());

const post = async (fields: Record<string, unknown>) =>
  String((await call(desk.slack, 'chat.postMessage', { channel: ops, ...fields }))['ts']);

describe('a conversation', () => {
  it('is flat, oldest first, at the time the workspace plays', async () => {
    const parent = await post({ text: 'the digest' });
    await post({ text: 'next' });
    await post({ text: 'a reply', thread_ts: parent });
    await post({ text: 'for all', thread_ts: parent, reply_broadcast: true });

    const { messages, isWhole } = await desk.conversation(ana.id, ops);

    expect(isWhole).toBe(true);
    expect(messages).toMatchObject([
      { text: 'the digest', at: Date.parse('2026-11-23T08:00:00Z'), author: { name: 'Copil', isBot: true } },
      { text: 'next' },
      { text: 'a reply', thread: parent },
      { text: 'for all', thread: parent, isBroadcast: true },
    ]);
    expect(messages[0]).not.toHaveProperty('thread');
  });

  it('tells only what changed since a version: new, changed and deleted messages', async () => {
    const [kept, changed, deleted] = [
      await post({ text: 'kept' }),
      await post({ text: 'old' }),
      await post({ text: 'x' }),
    ];
    const { version } = await desk.conversation(ana.id, ops);

    await call(desk.slack, 'chat.update', { channel: ops, ts: changed, text: 'new' });
    await call(desk.slack, 'chat.delete', { channel: ops, ts: deleted });
    await post({ text: 'later' });
    const news = await desk.conversation(ana.id, ops, version);

    expect(news.version).toBeGreaterThan(version);
    expect(news.messages.map(({ text }) => text)).toEqual(['new', 'later']);
    expect(news.messages[0]).toMatchObject({ isEdited: true });
    expect(news.gone).toEqual([deleted]);
    expect(news).not.toHaveProperty('isWhole');
    expect(news.messages.map(({ ts }) => ts)).not.toContain(kept);
  });

  it('has the version that the list of conversations tells, so that one can see what is old', async () => {
    await post({ text: 'one' });
    await desk.state(ben.id);

    const { version } = await desk.conversation(ana.id, ops);
    const { channels } = await desk.state(ana.id);

    expect(channels.find(({ id }) => id === ops)?.version).toBe(version);
  });

  it.each([1, Date.now() + 1e9])('comes whole to who has a version that is not known: %d', async (since) => {
    await post({ text: 'one' });

    const news = await desk.conversation(ana.id, ops, since);

    expect(news).toMatchObject({ isWhole: true, gone: [], messages: [{ text: 'one' }] });
  });

  it('shows what is for one person to that person alone, coming and going', async () => {
    const before = (await desk.conversation(ana.id, ops)).version;
    await call(desk.slack, 'chat.postEphemeral', { channel: ops, user: ana.id, text: 'for Ana' });

    const [toAna] = (await desk.conversation(ana.id, ops, before)).messages;
    const toBen = await desk.conversation(ben.id, ops, before);
    const between = (await desk.conversation(ana.id, ops)).version;
    const stolen = await desk.act(ben.id, { kind: 'dismiss', ephemeral: toAna?.ephemeralId ?? '' });
    const dismissed = await desk.act(ana.id, { kind: 'dismiss', ephemeral: toAna?.ephemeralId ?? '' });

    expect(toAna).toMatchObject({ text: 'for Ana', isEphemeral: true, author: { isBot: true } });
    expect(toBen.messages).toEqual([]);
    expect([stolen.ok, dismissed.ok]).toEqual([false, true]);
    expect(await desk.conversation(ana.id, ops, between)).toMatchObject({ messages: [], gone: [toAna?.ts] });
    expect(await desk.conversation(ben.id, ops, between)).toMatchObject({ messages: [], gone: [] });
  });

  it('is not there for who was not invited, a guest least of all', async () => {
    const secret = places['growth-strategy'].id;
    const visible = (await desk.state(dora.id)).channels.map(({ name }) => name);

    expect((await desk.get(`/sandbox/conversation?as=${dora.id}&channel=${secret}`)).status).toBe(404);
    expect(visible).toEqual(['growth-ops', 'Copil']);
    expect((await desk.state(ben.id)).channels.map(({ name }) => name)).toContain('growth-strategy');
  });

  it('gives the address of a picture once it is ready, and tells so by itself', async () => {
    await desk.stop();
    desk = await startDesk({ fileReadyAfterMs: 300 });
    const id = await upload(desk.slack, 'chart one.png');
    const bot = desk.slack.state.installation.botUserId;
    desk.slack.state.addMessage({ channel: ops, user: bot, text: '', blocks: [], files: [id] });
    const early = await desk.conversation(ana.id, ops);
    const stream = await desk.listen(ana.id);

    await expect.poll(() => desk.conversation(ana.id, ops, early.version)).toHaveProperty('files');
    const news = await desk.conversation(ana.id, ops, early.version);
    await expect
      .poll(() => stream.of('changed'))
      .toContainEqual({ channel: ops, version: expect.toSatisfy((version) => version >= news.version) as number });
    stream.close();

    expect(early.files).toBeUndefined();
    expect(early.messages).toMatchObject([{ files: [{ id, name: 'chart one.png' }] }]);
    expect(news.files).toEqual({ [id]: `/files/${id}/chart%20one.png` });
    expect(news.messages).toHaveLength(1);
  });

  it('counts a thousand unread messages', async () => {
    const { state } = desk.slack;
    for (let count = 0; count < 1_000; count += 1) {
      state.addMessage({ channel: ops, user: ben.id, text: `message ${count}`, blocks: [], files: [] });
    }

    const { messages } = await desk.conversation(ana.id, ops);
    const { actor } = await desk.state(ana.id);

    expect(messages).toHaveLength(1_000);
    expect(actor.unread).toBe(1_000);
  });
});

describe('what is unread', () => {
  const unread = async (as: string) => {
    const { channels, actor } = await desk.state(as);
    return { here: channels.find(({ id }) => id === ops)?.unread ?? 0, all: actor.unread };
  };

  it('is what others wrote in the channel since one read it, for each person alone', async () => {
    const first = await post({ text: 'one' });
    await post({ text: 'two' });
    await post({ text: 'a reply', thread_ts: first });

    await desk.act(ana.id, { kind: 'read', channel: ops, ts: first });

    expect(await unread(ana.id)).toEqual({ here: 1, all: 1 });
    expect(await unread(ben.id)).toEqual({ here: 2, all: 2 });
  });

  it('leaves out what one wrote, and counts replies in a thread one wrote in', async () => {
    const { state } = desk.slack;
    const written = { channel: ops, blocks: [], files: [] };
    const first = await post({ text: 'one' });
    state.addMessage({ ...written, user: ana.id, text: 'mine', thread_ts: first });
    state.addMessage({ ...written, user: ben.id, text: 'to Ana', thread_ts: first });

    expect(await unread(ana.id)).toEqual({ here: 2, all: 2 });
    expect(await unread(dora.id)).toEqual({ here: 1, all: 1 });
  });

  it('never comes back by reading less, and nobody reads what is not there', async () => {
    const [first, second] = [await post({ text: 'one' }), await post({ text: 'two' })];
    await desk.act(ana.id, { kind: 'read', channel: ops, ts: '9999999999.000000' });
    await desk.act(ana.id, { kind: 'read', channel: ops, ts: first });

    const { channels } = await desk.state(ana.id);
    await post({ text: 'three' });

    expect(channels.find(({ id }) => id === ops)).toMatchObject({ readTs: second });
    expect(await unread(ana.id)).toEqual({ here: 1, all: 1 });
  });

  it('is told of all whom one can act as', async () => {
    await post({ text: 'one' });

    const { actors } = await desk.state(ana.id);

    expect(actors.map(({ name, role, unread: count, isGuest }) => [name, role, count, isGuest])).toEqual([
      ['Ana Lopes', 'Cheffe de projet', 1, false],
      ['Ben Okafor', 'Membre', 1, false],
      ['Dora Klein', 'Invitée', 1, true],
    ]);
  });
});
