import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { ForbiddenError } from '../../../src/kernel/errors.js';
import type { ViewContext } from '../../../src/platform/slack/requests.js';
import type { SlackAppOptions } from '../../../src/platform/slack/slack-app.js';
import type { ModalView } from '../../../src/platform/slack/view.js';
import type { SubmitAck } from '../../../src/sandbox/outgoing/modals.js';
import { people } from '../../support/slack/team.js';
import { type Mode, type StartedApp, startSlackApp } from './start-slack-app.js';

const plain = (text: string) => ({ type: 'plain_text', text }) as const;

function form(changes: Partial<ModalView> = {}): ModalView {
  return {
    type: 'modal',
    callback_id: 'item:form',
    title: plain('New blocker'),
    submit: plain('Raise'),
    private_metadata: '{"channel":"C0OPS000001"}',
    blocks: [
      { type: 'section', block_id: 'intro', text: plain('What stands in the way?') },
      {
        type: 'input',
        block_id: 'title',
        label: plain('Title'),
        element: { type: 'plain_text_input', action_id: 'x' },
      },
      {
        type: 'input',
        block_id: 'severity',
        label: plain('Severity'),
        element: {
          type: 'static_select',
          action_id: 'x',
          options: ['low', 'high'].map((value) => ({ text: plain(value), value })),
        },
      },
      {
        type: 'input',
        block_id: 'due',
        label: plain('Due'),
        optional: true,
        element: { type: 'datepicker', action_id: 'x' },
      },
    ],
    ...changes,
  };
}

const filled = { title: ' Ads are late ', severity: 'high', due: '2026-11-27' };

describe.each<Mode>(['http', 'socket'])('a form that is sent over %s', (mode) => {
  let started: StartedApp;
  const ana = () => started.slack.person('ana').as;
  const shownForms = () => ana().modals();

  afterEach(() => started.stop());

  /** Opens the form by a command, as a person would. */
  async function open(
    handler: ((context: ViewContext) => Promise<void>) | undefined,
    options: { view?: ModalView; changes?: Partial<SlackAppOptions> } = {},
  ): Promise<void> {
    started = await startSlackApp(
      mode,
      (app, messenger) => {
        app.onCommand('/copil', async ({ ack, triggerId }) => {
          await messenger.openView(triggerId, options.view ?? form());
          await ack();
        });
        if (handler) app.onView('item:form', handler);
      },
      options.changes,
    );
    await started.slack.person('ana').slash('/copil blocker', { withinMs: 0 });
  }

  async function send(values: Readonly<Record<string, unknown>> = filled): Promise<SubmitAck> {
    const view = shownForms().at(-1);
    if (!view) throw new Error('no form is open');
    return ana().submit(view, values);
  }

  it('brings its handler who sent it, what it carries and what was typed', async () => {
    const seen: unknown[] = [];
    await open(async ({ user, team, channel, callbackId, viewId, rootViewId, hash, privateMetadata, values }) => {
      seen.push({ user, team, channel, callbackId, viewId, rootViewId, hash, privateMetadata });
      seen.push([values.text('title'), values.choice('severity'), values.date('due')]);
    });
    const [{ id, hash } = { id: '', hash: '' }] = shownForms();

    const { error } = await send();

    expect(error).toBeUndefined();
    expect(seen).toEqual([
      {
        user: people.ana.id,
        team: 'T0COPIL0001',
        channel: null,
        callbackId: 'item:form',
        viewId: id,
        rootViewId: id,
        hash,
        privateMetadata: '{"channel":"C0OPS000001"}',
      },
      ['Ads are late', 'high', '2026-11-27'],
    ]);
    expect(shownForms()).toEqual([]);
    started.slack.expectNoUnexpected();
  });

  it('closes with an answer that comes as a direct message', async () => {
    await open(async ({ ack }) => ack('B12 is raised'));

    await send();

    expect(shownForms()).toEqual([]);
    expect(started.told).toEqual([{ user: people.ana.id, text: 'B12 is raised' }]);
  });

  it('stays open with what is wrong at its inputs', async () => {
    await open(({ reject }) => reject({ title: 'Too short', intro: 'You sit in no committee' }));

    const { fieldErrors } = await send();

    expect(fieldErrors).toEqual({ title: 'Too short\nYou sit in no committee' });
    expect(shownForms()).toMatchObject([{ state: { title: { x: { value: ' Ads are late ' } } } }]);
    started.slack.expectNoUnexpected();
  });

  it('gives way to another view, within Slack’s limits', async () => {
    const title = plain('A title of more than twenty-four characters');
    await open(({ replaceView }) => replaceView(form({ title, callback_id: 'next' })));

    await send();

    expect(shownForms()).toMatchObject([{ view: { callback_id: 'next' } }]);
    started.slack.expectNoUnexpected();
  });

  it('has another one put on top of it, and all of them closed', async () => {
    await open((context) =>
      context.values.text('title') === 'Ads are late' ? context.pushView(form()) : context.clearViews(),
    );

    await send();
    const afterPush = shownForms().length;
    await send({ ...filled, title: 'second' });

    expect(afterPush).toBe(2);
    expect(shownForms()).toEqual([]);
    started.slack.expectNoUnexpected();
  });

  it('loses nothing when it fails: the reason stands at its first input', async () => {
    await open(() => Promise.reject(new ForbiddenError('Only a lead may do that')));

    const { fieldErrors } = await send();

    expect(fieldErrors).toEqual({ title: 'Only a lead may do that' });
    expect(shownForms()).toHaveLength(1);
  });

  it('that holds no input shows the reason in its place', async () => {
    const blocks = [{ type: 'section', block_id: 'intro', text: plain('Sure?') }] as const;
    await open(() => Promise.reject(new ForbiddenError('It is done already')), { view: form({ blocks }) });

    await send({});

    expect(JSON.stringify(shownForms().map(({ view }) => view))).toContain('It is done already');
    started.slack.expectNoUnexpected();
  });

  it('that nobody knows any more says so, and keeps what was typed', async () => {
    await open(undefined);

    const { fieldErrors } = await send();

    expect(fieldErrors).toEqual({ title: expect.stringMatching(/another version .* copy it/) });
    expect(shownForms()).toHaveLength(1);
    expect(started.errors()).toEqual([]);
  });

  it('tells of a failure after it closed by a direct message', async () => {
    await open(async ({ ack }) => {
      await ack();
      throw new ForbiddenError('The channel is archived');
    });

    await send();

    await expect.poll(() => started.told).toEqual([{ user: people.ana.id, text: 'The channel is archived' }]);
  });

  it('tells of a failure by a direct message when Slack gave up waiting', async () => {
    await open(async () => {
      await sleep(3_200);
      throw new ForbiddenError('Too late, and wrong');
    });

    const { error } = await send();

    expect(error).toBe('operation_timeout');
    await expect.poll(() => started.told).toEqual([{ user: people.ana.id, text: 'Too late, and wrong' }]);
    expect(shownForms()).toHaveLength(1);
  });

  it('is answered each time when it is sent twice at once, with one name for both', async () => {
    const seen: string[] = [];
    await open(async ({ viewId }) => {
      seen.push(viewId);
      await sleep(50);
    });
    const view = shownForms().at(-1);
    if (!view) throw new Error('no form is open');

    const acks = await Promise.all([ana().submit(view, filled), ana().submit(view, filled)]);

    expect(acks.map(({ error, status }) => [error, status])).toEqual([
      [undefined, 200],
      [undefined, 200],
    ]);
    expect(seen).toEqual([view.id, view.id]);
  });

  it('that is closed by its owner is acknowledged', async () => {
    await open(async () => undefined, { view: form({ notify_on_close: true }) });
    const view = shownForms().at(-1);
    if (!view) throw new Error('no form is open');

    const ack = await ana().close(view);

    expect(ack).toMatchObject({ status: 200 });
    expect(ack?.error).toBeUndefined();
  });

  it('keeps what was typed while Copil stops', async () => {
    let end: (() => void) | undefined;
    await open(() => new Promise((resolve) => (end = resolve)));
    const view = shownForms().at(-1);
    if (!view) throw new Error('no form is open');
    const first = ana().submit(view, filled);
    await expect.poll(() => end).toBeDefined();

    const stopped = started.app.stop({ deadlineMs: 30_000 });
    // Over HTTP the port is closed to newcomers; over the socket they are answered.
    const { fieldErrors, error } = await ana().submit(view, filled);
    end?.();
    await Promise.all([first, stopped]);

    if (mode === 'socket') expect(fieldErrors).toEqual({ title: expect.stringMatching(/being restarted/) });
    else expect(error).toBe('dispatch_failed');
  });
});

describe('two handlers for one request', () => {
  let started: StartedApp;
  afterEach(() => started.stop());

  it('are refused, whatever its kind', async () => {
    const nothing = async () => undefined;
    started = await startSlackApp('http', (app) => {
      app.onView('item:form', nothing);
      app.onShortcut('raise_blocker', nothing);
      app.onAction('item:done', nothing);
      app.onOptions('kpi', async () => []);
    });
    const { app } = started;

    expect(() => app.onView('item:form', nothing)).toThrow('item:form');
    expect(() => app.onShortcut('raise_blocker', nothing)).toThrow('raise_blocker');
    expect(() => app.onOptions('kpi', async () => [])).toThrow('kpi');
    expect(app.registered()).toEqual({
      commands: [],
      events: ['app_uninstalled', 'tokens_revoked'],
      shortcuts: ['raise_blocker'],
      views: ['item:form'],
      actions: ['item:done'],
      options: ['kpi'],
    });
  });
});
