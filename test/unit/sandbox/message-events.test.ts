import { afterEach, beforeEach, expect, it } from 'vitest';
import { readManifest } from '../../../src/sandbox/manifest.js';
import type { Message } from '../../../src/sandbox/state/model.js';
import { call, upload } from '../../support/slack/call.js';
import { type SlackWords, startSlack } from '../../support/slack/start-slack.js';
import { people, places } from '../../support/slack/team.js';
import { type RecordingApp, recordingApp } from './recording-app.js';

const channel = places['growth-ops'].id;
const botEvents = ['message.channels', 'message.im', 'file_shared', 'app_mention'];
let slack: SlackWords;
let app: RecordingApp;

beforeEach(async () => {
  app = await recordingApp();
  slack = await startSlack({ requestUrl: app.url, manifest: { ...readManifest(), botEvents } });
});

afterEach(async () => {
  await slack.stop();
  await app.stop();
});

/** The events the app got, in order of their kind: they leave at once and may overtake each other. */
const heard = () => app.received.map(({ payload }) => payload['event'] as Record<string, unknown>);
const post = (args: object = {}) => call(slack, 'chat.postMessage', { channel, text: 'before', ...args });

it('brings messages of channels the app is in, typed ones as rich text', async () => {
  await slack
    .person('ben')
    .as.write(channel, `hello <@${people.ana.id}> &amp; <#${channel}|growth-ops> <https://a.example|a> <!here>`);

  const elements = [
    { type: 'text', text: 'hello ' },
    { type: 'user', user_id: people.ana.id },
    { type: 'text', text: ' & ' },
    { type: 'channel', channel_id: channel },
    { type: 'text', text: ' ' },
    { type: 'link', url: 'https://a.example', text: 'a' },
    { type: 'text', text: ' ' },
    { type: 'broadcast', range: 'here' },
  ];
  expect(heard()).toMatchObject([
    {
      type: 'message',
      channel,
      channel_type: 'channel',
      blocks: [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }],
    },
  ]);
});

it('brings what is written to the app itself', async () => {
  await slack.person('ben').as.write(slack.dm('ben').id, 'hello');

  expect(heard()).toMatchObject([{ type: 'message', text: 'hello', channel_type: 'im' }]);
});

it('brings the app’s own messages, and what it changes and deletes', async () => {
  const { ts } = await post();
  await call(slack, 'chat.update', { channel, ts, text: 'after' });
  await call(slack, 'chat.delete', { channel, ts });

  await expect.poll(() => heard().length).toBe(3);
  expect(heard()).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ type: 'message', ts, bot_id: 'B0COPIL0001' }),
      expect.objectContaining({
        subtype: 'message_changed',
        message: expect.objectContaining({ text: 'after' }),
        previous_message: expect.objectContaining({ text: 'before' }),
      }),
      expect.objectContaining({ subtype: 'message_deleted', deleted_ts: ts }),
    ]),
  );
});

it('keeps the place of a deleted message that has replies', async () => {
  const { ts } = await post();
  await post({ thread_ts: ts, text: 'reply' });

  await call(slack, 'chat.delete', { channel, ts });

  const history = await call(slack, 'conversations.history', { channel });
  expect(history['messages']).toMatchObject([{ ts, subtype: 'tombstone', user: 'USLACKBOT', reply_count: 1 }]);
  expect(await call(slack, 'chat.update', { channel, ts, text: 'again' })).toMatchObject({
    error: 'message_not_found',
  });
  expect(await post({ thread_ts: ts, text: 'another' })).toMatchObject({ ok: true });
});

it('tells of files that come into a channel', async () => {
  await slack.person('ben').as.write(channel, 'see', { files: [{ name: 'a.txt', bytes: Buffer.from('abc') }] });
  const id = await upload(slack, 'chart.png');
  await call(slack, 'files.completeUploadExternal', { files: [{ id }], channel_id: channel });

  await expect
    .poll(() => heard().filter(({ type }) => type === 'file_shared'))
    .toMatchObject([
      { user_id: people.ben.id, channel_id: channel },
      { file_id: id, file: { id }, channel_id: channel },
    ]);
  const [message] = slack.channel('growth-ops').messages() as [Message];
  expect(message.files).toHaveLength(1);
});
