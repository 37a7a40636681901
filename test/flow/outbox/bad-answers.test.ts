import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { places } from '../../support/slack/team.js';
import { put, stored, takenThen, textsIn, until, untilAllSettled } from './outbox-words.js';
import { describeOutboxOnSqlite } from './with-outbox.js';

const onPost = { method: 'chat.postMessage' } as const;

describeOutboxOnSqlite('on a bad day of Slack the outbox', (world) => {
  /** What stood in a channel before the process began is looked at before its first message; later ones need no look. */
  const afterTheFirst = async () => {
    await put(world.database, { key: 'first' });
    const running = world.run();
    await untilAllSettled(world.database);
    return running;
  };

  it.each(['status', 'hang', 'reset'] as const)(
    'adopts a message that Slack took before its answer was lost (%s)',
    async (then) => {
      await put(world.database, { key: 'd1' }, { key: 'd1.a', parent: 'd1' });
      world.slack.faults.add(takenThen(then));

      const { told } = world.run();
      await untilAllSettled(world.database);

      expect(textsIn(world.slack)).toEqual(['d1', 'd1.a']);
      expect(world.slack.requests.toSlack('chat.postMessage')).toHaveLength(2);
      await until('both are told', () => told.length === 2);
      world.slack.expectNoUnexpected();
    },
  );

  it('adopts a message of a thread the same way', async () => {
    await put(world.database, { key: 'd1' }, { key: 'd1.a', parent: 'd1' });
    const { outbox } = world.run();
    await untilAllSettled(world.database);
    world.slack.faults.add(takenThen('reset'));

    await put(world.database, { key: 'd1' }, { key: 'd1.a', parent: 'd1' }, { key: 'd1.b', parent: 'd1' });
    outbox.kick();
    await untilAllSettled(world.database);

    expect(textsIn(world.slack)).toEqual(['d1', 'd1.a', 'd1.b']);
    expect(world.slack.requests.toSlack('chat.postMessage')).toHaveLength(3);
  });

  it('posts again what Slack did not take, but not before it would have shown in the channel', async () => {
    await put(world.database, { key: 'd1' });
    world.slack.faults.add({ kind: 'status', status: 500, ...onPost, count: 1 });

    world.run();
    await untilAllSettled(world.database);

    const [first, second, third] = world.slack.requests.toSlack('chat.postMessage');
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(240);
    expect(third).toBeUndefined();
    expect(textsIn(world.slack)).toEqual(['d1']);
  });

  it('does not post again while Slack does not show the channel’s history', async () => {
    const { outbox } = await afterTheFirst();
    world.slack.faults.add(takenThen('reset'));
    const blind = world.slack.faults.add({ kind: 'garbage', method: 'conversations.history' });

    await put(world.database, { key: 'd1' });
    outbox.kick();
    await until('it looked often', () => blind.used > 3, 10_000);
    expect(world.slack.requests.toSlack('chat.postMessage')).toHaveLength(2);
    blind.clear();
    await untilAllSettled(world.database);

    expect(textsIn(world.slack)).toEqual(['first', 'd1']);
    expect(world.slack.requests.toSlack('chat.postMessage')).toHaveLength(2);
  });

  it('waits until a message shows that Slack takes long to show', async () => {
    await put(world.database, { key: 'd1' });
    world.slack.faults.add(takenThen('reset'));
    const [hidden] = [world.slack.channel('growth-ops')];
    const history = world.slack.state.messagesOf(hidden.id);

    world.run({ timings: { visibilityMs: 700 } });
    await until('Slack took it', () => history.length === 1);
    const [late] = history.splice(0);
    await until('it looked', () => world.slack.requests.toSlack('conversations.history').length > 0);
    if (late) history.push(late);
    await untilAllSettled(world.database);

    expect(world.slack.requests.toSlack('chat.postMessage')).toHaveLength(1);
    expect((await stored(world.database, 'd1')).slackTs).toBe(late?.ts);
  });

  it.each([
    ['a page of HTML', { kind: 'garbage' }],
    ['no answer', { kind: 'hang' }],
    ['a cut connection', { kind: 'reset' }],
    ['an error nobody knows', { kind: 'error', error: 'something_new' }],
    ['an error of its own', { kind: 'error', error: 'internal_error' }],
  ] as const)('delivers once although Slack answers with %s', async (_what, fault) => {
    await put(world.database, { key: 'd1' });
    world.slack.faults.add({ ...fault, ...onPost, count: 2 });

    world.run();
    await untilAllSettled(world.database);

    expect(textsIn(world.slack)).toEqual(['d1']);
    world.slack.expectNoUnexpected();
  });

  it('delivers each message once when an outage ends', async () => {
    await put(world.database, { key: 'd1' }, { key: 'd1.a', parent: 'd1' }, { key: 'd2', in: 'growth-steering' });
    const outage = world.slack.faults.outage();

    world.run({ timings: { giveUpAfterMs: 200 } });
    await until('it tried often', () => outage.used > 6);
    outage.clear();
    await untilAllSettled(world.database);

    expect(textsIn(world.slack)).toEqual(['d1', 'd1.a']);
    expect(textsIn(world.slack, 'growth-steering')).toEqual(['d2']);
    world.slack.expectNoUnexpected();
  });

  it('delivers once Slack can be reached, having posted nothing before', async () => {
    await put(world.database, { key: 'd1' });
    const nobody = await addressOfNobody();

    const away = world.run({ apiUrl: nobody });
    await until('it tried', async () => (await stored(world.database, 'd1')).attempts > 1);
    expect(await stored(world.database, 'd1')).toMatchObject({ state: 'pending', attemptStartedAt: null });
    await away.outbox.stop();
    world.run();
    await untilAllSettled(world.database);

    expect(textsIn(world.slack)).toEqual(['d1']);
  });

  it('waits as long as Slack asks in one channel, while the others go on', async () => {
    await put(world.database, { key: 'd1' }, { key: 'd2' }, { key: 's1', in: 'growth-steering' });
    const channel = places['growth-ops'].id;
    const limit = world.slack.faults.add({ kind: 'rate_limited', retryAfterSeconds: 1, ...onPost, channel, count: 1 });

    world.run();
    await untilAllSettled(world.database);

    expect(limit.used).toBe(1);
    const posts = world.slack.requests.toSlack('chat.postMessage').filter(({ request }) => isTo(request, channel));
    const limited = posts.find(({ status }) => status === 429);
    const again = posts.filter(({ at }) => at > (limited?.at ?? 0) + 50);
    expect(again.length).toBeGreaterThan(0);
    for (const { at } of again) expect(at - (limited?.at ?? 0)).toBeGreaterThanOrEqual(990);
    world.slack.expectNoUnexpected();
  });

  it('waits as long as Slack asks before it edits or looks into the history', async () => {
    const { outbox } = await afterTheFirst();
    world.slack.faults.add(takenThen('reset'));
    const limited = { kind: 'rate_limited', retryAfterSeconds: 1, count: 1 } as const;
    world.slack.faults.add({ ...limited, method: 'conversations.history' });
    const seen = world.slack.requests.all().length;
    await put(world.database, { key: 'd1', text: 'old' });
    outbox.kick();
    await untilAllSettled(world.database);
    world.slack.faults.add({ ...limited, method: 'chat.update' });

    await put(world.database, { key: 'd1', text: 'new' });
    outbox.kick();
    await untilAllSettled(world.database);

    expect(textsIn(world.slack)).toEqual(['first', 'new']);
    for (const method of ['conversations.history', 'chat.update']) {
      const asked = world.slack.requests.all().slice(seen);
      const [first, second, third] = asked.filter(({ name }) => name === method);
      expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(990);
      expect(third).toBeUndefined();
    }
  });

  it('does not let a thread that hangs hold up messages that come later', async () => {
    await put(world.database, { key: 'd1' });
    const hang = world.slack.faults.add({ kind: 'slow', ms: 3_000, ...onPost, channel: places['growth-ops'].id });
    const { outbox } = world.run();
    await until('the first is on its way', () => hang.used === 1);

    await put(
      world.database,
      { key: 's1', in: 'growth-steering' },
      { key: 's1.a', in: 'growth-steering', parent: 's1' },
    );
    outbox.kick();
    await until('the later ones are there', () => textsIn(world.slack, 'growth-steering').length === 2);

    expect(textsIn(world.slack)).toEqual([]);
  });
});

function isTo(request: unknown, channel: string): boolean {
  return typeof request === 'object' && request !== null && 'channel' in request && request.channel === channel;
}

/** An address at which nobody listens. */
function addressOfNobody(): Promise<string> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(`http://127.0.0.1:${port}/api/`));
    });
  });
}
