import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Messenger } from '../../../src/platform/slack/messenger.js';
import { SlackFailure } from '../../../src/platform/slack/slack-failure.js';
import type { HomeView, ModalView } from '../../../src/platform/slack/view.js';
import { people, places } from '../../support/slack/team.js';
import { type StartedApp, startSlackApp } from './start-slack-app.js';

const ops = places['growth-ops'].id;
const plain = (text: string) => ({ type: 'plain_text', text }) as const;

function aForm(text = 'What stands in the way?', changes: Partial<ModalView> = {}): ModalView {
  return { type: 'modal', title: plain('New blocker'), blocks: [{ type: 'section', text: plain(text) }], ...changes };
}

async function failureOf(call: Promise<unknown>): Promise<SlackFailure> {
  const error = await call.then(
    () => new Error('it succeeded'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof SlackFailure) return error;
  throw error;
}

describe('the messenger', () => {
  let started: StartedApp;
  let messenger: Messenger;
  let triggers: string[];
  const ana = () => started.slack.person('ana').as;
  const shown = () => ana().modals();

  /** What a person's act lets us open a form with. */
  async function aTrigger(): Promise<string> {
    await started.slack.person('ana').slash('/copil blocker', { withinMs: 0 });
    return triggers.at(-1) ?? '';
  }

  beforeEach(async () => {
    triggers = [];
    started = await startSlackApp('http', (app) => {
      app.onCommand('/copil', async ({ triggerId }) => void triggers.push(triggerId));
      app.onAction('more', async ({ triggerId }) => void triggers.push(triggerId));
    });
    ({ messenger } = started);
  });

  afterEach(() => started.stop());

  it('opens a form, within Slack’s limits', async () => {
    const title = plain('A title of more than twenty-four characters');

    const { id, hash } = await messenger.openView(await aTrigger(), aForm('Why?', { title }));

    expect(shown()).toMatchObject([{ id, hash, view: { title: { text: 'A title of more than tw…' } } }]);
    started.slack.expectNoUnexpected();
  });

  it('puts a form on top of the one in which somebody acted', async () => {
    const button = { type: 'button', action_id: 'more', text: plain('More') } as const;
    const form = aForm('One', { blocks: [{ type: 'actions', elements: [button] }] });
    await messenger.openView(await aTrigger(), form);
    const [view] = shown();
    if (!view) throw new Error('no form is open');
    await ana().act({ kind: 'view', view }, { actionId: 'more' });

    const { id } = await messenger.pushView(triggers.at(-1) ?? '', aForm('Two'));

    expect(shown().map((one) => one.id)).toEqual([view.id, id]);
  });

  it('shows something else in an open form, and gives its new hash', async () => {
    const opened = await messenger.openView(await aTrigger(), aForm('Loading'));

    const updated = await messenger.updateView({ viewId: opened.id, hash: opened.hash, view: aForm('Loaded') });

    expect(JSON.stringify(shown()[0]?.view)).toContain('Loaded');
    expect(updated).toEqual({ id: opened.id, hash: shown()[0]?.hash });
    expect(updated.hash).not.toBe(opened.hash);
  });

  it('does not undo a newer update, and says so', async () => {
    const opened = await messenger.openView(await aTrigger(), aForm());
    await messenger.updateView({ viewId: opened.id, view: aForm('Newer') });

    const late = await failureOf(messenger.updateView({ viewId: opened.id, hash: opened.hash, view: aForm('Older') }));

    expect(late).toMatchObject({ kind: 'conflict', slackError: 'hash_conflict' });
    expect(JSON.stringify(shown()[0]?.view)).toContain('Newer');
  });

  it('says that a form was closed', async () => {
    const gone = await failureOf(messenger.updateView({ viewId: 'V0GONE00001', view: aForm() }));

    expect(gone).toMatchObject({ kind: 'gone' });
  });

  it.each(['openView', 'pushView'] as const)('says by %s that somebody waited too long for a form', async (method) => {
    const trigger = await aTrigger();
    await sleep(3_050);

    const late = await failureOf(messenger[method](trigger, aForm()));

    expect(late).toMatchObject({ kind: 'expired-trigger', isRetryable: false });
  });

  it('opens one form for one act', async () => {
    const trigger = await aTrigger();
    await messenger.openView(trigger, aForm());

    const second = await failureOf(messenger.openView(trigger, aForm('Again')));

    expect(second).toMatchObject({ kind: 'expired-trigger', slackError: 'exchanged_trigger_id' });
  });

  it('asks once only for what a trigger is used up by', async () => {
    started.slack.faults.add({ kind: 'status', status: 503, method: 'views.open' });

    const away = await failureOf(messenger.openView(await aTrigger(), aForm()));

    expect(away.kind).toBe('unreachable');
    expect(started.slack.requests.toSlack('views.open')).toHaveLength(1);
  });

  it('shows a Home tab, again and again', async () => {
    const home = (text: string): HomeView => ({ type: 'home', blocks: [{ type: 'section', text: plain(text) }] });
    const first = await messenger.publishHome(people.ana.id, home('Monday'));

    const second = await messenger.publishHome(people.ana.id, home('Tuesday'));

    expect(second.id).toBe(first.id);
    expect(JSON.stringify(started.slack.state.views.get(first.id)?.view)).toContain('Tuesday');
    started.slack.expectNoUnexpected();
  });

  it('publishes a Home tab although Slack was out of breath for a moment', async () => {
    started.slack.faults.add({ kind: 'status', status: 503, method: 'views.publish', count: 1 });

    await expect(messenger.publishHome(people.ana.id, { type: 'home', blocks: [] })).resolves.toMatchObject({});
  });

  describe('asked about a message', () => {
    it('gives its address for people', async () => {
      const message = await ana().write(ops, 'The ads are late');

      const address = await messenger.permalink(ops, message.ts);

      expect(address).toBe(`https://copil-sandbox.slack.com/archives/${ops}/p${message.ts.replace('.', '')}`);
    });

    it('gives the message a thread hangs on', async () => {
      const root = await ana().write(ops, 'The ads are late');
      await started.slack.person('ben').as.write(ops, 'by weeks', { thread: root.ts });

      expect(await messenger.threadRoot(ops, root.ts)).toEqual({ text: 'The ads are late', userId: people.ana.id });
      expect(started.slack.requests.toSlack('conversations.replies')[0]?.request).toMatchObject({ limit: '1' });
    });

    it('knows nothing of one that is gone, or that it may not see', async () => {
      const { random } = places;
      const hidden = await ana().write(random.id, 'Lunch?');

      expect(await messenger.permalink(ops, '1.000000')).toBeNull();
      expect(await messenger.permalink('C0NOWHERE01', '1.000000')).toBeNull();
      expect(await messenger.threadRoot(ops, '1.000000')).toBeNull();
      expect(await messenger.threadRoot(random.id, hidden.ts)).toBeNull();
    });

    it('fails rather than saying “not there” when Slack does not answer', async () => {
      started.slack.faults.add({ kind: 'garbage' });

      expect(await failureOf(messenger.permalink(ops, '1.000000'))).toMatchObject({ kind: 'unreachable' });
      expect(await failureOf(messenger.threadRoot(ops, '1.000000'))).toMatchObject({ kind: 'unreachable' });
    });
  });
});
