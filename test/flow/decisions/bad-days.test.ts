import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { describeFlow } from '../../support/databases.js';
import type { Office } from '../../support/running-app.js';
import { people, places } from '../../support/slack/team.js';
import { deskOf, openOffice } from './desk.js';

const ops = places['growth-ops'].id;

/** Thursday 19 November 2026, noon; no digest has left, so that cards stand in the channel by themselves. */
describeFlow('decisions on bad days', (databases) => {
  let office: Office;
  let desk: ReturnType<typeof deskOf>;

  beforeAll(async () => {
    office = await openOffice(databases, { at: '2026-11-19T12:00' });
    desk = deskOf(office);
    await desk.say('chloe', '/copil help');
  });
  afterEach(() => office.expectNothingUnexpected({ except: ['message_not_found', 'thread_not_found', 'is_archived'] }));
  afterAll(() => office.close());

  const three = [people.ana.id, people.ben.id, people.chloe.id];
  const cardsInChannel = async (name: string) => {
    await office.settled();
    const named = new RegExp(`^${name}\\s?: `);
    return desk.messagesIn('growth-ops').filter((message) => named.test(message.text) && message.isTombstone !== true);
  };
  /** Without waiting for what cannot leave. */
  const currentOf = (person: 'ana', name: string) =>
    desk.messagesIn(person).findLast(({ text }) => new RegExp(`^${name}\\s?: `).test(text)) ?? expect.fail('no card');
  const voted = async (number: number) => (await desk.events(number)).filter((what) => what === 'voted').length;

  it('posts a deleted card again, once, and the record in its thread', async () => {
    await desk.ask('chloe', { deciders: three });
    office.slack.state.removeMessage(await desk.card('D1'));

    await desk.vote('ben', await desk.card('D1', 'ben'), 'A');
    await expect.poll(async () => (await cardsInChannel('D1')).length).toBe(1);
    const again = await desk.card('D1');
    expect(desk.textOf(again.blocks)).toMatch(/1 vote: Ben Okafor/);
    await desk.vote('ana', again, 'A');
    await desk.vote('chloe', again, 'A');
    await desk.press('chloe', await desk.card('D1'), 'record');
    await desk.send('chloe', { rationale: 'Cheapest', owner: people.ben.id });

    expect(await desk.message(/D1 is decided/)).toMatchObject({ thread_ts: again.ts });
    office.slack.state.removeMessage(await desk.card('D1'));
    await desk.press('ana', await desk.card('D1', 'ana'), 'history');
    await office.settled();
    expect(await cardsInChannel('D1')).toEqual([]);
    await desk.closeAll('ana');
  });

  it('goes on in direct messages when the channel is archived meanwhile, and who asked is told once', async () => {
    await desk.ask('chloe', { deciders: three });
    const [ana, ben, chloe] = [
      await desk.card('D2', 'ana'),
      await desk.card('D2', 'ben'),
      await desk.card('D2', 'chloe'),
    ];
    const told = () => desk.messagesIn('chloe').filter(({ text }) => text.includes('ne peut pas se trouver'));
    office.slack.faults.archiveChannel(ops);

    await desk.vote('ben', ben, 'B');
    await desk.vote('ana', ana, 'B');
    await expect.poll(() => told().length).toBe(1);
    await desk.vote('chloe', chloe, 'B');
    await expect.poll(() => desk.textOf(currentOf('ana', 'D2').blocks)).toContain('decision:record');
    await desk.press('ana', currentOf('ana', 'D2'), 'record');
    await desk.send('ana', { rationale: 'Moins cher', owner: people.ana.id });

    expect(await desk.stored(2)).toMatchObject({ state: 'decided', chosen: 1 });
    expect(told()).toHaveLength(1);
    await office.settled();
    await office.slack.workspace.unarchive(ops);
    await expect.poll(async () => desk.textOf((await desk.card('D2')).blocks)).toMatch(/Decided\* on .*B Social/);
  });

  it('counts a click that Slack delivers twice once', async () => {
    await desk.ask('chloe', { deciders: three });
    const card = await desk.card('D3');

    await Promise.all([desk.vote('ben', card, 'A'), desk.vote('ben', card, 'A'), desk.vote('ben', card, 'A')]);
    await desk.vote('ben', structuredClone(card), 'A');

    expect(await voted(3)).toBe(1);
    expect(desk.textOf((await desk.card('D3')).blocks)).toMatch(/1 of 3 votes in/);
  });

  it('takes no vote of people of another company, nor of a decider who became a guest', async () => {
    const card = await desk.card('D3');
    const { client } = office.database;
    await desk.vote('dora', card, 'B');
    await desk.hears('dora', /Copil does not know you yet/);
    await client.person.updateMany({ where: { key: 'chloe' }, data: { isGuest: true } });

    await desk.vote('chloe', card, 'B');

    await desk.hears('chloe', /seules les personnes concernées peuvent le voir\. Rien n’a changé/);
    expect(await voted(3)).toBe(1);
    await desk.vote('ana', card, 'B');
    expect(desk.textOf((await desk.card('D3')).blocks)).toMatch(/2 of 2 votes in.*quorum 2/s);
    await client.person.updateMany({ where: { key: 'chloe' }, data: { isGuest: false } });
  });

  it('keeps a form that was opened before the app was deployed anew', async () => {
    await desk
      .as('ben')
      .globalShortcut('new_blocker')
      .catch(() => undefined);
    await desk.closeAll('ben');
    await desk.say('ben', '/decision Opened before the deploy?');
    await desk.modal('ben');
    await office.stopApps();
    await office.startApp();

    const { fieldErrors } = await desk.send('ben', { options: 'Yes\nNo', deadline: '2026-11-27', deciders: three });

    expect(fieldErrors).toEqual({});
    expect(desk.textOf((await desk.card('D4')).blocks)).toContain('Opened before the deploy?');
  });

  it('refuses, in words, an old form of a decision that was changed or ended meanwhile', async () => {
    await desk.press('ben', await desk.card('D4'), 'edit');
    const old = await desk.modal('ben');
    await desk.press('chloe', await desk.card('D4'), 'withdraw');
    await desk.send('chloe', { reason: 'Settled by phone' });
    const answer = await desk.as('ben').submit(old, { question: 'Too late?', options: 'Yes\nNo' });

    expect(desk.textOf([answer, desk.as('ben').modals(), desk.messagesIn('ben').at(-1)])).toMatch(
      /Chloé Martin withdrew D4 on Thursday 19 November: Settled by phone\. Nothing was changed/,
    );
    expect(await desk.stored(4)).toMatchObject({ question: 'Opened before the deploy?' });
    await desk.closeAll('ben');
  });

  it('ends at its deadline while the app was down; what was clicked meanwhile is refused', async () => {
    await desk.ask('chloe', { deciders: three, deadline: '2026-11-20' });
    const card = structuredClone(await desk.card('D5'));
    await desk.vote('ben', card, 'A');
    await office.stopApps();
    office.at('2026-11-23T10:00');
    await office.startApp();

    await desk.vote('ana', card, 'A');
    await desk.hears('ana', /Le vote sur D5 s’est terminé le vendredi 20 novembre|D5 est restée sans résultat/);
    await office.sweep();

    expect(desk.textOf((await desk.card('D5')).blocks)).toMatch(/Lapsed\* on Friday 20 November: 1 of 3 votes came in/);
    expect((await desk.events(5)).filter((what) => what === 'lapsed')).toHaveLength(1);
    office.at('2026-11-19T12:00');
  });

  it('holds with 200 deciders, six long options and long texts', async () => {
    const { client } = office.database;
    const ben = await client.person.findFirstOrThrow({ where: { key: 'ben' } });
    const keys = Array.from({ length: 200 }, (_, index) => `p${String(index).padStart(3, '0')}`);
    await client.person.createMany({
      data: keys.map((key) => ({
        ...ben,
        id: key,
        key,
        name: `Decider ${key} & <Sons>`,
        email: null,
        slackUserId: null,
      })),
    });
    const long = 'A <very> long & plain text. '.repeat(60);
    await desk.ask('chloe', {
      deciders: three,
      options: ['1', '2', '3', '4', '5', '6']
        .map((n) => `Option ${n} ${'x'.repeat(130)} | 1 € | ${long.slice(0, 280)}`)
        .join('\n'),
      context: long.slice(0, 2_900),
      recommendation: long.slice(0, 900),
    });
    const { id } = await desk.stored(6);
    await client.decider.createMany({
      data: keys.map((personKey, index) => ({
        decisionId: id,
        personKey,
        choice: index % 6,
        castByKey: personKey,
        votedAt: new Date(),
      })),
    });

    await desk.vote('ben', await desk.card('D6'), 'A');

    const card = desk.textOf((await desk.card('D6')).blocks);
    expect(card).toMatch(/35 votes: .*Decider p000 &amp; &lt;Sons&gt;.* \+30/);
    expect(card).toMatch(/201 of 203 votes in/);
    await desk.press('ana', await desk.card('D6', 'ana'), 'details');
    await desk.modal('ana');
    await desk.sees('ana', /Votes.*Decider p000/s);
    await desk.closeAll('ana');
    await desk.press('chloe', await desk.card('D6'), 'edit');
    await desk.modal('chloe');
    await desk.closeAll('chloe');
  });
});
