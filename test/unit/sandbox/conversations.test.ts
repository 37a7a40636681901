import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readManifest } from '../../../src/sandbox/manifest.js';
import { type Answer, call } from '../../support/slack/call.js';
import { type SlackWords, startSlack } from '../../support/slack/start-slack.js';
import { people, places } from '../../support/slack/team.js';

const channel = places['growth-ops'].id;
let slack: SlackWords;

beforeEach(async () => {
  slack = await startSlack();
});

afterEach(() => slack.stop());

async function posted(count: number): Promise<string[]> {
  const stamps: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const { ts } = await call(slack, 'chat.postMessage', {
      channel,
      text: `message ${index}`,
      metadata: { event_type: 'numbered', event_payload: { index } },
    });
    stamps.push(String(ts));
  }
  return stamps;
}

function textsOf(answer: Answer): unknown[] {
  return (answer['messages'] as { text: string }[]).map(({ text }) => text);
}

describe('conversations.info', () => {
  it('says whether a channel is shared with another company', async () => {
    const answer = await call(slack, 'conversations.info', { channel: places['partners-shared'].id });

    expect(answer).toMatchObject({ ok: true, channel: { is_ext_shared: true, is_member: true } });
  });

  it('knows a public channel the app is not in', async () => {
    const answer = await call(slack, 'conversations.info', { channel: places.random.id });

    expect(answer).toMatchObject({ ok: true, channel: { name: 'random', is_member: false } });
  });

  it('needs a scope of its own for direct conversations', async () => {
    const answer = await call(slack, 'conversations.info', { channel: slack.dm('ana').id });

    expect(answer).toMatchObject({ error: 'missing_scope', needed: 'im:read' });
  });
});

describe('conversations.history', () => {
  it('gives the newest first, between two stamps that are not included', async () => {
    const [first, , third] = await posted(3);

    expect(textsOf(await call(slack, 'conversations.history', { channel }))).toEqual([
      'message 2',
      'message 1',
      'message 0',
    ]);
    expect(textsOf(await call(slack, 'conversations.history', { channel, oldest: first, latest: third }))).toEqual([
      'message 1',
    ]);
    expect(
      textsOf(await call(slack, 'conversations.history', { channel, oldest: first, inclusive: true })),
    ).toHaveLength(3);
  });

  it('pages with a cursor', async () => {
    await posted(3);

    const first = await call(slack, 'conversations.history', { channel, limit: 2 });
    const { next_cursor } = first['response_metadata'] as { next_cursor: string };
    const second = await call(slack, 'conversations.history', { channel, limit: 2, cursor: next_cursor });

    expect(first['has_more']).toBe(true);
    expect(textsOf(second)).toEqual(['message 0']);
    expect(second['has_more']).toBe(false);
  });

  it('gives metadata only on request; without it the type alone', async () => {
    await posted(1);

    const bare = await call(slack, 'conversations.history', { channel });
    const full = await call(slack, 'conversations.history', { channel, include_all_metadata: true });

    expect(bare).toMatchObject({ messages: [{ metadata: { event_type: 'numbered' } }] });
    expect(JSON.stringify(bare)).not.toContain('event_payload');
    expect(full).toMatchObject({ messages: [{ metadata: { event_payload: { index: 0 } } }] });
  });

  it('leaves replies to conversations.replies', async () => {
    const [parent] = await posted(1);
    await call(slack, 'chat.postMessage', { channel, text: 'a reply', thread_ts: parent });

    const history = await call(slack, 'conversations.history', { channel });
    const thread = await call(slack, 'conversations.replies', { channel, ts: parent });

    expect(history).toMatchObject({ messages: [{ text: 'message 0', reply_count: 1 }] });
    expect(textsOf(thread)).toEqual(['message 0', 'a reply']);
  });

  it('refuses a channel the app is not in', async () => {
    const answer = await call(slack, 'conversations.history', { channel: places.random.id });

    expect(answer).toMatchObject({ error: 'not_in_channel' });
  });

  it('needs the scope of the kind of channel', async () => {
    await slack.stop();
    slack = await startSlack({ scopes: readManifest().scopes.filter((scope) => scope !== 'groups:history') });

    const answer = await call(slack, 'conversations.history', { channel: places['growth-strategy'].id });

    expect(answer).toMatchObject({ error: 'missing_scope', needed: 'groups:history' });
  });
});

describe('the other conversations methods', () => {
  it('conversations.replies refuses a thread that is not there', async () => {
    const answer = await call(slack, 'conversations.replies', { channel, ts: '1.000000' });

    expect(answer).toMatchObject({ error: 'thread_not_found' });
  });

  it('conversations.open opens one direct conversation per person', async () => {
    const first = await call(slack, 'conversations.open', { users: people.ana.id });
    const second = await call(slack, 'conversations.open', { users: people.ana.id });

    expect(second).toMatchObject({ ok: true, already_open: true, channel: first['channel'] as object });
    expect(await call(slack, 'conversations.open', { users: 'U0NOBODY001' })).toMatchObject({
      error: 'user_not_found',
    });
  });

  it('conversations.open says that conversations of several people are not modelled', async () => {
    const answer = await call(slack, 'conversations.open', { users: `${people.ana.id},${people.ben.id}` });

    expect(answer).toMatchObject({ error: 'unknown_method' });
  });

  it('conversations.members pages through the members', async () => {
    const answer = await call(slack, 'conversations.members', { channel, limit: 2 });

    expect(answer['members']).toHaveLength(2);
    expect(answer['response_metadata']).not.toEqual({ next_cursor: '' });
  });

  it('conversations.join needs a scope the manifest does not ask for', async () => {
    const answer = await call(slack, 'conversations.join', { channel: places.random.id });

    expect(answer).toMatchObject({ error: 'missing_scope', needed: 'channels:join' });
  });

  it('conversations.join enters a public channel', async () => {
    await slack.stop();
    slack = await startSlack({ scopes: ['channels:join'] });

    const answer = await call(slack, 'conversations.join', { channel: places.random.id });

    expect(answer).toMatchObject({ ok: true, channel: { is_member: true } });
  });
});
