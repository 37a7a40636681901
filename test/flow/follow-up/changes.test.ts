import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { databasesOf } from '../../support/databases.js';
import type { Office } from '../../support/running-app.js';
import { cardText } from '../../support/slack/card-words.js';
import { people, places } from '../../support/slack/team.js';
import { deskOf, openDesk } from './desk.js';

/** Thursday 19 November 2026, noon in Paris. */
describe.each(['sqlite', 'postgresql'] as const)('what happens to an item, on %s', (engine) => {
  const databases = databasesOf(engine);
  let office: Office;
  let desk: ReturnType<typeof deskOf>;

  beforeAll(async () => {
    office = await openDesk(databases);
    desk = deskOf(office);
    await desk.say('ben', '/blocker tracking is down by Friday !high #leads');
    await desk.say('ben', '/action fix the tag by Friday');
    await desk.say('ana', `/action <@${people.chloe.id}> write the brief by Friday`);
    await desk.say('chloe', '/copil help');
  });
  afterEach(() => office.expectNothingUnexpected());
  afterAll(() => office.close());

  it('is edited in the form, with every copy of its card redrawn', async () => {
    await desk.press('ben', await desk.card('A1'), 'edit');
    const { fieldErrors } = await desk.send('ben', {
      title: 'fix the *tag*',
      details: 'In `shop.js`',
      due: '2026-11-25',
    });
    expect(fieldErrors).toEqual({ reason: 'Say why the date changes.' });

    await desk.send('ben', { title: 'fix the *tag*', due: '2026-11-25', reason: 'The release moved' });

    const card = await desk.card('A1');
    expect(cardText(card)).toMatch(/Wednesday 25 November.*moved once, first promised for Friday 20 November/s);
    expect(await desk.item(1)).toMatchObject({
      title: 'fix the *tag*',
      dueOn: '2026-11-25',
      redates: 1,
      grade: 'corrective',
    });
  });

  it('is handed over: the new owner gets a card, and takes the rights', async () => {
    await desk.press('ben', await desk.card('A1'), 'reassign');
    await desk.send('ben', { owner: people.chloe.id });

    expect((await desk.card('A1', 'chloe')).text).toMatch(/Chloé Martin/);
    await desk.press('chloe', await desk.card('A1', 'chloe'), 'done');
    const empty = await desk.send('chloe', { outcome: '   ' });
    expect(Object.keys(empty.fieldErrors)).toEqual(['outcome']);
    await desk.send('chloe', { outcome: 'Tag mended, checked on Monday’s data' });

    expect(cardText(await desk.card('A1'))).toMatch(/\*Done\* by Chloé Martin.*Tag mended/s);
    expect(await desk.item(1)).toMatchObject({ state: 'done', isOpen: false, closedByKey: 'chloe' });
  });

  it('tells its history, change by change', async () => {
    await desk.press('ben', await desk.card('A1'), 'history');
    const view = await desk.modal('ben');

    const text = cardText(view.view);
    expect(text).toMatch(
      /closed it: Tag mended.*handed it from Ben Okafor to Chloé Martin.*moved it from Friday 20 November to Wednesday 25 November: The release moved.*changed the title.*raised it/s,
    );
    await desk.as('ben').close(view, { isCleared: true });
  });

  it('can be opened again by its owner', async () => {
    await desk.press('chloe', await desk.card('A1', 'chloe'), 'reopen');

    expect((await desk.card('A1')).text).toMatch(/Open\.$/);
    expect(await desk.item(1)).toMatchObject({ state: 'open', outcome: null });
  });

  it('a blocker that was offered is taken, escalated to the committee above, and resolved there', async () => {
    await desk.press('ben', await desk.card('B1'), 'offer');
    await desk.press('chloe', await desk.card('B1'), 'take');
    expect(await desk.item(1, 'blocker')).toMatchObject({ state: 'taken', ownerKey: 'chloe' });

    const stale = structuredClone(await desk.card('B1'));
    await desk.press('chloe', stale, 'escalate');
    const above = await desk.card('B1', 'growth-steering');
    expect(cardText(above)).toMatch(/Escalated to.*Steering/s);

    // The digest's own button stays as it was: it never sends a blocker further than it says.
    await desk.press('chloe', stale, 'escalate');
    await desk.hears('chloe', /B1\s: déjà suivi par Pilotage/);

    await desk.press('omar', above, 'done');
    await desk.send('omar', { outcome: 'Budget for a second engineer' });
    expect(cardText(await desk.card('B1'))).toMatch(/\*Resolved\* by Omar Haddad/);
    expect(await desk.item(1, 'blocker')).toMatchObject({ state: 'resolved', closedByKey: 'omar' });
  });

  it('closed by two people in the same second is closed once, and the second hears who was first', async () => {
    const card = await desk.card('A2');
    await desk.press('ana', card, 'done');
    await desk.press('chloe', await desk.card('A2', 'chloe'), 'done');

    const [first, second] = await Promise.all([
      desk.send('ana', { outcome: 'Sent by Ana' }),
      desk.send('chloe', { outcome: 'Sent by Chloé' }),
    ]);

    const errors = [first, second].flatMap(({ fieldErrors }) => Object.values(fieldErrors));
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatch(/(Ana Lopes|Chloé Martin) a clos A2 le jeudi 19 novembre\s: Sent by (Ana|Chloé)/);
    const closings = await office.database.client.event.findMany({ where: { what: 'item.close' } });
    expect(
      closings.filter(
        ({ subjectId }) => card.metadata?.event_payload['key'] === `card:${subjectId}:${places['growth-ops'].id}`,
      ),
    ).toHaveLength(1);
    for (const name of ['ana', 'chloe'] as const)
      for (const view of desk.as(name).modals()) await desk.as(name).close(view);
  });

  it('edited on an older version keeps what was typed and says so', async () => {
    await desk.say('chloe', '/action compare the offers by Friday');
    const card = await desk.card('A3');
    await desk.press('chloe', card, 'edit');
    await desk.press('ana', card, 'redate');
    await desk.send('ana', { due: '2026-11-27', reason: 'Holidays' });

    const { fieldErrors } = await desk.send('chloe', { title: 'compare the three offers' });

    expect(Object.values(fieldErrors)[0]).toMatch(/A3 a changé entre-temps.*copiez-le/);
    expect(await desk.item(3)).toMatchObject({ title: 'compare the offers', dueOn: '2026-11-27' });
    for (const view of desk.as('chloe').modals()) await desk.as('chloe').close(view);
  });

  it('may be changed by its owner, a lead, the chair and, to put it right, by who raised it; by nobody else', async () => {
    await desk.say('ana', '/action ask the lawyers by Friday');
    const card = await desk.card('A4');

    await desk.press('ben', card, 'done');
    await desk.hears(
      'ben',
      /A4 may be changed by its owner \(Ana Lopes\), a lead or the chair of Growth\. Nothing was changed/,
    );
    expect(desk.as('ben').modals()).toEqual([]);
    await desk.press('chloe', card, 'redate');
    await desk.send('chloe', { due: '2026-11-26', reason: 'As lead' });
    expect(await desk.item(4)).toMatchObject({ dueOn: '2026-11-26' });
  });

  it('a guest raises, changes what they raised alone, and owns nothing', async () => {
    expect(await desk.say('gil', '/action list all')).toMatch(/No open actions here/);
    await desk.say('gil', `/action <@${people.ben.id}> approve the banners by Monday`);
    expect(await desk.say('gil', '/action list all')).toMatch(/A5 approve the banners/);

    await desk.press('gil', await desk.card('A4'), 'redate');
    await desk.hears('gil', /only those it concerns may see it\. Nothing was changed/);
    await desk.say('gil', '/action deliver the banners by Monday');
    const form = await desk.modal('gil');
    const { fieldErrors } = await desk.send('gil', { owner: people.gil.id });
    expect(fieldErrors['owner']).toMatch(/Gil Costa is a guest and cannot own anything/);
    await desk.as('gil').close(form);
  });
});
