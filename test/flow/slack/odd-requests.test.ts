import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StartedApp, startSlackApp } from './start-slack-app.js';

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
type Fields = { readonly [name: string]: Json };

const plain = (text: string) => ({ type: 'plain_text', text });
const team = { id: 'T0COPIL0001', domain: 'copil' };
const user = { id: 'U0ANA000001', username: 'ana', name: 'ana', team_id: team.id };
const base = { team, user, api_app_id: 'A0COPIL0001', token: 'x', enterprise: null, is_enterprise_install: false };
const channel = { id: 'C0OPS000001', name: 'growth-ops' };
const trigger_id = '1.2.abc';
const option = { text: plain('High'), value: 'high' };

const viewId = 'V0FORM00001';

const view: Fields = {
  id: viewId,
  team_id: team.id,
  type: 'modal',
  blocks: [
    { type: 'section', block_id: 'intro', text: plain('Why?') },
    { type: 'input', block_id: 'title', label: plain('Title'), element: { type: 'plain_text_input', action_id: 'x' } },
  ],
  private_metadata: '{}',
  callback_id: 'item:form',
  state: {
    values: {
      title: { x: { type: 'plain_text_input', value: 'Ads are late' } },
      severity: { x: { type: 'static_select', selected_option: option } },
      kpis: { x: { type: 'multi_static_select', selected_options: [option] } },
    },
  },
  hash: '1.a',
  title: plain('A form'),
  submit: plain('Send'),
  close: null,
  previous_view_id: null,
  root_view_id: viewId,
  app_id: 'A0COPIL0001',
  external_id: '',
  app_installed_team_id: team.id,
  bot_id: 'B0COPIL0001',
};

const message = {
  type: 'message',
  user: 'U0BEN000001',
  ts: '1.000100',
  thread_ts: '1.000000',
  text: 'Ads are late',
  team: team.id,
  blocks: [{ type: 'section', block_id: 's', text: plain('Ads are late') }],
};

/** An address that nobody answers at: what an app says there is lost unless it says it otherwise. */
const response_url = 'http://127.0.0.1:9/response/x';

/** Requests of every kind, as Slack sends them. */
const interactions: Readonly<Record<string, Fields>> = {
  'a sent form': { type: 'view_submission', ...base, trigger_id, view, response_urls: [] },
  'a closed form': { type: 'view_closed', ...base, view, is_cleared: false },
  'a message shortcut': {
    type: 'message_action',
    ...base,
    channel,
    callback_id: 'raise_blocker',
    action_ts: '1.0003',
    trigger_id,
    response_url,
    message_ts: message.ts,
    message,
  },
  'a global shortcut': { type: 'shortcut', ...base, callback_id: 'new_blocker', action_ts: '1.0003', trigger_id },
  'a suggestion in a form': {
    type: 'block_suggestion',
    ...base,
    container: { type: 'view', view_id: viewId },
    action_id: 'kpi',
    block_id: 'kpis',
    value: 'lea',
    view,
  },
  'a choice in a message': {
    type: 'block_actions',
    ...base,
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: false,
      thread_ts: message.thread_ts,
    },
    trigger_id,
    channel,
    message,
    state: { values: { row: { pick: { type: 'static_select', selected_option: option } } } },
    response_url,
    actions: [{ type: 'static_select', action_id: 'pick', block_id: 'row', selected_option: option, action_ts: '1.2' }],
  },
  'a button in a form': {
    type: 'block_actions',
    ...base,
    container: { type: 'view', view_id: viewId },
    trigger_id,
    view,
    actions: [
      { type: 'button', action_id: 'pick', block_id: 'row', value: 'B12', text: plain('Go'), action_ts: '1.2' },
    ],
  },
};

const event: Fields = {
  token: 'x',
  team_id: team.id,
  api_app_id: 'A0COPIL0001',
  event: { type: 'app_home_opened', user: user.id, channel: channel.id, tab: 'home', event_ts: '1.2', view },
  type: 'event_callback',
  event_id: 'Ev1',
  event_time: 1,
  authorizations: [
    { enterprise_id: null, team_id: team.id, user_id: 'U0COPIL0001', is_bot: true, is_enterprise_install: false },
  ],
};

const command = {
  token: 'x',
  team_id: team.id,
  team_domain: 'copil',
  channel_id: channel.id,
  channel_name: 'growth-ops',
  user_id: user.id,
  user_name: 'ana',
  command: '/copil',
  text: 'next',
  api_app_id: 'A0COPIL0001',
  is_enterprise_install: 'false',
  response_url,
  trigger_id,
};

const odd: readonly Json[] = [null, 7, '', 'text', true, [], {}, ['text'], { id: 5 }];

const isFields = (value: Json): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The same with each field in turn missing or of another kind, however deep. */
function oddOnes(value: Json): Json[] {
  const change = (
    entries: readonly (readonly [string, Json])[],
    rebuild: (entries: (readonly [string, Json])[]) => Json,
  ) =>
    entries.flatMap(([name, inner], index) => {
      const withEntry = (...changed: (readonly [string, Json])[]): Json =>
        rebuild([...entries.slice(0, index), ...changed, ...entries.slice(index + 1)]);
      const others = [...odd, ...oddOnes(inner)];
      return [withEntry(), ...others.map((other) => withEntry([name, other]))];
    });
  if (isFields(value)) return change(Object.entries(value), (entries) => Object.fromEntries(entries));
  if (!Array.isArray(value)) return [];
  const entries = value.map((inner: Json, index): [string, Json] => [String(index), inner]);
  return change(entries, (kept) => kept.map(([, inner]) => inner));
}

describe('requests of odd shapes', () => {
  let started: StartedApp;

  beforeAll(async () => {
    started = await startSlackApp('http', (app) => {
      app.onCommand('/copil', async ({ ack, text, user, channel }) => ack(`${user} ${channel} ${text.length}`));
      app.onView('item:form', async ({ values, reject }) => {
        const [title, severity] = [values.text('title'), values.choice('severity')];
        await reject({ title: `${title.length} ${severity?.length} ${values.choices('kpis').join()}` });
      });
      app.onShortcut('raise_blocker', async ({ respond, message }) => respond(`${message?.text.length}`));
      app.onShortcut('new_blocker', async ({ respond }) => respond('new'));
      app.onAction('pick', async ({ respond, selectedOption, view }) =>
        respond(`${selectedOption} ${view?.hash.length}`),
      );
      app.onOptions('kpi', async ({ query }) => [{ text: `KPI ${query.length}`, value: query.slice(0, 9) || 'all' }]);
      app.onEvent('app_home_opened', async ({ event: { user: who } }) => {
        if (typeof who !== 'string') throw new Error('nobody opened it');
      });
    });
  });

  afterAll(() => started.stop());

  async function post(body: string, type: string): Promise<number> {
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const hmac = createHmac('sha256', started.slack.secrets.signingSecret).update(`v0:${timestamp}:${body}`);
    const headers = {
      'content-type': type,
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${hmac.digest('hex')}`,
    };
    const response = await fetch(started.address, { method: 'POST', body, headers });
    await response.arrayBuffer();
    return response.status;
  }

  const form = (fields: Readonly<Record<string, string>>) =>
    post(new URLSearchParams(fields).toString(), 'application/x-www-form-urlencoded');

  /** Sends a few at a time; what was answered by neither 200 nor a refusal comes back. */
  async function sendAll(bodies: readonly Json[], send: (body: Json) => Promise<number>): Promise<string[]> {
    const wrong: string[] = [];
    const waiting = [...bodies];
    const worker = async (): Promise<void> => {
      for (let body = waiting.pop(); body !== undefined; body = waiting.pop()) {
        const status = await send(body);
        if (status !== 200 && (status < 400 || status > 499)) wrong.push(`${status} ${JSON.stringify(body)}`);
      }
    };
    await Promise.all(Array.from({ length: 8 }, worker));
    return wrong;
  }

  const stillAnswers = async () => (await form(command)) === 200;

  it.each(Object.entries(interactions))(
    'are answered: %s',
    async (_kind, payload) => {
      const send = (body: Json) => form({ payload: JSON.stringify(body) });
      const bodies = oddOnes(payload);

      const asItIs = await send(payload);
      const wrong = await sendAll(bodies, send);

      expect(asItIs).toBe(200);
      expect(bodies.length).toBeGreaterThan(50);
      expect(wrong).toEqual([]);
      expect(await stillAnswers()).toBe(true);
    },
    60_000,
  );

  it('are answered: a command', async () => {
    const bodies = Object.keys(command).flatMap((name) => {
      const { [name as keyof typeof command]: _, ...rest } = command;
      return [rest, { ...rest, [name]: '' }, { ...rest, [name]: '<@U1|x> & `' }];
    });

    const wrong = await sendAll(bodies, (body) => form(body as Record<string, string>));

    expect(wrong).toEqual([]);
    expect(await stillAnswers()).toBe(true);
  });

  it('are answered: an event', async () => {
    const send = (body: Json) => post(JSON.stringify(body), 'application/json');

    const wrong = await sendAll(oddOnes(event), send);

    expect(await send(event)).toBe(200);
    expect(wrong).toEqual([]);
    expect(await stillAnswers()).toBe(true);
  });

  it('are refused at once when nothing of them can be read', async () => {
    const statuses = await Promise.all([
      form({ payload: '{"type":"something_new"}' }),
      form({ payload: '{}' }),
      form({ payload: 'no JSON' }),
      form({ payload: '{"type":"view_submission","view":null}' }),
      form({ nothing: 'here' }),
      post('{"event":null}', 'application/json'),
    ]);

    expect(statuses).toEqual([400, 400, 400, 400, 400, 400]);
  });

  it('never lose what a person typed: a form that cannot be read in full is not closed', async () => {
    const send = (body: Json) => form({ payload: JSON.stringify(body) });
    const { callback_id: _callback, ...withoutCallback } = view;
    const { user: _user, ...withoutUser } = base;

    const statuses = [
      await send({ type: 'view_submission', ...base, trigger_id, view: withoutCallback }),
      await send({ type: 'view_submission', ...withoutUser, trigger_id, view }),
    ];

    expect(statuses).toEqual([400, 400]);
  });
});

describe('a request of an odd shape over the socket', () => {
  let started: StartedApp;
  beforeAll(async () => {
    started = await startSlackApp('socket', (app) => app.onCommand('/copil', ({ ack }) => ack('here')));
  });
  afterAll(() => started.stop());

  it('is not acknowledged, so that Slack tells the person, and nothing else suffers', async () => {
    const { sockets } = started.slack;
    const payload = { type: 'view_submission', ...base, trigger_id, view: null };

    const [answer, unknown] = await Promise.all([
      sockets.send({ type: 'interactive', payload }),
      sockets.send({ type: 'interactive', payload: { type: 'something_new' } }),
    ]);

    expect([answer, unknown]).toEqual([undefined, undefined]);
    expect((await started.slack.person('ana').slash('/copil help')).text).toBe('here');
  });
});
