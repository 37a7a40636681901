import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Ephemeral, StoredView } from '../../../src/sandbox/state/model.js';
import { type Databases, databasesOf } from '../../support/databases.js';
import { Office } from '../../support/running-app.js';
import { actionsOf, cardText } from '../../support/slack/card-words.js';
import { type ChannelName, type PersonName, people } from '../../support/slack/team.js';
import { deskOf } from './desk.js';

/** Ana chairs, Chloé leads, Gil is a guest; Ben also sits in the committee above. No digest is due in these weeks. */
function openOffice(databases: Databases): Promise<Office> {
  const schedule = { every: 'month', workingDay: 15, at: '09:00' };
  return Office.open({
    databases,
    at: '2026-11-02T09:00',
    committees: {
      'growth-ops': {
        country: 'FR',
        parent: 'steering',
        leads: ['chloe'],
        members: ['ben', 'gil'],
        schedule,
        kpis: ['leads', 'orders', 'margin'],
      },
      steering: {
        name: { en: 'Steering', fr: 'Pilotage' },
        level: 'steering',
        channel: 'growth-steering',
        chair: 'omar',
        members: ['ben'],
        schedule,
        kpis: ['leads'],
      },
    },
  });
}

type Shown = Pick<Ephemeral, 'text' | 'blocks'>;

/** What stands in the cells of the table, without its head. */
function rowsOf({ blocks }: Shown): string[][] {
  const table = blocks.find(({ type }) => type === 'table');
  const rows = (table?.['rows'] ?? []) as readonly (readonly { readonly text: string }[])[];
  return rows.slice(1).map((cells) => cells.map(({ text }) => text));
}

const column = (shown: Shown, at: number): string[] => rowsOf(shown).map((row) => row[at] ?? '');
const namesIn = (shown: Shown) => column(shown, 0);

/** What people look up, and what they do from there. */
function readerOf(office: Office, desk: ReturnType<typeof deskOf>) {
  const channelOf = (shown: Ephemeral) => {
    const channel = office.slack.state.channels.get(shown.channel);
    if (!channel) throw new Error('no channel');
    return channel;
  };
  return {
    async list(name: PersonName, line: string, where: ChannelName = 'growth-ops'): Promise<Ephemeral> {
      const { seen } = await office.slack.person(name).slash(line, { in: where });
      const [answer, ...others] = seen;
      if (!answer || others.length > 0) throw new Error(`${seen.length} answers to ${line}`);
      return answer;
    },
    /** Turns the page and waits until the very same message shows another one. */
    async turn(name: PersonName, shown: Ephemeral, way: 'next' | 'previous'): Promise<void> {
      const before = shown.text;
      const target = { kind: 'ephemeral', message: shown, channel: channelOf(shown) } as const;
      await desk.as(name).act(target, { actionId: `item:page:${way}` });
      await expect.poll(() => shown.text).not.toBe(before);
    },
    async open(name: PersonName, shown: Ephemeral, number: number): Promise<StoredView> {
      const { id } = await desk.item(number);
      const target = { kind: 'ephemeral', message: shown, channel: channelOf(shown) } as const;
      await desk.as(name).act(target, { actionId: 'item:pick', chosen: id });
      return desk.modal(name);
    },
  };
}

/** Thursday 19 November 2026, noon in Paris: Ana has raised 25 actions since the 2nd, one every few hours. */
describe('a list', () => {
  const databases = databasesOf('sqlite');
  let office: Office;
  let desk: ReturnType<typeof deskOf>;
  let reader: ReturnType<typeof readerOf>;

  beforeAll(async () => {
    office = await openOffice(databases);
    desk = deskOf(office);
    reader = readerOf(office, desk);
    for (let index = 0; index < 25; index += 1) {
      office.at(`2026-11-${String(2 + Math.floor(index / 3)).padStart(2, '0')}T${10 + (index % 3)}:00`);
      const due = index < 3 ? '12 novembre' : '30 novembre';
      await desk.say('ana', `/action relancer le client ${letters(index)} avant le ${due}`);
    }
    office.at('2026-11-16T09:00');
    await desk.say('ben', '/action compare the offers by 27 November #orders');
    office.at('2026-11-17T09:00');
    await desk.say('ben', '/action rewrite the home page by 28 November +redesign');
    await desk.say('ben', '/blocker tracking is down by 25 November #leads');
    office.at('2026-11-19T12:00');
    await office.settled();
  });
  afterEach(() => office.expectNothingUnexpected());
  afterAll(() => office.close());

  it('of one’s own is a table of ten, the oldest first, in one’s language', async () => {
    const shown = await reader.list('ana', '/action liste');

    expect(namesIn(shown)).toEqual(['A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'A7', 'A8', 'A9', 'A10']);
    expect(rowsOf(shown)[0]).toEqual([
      'A1',
      'relancer le client AA',
      'Ana Lopes',
      expect.stringMatching(/^jeudi 12 novembre\s: 7 jours de retard$/),
      'En cours',
      expect.stringMatching(/^1[23] j$/),
    ]);
    expect(shown.text).toMatch(/^\*Vos actions\*\n• A1 relancer le client AA · Ana Lopes · jeudi.*1–10 sur 25/s);
    expect(shown.text.match(/^• /gm)).toHaveLength(10);
    expect(actionsOf(shown)).toEqual(['item:pick', 'item:page:next']);
  });

  it('is turned page by page in its place, and back', async () => {
    const shown = await reader.list('ana', '/action list mine');
    const before = desk.as('ana').ephemerals().length;

    await reader.turn('ana', shown, 'next');
    expect(namesIn(shown)[0]).toBe('A11');
    expect(shown.text).toMatch(/11–20 sur 25/);
    await reader.turn('ana', shown, 'next');
    expect(namesIn(shown)).toEqual(['A21', 'A22', 'A23', 'A24', 'A25']);
    expect(actionsOf(shown)).toEqual(['item:pick', 'item:page:previous']);
    await reader.turn('ana', shown, 'previous');

    expect(shown.text).toMatch(/11–20 sur 25/);
    expect(desk.as('ana').ephemerals()).toHaveLength(before);
  });

  it('of the committee is that of the channel; where there is none, of all one sits in', async () => {
    expect((await reader.list('ben', '/action list committee')).text).toMatch(/\*Actions of Growth\*.*1–10 of 27/s);
    expect((await reader.list('ben', '/action list committee', 'growth-steering')).text).toMatch(
      /\*Actions of Steering\*\nNo open actions here\./,
    );
    expect((await reader.list('ben', '/action list committee', 'random')).text).toMatch(
      /\*Actions of your committees\*.*of 27/s,
    );
  });

  it('of what is overdue leaves the rest out', async () => {
    const shown = await reader.list('ana', '/copil action liste en retard');

    expect(namesIn(shown)).toEqual(['A1', 'A2', 'A3']);
    expect(shown.text).toMatch(/\*Vos actions · en retard\*/);
  });

  it('by KPI and by project shows whose they are, and says what it does not know', async () => {
    const byKpi = await reader.list('ana', '/action list kpi #orders');
    expect(byKpi.text).toMatch(/\*Actions de vos comités · KPI Commandes\*/);
    expect(column(byKpi, 2)).toEqual(['Ben Okafor']);
    expect(namesIn(await reader.list('ben', '/action list project redesign'))).toEqual(['A27']);
    expect((await reader.list('ben', '/blocker list all kpi leads')).text).toMatch(
      /Blockers of your committees · KPI Leads\*\n• B1 tracking is down · Ben Okafor · Wednesday 25 November · Open/,
    );

    expect((await reader.list('ben', '/action list kpi leds')).text).toBe('There is no KPI “leds”.');
    expect((await reader.list('ana', '/action liste projet refont')).text).toMatch(
      /Il n’existe pas de projet «\srefont\s»\./,
    );
  });

  it('by a KPI that one may not see reads as if there were none', async () => {
    expect((await reader.list('ana', '/action list kpi margin')).text).toMatch(/KPI Marge/);

    expect((await reader.list('ben', '/action list kpi margin')).text).toBe('There is no KPI “margin”.');
  });

  it('of nothing teaches how to begin, in both languages', async () => {
    expect((await reader.list('chloe', '/action liste')).text).toMatch(
      /Vous n’avez aucune action ouverte\. Pour vous engager\s: `\/action ce qui sera fait/,
    );
    expect((await reader.list('omar', '/blocker list')).text).toMatch(
      /You have no open blockers\. Something in your way\? `\/blocker what it is/,
    );
    expect((await reader.list('chloe', '/blocker liste retard')).text).toMatch(/Aucun blocage ouvert ici\./);
    expect((await reader.list('ben', '/action list overdue')).text).toMatch(/No open actions here\./);
  });

  it('of a guest holds what they raised, whatever they ask for', async () => {
    for (const line of ['/action list all', '/action list committee', '/action list kpi reach'])
      expect((await reader.list('gil', line)).text).toMatch(/No open actions here\./);
    await desk.say('gil', `/action <@${people.ben.id}> approve the drafts by 26 November`);

    for (const line of ['/action list', '/action list committee overdue', '/action list all']) {
      const shown = await reader.list('gil', line);
      expect(namesIn(shown)).toEqual(line.includes('overdue') ? [] : ['A28']);
    }
  });

  it('is the way into one of them: closed in its own window, it shows its result there and on its card', async () => {
    const shown = await reader.list('ana', '/action list overdue');
    const view = await reader.open('ana', shown, 2);
    expect(cardText(view.view)).toContain('relancer le client AB');
    expect(actionsOf(view.view)).toContain('item:done');

    await desk.as('ana').act({ kind: 'view', view }, { actionId: 'item:done' });
    await expect.poll(() => desk.as('ana').modals().length).toBe(2);
    await desk.send('ana', { outcome: 'Client rappelé' });

    const newest = () => desk.as('ana').modals().at(-1)?.view ?? {};
    await expect.poll(() => cardText(newest())).toMatch(/Client rappelé/);
    expect(actionsOf(newest())).toContain('item:reopen');
    expect(desk.as('ana').modals()).toHaveLength(1);
    expect(cardText(await desk.card('A2'))).toMatch(/\*Done\* by Ana Lopes.*Client rappelé/s);
    expect(namesIn(await reader.list('ana', '/action list overdue'))).toEqual(['A1', 'A3']);
    await desk.as('ana').close(view, { isCleared: true });
  });

  it('whose page holds nothing any more begins again', async () => {
    const shown = await reader.list('gil', '/action list');
    const next = JSON.stringify({ kind: 'action', who: 'mine', overdue: false, skip: 20 });
    const blocks = [
      { type: 'actions', block_id: 'pages', elements: [{ type: 'button', action_id: 'item:page:next', value: next }] },
    ];
    Object.assign(shown, { text: 'an older page', blocks });

    await reader.turn('gil', shown, 'next');

    expect(namesIn(shown)).toEqual(['A28']);
  });

  it('of hostile titles stays whole: nothing calls, formats or breaks it, in the table and in words', async () => {
    const titles = [
      '<!channel> <!here> read this',
      '*bold* _it_ ~gone~ `code`',
      '&'.repeat(140),
      '<'.repeat(140),
      '`*_~'.repeat(30),
      'مراجعة العقد \u202Eevil\u202C الآن',
      '👩‍👩‍👧‍👦'.repeat(20),
      `${'long '.repeat(2_000)}end`,
      '> quote | cell || • A1 not an item',
      '@channel @here #general',
    ];
    for (const title of titles) await desk.say('chloe', `/blocker ${title} by 27 November`);

    const shown = await reader.list('chloe', '/blocker list');

    expect(rowsOf(shown)).toHaveLength(10);
    expect(shown.text.match(/^• B\d+ /gm)).toHaveLength(10);
    const [, ...lines] = shown.text.split('\n');
    expect(lines.join('\n')).not.toMatch(/<|@channel|@here|#general|\u202E|(?<!\u200B)[*_~`]|[*_~`](?!\u200B)/);
    expect(shown.text.length).toBeLessThanOrEqual(4_000);
    for (const cell of column(shown, 1)) expect(cell.length).toBeLessThanOrEqual(80);
    expect(JSON.stringify(shown.blocks)).not.toContain('<!');
  });
});

/** AA, AB, AC …: a figure would be read as a part of the date. */
function letters(index: number): string {
  return String.fromCharCode(65 + Math.floor(index / 5), 65 + (index % 5));
}
