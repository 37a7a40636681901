import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { databasesOf } from '../../support/databases.js';
import type { Office } from '../../support/running-app.js';
import { actionsOf, cardText } from '../../support/slack/card-words.js';
import { people, places } from '../../support/slack/team.js';
import { deskOf, openDesk } from './desk.js';

/** Thursday 19 November 2026, noon in Paris. */
describe('what somebody raises', () => {
  const databases = databasesOf('sqlite');
  let office: Office;
  let desk: ReturnType<typeof deskOf>;
  const count = () => office.database.client.item.count();

  beforeAll(async () => {
    office = await openDesk(databases);
    desk = deskOf(office);
  });
  afterEach(() => office.expectNothingUnexpected());
  afterAll(() => office.close());

  it('in one line is stored, said back with its weekday, and shown on a card; its owner gets a copy', async () => {
    const text = await desk.say(
      'ana',
      `/action <@${people.ben.id}> renegotiate the display contract by next Friday #leads`,
    );

    expect(text).toMatch(/\*A1\* renegotiate the display contract\. Ben Okafor, échéance \*vendredi 27 novembre\*/);
    const card = await desk.card('A1');
    expect(cardText(card)).toMatch(/Ben Okafor.*Friday 27 November.*Leads/s);
    expect((await desk.card('A1', 'ben')).text).toMatch(
      /A1: renegotiate the display contract\. Ben Okafor, due Friday/,
    );
    expect(await desk.item(1)).toMatchObject({ state: 'open', ownerKey: 'ben', dueOn: '2026-11-27', kpiKey: 'leads' });
  });

  it('in French, by a name Slack made no mention of, is understood all the same', async () => {
    const text = await desk.say('ana', '/copil action @Chloé relancer l’agence avant vendredi #leads');

    expect(text).toMatch(/A2\* relancer l’agence\. Chloé Martin, échéance \*vendredi 20 novembre\*/);
  });

  it('for somebody else is a proposal until they accept it, unless a lead or chair says it', async () => {
    await desk.say('ben', `/action <@${people.ana.id}> send the brief by tomorrow`);

    expect(await desk.item(3)).toMatchObject({ state: 'proposed', ownerKey: 'ana' });
    await desk.press('ana', await desk.card('A3', 'ana'), 'accept');
    expect(await desk.item(3)).toMatchObject({ state: 'open' });
    expect(actionsOf(await desk.card('A3'))).not.toContain('item:accept');
  });

  it('without a date opens the form with everything else in it, and nothing is stored before it is sent', async () => {
    const before = await count();
    await desk.say('ben', '/blocker tracking is down since the release #leads');

    const form = await desk.modal('ben');
    expect(await count()).toBe(before);
    expect(cardText(form.view)).toMatch(/No due date could be read.*tracking is down since the release/s);
    const { fieldErrors } = await desk.send('ben', { title: 'tracking is down', due: '2026-11-24', severity: 'high' });
    expect(fieldErrors).toEqual({});
    expect(await desk.item(1, 'blocker')).toMatchObject({
      title: 'tracking is down',
      state: 'open',
      grade: 'high',
      kpiKey: 'leads',
      ownerKey: 'ben',
    });
  });

  it('from a message in a thread keeps its link and words, and its card stands in that thread', async () => {
    const { as } = desk;
    const root = await as('ben').write(places['growth-ops'].id, 'The agency is late with the banners');
    const reply = await as('ana').write(places['growth-ops'].id, `Ask <@${people.chloe.id}> &amp; co`, {
      thread: root.ts,
    });

    await as('ana').messageShortcut('make_action', reply);
    const form = await desk.modal('ana');
    expect(cardText(form.view)).toMatch(/Ask @?Chloé Martin & co/);
    await desk.send('ana', { title: 'call the agency', due: '2026-11-20' });

    await office.settled();
    const card = await office.slack
      .channel('growth-ops')
      .thread(root.ts)
      .expectMessage(/call the agency/);
    expect(cardText(card)).toMatch(/https:.*archives.*C0OPS000001/);
    expect(await office.database.client.item.findFirst({ where: { title: 'call the agency' } })).toMatchObject({
      sourceTs: reply.ts,
      quote: expect.stringContaining('Chloé Martin & co'),
    });
  });

  it('from a message that is gone meanwhile keeps its words', async () => {
    const message = await desk.as('ben').write(places['growth-ops'].id, 'Soon to be deleted');
    await desk.as('ben').messageShortcut('raise_blocker', message);
    await desk.modal('ben');
    const channel = office.slack.state.messages.get(places['growth-ops'].id);
    channel?.splice(channel.indexOf(message), 1);

    const { fieldErrors } = await desk.send('ben', { due: '2026-11-20' });

    expect(fieldErrors).toEqual({});
    await office.settled();
    await office.slack.channel('growth-ops').expectMessage(/Soon to be deleted/);
    office.expectNothingUnexpected({ except: ['message_not_found', 'thread_not_found'] });
    expect(await office.database.client.item.findFirst({ where: { title: 'Soon to be deleted' } })).toMatchObject({
      sourceLink: null,
      quote: 'Soon to be deleted',
    });
    office.slack.requests.clear();
  });

  it('by a mention in a thread is offered as buttons, since commands do not work there', async () => {
    const root = await desk.as('ben').write(places['growth-ops'].id, 'Prices are wrong in the shop');
    await desk.as('ben').write(places['growth-ops'].id, `<@${office.slack.state.installation.botUserId}> help`, {
      thread: root.ts,
    });
    const offer = await office.slack
      .channel('growth-ops')
      .thread(root.ts)
      .expectMessage(/Slash commands do not work/);

    await office.slack.person('ben').click(offer, 'item:from-thread:blocker');
    const form = await desk.modal('ben');
    expect(cardText(form.view)).toContain('Prices are wrong in the shop');
    await desk.send('ben', { due: '2026-11-23' });
    await office.settled();
    await office.slack
      .channel('growth-ops')
      .thread(root.ts)
      .expectMessage(/^B\d: Prices are wrong/);
  });

  it('by the global shortcut asks which committee where there are several', async () => {
    await desk.as('ben').globalShortcut('new_action');
    expect(cardText((await desk.modal('ben')).view)).toMatch(
      /Nobody named a day: this one is a week from today\..*\n2026-11-26\n/s,
    );
    const refused = await desk.send('ben', { title: 'check the shop', due: '2026-11-23' });
    expect(refused.fieldErrors).toEqual({ committee: 'required' });
    const steering = await office.database.client.committee.findFirstOrThrow({ where: { key: 'steering' } });
    await desk.send('ben', { committee: steering.id });

    await office.settled();
    await office.slack.channel('growth-steering').expectMessage(/check the shop/);
  });

  it('in a channel without a committee asks which one, with the line filled in', async () => {
    await desk.say('ben', '/action count the returns by Monday', 'random');

    const form = await desk.modal('ben');
    expect(cardText(form.view)).toMatch(/Choose the committee.*count the returns/s);
    await desk.as('ben').close(form);
  });

  it('by somebody who is nobody in copil.yml is answered, and not stored', async () => {
    const before = await count();

    expect(await desk.say('dora', '/blocker nobody hears me by Friday')).toMatch(/Copil does not know you yet/);
    expect(await count()).toBe(before);
  });

  it('and is delivered twice by Slack is stored once', async () => {
    const before = await count();
    await desk.as('chloe').globalShortcut('new_blocker');
    const form = await desk.modal('chloe');
    const values = { title: 'sent twice', due: '2026-11-23' };

    await Promise.all([desk.as('chloe').submit(form, values), desk.as('chloe').submit(form, values)]);

    expect(await count()).toBe(before + 1);
    await office.settled();
  });
});
