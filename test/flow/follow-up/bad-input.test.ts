import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { databasesOf } from '../../support/databases.js';
import type { Office } from '../../support/running-app.js';
import { cardText } from '../../support/slack/card-words.js';
import { people } from '../../support/slack/team.js';
import { deskOf, openDesk } from './desk.js';

/** Thursday 19 November 2026, noon in Paris. */
describe('what nobody should have typed', () => {
  const databases = databasesOf('sqlite');
  let office: Office;
  let desk: ReturnType<typeof deskOf>;
  const newest = () => office.database.client.item.findFirstOrThrow({ orderBy: { raisedAt: 'desc' } });

  beforeAll(async () => {
    office = await openDesk(databases);
    desk = deskOf(office);
  });
  afterEach(async () => {
    await office.settled();
    for (const name of ['ana', 'ben', 'gil'] as const)
      for (const view of desk.as(name).modals()) await desk.as(name).close(view, { isCleared: true });
    office.expectNothingUnexpected();
  });
  afterAll(() => office.close());

  it.each([
    ['10,000 characters', `${'very '.repeat(1_999)}long`],
    ['emoji alone', '🔥🔥🔥'],
    ['a call to everybody', '<!channel> <!here> @channel look'],
    ['marks that format', '*bold* _it_ ~gone~ `code` > quote'],
    ['right-to-left text', 'مراجعة العقد \u202Eevil\u202C الآن'],
    ['entities and a link', 'a &lt;b&gt; &amp; <https://example.com/x|the page>'],
  ])('%s is kept, shown as it was written, and pings nobody', async (_, title) => {
    const text = await desk.say('ben', `/action ${title} by Friday`);

    expect(text).toMatch(/Saved: \*A\d+\*/);
    const item = await office.database.client.item.findFirstOrThrow({ orderBy: { number: 'desc' } });
    expect(item.title.length).toBeLessThanOrEqual(150);
    expect(`${item.title}${item.details}`.length).toBeGreaterThanOrEqual(Math.min(title.length - 60, 20));
    const card = await desk.card(`A${item.number}`);
    const shown = `${text}${card.text}${JSON.stringify(card.blocks)}`;
    expect(shown).not.toMatch(/<!|<@|<#C0R|@channel|@here|\u202E/);
  });

  it.each([
    ['over', '/action send the report by 3 November 2026', /is over|is past|date/i],
    ['far away', '/action send the report by 3 November 2099', /more than two years away/],
    [
      'read two ways',
      '/action send the report by 03/04/2027',
      /can be read in several ways: Thursday 4 March 2027 or Saturday 3 April 2027/,
    ],
  ])('a date that is %s opens the form and says so', async (_, line, words) => {
    const before = await office.database.client.item.count();

    await desk.say('ben', line);

    const form = await desk.modal('ben');
    expect(cardText(form.view)).toMatch(words);
    expect(cardText(form.view)).toContain('send the report');
    expect(await office.database.client.item.count()).toBe(before);
  });

  it('a form with a day that is over, or in 2099, names the field and keeps the rest', async () => {
    await desk.as('ben').globalShortcut('new_action');
    const steering = await office.database.client.committee.findFirstOrThrow({ where: { key: 'steering' } });

    const past = await desk.send('ben', { committee: steering.id, title: 'kept', due: '2026-11-01' });
    expect(past.fieldErrors).toEqual({ due: 'This day is over: choose today or later.' });
    const far = await desk.send('ben', { due: '2099-01-01' });
    expect(far.fieldErrors).toEqual({ due: 'That is more than two years away: choose a nearer day.' });
    const blank = await desk.send('ben', { title: '\u200B \u2060', due: '2026-11-20' });
    expect(Object.keys(blank.fieldErrors)).toEqual(['title']);
    expect(JSON.stringify((await desk.modal('ben')).state)).toContain('2026-11-20');
  });

  it.each([
    ['an app', () => office.slack.state.installation.botUserId, /Copil is an app and cannot answer for anything/],
    ['a guest', () => people.gil.id, /Gil Costa is a guest/],
    ['somebody unknown', () => people.dora.id, /does not know Dora Klein/],
  ])('%s as an owner is refused at the field', async (_, idOf, words) => {
    await desk.as('ben').globalShortcut('new_action');
    const steering = await office.database.client.committee.findFirstOrThrow({ where: { key: 'steering' } });

    const { fieldErrors } = await desk.send('ben', {
      committee: steering.id,
      title: 'kept',
      due: '2026-11-20',
      owner: idOf(),
    });

    expect(fieldErrors['owner']).toMatch(words);
  });

  it('a KPI above their level, one that is not there, and a project that is not are refused alike', async () => {
    const before = await office.database.client.item.count();
    await desk.as('ben').globalShortcut('new_action');
    const steering = await office.database.client.committee.findFirstOrThrow({ where: { key: 'steering' } });
    const form = { committee: steering.id, title: 'kept', due: '2026-11-20' };

    const restricted = await desk.send('ben', { ...form, kpi: 'margin' });
    const unknown = await desk.send('ben', { ...form, kpi: 'nowhere', project: 'nowhere' });

    expect(restricted.fieldErrors['kpi']).toMatch(/There is no such KPI for you to choose/);
    expect(unknown.fieldErrors).toEqual({
      kpi: restricted.fieldErrors['kpi'],
      project: 'There is no such project: choose one from the list, or leave it empty.',
    });
    expect(await office.database.client.item.count()).toBe(before);
  });

  it('an edit neither names nor takes away a KPI above the level of who edits', async () => {
    await desk.say('ana', `/blocker the till is down by 27 November <@${people.ben.id}> #margin`);
    const { id, number } = await office.database.client.item.findFirstOrThrow({ where: { kind: 'blocker' } });
    expect(await desk.item(number, 'blocker')).toMatchObject({ kpiKey: 'margin', ownerKey: 'ben' });
    expect(cardText(await desk.card(`B${number}`))).toMatch(/\*KPI\*\nnot shown here/);

    await desk.press('ben', await desk.card(`B${number}`), 'edit');
    expect(JSON.stringify((await desk.modal('ben')).view)).not.toMatch(/margin|"block_id":"kpi"/i);
    await desk.send('ben', { title: 'the till is slow', kpi: 'leads' });

    expect(await office.database.client.item.findUniqueOrThrow({ where: { id } })).toMatchObject({
      title: 'the till is slow',
      kpiKey: 'margin',
    });
  });

  it('an owner who has left is refused', async () => {
    await office.database.client.person.updateMany({ where: { key: 'chloe' }, data: { leftAt: office.clock.now() } });

    await desk.say('ben', '/action @Chloé write the brief by Friday');

    const form = await desk.modal('ben');
    expect(cardText(form.view)).toMatch(/Chloé Martin has left: choose somebody else/);
    await office.database.client.person.updateMany({ where: { key: 'chloe' }, data: { leftAt: null } });
  });

  it('an owner who is typed with a surname leaves none of it in the title', async () => {
    const { name } = await office.database.client.person.findFirstOrThrow({ where: { key: 'chloe' } });

    await desk.say('ben', `/action @${name} write the brief by Friday`);

    const item = await office.database.client.item.findFirst({
      where: { kind: 'action' },
      orderBy: { number: 'desc' },
    });
    expect(item).toMatchObject({ title: 'write the brief', ownerKey: 'chloe' });
  });

  it('a button of an item that is not there answers, and changes nothing', async () => {
    await desk.say('ben', '/action soon gone by Friday');
    const { id, number } = await newest();
    const card = await desk.card(`A${number}`);
    await office.database.client.item.delete({ where: { id } });

    await desk.press('ben', card, 'done');

    await desk.hears('ben', /not in Copil’s store.*Nothing was changed/);
  });

  it('a form left open over an update of another version says so and keeps what was typed', async () => {
    await desk.as('ben').globalShortcut('new_action');
    const form = await desk.modal('ben');
    form.view['private_metadata'] = '{"form":2,"shape":"of tomorrow"}';

    const { fieldErrors } = await desk.send('ben', { title: 'kept', due: '2026-11-20' });

    expect(Object.values(fieldErrors).join()).toMatch(/required|another version/);
  });
});
