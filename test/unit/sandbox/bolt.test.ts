import type { AddressInfo } from 'node:net';
import { App, HTTPReceiver, type Logger, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SlackWords, startSlack } from '../../support/slack/start-slack.js';

function registerListeners(app: App): void {
  app.command('/copil', async ({ ack, command, respond }) => {
    if (command.text === 'silence') return;
    if (command.text === 'later') {
      await ack();
      await respond('Here you are.');
      return;
    }
    await ack(`Help for ${command.user_id} in ${command.channel_name}`);
  });
  app.event('app_mention', async ({ event, say }) => {
    await say({ text: `You said: ${event.text}`, thread_ts: event.ts });
  });
}

/** Bolt logs what these tests make go wrong on purpose. */
const quiet: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  setLevel: () => undefined,
  getLevel: () => LogLevel.ERROR,
  setName: () => undefined,
};

describe('a real Bolt app over HTTP', () => {
  let slack: SlackWords;
  let app: App;
  let requestUrl: string;

  beforeEach(async () => {
    slack = await startSlack();
    app = new App({
      token: slack.secrets.botToken,
      receiver: new HTTPReceiver({ signingSecret: slack.secrets.signingSecret, logger: quiet }),
      clientOptions: { slackApiUrl: slack.apiUrl },
      logger: quiet,
    });
    registerListeners(app);
    const server = await app.start(0);
    const { port } = server.address() as AddressInfo;
    requestUrl = `http://127.0.0.1:${port}/slack/events`;
    slack.setRequestUrl(requestUrl);
  });

  afterEach(async () => {
    await app.stop();
    await slack.stop();
  });

  it('gets a command and the person alone sees the answer of its acknowledgement', async () => {
    const outcome = await slack.person('ana').slash('/copil help');

    expect(outcome.ack).toMatchObject({ status: 200 });
    expect(outcome.text).toBe('Help for U0ANA000001 in growth-ops');
    expect(slack.channel('growth-ops').messages()).toHaveLength(0);
    expect(slack.person('ben').as.ephemerals()).toHaveLength(0);
    slack.expectNoUnexpected();
  });

  it('answers later through the response address', async () => {
    const outcome = await slack.person('ana').slash('/copil later');

    expect(outcome.ack.body).toBe('');
    expect(outcome.text).toBe('Here you are.');
  });

  it('shows operation_timeout when it does not acknowledge within three seconds', async () => {
    const outcome = await slack.person('ana').slash('/copil silence');

    expect(outcome.ack.error).toBe('operation_timeout');
    expect(outcome.seen).toHaveLength(0);
    expect(() => slack.expectNoUnexpected()).toThrow(/operation_timeout/);
  });

  it('hears of a mention in a channel it is in, and answers in its thread', async () => {
    const message = await slack.person('ben').as.write(slack.channel('growth-ops').id, '<@U0COPIL0001> hello');

    const reply = await slack
      .channel('growth-ops')
      .thread(message.ts)
      .expectMessage(/You said/);

    expect(reply.bot_id).toBe('B0COPIL0001');
  });

  it('hears nothing of a channel it is not in', async () => {
    const { id } = slack.channel('random');

    await slack.person('ben').as.write(id, '<@U0COPIL0001> hello');

    expect(slack.requests.toApp()).toHaveLength(0);
  });

  it('answers the check of its certificate', async () => {
    expect(await slack.sslCheck()).toBe(200);
  });

  it('gives the challenge back by which Slack checks its address', async () => {
    expect(await slack.urlVerification()).toBe(true);
  });

  it('refuses a request that was signed with another secret', async () => {
    const other = await startSlack({ signingSecret: 'another', requestUrl });

    const outcome = await other.person('ana').slash('/copil help', { withinMs: 0 });

    expect(outcome.ack).toMatchObject({ status: 401, error: 'dispatch_failed' });
    await other.stop();
  });
});

describe('a real Bolt app over Socket Mode', () => {
  let slack: SlackWords;
  let app: App;

  beforeEach(async () => {
    slack = await startSlack();
    app = new App({
      token: slack.secrets.botToken,
      // Its own wait before it connects again is five seconds unless this is short.
      receiver: new SocketModeReceiver({
        appToken: slack.secrets.appToken,
        clientPingTimeout: 200,
        installerOptions: { clientOptions: { slackApiUrl: slack.apiUrl } },
        logger: quiet,
      }),
      clientOptions: { slackApiUrl: slack.apiUrl },
      logger: quiet,
    });
    registerListeners(app);
    await app.start();
  });

  afterEach(async () => {
    await app.stop();
    await slack.stop();
  });

  it('gets a command and the person alone sees the answer of its acknowledgement', async () => {
    const outcome = await slack.person('ana').slash('/copil help');

    expect(outcome.text).toBe('Help for U0ANA000001 in growth-ops');
    expect(slack.requests.toApp()).toMatchObject([{ name: 'slash_command', transport: 'socket', status: 200 }]);
    slack.expectNoUnexpected();
  });

  it('comes back after Slack asks it to reconnect', async () => {
    slack.sockets.disconnect();

    await expect.poll(() => slack.requests.toSlack('apps.connections.open').length).toBe(2);
    await expect.poll(() => slack.sockets.connections).toBe(1);
    expect((await slack.person('ana').slash('/copil help')).text).toMatch(/Help/);
  });
});
