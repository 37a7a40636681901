import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readManifest } from '../../../src/sandbox/manifest.js';
import type { Target } from '../../../src/sandbox/outgoing/payloads.js';
import { call } from '../../support/slack/call.js';
import { type SlackWords, startSlack } from '../../support/slack/start-slack.js';
import { places } from '../../support/slack/team.js';
import { type RecordingApp, recordingApp } from './recording-app.js';

const channel = places['growth-ops'].id;
const plain = (text: string) => ({ type: 'plain_text', text });
let slack: SlackWords;
let app: RecordingApp;

beforeEach(async () => {
  app = await recordingApp();
  const manifest = readManifest();
  const botEvents = [...manifest.botEvents, 'app_home_opened'];
  const shortcuts = [
    { name: 'Make an action', type: 'message', callback_id: 'make-action', description: '' },
    { name: 'New action', type: 'global', callback_id: 'new-action', description: '' },
  ] as const;
  slack = await startSlack({ requestUrl: app.url, manifest: { ...manifest, botEvents, shortcuts } });
});

afterEach(async () => {
  await slack.stop();
  await app.stop();
});

const ana = () => slack.person('ana').as;

async function openForm(view: object): Promise<void> {
  await ana().slash('/copil help', channel);
  await call(slack, 'views.open', { trigger_id: app.last()['trigger_id'], view });
}

function newest() {
  const view = ana().modals().at(-1);
  if (!view) throw new Error('Ana has no modal open');
  return view;
}

const form = {
  type: 'modal',
  callback_id: 'form',
  notify_on_close: true,
  title: plain('A form'),
  submit: plain('Send'),
  blocks: [
    { type: 'input', block_id: 'why', label: plain('Why'), element: { type: 'plain_text_input', action_id: 'text' } },
    {
      type: 'input',
      block_id: 'level',
      optional: true,
      label: plain('Level'),
      element: { type: 'static_select', action_id: 'pick', options: [{ text: plain('High'), value: 'high' }] },
    },
    { type: 'section', text: plain('Who'), accessory: { type: 'external_select', action_id: 'who' } },
  ],
};

describe('requests to the app', () => {
  it('are signed over the raw body', async () => {
    await ana().slash('/copil next', channel);

    const { headers = {}, raw = '' } = app.received[0] ?? {};
    const base = `v0:${String(headers['x-slack-request-timestamp'])}:${raw}`;
    const expected = createHmac('sha256', slack.secrets.signingSecret).update(base).digest('hex');
    expect(headers['x-slack-signature']).toBe(`v0=${expected}`);
    expect(headers['content-type']).toBe('application/x-www-form-urlencoded');
  });

  it('say dispatch_failed where nobody listens', async () => {
    slack.setRequestUrl('http://127.0.0.1:9/slack/events');

    const ack = await ana().slash('/copil next', channel);

    expect(ack).toMatchObject({ error: 'dispatch_failed' });
    expect(slack.requests.toApp()).toMatchObject([{ name: 'slash_command', refused: 'dispatch_failed' }]);
  });
});

describe('a command', () => {
  it('names people and channels by their ids, because the manifest asks to escape', async () => {
    await ana().slash('/copil digest @ben #growth-ops', channel);

    expect(app.last()).toMatchObject({
      command: '/copil',
      text: 'digest <@U0BEN000001|ben> <#C0OPS000001|growth-ops>',
      channel_name: 'growth-ops',
      user_id: 'U0ANA000001',
    });
  });

  it('is refused here when the manifest does not declare it', async () => {
    await expect(ana().slash('/nothing', channel)).rejects.toThrow(/No command \/nothing/);
  });

  it('posts its acknowledgement for all when that says in_channel', async () => {
    app.answerNext({ body: { response_type: 'in_channel', text: 'For all' } });

    await ana().slash('/copil help', channel);

    expect(slack.channel('growth-ops').messages()).toMatchObject([{ text: 'For all', bot_id: 'B0COPIL0001' }]);
  });

  it('fails where its acknowledgement holds blocks Slack would refuse', async () => {
    app.answerNext({ body: { text: 'x', blocks: [{ type: 'unheard_of' }] } });

    const ack = await ana().slash('/copil help', channel);

    expect(ack.error).toBe('dispatch_failed');
    expect(() => slack.expectNoUnexpected()).toThrow(/acknowledgement: invalid_blocks/);
  });
});

describe('acting on a message', () => {
  it('a button sends block_actions with the message, its thread and where to answer', async () => {
    const parent = await call(slack, 'chat.postMessage', { channel, text: 'parent' });
    const button = { type: 'button', action_id: 'approve', value: '17', text: plain('Approve') };
    await call(slack, 'chat.postMessage', {
      channel,
      text: 'card',
      thread_ts: parent['ts'],
      blocks: [{ type: 'actions', block_id: 'row', elements: [button] }],
    });
    const card = await slack.channel('growth-ops').thread(String(parent['ts'])).expectMessage(/card/);

    await slack.person('ana').click(card, 'approve');

    expect(app.last()).toMatchObject({
      type: 'block_actions',
      container: { type: 'message', message_ts: card.ts, thread_ts: parent['ts'], is_ephemeral: false },
      message: { text: 'card' },
      actions: [{ type: 'button', action_id: 'approve', block_id: 'row', value: '17', text: plain('Approve') }],
    });
    expect(app.last()).toHaveProperty('response_url');
  });

  it('a message shortcut sends the message', async () => {
    const message = await slack.person('ben').as.write(channel, 'We are blocked');

    await ana().messageShortcut('make-action', message);

    expect(app.last()).toMatchObject({
      type: 'message_action',
      callback_id: 'make-action',
      message_ts: message.ts,
      message: { text: 'We are blocked', user: 'U0BEN000001' },
    });
  });

  it('a global shortcut has neither channel nor response_url', async () => {
    await ana().globalShortcut('new-action');

    expect(app.last()).toMatchObject({ type: 'shortcut', callback_id: 'new-action' });
    expect(app.last()).not.toHaveProperty('channel');
    expect(app.last()).not.toHaveProperty('response_url');
  });
});

describe('a shortcut', () => {
  it('is refused here when the manifest does not declare it, or declares it of the other kind', async () => {
    const message = await slack.person('ben').as.write(channel, 'We are blocked');

    await expect(ana().globalShortcut('make-action')).rejects.toThrow(/No global shortcut make-action/);
    await expect(ana().messageShortcut('new-action', message)).rejects.toThrow(/No message shortcut new-action/);
  });

  it('of a message in a thread tells the thread', async () => {
    const parent = await slack.person('ben').as.write(channel, 'parent');
    const reply = await slack.person('ben').as.write(channel, 'We are blocked', { thread: parent.ts });

    await ana().messageShortcut('make-action', reply);

    expect(app.last()).toMatchObject({ message_ts: reply.ts, message: { thread_ts: parent.ts } });
  });
});

describe('a modal', () => {
  it('is not sent while a required input is empty', async () => {
    await openForm(form);

    const ack = await ana().submit(newest());

    expect(ack.fieldErrors).toEqual({ why: 'required' });
    expect(slack.requests.toApp('view_submission')).toHaveLength(0);
  });

  it('sends what was filled in and closes on an empty answer', async () => {
    await openForm(form);

    await ana().submit(newest(), { why: 'because', level: 'High' });

    expect(app.last()).toMatchObject({
      type: 'view_submission',
      view: {
        callback_id: 'form',
        state: {
          values: {
            why: { text: { type: 'plain_text_input', value: 'because' } },
            level: { pick: { type: 'static_select', selected_option: { value: 'high' } } },
          },
        },
      },
    });
    expect(ana().modals()).toHaveLength(0);
  });

  it('stays open with the errors the app found', async () => {
    await openForm(form);
    app.answerNext({ body: { response_action: 'errors', errors: { why: 'Too short' } } });

    const ack = await ana().submit(newest(), { why: 'x' });

    expect(ack.fieldErrors).toEqual({ why: 'Too short' });
    expect(ana().modals()).toHaveLength(1);
  });

  it.each([
    ['errors at a block that is no input', { response_action: 'errors', errors: { nowhere: 'Too short' } }],
    ['errors without any', { response_action: 'errors', errors: {} }],
    ['an action nobody knows', { response_action: 'shake' }],
  ])('is not answered by %s', async (_, body) => {
    await openForm(form);
    app.answerNext({ body });

    const ack = await ana().submit(newest(), { why: 'x' });

    expect(ack.error).toBe('dispatch_failed');
    expect(() => slack.expectNoUnexpected()).toThrow(/acknowledgement: invalid_arguments/);
  });

  it('gives an address to answer in the channel that was chosen', async () => {
    const element = { type: 'channels_select', action_id: 'where', response_url_enabled: true };
    await openForm({ ...form, blocks: [{ type: 'input', block_id: 'place', label: plain('Where'), element }] });

    await ana().submit(newest(), { place: channel });

    expect(app.last()).toMatchObject({
      response_urls: [{ block_id: 'place', action_id: 'where', channel_id: channel, response_url: expect.any(String) }],
    });
  });

  it.each([
    ['update', 1],
    ['push', 2],
    ['clear', 0],
  ])('does what response_action %s asks', async (response_action, open) => {
    await openForm(form);
    app.answerNext({ body: { response_action, view: { ...form, title: plain('Next') } } });

    await ana().submit(newest(), { why: 'x' });

    expect(ana().modals()).toHaveLength(open);
  });

  it('tells the app when it is closed, if it asked to hear so', async () => {
    await openForm(form);

    await ana().close(newest(), { isCleared: true });

    expect(app.last()).toMatchObject({ type: 'view_closed', is_cleared: true, view: { callback_id: 'form' } });
    expect(ana().modals()).toHaveLength(0);
  });

  it('asks the app for options as one types', async () => {
    await openForm(form);
    app.answerNext({ body: { options: [{ text: plain('Ben'), value: 'ben' }] } });

    const ack = await ana().suggest({ kind: 'view', view: newest() }, { actionId: 'who', typed: 'ben' });

    expect(app.last()).toMatchObject({ type: 'block_suggestion', action_id: 'who', value: 'ben' });
    expect(ack.json).toMatchObject({ options: [{ value: 'ben' }] });
  });

  it.each([
    ['three characters', {}, ['be', 'ben']],
    ['as many as the app wants', { min_query_length: 1 }, ['', 'b']],
  ])('asks for no options before %s', async (_, wanted, typed) => {
    const accessory = { type: 'external_select', action_id: 'who', ...wanted };
    await openForm({ ...form, blocks: [{ type: 'section', text: plain('Who'), accessory }] });
    const view: Target = { kind: 'view', view: newest() };
    const before = app.received.length;
    app.answerNext({ body: { options: [] } });

    const acks = [];
    for (const text of typed) acks.push(await ana().suggest(view, { actionId: 'who', typed: text }));

    expect(acks.map(({ error }) => error)).toEqual([undefined, undefined]);
    expect(app.received).toHaveLength(before + 1);
    expect(app.last()).toMatchObject({ value: typed[1] });
  });

  it('hears of no form whose required file is missing, except from who can give none', async () => {
    const element = { type: 'file_input', action_id: 'proof' };
    await openForm({ ...form, blocks: [{ type: 'input', block_id: 'proof', label: plain('Proof'), element }] });

    const refused = await ana().submit(newest());
    const taken = await ana().submit(newest(), {}, { takesFiles: false });

    expect([refused.fieldErrors, taken.fieldErrors]).toEqual([{ proof: 'required' }, {}]);
    expect(app.last()).toMatchObject({ type: 'view_submission' });
  });
});

describe('options the app offers', () => {
  it.each([
    ['101 of them', Array.from({ length: 101 }, (_, index) => ({ text: plain(`${index}`), value: `${index}` }))],
    ['one without a value', [{ text: plain('Ben') }]],
  ])('are refused when they are %s', async (_, options) => {
    await openForm(form);
    app.answerNext({ body: { options } });

    const ack = await ana().suggest({ kind: 'view', view: newest() }, { actionId: 'who', typed: 'ben' });

    expect(ack.error).toBe('dispatch_failed');
    expect(() => slack.expectNoUnexpected()).toThrow(/invalid_options/);
  });

  it('may be none', async () => {
    await openForm(form);
    app.answerNext({ body: { options: [] } });

    const ack = await ana().suggest({ kind: 'view', view: newest() }, { actionId: 'who', typed: 'zzz' });

    expect(ack.error).toBeUndefined();
  });
});

describe('events', () => {
  it('come only where the manifest subscribes', async () => {
    expect(await slack.sendEvent({ type: 'channel_created' })).toEqual([]);
    expect(await slack.sendEvent({ type: 'app_uninstalled' })).toHaveLength(1);
  });

  it('are sent again up to three times, with number and reason', async () => {
    app.answerNext({ status: 500 }, { status: 500 }, { status: 500 }, { status: 500 });

    const attempts = await slack.sendEvent({ type: 'tokens_revoked', tokens: { oauth: [], bot: ['U0COPIL0001'] } });

    expect(attempts).toHaveLength(4);
    const retries = app.received.map(({ headers }) => headers['x-slack-retry-num']);
    expect(retries).toEqual([undefined, '1', '2', '3']);
    expect(app.received[1]?.headers['x-slack-retry-reason']).toBe('http_error');
    expect(new Set(app.received.map(({ payload }) => payload['event_id'])).size).toBe(1);
  });

  it('stop when the app says no-retry', async () => {
    app.answerNext({ status: 500, headers: { 'x-slack-no-retry': '1' } });

    expect(await slack.sendEvent({ type: 'app_uninstalled' })).toHaveLength(1);
  });

  it('tell of an opened Home tab', async () => {
    await ana().openHome();

    expect(app.last()).toMatchObject({ event: { type: 'app_home_opened', user: 'U0ANA000001', tab: 'home' } });
  });
});
