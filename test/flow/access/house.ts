import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Person } from '../../../src/sandbox/outgoing/person.js';
import type { Message, StoredView } from '../../../src/sandbox/state/model.js';
import type { Databases } from '../../support/databases.js';
import { Office } from '../../support/running-app.js';
import { people, places } from '../../support/slack/team.js';

/** One person of each level, and a guest; all of them sit in growth-ops. */
export const readers = {
  ben: 'public',
  chloe: 'internal',
  ana: 'confidential',
  omar: 'restricted',
  gil: 'guest',
} as const;
export type Reader = keyof typeof readers;

const vera = { id: 'U0VERA00001', name: 'vera', real_name: 'Vera Stein', email: 'vera@example.com' };

/** A KPI of each level, by key: how it is called, and what stands for its value nowhere else. */
export const kpis = {
  reach: { level: 'public', traces: /Reach|Portée/ },
  leads: { level: 'internal', traces: /\bLeads\b|Prospects/ },
  margin: { level: 'confidential', traces: /\bMargin\b|\bMarge\b|7[\s.,]?771[\s.,]?771/ },
  payroll: { level: 'restricted', traces: /Wage bill|Masse salariale|3[\s.,]?313[\s.,]?313|feldspar/ },
} as const;
export type KpiKey = keyof typeof kpis;

const order = ['public', 'internal', 'confidential', 'restricted'];

export function mayKnow(reader: Reader, kpi: KpiKey): boolean {
  const level = readers[reader] === 'guest' ? 'public' : readers[reader];
  return order.indexOf(kpis[kpi].level) <= order.indexOf(level);
}

/** What is said in a committee where none of them sits, and what is said in growth-ops by others than the guest. */
const vaultTraces = /zeppelin|quartz|obsidian/;
const opsTraces = /basalt|granite|marble/;

/** What this person must not read, whoever they ask and whatever they send. */
export function hiddenFrom(reader: Reader): RegExp[] {
  const above = (Object.keys(kpis) as KpiKey[]).filter((key) => !mayKnow(reader, key)).map((key) => kpis[key].traces);
  return [vaultTraces, ...(reader === 'gil' ? [opsTraces] : []), ...above];
}

const committee = { level: 'operational', approvals: { policy: 'any', kinds: ['corrective'], within: 5 } } as const;

/** Thursday 19 November 2026; Vera, who sees everything, has raised, asked and explained in both committees. */
export async function openHouse(databases: Databases) {
  const office = await Office.open({
    databases,
    at: '2026-11-19T12:00',
    readingsThrough: '2026-11-18',
    users: [vera],
    organisation: {
      people: {
        ana: { access: 'confidential' },
        ben: { access: 'public' },
        chloe: { access: 'internal', slack: people.chloe.id },
        omar: { access: 'restricted', operator: false },
        vera: { name: vera.real_name, email: vera.email, slack: vera.id, access: 'restricted', operator: true },
      },
      kpis: {
        payroll: {
          name: { en: 'Wage bill', fr: 'Masse salariale' },
          domain: 'performance',
          format: { style: 'number', decimals: 0 },
          direction: 'lower',
          rollUp: 'sum',
          grain: 'day',
          sources: ['crm'],
          access: 'restricted',
          owner: 'vera',
        },
      },
    },
    committees: {
      'growth-ops': {
        ...committee,
        leads: ['chloe', 'vera'],
        members: ['ben', 'omar', 'gil'],
        approvers: ['ana', 'omar'],
        kpis: ['reach', 'leads', 'margin', 'payroll'],
      },
      vault: {
        ...committee,
        name: { en: 'Vault', fr: 'Coffre' },
        channel: 'growth-strategy',
        access: 'confidential',
        chair: 'vera',
        members: ['zoe'],
        approvers: ['zoe'],
        kpis: ['reach'],
      },
    },
  });
  await postPayroll(office);
  await raiseAll(office);
  return { office, ids: await idsOf(office) };
}

export type House = Awaited<ReturnType<typeof openHouse>>;

async function postPayroll(office: Office): Promise<void> {
  const readings = Array.from({ length: 18 }, (_, day) => ({
    kpi: 'payroll',
    period: `2026-11-${String(day + 1).padStart(2, '0')}`,
    value: 3_313_313,
  }));
  const response = await fetch(`${office.address}/api/readings`, {
    method: 'POST',
    headers: { authorization: 'Bearer readings-token' },
    body: JSON.stringify({ source: 'crm', readings }),
  });
  expect(response.status).toBe(200);
}

async function raiseAll(office: Office): Promise<void> {
  const by = office.slack.clientOf(vera.id);
  const [ops, vault] = [places['growth-ops'].id, places['growth-strategy'].id];
  await by.slash(`/blocker basalt is down by 27 November <@${people.ben.id}> #payroll`, ops);
  await by.slash(`/action granite <@${people.ben.id}> by 4 December #margin`, ops);
  await by.slash('/blocker zeppelin is stuck by 27 November #reach', vault);
  await by.slash('/action quartz by 4 December', vault);
  await by.slash('/kpi explain payroll feldspar', ops);
  await by.slash('/kpi log payroll 3313313 2026-11-17', ops);
  const names = { ops: 'marble or oak?', vault: 'obsidian or pine?' };
  await decide(office, by, { channel: ops, question: names.ops, kpi: 'payroll' });
  await decide(office, by, { channel: vault, question: names.vault, kpi: 'reach' });
  await office.slack.clientOf(people.gil.id).slash(`/blocker <@${people.omar.id}> pebble by 27 November`, ops);
  await office.settled();
  for (const committeeKey of ['growth-ops', 'vault']) await office.app.runDigest({ committeeKey, period: 'latest' });
  await office.settled();
}

async function decide(
  office: Office,
  by: Person,
  asked: { readonly channel: string; readonly question: string; readonly kpi: string },
): Promise<void> {
  await by.slash('/decision', asked.channel);
  const view = await formOf(by);
  const { id } = await office.database.client.committee.findFirstOrThrow({
    where: { key: asked.channel === places['growth-ops'].id ? 'growth-ops' : 'vault' },
  });
  const { fieldErrors } = await by.submit(view, {
    committee: id,
    question: asked.question,
    options: 'Yes\nNo',
    kpi: asked.kpi,
    deadline: '2026-11-27',
  });
  expect(fieldErrors).toEqual({});
  await by.close(view, { isCleared: true });
}

/** Of somebody who asked for a form, as soon as it is there; `expect.poll` waits in tests alone. */
async function formOf(person: Person): Promise<StoredView> {
  for (const until = Date.now() + 60_000; Date.now() < until; await sleep(10)) {
    const view = person.modals().at(-1);
    if (view) return view;
  }
  throw new Error('no form came');
}

/** Ids that anybody could send, had they seen them. */
async function idsOf({ database: { client } }: Office) {
  const item = async (word: string) =>
    (await client.item.findFirstOrThrow({ where: { title: { contains: word } } })).id;
  const approval = async (word: string) =>
    (await client.approval.findFirstOrThrow({ where: { item: { title: { contains: word } } } })).id;
  const decision = async (word: string) =>
    (await client.decision.findFirstOrThrow({ where: { question: { contains: word } } })).id;
  const digest = async (key: string) => client.digest.findFirstOrThrow({ where: { committee: { key } } });
  const committeeId = async (key: string) => (await client.committee.findFirstOrThrow({ where: { key } })).id;
  const [ops, vault] = [await digest('growth-ops'), await digest('vault')];
  return {
    items: [await item('basalt'), await item('granite'), await item('zeppelin'), await item('quartz')],
    approvals: [await approval('granite'), await approval('quartz')],
    decisions: [await decision('marble'), await decision('obsidian')],
    digests: [ops.id, vault.id],
    periods: [`growth-ops|${ops.period}`, `vault|${vault.period}`],
    committees: [await committeeId('growth-ops'), await committeeId('vault')],
    imports: (await client.import.findMany({ where: { state: 'committed' } })).map(({ id }) => id),
  } as const;
}

/** Presses something that no card of theirs shows: a request can hold any value. */
export function pressForged(
  { office }: House,
  reader: Reader,
  actionId: string,
  { value, blockId = 'forged' }: { readonly value: string; readonly blockId?: string },
) {
  const { slack } = office;
  const channel = slack.state.channels.get(places['growth-ops'].id) ?? expect.fail('no channel');
  const isPerson = value.startsWith('U0');
  const element = isPerson
    ? { type: 'users_select', action_id: actionId }
    : { type: 'overflow', action_id: actionId, value, options: [] };
  // On words of their own: what a thread begins with is quoted to whoever asks in it.
  const own = slack.state.messages.get(channel.id)?.find(({ user }) => user === people[reader].id);
  const blocks = [{ type: 'actions', block_id: blockId, elements: [element] }];
  const message = { ...(own ?? expect.fail('no message')), blocks } as Message;
  return slack.person(reader).as.act({ kind: 'message', message, channel }, { actionId, chosen: value });
}

/** Sends a form that nobody opened for them. */
export function sendForged(
  { office }: House,
  reader: Reader,
  callbackId: string,
  { metadata, values }: { readonly metadata: object; readonly values: Readonly<Record<string, object>> },
) {
  const blocks = Object.keys(values).map((id) => ({
    type: 'input',
    block_id: id,
    optional: true,
    element: { type: 'plain_text_input', action_id: id },
  }));
  const view = {
    type: 'modal',
    callback_id: callbackId,
    private_metadata: JSON.stringify({ form: 1, ...metadata }),
    title: { type: 'plain_text', text: 'Copil' },
    blocks,
  };
  const id = `V0FORGED${callbackId.replaceAll(':', '').toUpperCase()}`;
  const stored: StoredView = {
    id,
    type: 'modal',
    user: people[reader].id,
    root_view_id: id,
    previous_view_id: null,
    view,
    hash: 'forged',
    state: {},
  };
  return office.slack.person(reader).as.submit(stored, values);
}
