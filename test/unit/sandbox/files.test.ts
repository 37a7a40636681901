import { afterEach, beforeEach, expect, it } from 'vitest';
import { call, upload } from '../../support/slack/call.js';
import { type SlackWords, startSlack } from '../../support/slack/start-slack.js';
import { people, places } from '../../support/slack/team.js';

const channel = places['growth-ops'].id;
let slack: SlackWords;
let now: number;

beforeEach(async () => {
  now = Date.now();
  slack = await startSlack({ fileReadyAfterMs: 400, technicalClock: { now: () => new Date(now) } });
});

afterEach(() => slack.stop());

const imageOf = (id: string) => ({
  channel,
  text: 'x',
  blocks: [{ type: 'image', alt_text: 'a', slack_file: { id } }],
});

it('files.getUploadURLExternal wants a name and a length', async () => {
  expect(await call(slack, 'files.getUploadURLExternal', { filename: 'a.png' })).toMatchObject({
    error: 'invalid_arguments',
  });
  expect(await call(slack, 'files.getUploadURLExternal', { filename: 'a.png', length: 0 })).toMatchObject({
    error: 'invalid_arguments',
  });
});

it('the upload refuses another number of bytes than was declared', async () => {
  const { upload_url } = await call(slack, 'files.getUploadURLExternal', { filename: 'a.png', length: 3 });

  const response = await fetch(String(upload_url), { method: 'POST', body: 'four' });

  expect(response.status).toBe(400);
  expect(await response.text()).toMatch(/length mismatch/);
});

it('files.completeUploadExternal refuses a file without its bytes', async () => {
  const { file_id } = await call(slack, 'files.getUploadURLExternal', { filename: 'a.png', length: 3 });

  const answer = await call(slack, 'files.completeUploadExternal', { files: [{ id: file_id }] });

  expect(answer).toMatchObject({ error: 'file_not_found' });
});

it('files.completeUploadExternal takes a conversation, never a person', async () => {
  const answer = await call(slack, 'files.completeUploadExternal', {
    files: [{ id: 'F0SOMETHING' }],
    channel_id: people.ana.id,
  });

  expect(answer).toMatchObject({ error: 'channel_not_found' });
});

it('a file cannot be shown before Slack has looked through it, and files.info tells when', async () => {
  const id = await upload(slack, 'chart.png');

  const early = await call(slack, 'chat.postMessage', imageOf(id));
  const pending = await call(slack, 'files.info', { file: id });
  now += 400;
  const ready = await call(slack, 'files.info', { file: id });
  const late = await call(slack, 'chat.postMessage', imageOf(id));

  expect(early).toMatchObject({
    error: 'invalid_blocks',
    errors: ['invalid slack file [json-pointer:/blocks/0/slack_file]'],
  });
  expect(pending).toMatchObject({ file: { mimetype: '', filetype: '' } });
  expect(ready).toMatchObject({ file: { mimetype: 'image/png', filetype: 'png' } });
  expect(late).toMatchObject({ ok: true });
});

it('a file that is no picture, or not the app’s, cannot be shown', async () => {
  const csv = await upload(slack, 'data.csv');
  now += 400;

  expect(await call(slack, 'chat.postMessage', imageOf(csv))).toMatchObject({ error: 'invalid_blocks' });
  expect(await call(slack, 'chat.postMessage', imageOf('F0NOTHERE01'))).toMatchObject({ error: 'invalid_blocks' });
});

it('files stay private until a message shares them', async () => {
  const { upload_url, file_id } = await call(slack, 'files.getUploadURLExternal', { filename: 'a.csv', length: 2 });
  await fetch(String(upload_url), { method: 'POST', body: 'ab' });

  const answer = await call(slack, 'files.completeUploadExternal', {
    files: [{ id: file_id, title: 'Figures' }],
    channel_id: channel,
    initial_comment: 'The figures',
  });

  expect(answer).toMatchObject({ files: [{ title: 'Figures', channels: [], is_public: false }] });
  await slack.channel('growth-ops').expectMessage(/The figures/);
  expect(await call(slack, 'files.info', { file: file_id })).toMatchObject({
    file: { channels: [channel], is_public: true },
  });
});

it('the bytes of a file can be fetched for drawing the page', async () => {
  const id = await upload(slack, 'chart.png', 'picture');
  now += 400;

  const response = await fetch(`${slack.baseUrl}/files/${id}/chart.png`);

  expect(response.headers.get('content-type')).toBe('image/png');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none';.*sandbox$/);
  expect(await response.text()).toBe('picture');
});

it('files.delete forgets a file', async () => {
  const id = await upload(slack, 'chart.png');

  await call(slack, 'files.delete', { file: id });

  expect(await call(slack, 'files.info', { file: id })).toMatchObject({ error: 'file_not_found' });
});
