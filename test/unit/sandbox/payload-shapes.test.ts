import { existsSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readManifest } from '../../../src/sandbox/manifest.js';
import { call } from '../../support/slack/call.js';
import { type SlackWords, startSlack } from '../../support/slack/start-slack.js';
import { places } from '../../support/slack/team.js';
import { type RecordingApp, recordingApp } from './recording-app.js';

const samples = new URL('../../../../shared/payloads/', import.meta.url);
const channel = places['growth-ops'].id;
const plain = (text: string) => ({ type: 'plain_text', text, emoji: true });

/**
 * Paths that need not be there: workspaces of an Enterprise Grid, what only some messages hold (attachments, edits),
 * and the contents of blocks and forms, which are the app's own.
 */
const contents =
  /enterprise|^view\.(blocks|title|close|submit|state)|^message\.(blocks|attachments|edited|bot_profile\.icons)|^event\.view/;

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** Where `ours` lacks a field of the recorded request, or has it of another type. */
function differences(sample: unknown, ours: unknown, path = ''): string[] {
  if (contents.test(path) || sample === null) return [];
  if (typeOf(sample) !== typeOf(ours)) return [`${path}: ${typeOf(sample)} expected, ${typeOf(ours)} found`];
  if (Array.isArray(sample))
    return sample.length === 0 ? [] : differences(sample[0], (ours as unknown[])[0], `${path}[]`);
  if (typeof sample !== 'object') return [];
  const [wanted, found] = [sample as Record<string, unknown>, ours as Record<string, unknown>];
  return Object.keys(wanted).flatMap((name) =>
    differences(wanted[name], found[name], path === '' ? name : `${path}.${name}`),
  );
}

describe.skipIf(!existsSync(samples))('what the stand-in sends has the shape of recorded requests', () => {
  let slack: SlackWords;
  let app: RecordingApp;

  beforeEach(async () => {
    app = await recordingApp();
    slack = await startSlack({ requestUrl: app.url, manifest: { ...readManifest(), botEvents: events } });
  });

  afterEach(async () => {
    await slack.stop();
    await app.stop();
  });

  const events = ['app_mention', 'app_uninstalled', 'tokens_revoked', 'member_joined_channel', 'app_home_opened'];
  const ana = () => slack.person('ana').as;

  function expectShape(name: string, ours: unknown = app.last()): void {
    const sample: unknown = JSON.parse(readFileSync(new URL(`${name}.json`, samples), 'utf8'));
    expect(differences(sample, ours)).toEqual([]);
  }

  async function openForm(blocks: object[]): Promise<void> {
    await ana().slash('/copil help', channel);
    const view = {
      type: 'modal',
      callback_id: 'f',
      notify_on_close: true,
      title: plain('F'),
      submit: plain('S'),
      blocks,
    };
    await call(slack, 'views.open', { trigger_id: app.last()['trigger_id'], view });
  }

  const button = { type: 'button', action_id: 'go', text: plain('Go') };
  const select = {
    type: 'static_select',
    action_id: 'pick',
    placeholder: plain('p'),
    options: [{ text: plain('A'), value: 'a' }],
  };
  const external = { type: 'external_select', action_id: 'who' };
  const why = {
    type: 'input',
    block_id: 'why',
    label: plain('Why'),
    element: { type: 'plain_text_input', action_id: 't' },
  };

  async function card(element: object) {
    const parent = await call(slack, 'chat.postMessage', { channel, text: 'parent' });
    const blocks = [{ type: 'actions', elements: [element] }];
    await call(slack, 'chat.postMessage', { channel, text: 'card', thread_ts: parent['ts'], blocks });
    const message = await slack.channel('growth-ops').thread(String(parent['ts'])).expectMessage(/card/);
    const place = slack.state.channels.get(channel);
    if (!place) throw new Error('growth-ops is gone');
    return { kind: 'message', message, channel: place } as const;
  }

  it('slash_command', async () => {
    await ana().slash('/copil help', channel);

    expectShape('slash_command');
  });

  it('block_actions_in_message', async () => {
    await ana().act(await card(button), { actionId: 'go' });

    expectShape('block_actions_in_message');
  });

  it('block_actions_static_select', async () => {
    await ana().act(await card(select), { actionId: 'pick', chosen: 'a' });

    expectShape('block_actions_static_select');
  });

  it('block_actions_in_view', async () => {
    await openForm([{ type: 'actions', elements: [{ ...button, style: 'danger', confirm: confirmation() }] }]);
    const [view] = ana().modals();
    if (!view) throw new Error('no modal');

    await ana().act({ kind: 'view', view }, { actionId: 'go' });

    expectShape('block_actions_in_view');
  });

  function confirmation(): object {
    return { title: plain('Sure?'), text: plain('Sure?'), confirm: plain('Yes'), deny: plain('No') };
  }

  it('view_submission and view_closed', async () => {
    await openForm([why]);
    const [view] = ana().modals();
    if (!view) throw new Error('no modal');
    app.answerNext({ body: { response_action: 'errors', errors: { why: 'no' } } });

    await ana().submit(view, { why: 'x' });
    expectShape('view_submission');

    await ana().close(view);
    expectShape('view_closed');
  });

  it('block_suggestion', async () => {
    await ana().suggest(await card(external), { actionId: 'who', typed: 'a' });

    expectShape('block_suggestion');
  });

  it('global_shortcut and message_shortcut', async () => {
    await ana().globalShortcut('g');
    expectShape('global_shortcut');

    await ana().messageShortcut('m', (await card(button)).message);
    expectShape('message_shortcut');
  });

  it('event_app_mention', async () => {
    await slack.person('ben').as.write(channel, '<@U0COPIL0001> test');

    expectShape('event_app_mention');
  });

  it('event_app_uninstalled, event_tokens_revoked, event_member_joined_channel', async () => {
    await slack.sendEvent({ type: 'app_uninstalled' });
    expectShape('event_app_uninstalled');

    await slack.sendEvent({ type: 'tokens_revoked', tokens: { oauth: ['W1'], bot: [] } });
    expectShape('event_tokens_revoked');

    const joined = { user: 'U0BEN000001', channel, channel_type: 'C', team: 'T0COPIL0001', inviter: 'U0ANA000001' };
    await slack.sendEvent({ type: 'member_joined_channel', ...joined });
    expectShape('event_member_joined_channel');
  });

  it('event_app_home_opened', async () => {
    await ana().openHome();

    expectShape('event_app_home_opened');
  });
});
