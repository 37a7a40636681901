import { afterEach, beforeEach, expect, it } from 'vitest';
import { readManifest } from '../../../src/sandbox/manifest.js';
import { Triggers } from '../../../src/sandbox/triggers.js';
import { type Answer, call } from '../../support/slack/call.js';
import { type SlackWords, startSlack } from '../../support/slack/start-slack.js';
import { people } from '../../support/slack/team.js';
import { type RecordingApp, recordingApp } from './recording-app.js';

const modal = (title = 'A form') => ({
  type: 'modal',
  callback_id: 'form',
  title: { type: 'plain_text', text: title },
  blocks: [
    {
      type: 'actions',
      block_id: 'buttons',
      elements: [{ type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Go' } }],
    },
  ],
});

let slack: SlackWords;
let app: RecordingApp;

beforeEach(async () => {
  app = await recordingApp();
  slack = await startSlack({ requestUrl: app.url });
});

afterEach(async () => {
  await slack.stop();
  await app.stop();
});

/** Ana types a command; its trigger is what opens a view. */
async function trigger(): Promise<string> {
  await slack.person('ana').as.slash('/copil help', slack.channel('growth-ops').id);
  return String(app.last()['trigger_id']);
}

async function open(view: object = modal()): Promise<{ id: string; hash: string }> {
  const answer = await call(slack, 'views.open', { trigger_id: await trigger(), view });
  return answer['view'] as { id: string; hash: string };
}

/** Ana presses the button of her newest modal, and the app pushes another on it. */
async function push(): Promise<Answer> {
  const { as } = slack.person('ana');
  const view = as.modals().at(-1);
  if (!view) throw new Error('Ana has no modal open');
  await as.act({ kind: 'view', view }, { actionId: 'go' });
  return call(slack, 'views.push', { trigger_id: app.last()['trigger_id'], view: modal() });
}

it('views.open shows a modal to the person who acted', async () => {
  const view = await open();

  expect(slack.person('ana').as.modals()).toMatchObject([{ id: view.id }]);
});

it('a trigger opens one view only', async () => {
  const trigger_id = await trigger();
  await call(slack, 'views.open', { trigger_id, view: modal() });

  expect(await call(slack, 'views.open', { trigger_id, view: modal() })).toMatchObject({
    error: 'exchanged_trigger_id',
  });
});

it('a trigger lives three seconds', () => {
  let now = 0;
  const triggers = new Triggers(() => now);
  const [inTime, late] = [triggers.issue({ user: 'U1' }), triggers.issue({ user: 'U1' })];

  now = 3_000;
  expect(triggers.exchange(inTime)).toMatchObject({ user: 'U1' });
  now = 3_001;
  expect(() => triggers.exchange(late)).toThrow('expired_trigger_id');
});

it('a trigger nobody issued is refused', async () => {
  expect(await call(slack, 'views.open', { trigger_id: '1.2.x', view: modal() })).toMatchObject({
    error: 'invalid_trigger_id',
  });
});

it('views.push stacks three modals and no fourth', async () => {
  await open();

  expect(await push()).toMatchObject({ ok: true });
  expect(await push()).toMatchObject({ ok: true });
  expect(await push()).toMatchObject({ error: 'push_limit_reached' });
});

it('views.update replaces a view once per hash', async () => {
  const { id, hash } = await open();

  const first = await call(slack, 'views.update', { view_id: id, hash, view: modal('First') });
  const second = await call(slack, 'views.update', { view_id: id, hash, view: modal('Second') });

  expect(first).toMatchObject({ ok: true, view: { title: { text: 'First' } } });
  expect(second).toMatchObject({ error: 'hash_conflict' });
});

it('views.update finds a view by its external id', async () => {
  await open({ ...modal(), external_id: 'mine' });

  const answer = await call(slack, 'views.update', { external_id: 'mine', view: { ...modal(), external_id: 'mine' } });

  expect(answer).toMatchObject({ ok: true });
  expect(await call(slack, 'views.update', { external_id: 'other', view: modal() })).toMatchObject({
    error: 'not_found',
  });
});

it('views.update wants to know which view', async () => {
  expect(await call(slack, 'views.update', { view: modal() })).toMatchObject({ error: 'invalid_arguments' });
});

it.each([
  ['a view of more than 250 KB', { ...modal(), private_metadata: 'x'.repeat(250_000) }, 'view_too_large'],
  [
    'private metadata of more than 3,000 characters',
    { ...modal(), private_metadata: 'x'.repeat(3_001) },
    'invalid_arguments',
  ],
  ['a title of more than 24 characters', modal('x'.repeat(25)), 'invalid_arguments'],
  ['an input without a submit button', { ...modal(), blocks: [input()] }, 'invalid_arguments'],
  [
    'a table in a modal',
    { ...modal(), blocks: [{ type: 'table', rows: [[{ type: 'raw_text', text: 'a' }]] }] },
    'invalid_arguments',
  ],
  ['a callback_id of more than 255 characters', { ...modal(), callback_id: 'x'.repeat(256) }, 'invalid_arguments'],
  ['a modal without blocks', { ...modal(), blocks: undefined }, 'invalid_arguments'],
  ['a Home tab in the place of a modal', { type: 'home', blocks: [] }, 'invalid_arguments'],
])('refuses %s', async (_, view, error) => {
  expect(await call(slack, 'views.open', { trigger_id: await trigger(), view })).toMatchObject({ error });
});

function input(): object {
  return {
    type: 'input',
    label: { type: 'plain_text', text: 'Why' },
    element: { type: 'plain_text_input', action_id: 'why' },
  };
}

it('says where in the view each fault is, fields and blocks alike', async () => {
  const [block] = modal().blocks;
  const view = { ...modal('x'.repeat(25)), blocks: [block, block] };

  const answer = await call(slack, 'views.open', { trigger_id: await trigger(), view });

  expect(answer['response_metadata']).toEqual({
    messages: [
      '[ERROR] must be less than 25 characters [json-pointer:/view/title/text]',
      '[ERROR] "block_id" must be unique: buttons [json-pointer:/view/blocks]',
    ],
  });
});

it('a view that was refused leaves its trigger for another', async () => {
  const trigger_id = await trigger();
  await call(slack, 'views.open', { trigger_id, view: modal('x'.repeat(25)) });

  expect(await call(slack, 'views.open', { trigger_id, view: modal() })).toMatchObject({ ok: true });
});

it('views.publish needs the Home tab to be enabled in the manifest', async () => {
  const view = { type: 'home', blocks: [] };
  const without = await startSlack({ manifest: { ...readManifest(), hasHomeTab: false } });

  const answer = await call(without, 'views.publish', { user_id: people.ana.id, view });

  expect(answer).toMatchObject({ error: 'not_enabled' });
  await without.stop();
});

it('views.publish shows a Home tab and watches over its hash', async () => {
  const withHome = await startSlack({ manifest: { ...readManifest(), hasHomeTab: true } });
  const publish = (args: object) =>
    call(withHome, 'views.publish', {
      user_id: people.ana.id,
      view: { type: 'home', blocks: [{ type: 'divider' }] },
      ...args,
    });

  const first = await publish({});
  const { hash } = first['view'] as { hash: string };
  const second = await publish({ hash });
  const stale = await publish({ hash });

  expect([first['ok'], second['ok']]).toEqual([true, true]);
  expect(stale).toMatchObject({ error: 'hash_conflict' });
  await withHome.stop();
});
