import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enqueue } from '../../../src/platform/outbox/stored-deliveries.js';
import { databasesOf } from '../../support/databases.js';
import { people, places } from '../../support/slack/team.js';
import {
  type House,
  hiddenFrom,
  type KpiKey,
  kpis,
  mayKnow,
  openHouse,
  pressForged,
  type Reader,
  readers,
  sendForged,
} from './house.js';
import { rows } from './surfaces.js';

const everybody = Object.keys(readers) as Reader[];

/** From Thursday 19 November 2026, noon in Paris. */
describe('what somebody may not see', () => {
  const databases = databasesOf('sqlite');
  let house: House;

  beforeAll(async () => {
    house = await openHouse(databases);
  });
  afterAll(() => house.office.close());

  it('has a row below for every surface that the app registers, and no row for one that is gone', () => {
    const registered = house.office.app.registered();
    for (const name of Object.keys(registered) as (keyof typeof registered)[]) {
      expect(Object.keys(rows[name]).toSorted(), name).toEqual([...registered[name]].toSorted());
    }
  });

  it.each(['/kpi KPI', '/kpi log KPI 5', '/kpi explain KPI x', '/copil kpi KPI', '/blocker list all kpi KPI'])(
    'reads like what is not there: %s',
    async (line) => {
      for (const reader of everybody) {
        const ask = async (key: string) => {
          const { text } = await house.office.slack.person(reader).slash(line.replace('KPI', key));
          return text.replaceAll(key, 'KEY');
        };
        const unknown = await ask('qqqq');
        for (const key of (Object.keys(kpis) as KpiKey[]).filter((one) => !mayKnow(reader, one))) {
          expect(await ask(key), `${reader}: ${key}`).toBe(unknown);
        }
      }
    },
    240_000,
  );

  it.each(everybody)(
    'reaches %s by no surface',
    async (reader) => {
      const { office } = house;
      const since = office.slack.requests.all().length;

      await goThrough(house, reader);
      // Whatever they set off comes to its end before what they got is read.
      await office.stopApps();
      await office.startApp();

      const got = gotBy(house, reader, since);
      const leaks = hiddenFrom(reader).flatMap((traces) => got.filter((one) => traces.test(one)));
      expect(leaks.map((leak) => leak.slice(0, 2_000))).toEqual([]);
      // What is theirs to see did reach them, or the test would show nothing.
      for (const key of Object.keys(kpis) as KpiKey[]) {
        if (mayKnow(reader, key)) expect(got.join(), key).toMatch(kpis[key].traces);
      }
      expect(got.join()).toMatch(reader === 'gil' ? /pebble/ : /basalt/);
    },
    300_000,
  );

  it('stands in no message to them, of whatever kind, nor in a channel above whose level it is', async () => {
    const { office, ids } = house;
    const { id: workspaceId } = await office.database.client.workspace.findFirstOrThrow();
    const messages = everybody.flatMap((reader) =>
      Object.entries(rows.deliveries).flatMap(([kind, payloadOf]) =>
        payloadOf === 'channel'
          ? []
          : [
              {
                workspaceId,
                key: `forged:${kind}:${reader}`,
                destination: { kind: 'person', id: people[reader].id } as const,
                payload: { kind, ...payloadOf(ids, reader) },
              },
            ],
      ),
    );
    await office.database.transaction((transaction) =>
      enqueue(transaction, messages, { newId: () => crypto.randomUUID(), now: new Date() }),
    );
    await office.sweep();
    await office.settled();

    for (const reader of everybody) {
      const said = office.slack.dm(reader).messages();
      const above = (Object.keys(kpis) as KpiKey[]).filter((key) => !mayKnow(reader, key));
      for (const key of above) expect(JSON.stringify(said), `${reader}: ${key}`).not.toMatch(kpis[key].traces);
    }
    const inChannel = JSON.stringify(office.slack.state.messages.get(places['growth-ops'].id));
    expect(inChannel).toMatch(kpis.leads.traces);
    for (const key of ['margin', 'payroll'] as const) expect(inChannel).not.toMatch(kpis[key].traces);
  });

  it('is told by no HTTP route to whoever has no token', async () => {
    for (const [route, status] of Object.entries(rows.routes)) {
      const [method = '', path = ''] = route.split(' ');
      const body = method === 'POST' ? JSON.stringify({ source: 'crm', readings: [] }) : null;
      const response = await fetch(`${house.office.address}${path}`, { method, body });
      expect(response.status, route).toBe(status);
      const text = await response.text();
      for (const traces of hiddenFrom('gil')) expect(text, route).not.toMatch(traces);
    }
  });
});

/** Everything a person can do, with everything that they could send. */
async function goThrough(house: House, reader: Reader): Promise<void> {
  const { office, ids } = house;
  const { as } = office.slack.person(reader);
  const closeForms = async () => {
    for (const view of as.modals()) await as.close(view, { isCleared: true });
  };
  const channel = places['growth-ops'].id;
  const { botUserId } = office.slack.state.installation;
  const own = await as.write(channel, `<@${botUserId}> help`);
  const lines = [
    ...Object.entries(rows.commands).flatMap(([command, texts]) => texts.map((text) => `${command} ${text}`)),
    ...Object.entries(rows.words).flatMap(([word, texts]) => texts.map((text) => `/copil ${word} ${text}`)),
  ];
  for (const line of lines.flatMap(withEachKpi)) {
    await as.slash(line, channel);
    await closeForms();
  }
  for (const [actionId, valuesOf] of Object.entries(rows.actions)) {
    for (const value of valuesOf(ids)) {
      await pressForged(house, reader, actionId, { value, blockId: `leaver:${ids.committees[1]}:vera` });
      await closeForms();
    }
  }
  for (const [callbackId, formsOf] of Object.entries(rows.views)) {
    for (const form of formsOf(ids)) await sendForged(house, reader, callbackId, form);
  }
  for (const [actionId, texts] of Object.entries(rows.options)) {
    for (const text of texts) await suggest(house, reader, actionId, text);
  }
  for (const [callbackId, kind] of Object.entries(rows.shortcuts)) {
    await (kind === 'global' ? as.globalShortcut(callbackId) : as.messageShortcut(callbackId, own));
    await closeForms();
  }
  await as.write(channel, `<@${botUserId}>`, { thread: own.ts });
  await as.openHome();
}

function withEachKpi(line: string): string[] {
  return line.includes('KPI') ? Object.keys(kpis).map((key) => line.replace('KPI', key)) : [line];
}

function suggest({ office }: House, reader: Reader, actionId: string, typed: string) {
  const { as } = office.slack.person(reader);
  const element = { type: 'external_select', action_id: actionId, min_query_length: 0 };
  const view = {
    id: 'V0FORGED',
    type: 'modal' as const,
    user: people[reader].id,
    root_view_id: 'V0FORGED',
    previous_view_id: null,
    view: { type: 'modal', callback_id: 'item:form', blocks: [{ type: 'input', block_id: 'kpi', element }] },
    hash: 'forged',
    state: {},
  };
  return as.suggest({ kind: 'view', view }, { actionId, typed });
}

/** Each thing that this person alone got since then: answers, forms, their Home, and messages to them. */
function gotBy({ office }: House, reader: Reader, since: number): string[] {
  const { slack } = office;
  const theirs = [people[reader].id, slack.dm(reader).id];
  return slack.requests
    .all()
    .slice(since)
    .flatMap(({ direction, name, request, response }) => {
      if (direction === 'to_app') return [JSON.stringify(response ?? '')];
      const text = JSON.stringify(request);
      if (name === 'views.open' || name === 'views.push' || name === 'views.update') return [text];
      if (name === 'response_url') return [text];
      // A Home, or a message: of several people, this one's alone.
      return theirs.some((id) => text.includes(id)) ? [text] : [];
    });
}
