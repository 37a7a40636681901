import { afterEach, describe, expect, it } from 'vitest';
import { ForbiddenError } from '../../../src/kernel/errors.js';
import type { ActionContext, SelectOption } from '../../../src/platform/slack/requests.js';
import type { Target } from '../../../src/sandbox/outgoing/payloads.js';
import { people, places } from '../../support/slack/team.js';
import { type Mode, type StartedApp, startSlackApp } from './start-slack-app.js';

const ops = places['growth-ops'].id;
const plain = (text: string) => ({ type: 'plain_text', text }) as const;
const option = (value: string) => ({ text: plain(value.toUpperCase()), value });

describe.each<Mode>(['http', 'socket'])('what people do, over %s', (mode) => {
  let started: StartedApp;
  const ana = () => started.slack.person('ana').as;
  const ephemerals = () => ana().ephemerals();
  const texts = () => ephemerals().map(({ text }) => text);

  afterEach(() => started.stop());

  /** A message of ours in growth-ops, to act on. */
  function aMessage(elements: readonly object[], thread_ts?: string): Target & { kind: 'message' } {
    const { state } = started.slack;
    const message = state.addMessage({
      channel: ops,
      user: 'U0COPIL0001',
      bot_id: 'B0COPIL0001',
      text: 'B12 Ads are late',
      blocks: [{ type: 'actions', block_id: 'row', elements }],
      files: [],
      ...(thread_ts && { thread_ts }),
    });
    const channel = state.channels.get(ops);
    if (!channel) throw new Error('no channel');
    return { kind: 'message', message, channel };
  }

  function privateTarget(): Target {
    const message = ephemerals().at(-1);
    const channel = started.slack.state.channels.get(ops);
    if (!message || !channel) throw new Error('nothing private is shown');
    return { kind: 'ephemeral', message, channel };
  }

  describe('a choice in a message', () => {
    it.each([
      [
        'a select',
        { type: 'static_select', placeholder: plain('Choose'), options: [option('low'), option('high')] },
        'high',
        { selectedOption: 'high', selectedDate: null, selectedUser: null },
      ],
      [
        'a menu',
        { type: 'overflow', options: [option('low'), option('high')] },
        'low',
        { selectedOption: 'low', selectedDate: null, selectedUser: null },
      ],
      [
        'a date',
        { type: 'datepicker' },
        '2026-11-27',
        { selectedOption: null, selectedDate: '2026-11-27', selectedUser: null },
      ],
      [
        'a person',
        { type: 'users_select', placeholder: plain('Who?') },
        people.ben.id,
        { selectedOption: null, selectedDate: null, selectedUser: people.ben.id },
      ],
    ])('reaches its handler: %s', async (_what, element, chosen, expected) => {
      const seen: Partial<ActionContext>[] = [];
      started = await startSlackApp(mode, (app) => app.onAction('pick', async (context) => void seen.push(context)));

      await ana().act(aMessage([{ ...element, action_id: 'pick' }]), { actionId: 'pick', chosen });

      expect(seen).toMatchObject([{ ...expected, blockId: 'row', view: null, isEphemeralMessage: false }]);
      started.slack.expectNoUnexpected();
    });

    it('comes with the thread it was made in', async () => {
      const seen: unknown[] = [];
      started = await startSlackApp(mode, (app) =>
        app.onAction('go', async ({ messageTs, threadTs }) => void seen.push({ messageTs, threadTs })),
      );
      const root = aMessage([]);
      const reply = aMessage([{ type: 'button', action_id: 'go', text: plain('Go') }], root.message.ts);

      await ana().act(reply, { actionId: 'go' });

      expect(seen).toEqual([{ messageTs: reply.message.ts, threadTs: root.message.ts }]);
    });

    it('made twice is answered twice', async () => {
      const seen: string[] = [];
      started = await startSlackApp(mode, (app) => app.onAction('go', async ({ user }) => void seen.push(user)));
      const target = aMessage([{ type: 'button', action_id: 'go', text: plain('Go') }]);

      const acks = await Promise.all([ana().act(target, { actionId: 'go' }), ana().act(target, { actionId: 'go' })]);

      expect(acks.map(({ error }) => error)).toEqual([undefined, undefined]);
      expect(seen).toEqual([people.ana.id, people.ana.id]);
    });
  });

  describe('a private answer with buttons', () => {
    const page = (number: number) => ({
      text: `Page ${number}`,
      blocks: [
        {
          type: 'actions' as const,
          block_id: 'row',
          elements: [
            { type: 'button' as const, action_id: 'item:page', text: plain('Next'), value: String(number + 1) },
            { type: 'button' as const, action_id: 'close', text: plain('Close') },
          ],
        },
      ],
    });

    async function showPage(): Promise<boolean[]> {
      const seen: boolean[] = [];
      started = await startSlackApp(mode, (app) => {
        app.onCommand('/copil', ({ ack }) => ack(page(1)));
        app.onAction('item:page', async ({ value, respond, isEphemeralMessage, messageTs }) => {
          seen.push(isEphemeralMessage && messageTs !== null);
          await respond({ ...page(Number(value)), replacesOriginal: true });
        });
        app.onAction('close', ({ ack }) => ack({ text: '', deletesOriginal: true }));
      });
      await started.slack.person('ana').slash('/copil blockers');
      return seen;
    }

    it('is paged in its place', async () => {
      const seen = await showPage();

      await ana().act(privateTarget(), { actionId: 'item:page' });

      await expect.poll(texts).toEqual(['Page 2']);
      expect(seen).toEqual([true]);
      started.slack.expectNoUnexpected();
    });

    it('can be taken away', async () => {
      await showPage();

      await ana().act(privateTarget(), { actionId: 'close' });

      await expect.poll(texts).toEqual([]);
      started.slack.expectNoUnexpected();
    });

    it('goes on as a direct message when its address was used up', async () => {
      const sent = ['1', '2', '3', '4', '5', '6', '7'];
      started = await startSlackApp(mode, (app) => {
        app.onCommand('/copil', async ({ ack, respond }) => {
          await ack();
          for (const text of sent) await respond(text);
        });
      });

      await started.slack.person('ana').slash('/copil digest');

      await expect.poll(() => [...texts(), ...started.told.map(({ text }) => text)]).toEqual(sent);
      expect(texts()).toHaveLength(5);
      expect(started.told[0]?.user).toBe(people.ana.id);
      expect(started.errors()).toEqual([]);
    });

    it('goes on as a direct message when Slack does not take it', async () => {
      started = await startSlackApp(mode, (app) => app.onAction('go', ({ ack }) => ack('Done')));
      started.slack.faults.add({ kind: 'status', status: 500, method: 'response_url' });

      await ana().act(aMessage([{ type: 'button', action_id: 'go', text: plain('Go') }]), { actionId: 'go' });

      await expect.poll(() => started.told).toEqual([{ user: people.ana.id, text: 'Done' }]);
    });
  });

  describe('a button in a view', () => {
    const home = {
      type: 'home',
      private_metadata: '{"page":2}',
      blocks: [
        {
          type: 'actions',
          block_id: 'row',
          elements: [{ type: 'button', action_id: 'item:done', text: plain('Done'), value: 'B12' }],
        },
      ],
    } as const;

    const onHome = async (): Promise<Target> => {
      const { id } = await started.messenger.publishHome(people.ana.id, home);
      const view = started.slack.state.views.get(id);
      if (!view) throw new Error('no Home tab');
      return { kind: 'view', view };
    };

    it('tells its handler the view', async () => {
      const seen: unknown[] = [];
      started = await startSlackApp(mode, (app) =>
        app.onAction('item:done', async ({ view, value, channel }) => void seen.push({ view, value, channel })),
      );
      const target = await onHome();

      await ana().act(target, { actionId: 'item:done' });

      expect(seen).toMatchObject([
        { value: 'B12', channel: null, view: { type: 'home', privateMetadata: '{"page":2}', callbackId: '' } },
      ]);
      started.slack.expectNoUnexpected();
    });

    it('that fails says so in a direct message', async () => {
      started = await startSlackApp(mode, (app) =>
        app.onAction('item:done', () => Promise.reject(new ForbiddenError('Not yours'))),
      );
      const target = await onHome();

      await ana().act(target, { actionId: 'item:done' });

      await expect.poll(() => started.told).toEqual([{ user: people.ana.id, text: 'Not yours' }]);
    });

    it('comes with what stands in the rest of the form', async () => {
      const seen: unknown[] = [];
      started = await startSlackApp(mode, (app, messenger) => {
        app.onCommand('/copil', async ({ triggerId }) => {
          await messenger.openView(triggerId, {
            type: 'modal',
            callback_id: 'item:form',
            title: plain('A form'),
            submit: plain('Send'),
            blocks: [
              {
                type: 'input',
                block_id: 'title',
                label: plain('T'),
                element: { type: 'plain_text_input', action_id: 'x' },
              },
              {
                type: 'input',
                block_id: 'committee',
                label: plain('C'),
                dispatch_action: true,
                element: { type: 'static_select', action_id: 'item:committee', options: [option('ops')] },
              },
            ],
          });
        });
        app.onAction('item:committee', async ({ selectedOption, values, view }) => {
          seen.push({ selectedOption, title: values.text('title'), hash: view?.hash, type: view?.type });
        });
      });
      await started.slack.person('ana').slash('/copil blocker', { withinMs: 0 });
      const [view] = ana().modals();
      if (!view) throw new Error('no form is open');

      await ana().act(
        { kind: 'view', view },
        { actionId: 'item:committee', chosen: 'ops', values: { title: { x: { value: 'Ads' } } } },
      );

      expect(seen).toEqual([{ selectedOption: 'ops', title: 'Ads', hash: view.hash, type: 'modal' }]);
    });
  });

  describe('a shortcut', () => {
    it('on a message brings that message', async () => {
      const seen: unknown[] = [];
      started = await startSlackApp(mode, (app) =>
        app.onShortcut('raise_blocker', async ({ user, channel, callbackId, message }) => {
          seen.push({ user, channel, callbackId, message });
        }),
      );
      const root = await ana().write(ops, 'The ads are late & dear');
      const reply = await started.slack.person('ben').as.write(ops, 'by weeks', { thread: root.ts });

      const ack = await ana().messageShortcut('raise_blocker', root);
      await ana().messageShortcut('raise_blocker', reply);

      const from = { user: people.ana.id, channel: ops, callbackId: 'raise_blocker' };
      expect(ack.error).toBeUndefined();
      expect(seen).toEqual([
        { ...from, message: { ts: root.ts, threadTs: root.ts, text: root.text, userId: people.ana.id } },
        { ...from, message: { ts: reply.ts, threadTs: root.ts, text: 'by weeks', userId: people.ben.id } },
      ]);
    });

    it('from anywhere brings none, and can open a form', async () => {
      started = await startSlackApp(mode, (app, messenger) =>
        app.onShortcut('new_blocker', async ({ message, channel, triggerId }) => {
          const text = plain(JSON.stringify({ message, channel }));
          await messenger.openView(triggerId, {
            type: 'modal',
            title: plain('New'),
            blocks: [{ type: 'section', text }],
          });
        }),
      );

      await ana().globalShortcut('new_blocker');

      expect(ana().modals()).toMatchObject([
        { view: { blocks: [{ text: { text: '{"message":null,"channel":null}' } }] } },
      ]);
      started.slack.expectNoUnexpected();
    });

    it('on a message that fails, or that nobody knows, is answered where it was chosen', async () => {
      started = await startSlackApp(mode, (app) =>
        app.onShortcut('raise_blocker', () => Promise.reject(new ForbiddenError('Not here'))),
      );
      const message = await ana().write(ops, 'The ads are late');

      await ana().messageShortcut('raise_blocker', message);
      await ana().messageShortcut('old_message_shortcut', message);

      await expect.poll(texts).toEqual(['Not here', expect.stringMatching(/does not know that shortcut/)]);
    });

    it('from anywhere that fails, or that nobody knows, is answered by a direct message', async () => {
      started = await startSlackApp(mode, (app) =>
        app.onShortcut('new_blocker', () => Promise.reject(new ForbiddenError('Not you'))),
      );

      await ana().globalShortcut('new_blocker');
      await ana().globalShortcut('old_global_shortcut');

      await expect
        .poll(() => started.told.map(({ text }) => text))
        .toEqual(['Not you', expect.stringMatching(/does not know that shortcut/)]);
      expect(started.errors()).toEqual([]);
    });
  });

  describe('typing into a select', () => {
    const select = { type: 'external_select', action_id: 'kpi', min_query_length: 1, placeholder: plain('KPI') };

    async function suggest(handler: () => Promise<readonly SelectOption[]>, typed = ' lea '): Promise<unknown> {
      started = await startSlackApp(mode, (app) => app.onOptions('kpi', handler));
      const { json } = await ana().suggest(aMessage([select]), { actionId: 'kpi', typed });
      return json;
    }

    it('tells the handler what was typed, and in which form', async () => {
      const seen: unknown[] = [];
      started = await startSlackApp(mode, (app, messenger) => {
        app.onShortcut('new_blocker', async ({ triggerId }) => {
          await messenger.openView(triggerId, {
            type: 'modal',
            title: plain('New'),
            submit: plain('Raise'),
            private_metadata: 'committee-1',
            blocks: [
              {
                type: 'input',
                block_id: 'kpis',
                label: plain('KPI'),
                element: { type: 'external_select', action_id: 'kpi', min_query_length: 0 },
              },
            ],
          });
        });
        app.onOptions('kpi', async ({ user, team, actionId, blockId, query, privateMetadata }) => {
          seen.push({ user, team, actionId, blockId, query, privateMetadata });
          return [{ text: 'Leads', value: 'leads', description: 'Demand' }];
        });
      });
      await ana().globalShortcut('new_blocker');
      const [view] = ana().modals();
      if (!view) throw new Error('no form is open');

      const { json } = await ana().suggest({ kind: 'view', view }, { actionId: 'kpi', typed: ' lea ' });

      expect(seen).toEqual([
        {
          user: people.ana.id,
          team: 'T0COPIL0001',
          actionId: 'kpi',
          blockId: 'kpis',
          query: 'lea',
          privateMetadata: 'committee-1',
        },
      ]);
      expect(json).toEqual({ options: [{ text: plain('Leads'), value: 'leads', description: plain('Demand') }] });
    });

    it('offers at most a hundred options with texts that fit, and none whose value does not', async () => {
      const long = { text: 't'.repeat(100), value: 'long', description: 'd'.repeat(100) };
      const many = Array.from({ length: 120 }, (_, index) => ({ text: `KPI ${index}`, value: `k${index}` }));

      const json = await suggest(async () => [
        { text: 'x', value: 'v'.repeat(151) },
        { text: ' ', value: 'b' },
        long,
        ...many,
      ]);

      expect(json).toMatchObject({ options: expect.objectContaining({ length: 100 }) });
      expect(json).toMatchObject({ options: { 0: { value: 'long' }, 1: { value: 'k0' } } });
      started.slack.expectNoUnexpected();
    });

    it('offers nothing when the handler fails, and the log says why', async () => {
      const json = await suggest(() => Promise.reject(new Error('database is on fire')));

      expect(json).toEqual({ options: [] });
      expect(started.errors()).toMatchObject([{ actionId: 'kpi', err: { message: 'database is on fire' } }]);
    });

    it('offers nothing where nobody gives options', async () => {
      started = await startSlackApp(mode);

      const { json, error } = await ana().suggest(aMessage([select]), { actionId: 'kpi', typed: 'lea' });

      expect(error).toBeUndefined();
      expect(json).toEqual({ options: [] });
    });
  });

  it('with a command that this version does not know is answered', async () => {
    started = await startSlackApp(mode);

    const { text } = await started.slack.person('ana').slash('/copil help');

    expect(text).toMatch(/does not know that command/);
  });
});
