import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../../../src/sandbox/state/model.js';
import { databasesOf } from '../../support/databases.js';
import { Office } from '../../support/running-app.js';
import { type PersonName, people } from '../../support/slack/team.js';
import { createAliases, told, withoutOwnIds } from '../../support/told.js';
import { keyOf, roomOf } from '../approvals/room.js';
import { deskOf as questionsOf } from '../decisions/desk.js';
import { deskOf as itemsOf } from '../follow-up/desk.js';
import { tableOf } from '../minutes/table.js';
import { committees } from '../upgrade/half-a-fortnight.js';

const bot = 'U0COPIL0001';
const everybody = ['ana', 'ben', 'chloe', 'gil', 'omar'] as const;
const team = [people.ana.id, people.ben.id, people.chloe.id];

/**
 * Two weeks of a committee from Monday 16 November 2026: what stands in Slack after each of them, and what lists and Homes
 * show. Whoever changes it changes these files with it, by `npm test -- test/flow/golden -u`, and reads the difference.
 */
describe('a fortnight of a committee', () => {
  const databases = databasesOf('sqlite');
  const aliases = createAliases();
  let office: Office;
  let room: ReturnType<typeof roomOf>;
  let items: ReturnType<typeof itemsOf>;
  let questions: ReturnType<typeof questionsOf>;
  let table: ReturnType<typeof tableOf>;
  const known = new Map<string, string>();

  beforeAll(async () => {
    office = await Office.open({
      databases,
      at: '2026-11-16T08:00',
      readingsThrough: '2026-11-29',
      committees,
    });
    room = roomOf(office);
    items = itemsOf(office);
    questions = questionsOf(office);
    table = tableOf(office);
    await room.say('chloe', '/copil aide');
  });
  afterEach(() => office.expectNothingUnexpected());
  afterAll(() => office.close());

  /** Every message that is new, or reads otherwise than before, by place and by what it is. */
  const news = async (): Promise<string> => {
    await office.settled();
    const { channels, messages, users } = office.slack.state;
    const placeOf = (id: string) => {
      const channel = channels.get(id);
      return channel?.is_im
        ? `@${users.get([...channel.members].find((one) => one !== bot) ?? '')?.name}`
        : `#${channel?.name}`;
    };
    const ours = [...messages].flatMap(([id, all]) =>
      all.filter(isOurs).map((message) => ({ place: placeOf(id), message, key: nameOf(message) })),
    );
    const order = ({ place, message, key }: (typeof ours)[number]) =>
      `${place} ${key.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '')} ${message.text}`;
    const lines = ours
      .toSorted((a, b) => (order(a) < order(b) ? -1 : 1))
      .flatMap(({ place, message, key }) => {
        // The reminder of the same morning counts once Slack has taken it, before or after this is written.
        const said = told(message, aliases).replaceAll(/\d+ (rappels|reminders)/g, 'N $1');
        const name = `${place} ${message.ts}`;
        if (known.get(name) === said) return [];
        const what = known.has(name) ? 'changed' : 'new';
        known.set(name, said);
        const where = message.thread_ts === undefined ? place : `${place}, in a thread`;
        return [`--- ${what} ${aliases.in(key)} (${where})\n${said}`];
      });
    return lines.join('\n\n');
  };

  /** What somebody alone sees for a line they type. */
  const answer = async (name: PersonName, line: string): Promise<string> => {
    const { seen } = await office.slack.person(name).slash(line);
    const said = seen.map((one) => told({ text: one.text, blocks: one.blocks }, aliases));
    return `--- ${name}: ${line}\n${said.join('\n')}`;
  };

  const homeOf = async (name: PersonName): Promise<string> => {
    const shown = () => office.slack.state.views.get(office.slack.state.homes.get(people[name].id) ?? '');
    const before = shown()?.hash;
    await room.as(name).openHome();
    await expect.poll(() => shown()?.hash).not.toBe(before);
    const blocks = (shown()?.view['blocks'] ?? []) as readonly unknown[];
    return [`--- Home of ${name}`, ...blocks.map((block) => aliases.in(JSON.stringify(withoutOwnIds(block))))].join(
      '\n',
    );
  };

  const expectTold = (file: string, parts: readonly string[]) =>
    expect(`${parts.filter(Boolean).join('\n\n')}\n`).toMatchFileSnapshot(`fortnight/${file}.txt`);

  it('a digest, and what is raised and asked on its day', async () => {
    await office.advanceTo('2026-11-16T09:00');
    await table.press('ben', await table.digest(), 'read');
    await office.advanceTo('2026-11-16T10:00');
    const said = [
      await answer('chloe', `/blocker la page d’accueil est lente avant vendredi <@${people.ben.id}> #orders`),
      await answer('ana', `/action <@${people.ben.id}> call the printer by Wednesday #leads`),
      await answer('ben', `/action <@${people.ana.id}> send the brief by Friday`),
      await answer('gil', '/blocker the logo is missing by Thursday'),
      await answer('omar', '/action'),
    ];
    for (const view of room.as('omar').modals().toReversed()) await room.as('omar').close(view);
    await office.settled();
    await questions.ask('chloe', { deciders: team });
    await expectTold('16-monday', [...said, await news()]);
  });

  it('the next morning: who was there, an acceptance, a vote', async () => {
    await office.advanceTo('2026-11-17T08:00');
    await office.advanceTo('2026-11-17T09:30');
    const morning = await news();
    await table.press('ana', await table.message(/minutes:attend/, 'ana'), 'attend');
    await table.send('ana', { present: team, excused: [] });
    await items.press('ana', await items.card('A2', 'ana'), 'accept');
    await questions.vote('ben', await questions.card('D1', 'ben'), 'A');
    await expectTold('17-tuesday', [morning, await news()]);
  });

  it('a reminder, a new date, an approval that is asked for', async () => {
    await office.advanceTo('2026-11-18T09:30');
    const morning = await news();
    await items.press('ben', await items.card('A1', 'ben'), 'done');
    await items.send('ben', { outcome: 'They print on Thursday' });
    await office.settled();
    await room.say('chloe', '/action', 'growth-ops');
    const hall = { title: 'Louer la salle', owner: people.chloe.id, due: '2026-12-04', actionType: 'exploratory' };
    await room.sends('chloe', 'item:form', { ...hall, why: 'Elle se loue vite' });
    const asked = await news();
    const { id } = await office.database.client.approval.findFirstOrThrow();
    await room.clicks('omar', 'approve', { id, in: 'omar' });
    await questions.vote('ana', await questions.card('D1', 'ana'), 'A');
    await expectTold('18-wednesday', [morning, asked, await news()]);
  });

  it('lists and Homes in the middle of the week', async () => {
    await office.advanceTo('2026-11-19T09:30');
    await news();
    const lists: string[] = [];
    for (const name of everybody) {
      for (const line of [
        '/copil mine',
        '/blocker list',
        '/action list',
        '/approval',
        '/decision list',
        '/copil minutes',
      ]) {
        lists.push(await answer(name, line));
      }
    }
    await expectTold('19-thursday-lists', lists);
    const homes: string[] = [];
    for (const name of everybody) homes.push(await homeOf(name));
    await expectTold('19-thursday-homes', homes);
  });

  it('what is late on Friday, and a record', async () => {
    await office.advanceTo('2026-11-20T09:30');
    const morning = await news();
    await questions.vote('chloe', await questions.card('D1', 'chloe'), 'A');
    await office.settled();
    await questions.press('ana', await questions.card('D1', 'ana'), 'record');
    await questions.send('ana', { rationale: 'The cheapest lead we have', owner: people.ben.id });
    await expectTold('20-friday', [morning, await news()]);
  });

  it('the digest of the next Monday brings it all back', async () => {
    await office.advanceTo('2026-11-23T08:00');
    await office.advanceTo('2026-11-23T09:00');
    await office.advanceTo('2026-11-23T09:30');
    await expectTold('23-monday', [await news()]);
  });

  it('a week of mornings, and the Monday after', async () => {
    for (const day of ['24', '25', '26', '27']) {
      await office.advanceTo(`2026-11-${day}T09:30`);
      await expectTold(`${day}-morning`, [await news()]);
    }
    await office.advanceTo('2026-11-30T09:00');
    await office.advanceTo('2026-11-30T09:30');
    await expectTold('30-monday', [await news()]);
    const homes: string[] = [];
    for (const name of everybody) homes.push(await homeOf(name));
    await expectTold('30-monday-homes', homes);
  });
});

function isOurs(message: Message): boolean {
  return message.isTombstone !== true && message.user === bot;
}

/** What it is, as its key says, or as it begins. */
function nameOf(message: Message): string {
  return keyOf(message) || message.text.slice(0, 40);
}
