import { afterEach, beforeEach, expect, it } from 'vitest';
import { call } from '../../support/slack/call.js';
import { type SlackWords, startSlack } from '../../support/slack/start-slack.js';
import { places } from '../../support/slack/team.js';

const channel = places['growth-ops'].id;
let slack: SlackWords;

beforeEach(async () => {
  slack = await startSlack({ scopes: ['channels:history'] });
});

afterEach(() => slack.stop());

it('refuses a call without a token', async () => {
  expect(await call(slack, 'auth.test', {}, null)).toEqual({ ok: false, error: 'not_authed' });
});

it('refuses a token it never gave out', async () => {
  expect(await call(slack, 'auth.test', {}, 'xoxb-somebody-else')).toEqual({ ok: false, error: 'invalid_auth' });
});

it('takes the token from the body as well', async () => {
  const answer = await call(slack, 'auth.test', { token: slack.secrets.botToken }, null);

  expect(answer).toMatchObject({ ok: true, team_id: 'T0COPIL0001' });
});

it('takes a JSON body like a form', async () => {
  const response = await fetch(`${slack.apiUrl}conversations.history`, {
    method: 'POST',
    body: JSON.stringify({ channel }),
    headers: { 'content-type': 'application/json; charset=utf-8', authorization: `Bearer ${slack.secrets.botToken}` },
  });

  expect(await response.json()).toMatchObject({ ok: true, messages: [] });
});

it('refuses the app-level token where a bot token belongs, and the other way round', async () => {
  const { appToken } = slack.secrets;

  expect(await call(slack, 'auth.test', {}, appToken)).toMatchObject({ error: 'not_allowed_token_type' });
  expect(await call(slack, 'apps.connections.open')).toMatchObject({ error: 'not_allowed_token_type' });
});

it('names the scope that is missing and those there are', async () => {
  const answer = await call(slack, 'chat.postMessage', { channel, text: 'hello' });

  expect(answer).toEqual({ ok: false, error: 'missing_scope', needed: 'chat:write', provided: 'channels:history' });
});

it.each(['pins.add', 'constructor'])('answers unknown_method to %s and marks it in the log', async (method) => {
  const answer = await call(slack, method, { channel });

  expect(answer).toMatchObject({ ok: false, error: 'unknown_method' });
  expect(slack.requests.toSlack(method)).toMatchObject([{ refused: 'unknown_method' }]);
});

it.each(['api/auth.test', 'upload/F1/x', 'response/x'])('takes nothing from a page in a browser: %s', async (path) => {
  for (const header of ['origin', 'sec-fetch-site']) {
    const headers = { [header]: 'https://evil.example' };
    const { status } = await fetch(`${slack.baseUrl}/${path}`, { method: 'POST', headers, body: '{}' });

    expect(status).toBe(403);
  }
  expect(slack.requests.all()).toEqual([]);
});

it('never keeps a token in the log', async () => {
  await call(slack, 'auth.test', { token: slack.secrets.botToken });

  expect(JSON.stringify(slack.requests.all())).not.toContain(slack.secrets.botToken);
});

it('never listens for other machines', async () => {
  await expect(startSlack({ host: '0.0.0.0' })).rejects.toThrow(/on this machine only/);
});
