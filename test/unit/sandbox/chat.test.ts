import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call, upload } from '../../support/slack/call.js';
import { type SlackWords, startSlack } from '../../support/slack/start-slack.js';
import { people, places } from '../../support/slack/team.js';

const channel = places['growth-ops'].id;
const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });
let slack: SlackWords;

beforeEach(async () => {
  slack = await startSlack();
});

afterEach(() => slack.stop());

const post = (args: Record<string, unknown>) => call(slack, 'chat.postMessage', { channel, text: 'hello', ...args });

describe('chat.postMessage', () => {
  it('stamps messages with real time, each later than the one before', async () => {
    const first = await post({});
    const second = await post({});

    expect(Number(second['ts'])).toBeGreaterThan(Number(first['ts']));
    expect(Math.abs(Number(first['ts']) - Date.now() / 1000)).toBeLessThan(5);
  });

  it.each([
    ['a channel that does not exist', 'C0NOWHERE01', 'channel_not_found'],
    ['a public channel without the app', places.random.id, 'not_in_channel'],
  ])('refuses %s', async (_, id, error) => {
    expect(await post({ channel: id })).toMatchObject({ ok: false, error });
  });

  it('reaches a public channel it is not in with chat:write.public, and no private one', async () => {
    await slack.stop();
    slack = await startSlack({ scopes: ['chat:write', 'chat:write.public'] });
    slack.faults.removeBot(places['growth-strategy'].id);

    expect(await post({ channel: places.random.id })).toMatchObject({ ok: true });
    expect(await post({ channel: places['growth-strategy'].id })).toMatchObject({ error: 'channel_not_found' });
  });

  it('says that attachments are not modelled', async () => {
    expect(await post({ attachments: [{ text: 'old' }] })).toMatchObject({ error: 'unknown_method' });
    expect(() => slack.expectNoUnexpected()).toThrow(/attachments/);
  });

  it('hides a private channel the app is not in', async () => {
    slack.faults.removeBot(places['growth-strategy'].id);

    expect(await post({ channel: places['growth-strategy'].id })).toMatchObject({ error: 'channel_not_found' });
  });

  it('refuses an archived channel', async () => {
    slack.faults.archiveChannel(channel);

    expect(await post({})).toMatchObject({ error: 'is_archived' });
  });

  it('opens the direct conversation when it is given a person', async () => {
    const posted = await post({ channel: people.ana.id });

    expect(posted['channel']).toBe(slack.dm('ana').id);
  });

  it('refuses a message without text and blocks', async () => {
    expect(await call(slack, 'chat.postMessage', { channel })).toMatchObject({ error: 'no_text' });
  });

  it('cuts text after 40,000 characters', async () => {
    await post({ text: 'x'.repeat(40_001) });

    expect(slack.channel('growth-ops').messages()[0]?.text).toHaveLength(40_000);
  });

  it('refuses more than 13,200 characters over all blocks', async () => {
    const blocks = Array.from({ length: 5 }, () => section('x'.repeat(2_700)));

    expect(await post({ blocks })).toMatchObject({ error: 'msg_blocks_too_long' });
    expect(await post({ blocks: blocks.slice(1) })).toMatchObject({ ok: true });
  });

  it('says where in the blocks the fault is', async () => {
    const answer = await post({ blocks: [section('fine'), section('x'.repeat(3_001))] });

    const fault = 'must be less than 3001 characters [json-pointer:/blocks/1/text/text]';
    expect(answer).toMatchObject({ error: 'invalid_blocks', errors: [fault] });
    expect(answer['response_metadata']).toEqual({ messages: [`[ERROR] ${fault}`] });
  });

  it.each([
    ['not JSON', '{', 'invalid_blocks_format'],
    ['not a list', '{}', 'invalid_blocks_format'],
  ])('refuses blocks that are %s', async (_, blocks, error) => {
    expect(await post({ blocks })).toMatchObject({ error });
  });

  it.each([
    ['without a payload', { event_type: 'x' }, 'invalid_metadata_schema'],
    ['with a deep payload', { event_type: 'x', event_payload: { a: { b: { c: 1 } } } }, 'invalid_metadata_schema'],
    ['that are too large', { event_type: 'x', event_payload: { a: 'x'.repeat(8_000) } }, 'metadata_too_large'],
    ['that are not an object', [], 'invalid_metadata_format'],
  ])('refuses metadata %s', async (_, metadata, error) => {
    expect(await post({ metadata })).toMatchObject({ error });
  });

  it('puts a reply under its parent, and in the channel where that was deleted', async () => {
    const parent = await post({});

    const reply = await post({ thread_ts: parent['ts'] });
    const orphan = await post({ thread_ts: '1700000000.000001', reply_broadcast: true });

    expect(reply).toMatchObject({ ok: true, message: { thread_ts: parent['ts'] } });
    expect(orphan).toMatchObject({ ok: true, message: { text: expect.any(String) } });
    expect(orphan['message']).not.toHaveProperty('thread_ts');
    expect(slack.channel('growth-ops').messages()).toMatchObject([{ ts: parent['ts'] }, { ts: orphan['ts'] }]);
    expect(slack.channel('growth-ops').thread(String(parent['ts'])).messages()).toHaveLength(1);
  });
});

describe('chat.update', () => {
  it('removes the blocks when only text comes, and marks the message as edited', async () => {
    const { ts } = await post({ blocks: [section('before')] });

    await call(slack, 'chat.update', { channel, ts, text: 'after' });

    expect(slack.channel('growth-ops').messages()).toMatchObject([
      { text: 'after', blocks: [], edited: { user: 'U0COPIL0001' } },
    ]);
  });

  it('keeps metadata unless new ones come, and never shows "edited" for blocks', async () => {
    const metadata = { event_type: 'x', event_payload: { key: 'k' } };
    const { ts } = await post({ metadata });

    await call(slack, 'chat.update', { channel, ts, text: 'after', blocks: [section('after')] });

    const [message] = slack.channel('growth-ops').messages();
    expect(message).toMatchObject({ metadata, text: 'after' });
    expect(message?.edited).toBeUndefined();
  });

  it('removes metadata on {}', async () => {
    const { ts } = await post({ metadata: { event_type: 'x', event_payload: {} } });

    await call(slack, 'chat.update', { channel, ts, text: 'after', metadata: {} });

    expect(slack.channel('growth-ops').messages()[0]?.metadata).toBeUndefined();
  });

  it('refuses text of more than 4,000 characters', async () => {
    const { ts } = await post({});

    const answer = await call(slack, 'chat.update', { channel, ts, text: 'x'.repeat(4_001) });

    expect(answer).toMatchObject({ error: 'msg_too_long' });
  });

  it('refuses a message that is not there, or is a person’s', async () => {
    const { ts } = await slack.person('ana').as.write(channel, 'mine');

    expect(await call(slack, 'chat.update', { channel, ts, text: 'x' })).toMatchObject({
      error: 'cant_update_message',
    });
    expect(await call(slack, 'chat.update', { channel, ts: '1.000000', text: 'x' })).toMatchObject({
      error: 'message_not_found',
    });
  });

  it('may show another file in the blocks', async () => {
    const id = await upload(slack, 'chart.png');
    await expect.poll(() => call(slack, 'files.info', { file: id })).toMatchObject({ file: { filetype: 'png' } });
    const { ts } = await post({});

    const blocks = [{ type: 'image', alt_text: 'a chart', slack_file: { id } }];
    expect(await call(slack, 'chat.update', { channel, ts, text: 'x', blocks })).toMatchObject({ ok: true });
  });
});

describe('the other chat methods', () => {
  it('chat.delete removes the app’s own message alone', async () => {
    const { ts } = await post({});
    const mine = await slack.person('ana').as.write(channel, 'mine');

    expect(await call(slack, 'chat.delete', { channel, ts })).toMatchObject({ ok: true, ts });
    expect(await call(slack, 'chat.delete', { channel, ts: mine.ts })).toMatchObject({ error: 'cant_delete_message' });
    expect(slack.channel('growth-ops').messages()).toHaveLength(1);
  });

  it('chat.postEphemeral shows a message to one member alone', async () => {
    await call(slack, 'chat.postEphemeral', { channel, user: people.ana.id, text: 'for you' });

    expect(slack.person('ana').as.ephemerals()).toMatchObject([{ text: 'for you' }]);
    expect(slack.channel('growth-ops').messages()).toHaveLength(0);
  });

  it('chat.postEphemeral refuses somebody who is not in the channel', async () => {
    const answer = await call(slack, 'chat.postEphemeral', {
      channel: places['growth-steering'].id,
      user: people.dora.id,
      text: 'x',
    });

    expect(answer).toMatchObject({ error: 'user_not_in_channel' });
  });

  it('chat.getPermalink links a message', async () => {
    const { ts } = await post({});

    const answer = await call(slack, 'chat.getPermalink', { channel, message_ts: ts });

    expect(answer['permalink']).toBe(
      `https://copil-sandbox.slack.com/archives/${channel}/p${String(ts).replace('.', '')}`,
    );
  });
});
