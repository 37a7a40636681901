import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ForbiddenError } from '../../../src/kernel/errors.js';
import { healthRoutes } from '../../../src/platform/http/health.js';
import { createLogger } from '../../../src/platform/log.js';
import { createMetrics, type Metrics } from '../../../src/platform/metrics.js';
import { createRightOfWay } from '../../../src/platform/right-of-way.js';
import { StoppingError } from '../../../src/platform/slack/requests.js';
import { createSlackApp, type SlackApp, type SlackAppOptions } from '../../../src/platform/slack/slack-app.js';
import { type SlackWords, startSlack } from '../../support/slack/start-slack.js';
import { people, places } from '../../support/slack/team.js';

type Mode = 'http' | 'socket';

/** A bare acknowledgement: nothing over HTTP, an object without fields over the socket. */
const empty = /^(\{\})?$/;

describe.each<Mode>(['http', 'socket'])('the app over %s', (mode) => {
  let slack: SlackWords;
  let app: SlackApp;
  let metrics: Metrics;
  let base: string;
  let revocations: string[];
  const lines: string[] = [];
  const log = createLogger({ level: 'info', destination: { write: (line) => void lines.push(line) } });
  const entries = () => lines.map((line): Record<string, unknown> => JSON.parse(line));
  const errors = () => entries().filter(({ level }) => level === 'error');

  function newApp(changes: Partial<SlackAppOptions> = {}): SlackApp {
    const { botToken, appToken, signingSecret } = slack.secrets;
    const proof = mode === 'http' ? ({ mode, signingSecret } as const) : ({ mode, appToken } as const);
    metrics = createMetrics();
    return createSlackApp({
      slack: { botToken, apiUrl: slack.apiUrl, ...proof },
      host: '127.0.0.1',
      port: 0,
      routes: healthRoutes({ checks: [], metrics }),
      log,
      metrics,
      rightOfWay: createRightOfWay(),
      localeOf: async ({ user }) => (user === people.ana.id ? 'fr' : 'en'),
      wordsFor: ({ error, locale, reference }) =>
        error instanceof ForbiddenError || error instanceof StoppingError
          ? `${locale}: ${error.userMessage}`
          : `${locale}: reference ${reference}`,
      identity: () => ({ botUserId: 'U0COPIL0001', botId: 'B0COPIL0001' }),
      onTokenRevoked: async (reason) => void revocations.push(reason),
      ...changes,
    });
  }

  async function start(register: (app: SlackApp) => void = () => undefined, changes: Partial<SlackAppOptions> = {}) {
    app = newApp(changes);
    register(app);
    base = `http://127.0.0.1:${await app.start()}`;
    if (mode === 'http') slack.setRequestUrl(`${base}/slack/events`);
  }

  beforeEach(async () => {
    lines.length = 0;
    revocations = [];
    slack = await startSlack();
  });

  afterEach(async () => {
    await app.stop({ deadlineMs: 500 });
    await slack.stop();
  });

  it('brings a command to its handler, with who asked and where', async () => {
    const seen: unknown[] = [];
    await start((it) =>
      it.onCommand('/copil', async ({ user, team, channel, text, ack }) => {
        seen.push({ user, team, channel, text });
        await ack('Aide');
      }),
    );

    const outcome = await slack.person('ana').slash('/copil  next growth-ops ');

    expect(seen).toEqual([
      { user: people.ana.id, team: 'T0COPIL0001', channel: places['growth-ops'].id, text: 'next growth-ops' },
    ]);
    expect(outcome.text).toBe('Aide');
    expect(slack.channel('growth-ops').messages()).toHaveLength(0);
    slack.expectNoUnexpected();
  });

  it('asks Slack nothing before it answers', async () => {
    await start((it) => it.onCommand('/copil', async ({ ack }) => ack('Aide')));
    const calls = () => slack.requests.all().filter(({ direction }) => direction === 'to_slack');
    const before = calls().length;

    await slack.person('ana').slash('/copil help');

    expect(calls()).toHaveLength(before);
  });

  it('answers later, and more than once', async () => {
    await start((it) =>
      it.onCommand('/copil', async ({ ack, respond }) => {
        await ack();
        await respond('one');
        await respond({ text: 'two', blocks: [{ type: 'divider' }] });
      }),
    );

    const { ack } = await slack.person('ana').slash('/copil digest');

    expect(ack.body).toMatch(empty);
    await expect
      .poll(() =>
        slack
          .person('ana')
          .as.ephemerals()
          .map(({ text }) => text),
      )
      .toEqual(['one', 'two']);
  });

  it('acknowledges for a handler that forgot to', async () => {
    await start((it) => it.onCommand('/copil', async () => undefined));

    const { ack } = await slack.person('ana').slash('/copil help', { in: 'growth-ops', withinMs: 0 });

    expect(ack).toMatchObject({ status: 200, body: expect.stringMatching(empty) });
    expect(ack.error).toBeUndefined();
  });

  it('measures how long the acknowledgement took', async () => {
    await start((it) =>
      it.onCommand('/copil', async ({ ack }) => {
        await sleep(120);
        await ack('ok');
      }),
    );

    await slack.person('ana').slash('/copil help');

    const { body } = await metrics.exposition();
    expect(body).toMatch(/copil_ack_duration_seconds_count\{kind="command"\} 1/);
    expect(body).toMatch(/copil_ack_duration_seconds_bucket\{le="0\.1",kind="command"\} 0/);
  });

  describe('when something goes wrong', () => {
    it('tells the person, in their language, what a known failure means', async () => {
      await start((it) =>
        it.onCommand('/copil', () => Promise.reject(new ForbiddenError('Seule une présidente peut faire cela'))),
      );

      const outcome = await slack.person('ana').slash('/copil digest');

      expect(outcome.text).toBe('fr: Seule une présidente peut faire cela');
      expect(outcome.ack.error).toBeUndefined();
      expect(errors()).toEqual([]);
    });

    it('gives the person a reference to an unknown failure, and the log the same one', async () => {
      await start((it) => it.onCommand('/copil', () => Promise.reject(new Error('database is on fire'))));

      const outcome = await slack.person('ben').slash('/copil digest');

      expect(outcome.text).toMatch(/^en: reference [0-9a-f]{8}$/);
      expect(errors()).toMatchObject([
        { reference: outcome.text.slice(-8), err: { message: 'database is on fire' }, command: '/copil' },
      ]);
      expect(outcome.text).not.toContain('fire');
    });

    it('tells the person as well when the acknowledgement is long gone', async () => {
      await start((it) =>
        it.onCommand('/copil', async ({ ack }) => {
          await ack();
          throw new Error('later');
        }),
      );

      await slack.person('ben').slash('/copil digest');

      await expect
        .poll(() =>
          slack
            .person('ben')
            .as.ephemerals()
            .map(({ text }) => text),
        )
        .toMatchObject([expect.stringMatching(/^en: reference/)]);
    });

    it('answers in English when the language cannot be found out in time', async () => {
      await start((it) => it.onCommand('/copil', () => Promise.reject(new ForbiddenError('No'))), {
        localeOf: () => new Promise(() => undefined),
      });

      const outcome = await slack.person('ana').slash('/copil digest');

      expect(outcome.text).toBe('en: No');
      expect(outcome.ack.error).toBeUndefined();
    });

    it('finds last words when the words themselves fail', async () => {
      await start((it) => it.onCommand('/copil', () => Promise.reject(new Error('a'))), {
        wordsFor: () => {
          throw new Error('no template');
        },
      });

      const outcome = await slack.person('ana').slash('/copil digest');

      expect(outcome.text).toMatch(/Something went wrong .* reference [0-9a-f]{8}/);
    });

    it('answers a command that no feature registered', async () => {
      await start();

      const outcome = await slack.person('ben').slash('/copil help');

      expect(outcome.text).toMatch(/^en: /);
    });

    it('brings an answer that comes after Slack gave up by the other way', async () => {
      await start((it) =>
        it.onCommand('/copil', async ({ ack }) => {
          await sleep(3_300);
          await ack('at last');
        }),
      );

      const outcome = await slack.person('ana').slash('/copil digest');
      const seen = () =>
        slack
          .person('ana')
          .as.ephemerals()
          .map(({ text }) => text);

      expect(outcome.ack.error).toBe('operation_timeout');
      await expect.poll(seen).toContain('at last');
      expect(errors()).toEqual([]);
    });
  });

  describe('buttons', () => {
    const button = (actionId: string) => ({
      type: 'button',
      action_id: actionId,
      value: 'v1',
      text: { type: 'plain_text', text: actionId },
    });

    async function aMessageWith(...actionIds: string[]) {
      return slack.state.addMessage({
        channel: places['growth-ops'].id,
        user: 'U0COPIL0001',
        bot_id: 'B0COPIL0001',
        text: 'Approve?',
        blocks: [{ type: 'actions', block_id: 'b', elements: actionIds.map(button) }],
        files: [],
      });
    }

    it('reach the handler of their action', async () => {
      const seen: unknown[] = [];
      await start((it) =>
        it.onAction('digests.run.open', async ({ user, channel, actionId, value, messageTs, threadTs }) => {
          seen.push({ user, channel, actionId, value, messageTs, threadTs });
        }),
      );
      const message = await aMessageWith('digests.run.open');

      const ack = await slack.person('ben').click(message, 'digests.run.open');

      expect(ack).toMatchObject({ status: 200, body: expect.stringMatching(empty) });
      expect(seen).toEqual([
        {
          user: people.ben.id,
          channel: places['growth-ops'].id,
          actionId: 'digests.run.open',
          value: 'v1',
          messageTs: message.ts,
          threadTs: null,
        },
      ]);
    });

    it('that nobody handles, such as links, are acknowledged at once', async () => {
      await start();
      const message = await aMessageWith('some.old.link');

      const ack = await slack.person('ben').click(message, 'some.old.link');

      expect(ack.error).toBeUndefined();
      slack.expectNoUnexpected();
    });

    it('that fail say so to the person who pressed them, and leave the message alone', async () => {
      await start((it) => it.onAction('fails', () => Promise.reject(new ForbiddenError('Not yours'))));
      const message = await aMessageWith('fails');

      const ack = await slack.person('ben').click(message, 'fails');

      expect(ack.error).toBeUndefined();
      await expect
        .poll(() =>
          slack
            .person('ben')
            .as.ephemerals()
            .map(({ text }) => text),
        )
        .toEqual(['en: Not yours']);
      expect(slack.channel('growth-ops').messages()).toMatchObject([{ text: 'Approve?' }]);
    });
  });

  describe('events', () => {
    it('reach their handler', async () => {
      const seen: string[] = [];
      await start((it) => it.onEvent('app_mention', async ({ event }) => void seen.push(String(event['text']))));

      await slack.person('ben').as.write(places['growth-ops'].id, '<@U0COPIL0001> hello');

      await expect.poll(() => seen).toEqual(['<@U0COPIL0001> hello']);
    });

    it('of our own making are not answered', async () => {
      const seen: string[] = [];
      await start((it) => it.onEvent('app_mention', async ({ event }) => void seen.push(String(event['text']))));
      const event = { type: 'app_mention', channel: places['growth-ops'].id, text: 'x' };

      await slack.sendEvent({ ...event, message: { bot_id: 'B0COPIL0001' }, text: 'own edit' });
      await slack.sendEvent({ ...event, user_id: 'U0COPIL0001', text: 'own file' });
      await slack.sendEvent({ ...event, user: people.ana.id, text: 'theirs' });

      await expect.poll(() => seen).toEqual(['theirs']);
    });

    it('that fail are logged, and acknowledged all the same', async () => {
      await start((it) => it.onEvent('app_mention', () => Promise.reject(new Error('on purpose'))));

      const acks = await slack.sendEvent({ type: 'app_mention', user: people.ana.id, text: 'x' });

      expect(acks).toHaveLength(1);
      await expect.poll(errors).toMatchObject([{ event: 'app_mention', err: { message: 'on purpose' } }]);
    });

    it('that take the token back are passed on, but not those about people’s own tokens', async () => {
      await start();

      await slack.sendEvent({ type: 'tokens_revoked', tokens: { oauth: [people.ana.id], bot: [] } });
      await slack.sendEvent({ type: 'tokens_revoked', tokens: { bot: ['U0COPIL0001'] } });
      await slack.sendEvent({ type: 'app_uninstalled' });

      await expect.poll(() => revocations).toEqual(['tokens_revoked', 'app_uninstalled']);
      expect(errors()).toHaveLength(2);
    });
  });

  it('serves health on the same port', async () => {
    await start();

    expect((await fetch(`${base}/healthz`)).status).toBe(200);
    expect((await fetch(`${base}/slack/events`)).status).toBe(mode === 'http' ? 405 : 404);
  });

  it('starts although Slack knows neither token, and says what is wrong', async () => {
    const bad = { botToken: 'xoxb-wrong', apiUrl: slack.apiUrl };
    const proof =
      mode === 'http' ? ({ mode, signingSecret: 'x' } as const) : ({ mode, appToken: 'xapp-wrong' } as const);

    await start(() => undefined, { slack: { ...bad, ...proof } });

    expect((await fetch(`${base}/healthz`)).status).toBe(200);
    expect(app.problem()).toEqual(mode === 'http' ? null : expect.stringMatching(/invalid_auth/));
  });

  it('refuses two handlers for one command', async () => {
    await start((it) => it.onCommand('/copil', async () => undefined));

    expect(() => app.onCommand('/copil', async () => undefined)).toThrow('/copil');
    expect(app.registered()).toEqual({
      commands: ['/copil'],
      events: ['app_uninstalled', 'tokens_revoked'],
      shortcuts: [],
      views: [],
      actions: [],
      options: [],
    });
  });

  describe('when it stops', () => {
    it('lets what runs come to its end, also after the acknowledgement', async () => {
      const events: string[] = [];
      await start((it) =>
        it.onCommand('/copil', async ({ ack, respond }) => {
          await ack('begun');
          await sleep(400);
          await respond('done');
          events.push('done');
        }),
      );
      await slack.person('ana').slash('/copil digest');

      await app.stop({ deadlineMs: 5_000 });
      events.push('stopped');

      expect(events).toEqual(['done', 'stopped']);
      expect(
        slack
          .person('ana')
          .as.ephemerals()
          .map(({ text }) => text),
      ).toEqual(['begun', 'done']);
    });

    it('does not wait longer than it is given, and says what it gave up', async () => {
      await start((it) =>
        it.onCommand('/copil', async ({ ack }) => {
          await ack('begun');
          await new Promise(() => undefined);
        }),
      );
      await slack.person('ana').slash('/copil digest');

      await app.stop({ deadlineMs: 200 });

      expect(entries()).toContainEqual(
        expect.objectContaining({ msg: 'requests were still running at the end', count: 1 }),
      );
    });

    it('may be told so twice', async () => {
      await start();

      await Promise.all([app.stop({ deadlineMs: 500 }), app.stop({ deadlineMs: 500 })]);

      await expect(app.stop({ deadlineMs: 500 })).resolves.toBeUndefined();
      await expect(fetch(`${base}/healthz`)).rejects.toThrow();
    });
  });
});

describe('the app over a socket alone', () => {
  let slack: SlackWords;
  let app: SlackApp;

  beforeEach(async () => {
    slack = await startSlack();
    const { botToken, appToken } = slack.secrets;
    app = createSlackApp({
      slack: { mode: 'socket', botToken, appToken, apiUrl: slack.apiUrl },
      host: '127.0.0.1',
      port: 0,
      routes: [],
      log: createLogger({ level: 'silent' }),
      metrics: createMetrics(),
      rightOfWay: createRightOfWay(),
      localeOf: async () => 'en',
      wordsFor: ({ error }) => (error instanceof StoppingError ? 'restarting' : 'failed'),
      identity: () => null,
      onTokenRevoked: async () => undefined,
    });
  });

  afterEach(async () => {
    await app.stop({ deadlineMs: 500 });
    await slack.stop();
  });

  it('comes back when Slack closes the connection, as it does every few hours', async () => {
    app.onCommand('/copil', async ({ ack }) => ack('here'));
    await app.start();

    slack.sockets.disconnect();

    await expect.poll(() => slack.requests.toSlack('apps.connections.open').length).toBe(2);
    await expect.poll(() => app.problem()).toBeNull();
    expect((await slack.person('ana').slash('/copil help')).text).toBe('here');
  });

  it('keeps trying when Slack is away, without ending the process', async () => {
    const outage = slack.faults.outage();
    await app.start();
    const whileAway = app.problem();
    outage.clear();

    expect(whileAway).toMatch(/503/);
    await expect.poll(() => app.problem()).toBeNull();
  });

  it('tells somebody who asks while it stops that it is being restarted', async () => {
    let end = (): void => undefined;
    app.onCommand('/copil', async ({ ack, text }) => {
      await ack('begun');
      if (text === 'slow') await new Promise<void>((resolve) => (end = resolve));
    });
    await app.start();
    await slack.person('ana').slash('/copil slow');

    const stopped = app.stop({ deadlineMs: 30_000 });
    const outcome = await slack.person('ben').slash('/copil help');
    end();
    await stopped;

    expect(outcome.text).toBe('restarting');
  });
});
