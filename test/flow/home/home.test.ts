import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { databasesOf } from '../../support/databases.js';
import { Office } from '../../support/running-app.js';
import { people } from '../../support/slack/team.js';
import { homeWords } from './home-words.js';

/** Wednesday 18 November 2026, after the digest of week 46 arrived. */
describe('the Home tab', () => {
  const databases = databasesOf('sqlite');
  let office: Office;
  let home: ReturnType<typeof homeWords>;
  const say = async (name: 'ana' | 'ben' | 'chloe' | 'gil', line: string) =>
    (await office.slack.person(name).slash(line)).text;
  const itemId = async (kind: 'action' | 'blocker', number: number) =>
    (await office.database.client.item.findFirstOrThrow({ where: { kind, number } })).id;

  beforeAll(async () => {
    office = await Office.open({
      databases,
      at: '2026-11-13T12:00',
      readingsThrough: '2026-11-15',
      committees: {
        'growth-ops': { members: ['ben', 'chloe', 'gil'], kpis: ['leads', 'orders', 'margin'] },
        board: {
          name: { en: 'Board', fr: 'Directoire' },
          channel: 'growth-strategy',
          chair: 'omar',
          members: [],
          kpis: ['leads'],
        },
      },
    });
    home = homeWords(office);
    await office.advanceTo('2026-11-16T09:00');
    office.at('2026-11-18T12:00');
  });
  afterEach(() => office.expectNothingUnexpected());
  afterAll(() => office.close());

  it('teaches whoever opens it first, in their language, and says when the next digest comes', async () => {
    expect(await home.open('ana')).toMatch(
      /Rien ne vous attend.*`\/action ce qui sera fait.*\*Croissance\*\s: lundi 23 novembre à 09:00/s,
    );
    expect(await home.open('ben')).toMatch(
      /Nothing waits for you.*\*Growth\*: Monday 23 November at 08:00 \(Europe\/London\)/s,
    );
  });

  it('tells a stranger that nobody let them in yet, and changes nothing else', async () => {
    expect(await home.open('dora')).toMatch(/Copil does not know you yet/);
    expect(home.read('dora')).not.toMatch(/Growth|Waiting/);
  });

  it('shows what was promised at once, to the owner and to whoever asked', async () => {
    await say('ana', `/action <@${people.ben.id}> call the printer by Friday`);
    await say('chloe', `/action <@${people.ben.id}> check the tags by 30 November`);

    await home.expectShown('ben', /Proposed to you.*A2.*check the tags.*Due Monday 30 November · asked by Chloé/s);
    await home.expectShown('ben', /My actions.*A1.*call the printer.*Due Friday 20 November/s);
    expect(home.read('ana')).not.toMatch(/printer/);
  });

  it('accepts, moves and closes by its buttons; Home, card and list agree', async () => {
    const [first, second] = [await itemId('action', 1), await itemId('action', 2)];

    await home.press('ben', 'item:accept', `home:${second}`);
    await home.expectShown('ben', /Nothing waits for you/);
    await home.press('ben', 'item:redate', `home:${first}`);
    await home.send('ben', 'item:redate', { due: '2026-11-25', reason: 'The printer is closed this week' });
    await home.expectShown('ben', /A1.*Due Wednesday 25 November/s);
    await home.press('ben', 'item:done', `home:${first}`);
    await home.send('ben', 'item:close', { outcome: 'Called, and agreed' });

    await home.expectGone('ben', /printer/);
    await office.settled();
    await office.slack.channel('growth-ops').expectMessage(/A1.*call the printer.*Called, and agreed/s);
    expect(await say('ben', '/action list')).not.toMatch(/printer/);
  });

  it('opens a card in front of it, and the form of a new blocker', async () => {
    const second = await itemId('action', 2);
    await home.press('ben', 'item:open', `home:${second}`);
    const card = await home.form('ben', 'item:view');
    expect(JSON.stringify(card.view)).toMatch(/check the tags/);
    await office.slack.person('ben').as.close(card, { isCleared: true });

    await home.press('ben', 'item:new', 'home:blocker');
    const due = '2026-11-27';
    await home.send('ben', 'item:form', { title: 'No access to the shop', due, unblocker: people.ana.id });

    await home.expectShown('ben', /My blockers.*B1.*No access to the shop/s);
    await home.expectShown('ana', /Vous pouvez débloquer.*B1.*No access to the shop.*responsable\s: Ben/s);
  });

  it('lets whoever can unblock take it over once its owner offers it, and tells whoever had it', async () => {
    const id = await itemId('blocker', 1);
    const changes = { state: 'offered' };
    await office.database.client.item.update({ where: { id }, data: changes });

    await home.press('ana', 'item:take', `home:${id}`);

    await home.expectShown('ana', /Mes blocages.*B1.*Pris en charge/s);
    await home.expectGone('ana', /Vous pouvez débloquer/);
    await home.expectGone('ben', /No access to the shop/);
  });

  it('says in words what is late, on the day it is late', async () => {
    office.at('2026-12-02T12:00');

    expect(await home.open('ben', /Overdue/)).toMatch(/Overdue\* \(1\).*A2.*Due \*Monday 30 November: 2 days late\*/s);
    expect(await home.open('ana', /En retard/)).toMatch(/B1.*vendredi 27 novembre\s: 5 jours de retard/s);
    office.at('2026-11-18T12:00');
  });

  it('shows a guest what they raised, and nothing else', async () => {
    await say('gil', `/blocker <@${people.ana.id}> the agency has no logo by Friday`);

    const text = await home.open('gil', /logo/);

    expect(text).toMatch(/Blockers you raised.*B2.*the agency has no logo.*owner: Ana/s);
    expect(text).not.toMatch(/tags|shop|KPI|Growth|away/);
  });

  it('shows five of many and leads to the list of all', async () => {
    for (let count = 1; count <= 7; count += 1) await say('chloe', `/action task ${count} by next Friday`);

    await home.open('chloe', /2 autres\s: voir la liste/);
    await home.press('chloe', 'item:list', 'home:action');

    const shown = () => JSON.stringify(office.slack.person('chloe').as.modals().at(-1)?.view ?? null);
    await expect.poll(shown).toMatch(/Vos actions.*task 7/s);
  });

  it('shows one state when ten changes come at once', async () => {
    const before = office.slack.requests.toSlack('views.publish').length;

    await Promise.all(
      Array.from({ length: 10 }, (_, index) => say('ben', `/blocker in the way ${index} by next Friday`)),
    );

    await home.expectShown('ben', /5 more: show the list/);
    const { length } = office.slack.requests.toSlack('views.publish');
    expect(length - before).toBeLessThanOrEqual(4);
  });

  it('does not fail a request when Slack takes no Home', async () => {
    office.slack.faults.add({ kind: 'status', status: 500, method: 'views.publish' });

    expect(await say('ben', '/action while Slack is ill by next Friday')).toMatch(/Saved/);
    office.slack.faults.clear();

    await home.open('ben', /while Slack is ill/);
  });
});
