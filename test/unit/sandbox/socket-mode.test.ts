import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { call } from '../../support/slack/call.js';
import { type SlackWords, startSlack } from '../../support/slack/start-slack.js';

let slack: SlackWords;

beforeEach(async () => {
  slack = await startSlack();
});

afterEach(() => slack.stop());

interface Client {
  readonly socket: WebSocket;
  readonly frames: Record<string, unknown>[];
}

async function newUrl(): Promise<string> {
  const answer = await call(slack, 'apps.connections.open', {}, slack.secrets.appToken);
  return String(answer['url']);
}

/** A client that acknowledges each envelope with the payload given. */
async function connect(payload?: object): Promise<Client> {
  const socket = new WebSocket(await newUrl());
  const frames: Record<string, unknown>[] = [];
  const hello = new Promise<void>((resolve) => {
    socket.on('message', (data) => {
      const frame = JSON.parse(String(data)) as Record<string, unknown>;
      frames.push(frame);
      if (frame['type'] === 'hello') resolve();
      if (frame['envelope_id']) socket.send(JSON.stringify({ envelope_id: frame['envelope_id'], payload }));
    });
  });
  await hello;
  return { socket, frames };
}

it('greets a client and sends it commands as envelopes', async () => {
  const client = await connect({ text: 'hello' });

  const outcome = await slack.person('ana').slash('/copil help');

  expect(outcome.text).toBe('hello');
  expect(client.frames).toMatchObject([
    { type: 'hello', num_connections: 1, connection_info: { app_id: 'A0COPIL0001' } },
    { type: 'slash_commands', accepts_response_payload: true, payload: { command: '/copil', text: 'help' } },
  ]);
});

it('gives each envelope to one of several sockets', async () => {
  const [first, second] = [await connect(), await connect()];

  await slack.person('ana').slash('/copil help', { withinMs: 0 });
  await slack.person('ana').slash('/copil help', { withinMs: 0 });

  const counts = [first, second].map(({ frames }) => frames.filter(({ type }) => type === 'slash_commands').length);
  expect(counts).toEqual([1, 1]);
});

it('lets a ticket in once', async () => {
  const url = await newUrl();
  const first = new WebSocket(url);
  await new Promise((resolve) => first.once('open', resolve));

  const second = new WebSocket(url);
  const refusal = await new Promise<Error>((resolve) => second.once('error', resolve));

  expect(refusal.message).toMatch(/403/);
});

it('refuses a client that names no address, and goes on', async () => {
  const client = new WebSocket(`ws://127.0.0.1:${slack.port}//`);
  const refusal = await new Promise<Error>((resolve) => client.once('error', resolve));

  expect(refusal.message).toMatch(/403/);
});

it('says goodbye before it closes, and then falls back to HTTP', async () => {
  const client = await connect();
  const closed = new Promise((resolve) => client.socket.once('close', resolve));

  slack.sockets.disconnect('too_many_websockets');
  await closed;

  expect(client.frames.at(-1)).toMatchObject({ type: 'disconnect', reason: 'too_many_websockets' });
  await expect.poll(() => slack.sockets.connections).toBe(0);
  expect((await slack.person('ana').slash('/copil help', { withinMs: 0 })).ack.error).toBe('dispatch_failed');
});

it('says of which acknowledgements Slack reads the content, and how often an event was tried', async () => {
  const client = await connect();
  const { channel, id } = { channel: slack.channel('growth-ops').id, id: 'go' };
  const text = { type: 'plain_text', text: 'Go' };
  const blocks = [{ type: 'actions', elements: [{ type: 'button', action_id: id, text }] }];
  await call(slack, 'chat.postMessage', { channel, text: 'card', blocks });
  const card = await slack.channel('growth-ops').expectMessage(/card/);

  await slack.person('ana').click(card, id);
  await slack.sendEvent({ type: 'app_uninstalled' });

  expect(client.frames.slice(1)).toMatchObject([
    { type: 'interactive', accepts_response_payload: false },
    { type: 'events_api', accepts_response_payload: false, retry_attempt: 0, retry_reason: '' },
  ]);
});
