import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readManifest } from '../../../src/sandbox/manifest.js';
import { type Answer, call } from '../../support/slack/call.js';
import { people, places } from '../../support/slack/team.js';
import { type DeskWords, startDesk } from './desk-words.js';

const { ana, ben, dora } = people;
const ops = places['growth-ops'].id;

const shortcuts = [
  { name: 'New action', type: 'global', callback_id: 'new-action', description: 'Writes one down' },
  { name: 'Make an action', type: 'message', callback_id: 'make-action', description: '' },
] as const;
const manifest = {
  ...readManifest(),
  hasHomeTab: true,
  botEvents: [...readManifest().botEvents, 'app_home_opened'],
  shortcuts,
};

const bot = '<@U0COPIL0001>';
const plain = (text: string) => ({ type: 'plain_text', text });
const blocks = [
  {
    type: 'actions',
    block_id: 'decide',
    elements: [
      { type: 'button', action_id: 'approve', text: plain('Approve'), value: 'v1' },
      { type: 'datepicker', action_id: 'due' },
      { type: 'external_select', action_id: 'owner', min_query_length: 1, placeholder: plain('Who') },
    ],
  },
];
const form = (title: string, more: Record<string, unknown> = {}) => ({
  type: 'modal',
  title: plain(title),
  submit: plain('Save'),
  close: plain('Cancel'),
  blocks: [
    { type: 'input', block_id: 'what', label: plain('What'), element: { type: 'plain_text_input', action_id: 'text' } },
  ],
  ...more,
});

let desk: DeskWords;

beforeEach(async () => {
  desk = await startDesk({ manifest });
});

afterEach(() => desk.stop());

const post = async (fields: Record<string, unknown> = { text: 'choose', blocks }) =>
  String((await call(desk.slack, 'chat.postMessage', { channel: ops, ...fields }))['ts']);

/** Opens a modal for somebody, as the app does when they use a shortcut. */
async function openForm(as: string, view: unknown = form('First')): Promise<Answer> {
  await desk.act(as, { kind: 'global-shortcut', callbackId: 'new-action' });
  return call(desk.slack, 'views.open', { trigger_id: desk.app.last()['trigger_id'], view });
}

describe('writing', () => {
  it('puts the message there at once and tells the app', async () => {
    const answer = await desk.act(ana.id, { kind: 'write', channel: ops, text: '@copil good morning' });

    expect(answer).toEqual({ ok: true });
    expect(await desk.messages(ben.id, ops)).toMatchObject([{ text: `${bot} good morning`, author: { id: ana.id } }]);
    await expect.poll(() => desk.app.last()).toMatchObject({ event: { type: 'app_mention', user: ana.id } });
  });

  it.each([
    ['@ben, and @Copil: see #growth-ops.', `<@${ben.id}>, and <@U0COPIL0001>: see <#${ops}>.`],
    ['@nobody in #nowhere & <b>', '@nobody in #nowhere &amp; &lt;b&gt;'],
    ['mail me@ben or `@ben` or a/#growth-ops', 'mail me@ben or `@ben` or a/#growth-ops'],
    ['@here @channel <!everyone>', '<!here> <!channel> &lt;!everyone&gt;'],
    ['&#growth-ops;', `&amp;<#${ops}>;`],
  ])('sends names as mentions and the rest as text: %s', async (typed, sent) => {
    await desk.act(ana.id, { kind: 'write', channel: ops, text: typed });

    expect(desk.slack.state.messagesOf(ops).map(({ text }) => text)).toEqual([sent]);
  });

  it('names no channel to who does not see it', async () => {
    await desk.act(dora.id, { kind: 'write', channel: ops, text: 'what is #growth-strategy?' });

    expect(desk.slack.state.messagesOf(ops).map(({ text }) => text)).toEqual(['what is #growth-strategy?']);
  });

  it('answers in a thread, also where a reply was answered', async () => {
    const parent = await post({ text: 'the digest' });
    const reply = await post({ text: 'a reply', thread_ts: parent });

    await desk.act(ana.id, { kind: 'write', channel: ops, text: 'thanks', thread: reply });

    expect((await desk.messages(ana.id, ops)).at(-1)).toMatchObject({ text: 'thanks', thread: parent });
  });

  it.each([
    ['in an archived channel', ana.id, 'Ce canal est archivé\u202f: personne ne peut plus y écrire.'],
    ['where one is no member', people.omar.id, 'You are not a member of this channel.'],
    ['where one does not see anything', dora.id, 'This conversation does not exist, or you were not invited to it.'],
  ])('is refused %s, and so is a command', async (_, as, message) => {
    const channel = places['partners-shared'].id;
    if (as === ana.id) desk.slack.faults.archiveChannel(channel);

    const written = await desk.act(as, { kind: 'write', channel, text: 'hello' });
    const command = await desk.act(as, { kind: 'slash', channel, line: '/copil next' });

    expect([written, command]).toEqual([
      { ok: false, message },
      { ok: false, message },
    ]);
    expect(desk.app.received).toEqual([]);
    expect(desk.slack.state.messagesOf(channel)).toEqual([]);
  });

  it('is refused in the app’s conversation, as its manifest wants, and in a thread that is gone', async () => {
    const { appChannel } = await desk.state(ben.id);
    const parent = await post({ text: 'soon gone' });
    await call(desk.slack, 'chat.delete', { channel: ops, ts: parent });

    const direct = await desk.act(ben.id, { kind: 'write', channel: appChannel, text: 'hello' });
    const late = await desk.act(ben.id, { kind: 'write', channel: ops, text: 'hello', thread: parent });

    expect(direct).toEqual({ ok: false, message: 'Sending messages to this app has been turned off.' });
    expect(late).toMatchObject({ ok: false, message: expect.stringContaining('This thread is gone') as string });
  });
});

describe('a command', () => {
  it('shows its answer to who typed it, alone', async () => {
    desk.app.answerNext({ body: { text: 'next Monday' } });

    const answer = await desk.act(ben.id, { kind: 'slash', channel: ops, line: '/copil next' });

    expect(answer).toEqual({ ok: true });
    expect(desk.app.last()).toMatchObject({ command: '/copil', text: 'next', user_id: ben.id, channel_id: ops });
    expect(await desk.messages(ben.id, ops)).toMatchObject([{ text: 'next Monday', isEphemeral: true }]);
    expect(await desk.messages(ana.id, ops)).toEqual([]);
  });

  it('that nobody declared is answered as Slack does', async () => {
    expect(await desk.act(ben.id, { kind: 'slash', channel: ops, line: '/nope' })).toMatchObject({
      ok: false,
      message: expect.stringMatching(/^\/nope is not a valid command\./) as string,
    });
  });

  it('that fails says how, in the person’s language', async () => {
    desk.app.answerNext({ status: 500 }, { status: 500 });
    const english = await desk.act(ben.id, { kind: 'slash', channel: ops, line: '/copil next' });
    const french = await desk.act(ana.id, { kind: 'slash', channel: ops, line: '/copil next' });

    expect(english).toEqual({ ok: false, message: '/copil failed with the error “dispatch_failed”' });
    expect(french).toEqual({
      ok: false,
      message: 'Échec de /copil avec l’erreur «\u202fdispatch_failed\u202f»',
    });
  });

  it('that the app leaves unanswered for three seconds says so', async () => {
    const silent = await silentServer();
    desk.slack.setRequestUrl(silent.url);

    const [command, press] = await Promise.all([
      desk.act(ben.id, { kind: 'slash', channel: ops, line: '/copil next' }),
      desk.act(ben.id, { kind: 'global-shortcut', callbackId: 'new-action' }),
    ]);
    silent.stop();

    expect(command).toEqual({ ok: false, message: '/copil failed because the app did not respond' });
    expect(press).toEqual({ ok: false, message: 'The app did not respond within 3 seconds. Try again.' });
  });
});

describe('pressing and choosing', () => {
  const press = async (as: string, actionId: string, more: Record<string, unknown> = {}) =>
    desk.act(as, {
      kind: 'press',
      target: { kind: 'message', channel: ops, ts: await post() },
      blockId: 'decide',
      actionId,
      ...more,
    });

  it('tells the app who pressed what, where', async () => {
    const answer = await press(ana.id, 'approve');

    expect(answer).toEqual({ ok: true });
    expect(desk.app.last()).toMatchObject({
      type: 'block_actions',
      user: { id: ana.id },
      channel: { id: ops },
      actions: [{ action_id: 'approve', block_id: 'decide', value: 'v1' }],
    });
  });

  it('tells what was chosen', async () => {
    await press(ana.id, 'due', { chosen: { selected_date: '2026-11-21' } });

    expect(desk.app.last()).toMatchObject({
      actions: [{ type: 'datepicker', selected_date: '2026-11-21' }],
      state: { values: { decide: { due: { selected_date: '2026-11-21' } } } },
    });
  });

  it('tells with a button what is filled in beside it, and leaves out what is not there', async () => {
    await press(ana.id, 'approve', {
      values: {
        decide: { due: { selected_date: '2026-11-21' }, gone: { value: 'x' } },
        elsewhere: { a: { value: 'x' } },
      },
    });

    expect(desk.app.last()).toMatchObject({
      actions: [{ action_id: 'approve' }],
      state: { values: { decide: { due: { type: 'datepicker', selected_date: '2026-11-21' } } } },
    });
    expect(JSON.stringify(desk.app.last())).not.toMatch(/gone|elsewhere/);
  });

  it('offers what the app finds for what is typed', async () => {
    const options = [{ text: plain('Ben'), value: 'ben' }];
    const ts = await post();
    const asked = {
      kind: 'suggest',
      target: { kind: 'message', channel: ops, ts },
      blockId: 'decide',
      actionId: 'owner',
      typed: 'b',
    } as const;
    desk.app.answerNext({ body: { options } }, { body: { option_groups: [{ label: plain('Team'), options }] } });

    const flat = await desk.act(ana.id, asked);
    const grouped = await desk.act(ana.id, asked);
    const nothing = await desk.act(ana.id, asked);

    expect(flat).toEqual({ ok: true, options: [{ label: '', options }] });
    expect(grouped).toEqual({ ok: true, options: [{ label: 'Team', options }] });
    expect(nothing).toMatchObject({ ok: false, message: expect.stringContaining('inspecteur') as string });
  });

  it('is refused where the element or the message is gone, or the person does not see it', async () => {
    const ts = await post();
    const strategy = places['growth-strategy'].id;
    const hidden = await call(desk.slack, 'chat.postMessage', { channel: strategy, text: 'choose', blocks });
    const shown = await call(desk.slack, 'chat.postEphemeral', { channel: ops, user: ana.id, text: 'choose', blocks });
    const ephemeral = desk.slack.state.ephemerals.find((one) => one.ts === shown['message_ts'])?.id ?? '';
    await call(desk.slack, 'chat.update', { channel: ops, ts, text: 'decided' });
    const presses = [
      { target: { kind: 'message', channel: ops, ts }, blockId: 'decide', actionId: 'approve' },
      { target: { kind: 'message', channel: ops, ts: '1.000000' }, blockId: 'decide', actionId: 'approve' },
      {
        target: { kind: 'message', channel: strategy, ts: String(hidden['ts']) },
        blockId: 'decide',
        actionId: 'approve',
      },
      { target: { kind: 'ephemeral', id: ephemeral }, blockId: 'decide', actionId: 'approve' },
    ] as const;

    const answers = [];
    for (const one of presses) answers.push(await desk.act(dora.id, { kind: 'press', ...one }));

    expect(answers).toEqual([
      { ok: false, message: expect.stringContaining('The app changed this meanwhile') as string },
      { ok: false, message: 'This message was deleted meanwhile.' },
      { ok: false, message: expect.stringContaining('you were not invited') as string },
      { ok: false, message: 'This message was deleted meanwhile.' },
    ]);
    expect(desk.app.received).toEqual([]);
  });

  it('says what the app answered instead of yes', async () => {
    desk.app.answerNext({ status: 503 });
    const broken = await press(dora.id, 'approve');
    desk.slack.setRequestUrl(undefined);
    const away = await press(dora.id, 'approve');

    expect(broken).toEqual({ ok: false, message: 'The app responded with status code 503. Try again.' });
    expect(away).toEqual({ ok: false, message: 'The app could not be reached. Try again when it runs.' });
  });
});

describe('forms', () => {
  it('stand in the state of who opened them, and of nobody else', async () => {
    await openForm(ana.id);

    const [modal] = (await desk.state(ana.id)).modals;

    expect(modal).toMatchObject({ kind: 'modal', title: 'First', submit: 'Save', close: 'Cancel', values: {} });
    expect((await desk.state(ben.id)).modals).toEqual([]);
  });

  it('close when the app takes what was submitted, and show its errors by field', async () => {
    await openForm(dora.id);
    const view = (await desk.state(dora.id)).modals[0]?.id ?? '';
    desk.app.answerNext({ body: { response_action: 'errors', errors: { what: 'Be specific' } } });
    const submit = (text: string) =>
      desk.act(dora.id, { kind: 'submit', view, values: { what: text === '' ? {} : { value: text } } });

    const empty = await desk.act(dora.id, { kind: 'submit', view, values: {} });
    const vague = await submit('it');
    const fine = await submit('the budget');
    const again = await submit('the budget');

    expect(empty).toMatchObject({ ok: false, fieldErrors: { what: 'Please complete this required field.' } });
    expect(vague).toMatchObject({ ok: false, fieldErrors: { what: 'Be specific' } });
    expect(fine).toEqual({ ok: true });
    expect(desk.app.last()).toMatchObject({ view: { state: { values: { what: { text: { value: 'the budget' } } } } } });
    expect(again).toEqual({ ok: false, message: 'This form was closed meanwhile.' });
  });

  it('belong to one person: nobody else submits, presses or closes them', async () => {
    await openForm(ana.id);
    const view = (await desk.state(ana.id)).modals[0]?.id ?? '';
    const before = desk.app.received.length;

    const answers = [
      await desk.act(ben.id, { kind: 'submit', view, values: {} }),
      await desk.act(ben.id, { kind: 'close', view, isCleared: true }),
      await desk.act(ben.id, { kind: 'press', target: { kind: 'view', id: view }, blockId: 'what', actionId: 'text' }),
    ];

    expect(answers.map((answer) => (answer.ok ? '' : answer.message))).toEqual(
      Array(3).fill('This form was closed meanwhile.'),
    );
    expect(desk.app.received).toHaveLength(before);
    expect((await desk.state(ana.id)).modals).toHaveLength(1);
  });

  it('stack, and close one by one or all at once, the app hearing of it where it asked to', async () => {
    await openForm(ana.id, form('First', { notify_on_close: true }));
    const [first] = (await desk.state(ana.id)).modals;
    desk.app.answerNext({ body: { response_action: 'push', view: form('Second') } });
    await desk.act(ana.id, { kind: 'submit', view: first?.id ?? '', values: { what: { value: 'x' } } });
    const { modals } = await desk.state(ana.id);

    await desk.act(ana.id, { kind: 'close', view: modals[1]?.id ?? '', isCleared: false });
    const left = (await desk.state(ana.id)).modals.map(({ title }) => title);
    await desk.act(ana.id, { kind: 'close', view: first?.id ?? '', isCleared: true });

    expect(modals.map(({ title }) => title)).toEqual(['First', 'Second']);
    expect(left).toEqual(['First']);
    expect((await desk.state(ana.id)).modals).toEqual([]);
    await expect.poll(() => desk.app.last()).toMatchObject({ type: 'view_closed', is_cleared: true });
  });

  it('say that the app could not be reached, and stay', async () => {
    await openForm(dora.id);
    const view = (await desk.state(dora.id)).modals[0]?.id ?? '';
    desk.app.answerNext({ status: 500 });

    const answer = await desk.act(dora.id, { kind: 'submit', view, values: { what: { value: 'x' } } });

    expect(answer).toEqual({ ok: false, message: 'We had some trouble connecting. Try again?' });
    expect((await desk.state(dora.id)).modals).toMatchObject([{ values: { what: { text: { value: 'x' } } } }]);
  });
});

describe('shortcuts and the Home tab', () => {
  it('are those of the manifest', async () => {
    const { shortcuts: known, commands } = await desk.state(ana.id);

    expect(known).toEqual([
      { name: 'New action', description: 'Writes one down', callbackId: 'new-action', kind: 'global' },
      { name: 'Make an action', description: '', callbackId: 'make-action', kind: 'message' },
    ]);
    expect(commands.map(({ command }) => command)).toEqual([
      '/copil',
      '/blocker',
      '/action',
      '/decision',
      '/approval',
      '/kpi',
    ]);
    expect(commands[0]?.usageHint).toMatch(/^\[help \| next \| digest/);
  });

  it('carry the message they were used on', async () => {
    const ts = await post({ text: 'do this' });
    const use = (callbackId: string) => desk.act(ana.id, { kind: 'message-shortcut', callbackId, channel: ops, ts });

    expect(await use('make-action')).toEqual({ ok: true });
    expect(desk.app.last()).toMatchObject({ type: 'message_action', message: { text: 'do this' } });
    expect(await use('new-action')).toMatchObject({ ok: false });
  });

  it('shows the Home tab that was published for the person', async () => {
    const empty = (await desk.state(ana.id)).home;
    await desk.act(ana.id, { kind: 'open-home' });
    await expect.poll(() => desk.app.last()).toMatchObject({ event: { type: 'app_home_opened', user: ana.id } });
    const view = { type: 'home', blocks: [{ type: 'section', text: plain('Yours') }] };
    await call(desk.slack, 'views.publish', { user_id: ana.id, view });

    expect(empty).toEqual({ isEmpty: true });
    expect((await desk.state(ana.id)).home).toMatchObject({ kind: 'home', blocks: [{ text: { text: 'Yours' } }] });
    expect((await desk.state(ben.id)).home).toEqual({ isEmpty: true });
    expect((await desk.first('/?home')).place).toMatchObject({ isHome: true });
  });
});

/** Takes requests and never answers. */
async function silentServer() {
  const server = createServer(() => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`,
    stop: () => server.close(),
  };
}

describe('before the app is at work', () => {
  it('what a person does waits for it, and the page is shown meanwhile', async () => {
    let open = (): void => {};
    desk.controls.opened = new Promise<void>((resolve) => (open = resolve));
    const typed = desk.act(ben.id, { kind: 'write', channel: ops, text: 'early bird' });

    expect((await desk.first()).state.workspace.channels.length).toBeGreaterThan(0);
    expect((await desk.messages(ben.id, ops)).map(({ text }) => text)).not.toContain('early bird');

    open();
    expect(await typed).toEqual({ ok: true });
    expect((await desk.messages(ben.id, ops)).map(({ text }) => text)).toContain('early bird');
  });
});
