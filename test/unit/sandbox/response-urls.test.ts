import { afterEach, beforeEach, expect, it } from 'vitest';
import { call } from '../../support/slack/call.js';
import { type SlackWords, startSlack } from '../../support/slack/start-slack.js';
import { places } from '../../support/slack/team.js';
import { type RecordingApp, recordingApp } from './recording-app.js';

const channel = places['growth-ops'].id;
let now: number;
let slack: SlackWords;
let app: RecordingApp;

beforeEach(async () => {
  now = Date.now();
  app = await recordingApp();
  slack = await startSlack({ requestUrl: app.url, technicalClock: { now: () => new Date(now) } });
});

afterEach(async () => {
  await slack.stop();
  await app.stop();
});

async function answerUrl(): Promise<string> {
  await slack.person('ana').as.slash('/copil help', channel);
  return String(app.last()['response_url']);
}

async function answer(url: string, body: object): Promise<[number, unknown]> {
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  return [response.status, await response.json()];
}

it('shows an answer to the person alone unless told otherwise', async () => {
  const url = await answerUrl();

  await answer(url, { text: 'for you' });
  await answer(url, { text: 'for all', response_type: 'in_channel' });

  expect(slack.person('ana').as.ephemerals()).toMatchObject([{ text: 'for you', channel }]);
  expect(slack.channel('growth-ops').messages()).toMatchObject([{ text: 'for all' }]);
});

it('answers even in a channel the app is not in', async () => {
  await slack.person('ana').as.slash('/copil help', places.random.id);

  const [status] = await answer(String(app.last()['response_url']), { text: 'here' });

  expect(status).toBe(200);
});

it('works five times', async () => {
  const url = await answerUrl();
  for (let index = 0; index < 5; index += 1) expect((await answer(url, { text: 'x' }))[0]).toBe(200);

  expect(await answer(url, { text: 'x' })).toEqual([404, { ok: false, error: 'used_url' }]);
});

it('works for thirty minutes', async () => {
  const url = await answerUrl();

  now += 30 * 60_000 + 1;

  expect(await answer(url, { text: 'x' })).toEqual([404, { ok: false, error: 'expired_url' }]);
});

it('is forgotten after an hour, once another is given', async () => {
  const url = await answerUrl();

  now += 60 * 60_000 + 1;
  await answerUrl();

  expect(await answer(url, { text: 'x' })).toEqual([404, { ok: false, error: 'invalid_url' }]);
});

it('replaces or deletes the message that was acted on', async () => {
  const elements = [{ type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Go' } }];
  await call(slack, 'chat.postMessage', { channel, text: 'before', blocks: [{ type: 'actions', elements }] });
  const message = await slack.channel('growth-ops').expectMessage(/before/);
  await slack.person('ana').click(message, 'go');
  const url = String(app.last()['response_url']);

  await answer(url, { text: 'after', replace_original: true });
  expect(slack.channel('growth-ops').messages()).toMatchObject([{ text: 'after', blocks: [] }]);

  await answer(url, { delete_original: true });
  expect(slack.channel('growth-ops').messages()).toHaveLength(0);
});

it('refuses an answer without text and blocks, and blocks past their limits', async () => {
  const url = await answerUrl();

  expect((await answer(url, {}))[1]).toMatchObject({ error: 'no_text' });
  expect((await answer(url, { blocks: [{ type: 'unheard_of' }] }))[1]).toMatchObject({ error: 'invalid_blocks' });
});
