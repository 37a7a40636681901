import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Messenger, OutgoingMessage } from '../../../src/platform/slack/messenger.js';
import { SlackFailure } from '../../../src/platform/slack/slack-failure.js';
import { createMessenger } from '../../../src/platform/slack/slack-messenger.js';
import { type SlackWords, startSlack } from '../../support/slack/start-slack.js';
import { people, places } from '../../support/slack/team.js';
import { silentLogger } from './silent-logger.js';

const ops = places['growth-ops'].id;
const since = () => new Date();

function aMessage(changes: Partial<OutgoingMessage> = {}): OutgoingMessage {
  const block = Object.assign({ type: 'section' }, { text: { type: 'mrkdwn', text: 'Leads fell by 4 %' } });
  return { channel: ops, text: 'Leads fell by 4 %', blocks: [block], key: 'd1.0', ...changes };
}

/** The failure of a call that must not succeed. */
async function failureOf(call: Promise<unknown>): Promise<SlackFailure> {
  const error = await call.then(
    () => new Error('it succeeded'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof SlackFailure) return error;
  throw error;
}

describe('the messenger', () => {
  let slack: SlackWords;
  let messenger: Messenger;

  const connect = (apiUrl: string, token: string = slack.secrets.botToken) =>
    createMessenger({ token, apiUrl, logger: silentLogger, timeoutMs: 1_500 });

  beforeEach(async () => {
    slack = await startSlack();
    messenger = connect(slack.apiUrl);
  });

  afterEach(() => slack.stop());

  it('posts a message with its key in the metadata, and pings and unfurls nothing', async () => {
    const posted = await messenger.post(aMessage());

    const [message] = slack.channel('growth-ops').messages();
    expect(message).toMatchObject({ channel: ops, ts: posted.ts, text: 'Leads fell by 4 %' });
    expect(message?.metadata).toEqual({ event_type: 'copil_delivery', event_payload: { key: 'd1.0' } });
    const [call] = slack.requests.toSlack('chat.postMessage');
    expect(call?.request).toMatchObject({ unfurl_links: 'false', unfurl_media: 'false', parse: 'none' });
    expect(call?.request).not.toHaveProperty('link_names');
    slack.expectNoUnexpected();
  });

  it('posts into a thread', async () => {
    const parent = await messenger.post(aMessage());

    const reply = await messenger.post(aMessage({ threadTs: parent.ts, key: 'd1.1' }));

    expect(slack.channel('growth-ops').thread(parent.ts).messages()).toMatchObject([{ ts: reply.ts }]);
  });

  it('takes a reply back that stands in the channel because its parent was deleted', async () => {
    const parent = await messenger.post(aMessage());
    slack.state.removeMessage(slack.channel('growth-ops').messages()[0] ?? expect.fail('no parent'));

    const failure = await failureOf(messenger.post(aMessage({ threadTs: parent.ts, key: 'd1.1' })));

    expect(failure).toMatchObject({ kind: 'gone', method: 'chat.postMessage' });
    expect(slack.channel('growth-ops').messages()).toEqual([]);
  });

  it('edits its own message and leaves the key where it was', async () => {
    const { ts } = await messenger.post(aMessage());

    await messenger.update({ ...aMessage({ text: 'Leads: the figure landed' }), ts });

    const [message] = slack.channel('growth-ops').messages();
    expect(message).toMatchObject({ text: 'Leads: the figure landed' });
    expect(message?.metadata?.event_payload).toEqual({ key: 'd1.0' });
    expect(message?.edited).toBeUndefined();
  });

  describe('looking for a message by its key', () => {
    it('finds it in the channel', async () => {
      const { ts } = await messenger.post(aMessage());

      expect(await messenger.findByKey({ channel: ops, key: 'd1.0', since: since() })).toBe(ts);
      expect(await messenger.findByKey({ channel: ops, key: 'd1.9', since: since() })).toBeNull();
    });

    it('finds it in a thread, and there only when the thread is named', async () => {
      const parent = await messenger.post(aMessage());
      const { ts } = await messenger.post(aMessage({ threadTs: parent.ts, key: 'd1.1' }));
      const query = { channel: ops, key: 'd1.1', since: since() };

      expect(await messenger.findByKey({ ...query, threadTs: parent.ts })).toBe(ts);
      expect(await messenger.findByKey(query)).toBeNull();
    });

    it('finds it although hundreds of messages came after it', async () => {
      const { ts } = await messenger.post(aMessage());
      for (let index = 0; index < 450; index += 1) {
        slack.state.addMessage({ channel: ops, user: people.ana.id, text: `chat ${index}`, blocks: [], files: [] });
      }

      expect(await messenger.findByKey({ channel: ops, key: 'd1.0', since: since() })).toBe(ts);
      expect(slack.requests.toSlack('conversations.history')).toHaveLength(3);
    });

    it('is not taken in by somebody else’s message that carries the key', async () => {
      const metadata = { event_type: 'copil_delivery', event_payload: { key: 'd1.0' } };
      slack.state.addMessage({ channel: ops, user: people.ana.id, text: 'fake', blocks: [], files: [], metadata });

      expect(await messenger.findByKey({ channel: ops, key: 'd1.0', since: since() })).toBeNull();
    });

    it('does not look further back than the first attempt, less a margin for clocks that disagree', async () => {
      await messenger.post(aMessage());
      const later = (seconds: number) => new Date(Date.now() + seconds * 1_000);

      expect(await messenger.findByKey({ channel: ops, key: 'd1.0', since: later(500) })).not.toBeNull();
      expect(await messenger.findByKey({ channel: ops, key: 'd1.0', since: later(700) })).toBeNull();
    });

    it('fails rather than saying “not there” when Slack does not answer', async () => {
      slack.faults.add({ kind: 'garbage', method: 'conversations.history' });

      const failure = await failureOf(messenger.findByKey({ channel: ops, key: 'd1.0', since: since() }));

      expect(failure).toMatchObject({ kind: 'unreachable', isRetryable: true });
    });
  });

  describe('a bad day while posting', () => {
    it.each([
      { kind: 'status', status: 503 },
      { kind: 'garbage' },
      { kind: 'hang' },
      { kind: 'reset' },
      { kind: 'error', error: 'internal_error' },
    ] as const)('leaves the outcome unknown and is not tried again by itself: %o', async (fault) => {
      slack.faults.add({ ...fault, method: 'chat.postMessage' });

      const failure = await failureOf(messenger.post(aMessage()));

      expect(failure).toMatchObject({ kind: 'unknown-outcome', method: 'chat.postMessage' });
      expect(slack.requests.toSlack('chat.postMessage')).toHaveLength(1);
    });

    it.each(['status', 'hang', 'reset'] as const)(
      'finds the message that Slack took without saying so (%s)',
      async (then) => {
        slack.faults.add({ kind: 'taken', then, method: 'chat.postMessage', count: 1 });
        const startedAt = since();

        const failure = await failureOf(messenger.post(aMessage()));
        const found = await messenger.findByKey({ channel: ops, key: 'd1.0', since: startedAt });

        expect(failure.kind).toBe('unknown-outcome');
        expect(found).toBe(slack.channel('growth-ops').messages()[0]?.ts);
      },
    );

    it('is told at once how long to wait, and the reads are not held up', async () => {
      slack.faults.add({ kind: 'rate_limited', retryAfterSeconds: 30, method: 'chat.postMessage' });
      const startedAt = performance.now();

      const failure = await failureOf(messenger.post(aMessage()));
      await messenger.channelFacts(ops);

      expect(failure).toMatchObject({ kind: 'rate-limited', retryAfterMs: 30_000 });
      expect(performance.now() - startedAt).toBeLessThan(30_000);
    });

    it('knows that nothing happened when nobody listens', async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await new Promise((resolve) => server.once('listening', resolve));
      const { port } = server.address() as AddressInfo;
      await new Promise((resolve) => server.close(resolve));

      const failure = await failureOf(connect(`http://127.0.0.1:${port}/api/`).post(aMessage()));

      expect(failure.kind).toBe('unreachable');
    });

    it.each([
      ['an archived channel', () => slack.faults.archiveChannel(ops), 'place', 'is_archived'],
      ['a channel it was removed from', () => slack.faults.removeBot(ops), 'place', 'not_in_channel'],
      ['a revoked token', () => slack.faults.revokeToken(), 'token', 'token_revoked'],
    ] as const)('says what is wrong with %s', async (_what, arrange, kind, slackError) => {
      arrange();

      expect(await failureOf(messenger.post(aMessage()))).toMatchObject({ kind, slackError, isRetryable: false });
    });

    it('says that a token was never right', async () => {
      const failure = await failureOf(connect(slack.apiUrl, 'xoxb-wrong').post(aMessage()));

      expect(failure).toMatchObject({ kind: 'token', slackError: 'invalid_auth' });
    });

    it('says that a channel does not exist', async () => {
      const failure = await failureOf(messenger.post(aMessage({ channel: 'C0NOSUCH001' })));

      expect(failure).toMatchObject({ kind: 'place', slackError: 'channel_not_found' });
    });

    it('says that Slack refuses the content', async () => {
      const failure = await failureOf(messenger.post(aMessage({ blocks: [{ type: 'nonsense' }] })));

      expect(failure).toMatchObject({ kind: 'invalid-message', isFileNotReady: false });
    });
  });

  describe('pictures', () => {
    const png = new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10, 1, 2, 3]);
    const image = { name: 'board.png', title: 'Leads · Week 46', altText: 'Leads over twelve weeks', png };
    const withPicture = (id: string) =>
      aMessage({ blocks: [Object.assign({ type: 'image' }, { slack_file: { id }, alt_text: image.altText })] });

    it('are uploaded to no channel, and shown once they are ready', async () => {
      const id = await messenger.uploadImage(image);
      await expect.poll(() => messenger.isFileReady(id)).toBe(true);
      await messenger.post(withPicture(id));

      const file = slack.state.files.get(id);
      expect(file).toMatchObject({ name: 'board.png', title: 'Leads · Week 46', altText: image.altText });
      const [asked] = slack.requests.toSlack('files.getUploadURLExternal');
      expect(asked?.request).toMatchObject({ alt_text: image.altText, alt_txt: image.altText });
      expect([...(file?.bytes ?? [])]).toEqual([...png]);
      expect(slack.channel('growth-ops').messages()).toHaveLength(1);
      slack.expectNoUnexpected();
    });

    it('that Slack has not looked through yet make the post fail in a way that can be told', async () => {
      slack.faults.slowFiles(Number.POSITIVE_INFINITY);
      const id = await messenger.uploadImage(image);

      const isReady = await messenger.isFileReady(id);
      const failure = await failureOf(messenger.post(withPicture(id)));

      expect(isReady).toBe(false);
      expect(failure).toMatchObject({ kind: 'invalid-message', isFileNotReady: true, isRetryable: true });
    });

    it.each(['files.getUploadURLExternal', 'files.completeUploadExternal'])(
      'can be uploaded again after %s broke down',
      async (method) => {
        slack.faults.add({ kind: 'status', status: 500, method, count: 1 });

        const failure = await failureOf(messenger.uploadImage(image));
        const id = await messenger.uploadImage(image);

        expect(failure).toMatchObject({ kind: 'unreachable', method });
        await expect.poll(() => messenger.isFileReady(id)).toBe(true);
      },
    );
  });

  describe('facts', () => {
    it('says who it is, in which workspace, and what it may do', async () => {
      expect(await messenger.whoAmI()).toMatchObject({
        teamId: 'T0COPIL0001',
        botUserId: 'U0COPIL0001',
        botId: 'B0COPIL0001',
        scopes: expect.arrayContaining(['chat:write']),
      });
    });

    it('says what a channel is', async () => {
      expect(await messenger.channelFacts(ops)).toEqual({
        id: ops,
        name: 'growth-ops',
        isArchived: false,
        isMember: true,
        isShared: false,
        isPrivate: false,
        isIm: false,
      });
    });

    it('says that a channel is shared with another company', async () => {
      expect(await messenger.channelFacts(places['partners-shared'].id)).toMatchObject({ isShared: true });
    });

    it('says that it is not in a channel', async () => {
      expect(await messenger.channelFacts(places.random.id)).toMatchObject({ isMember: false });
    });

    it('opens the direct conversation with a person, the same each time', async () => {
      const first = await messenger.openDirectMessage(people.ana.id);
      const second = await messenger.openDirectMessage(people.ana.id);

      expect(second).toBe(first);
      expect(slack.dm('ana').id).toBe(first);
    });

    it('finds a person by their address, or nobody', async () => {
      expect(await messenger.findUserByEmail('ana@example.com')).toBe(people.ana.id);
      expect(await messenger.findUserByEmail('nobody@example.com')).toBeNull();
    });

    it('says which language and zone a person has set', async () => {
      expect(await messenger.userFacts(people.ana.id)).toMatchObject({
        name: 'Ana Lopes',
        locale: 'fr-FR',
        isBot: false,
      });
      expect(await messenger.userFacts(people.ben.id)).toMatchObject({ timeZone: 'Europe/London' });
      expect(await messenger.userFacts(people.dora.id)).toMatchObject({ affiliation: 'guest' });
    });

    it('reads again when Slack stumbles for a moment', async () => {
      slack.faults.add({ kind: 'status', status: 500, method: 'conversations.info', count: 2 });

      expect(await messenger.channelFacts(ops)).toMatchObject({ name: 'growth-ops' });
    });
  });
});
