import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { describeFlow } from '../../support/databases.js';
import type { Office } from '../../support/running-app.js';
import { actionsOf, cardText } from '../../support/slack/card-words.js';
import { people } from '../../support/slack/team.js';
import { deskOf, openDesk } from './desk.js';

/** Thursday 19 November 2026, noon in Paris; Ben reads English, Ana and Chloé French. */
describeFlow('whose blocker it is', (databases) => {
  let office: Office;
  let desk: ReturnType<typeof deskOf>;

  beforeAll(async () => {
    office = await openDesk(databases);
    desk = deskOf(office);
    await desk.say('chloe', '/copil help');
    for (const word of ['one', 'two', 'three', 'four'])
      await desk.say('ben', `/blocker ${word} is down by 27 November`);
  });
  afterEach(() => office.expectNothingUnexpected());
  afterAll(() => office.close());

  const blocker = (number: number) => desk.item(number, 'blocker');
  const hears = (name: 'ana' | 'ben' | 'chloe', pattern: RegExp) => office.slack.dm(name).expectMessage(pattern);

  it('is asked of its owner, who keeps it: nothing changes, and the asker may not do what an owner does', async () => {
    await desk.press('ana', await desk.card('B1'), 'take');

    await desk.hears('ana', /B1\s: Ben Okafor en répond, et reçoit la question\. Rien n’a changé/);
    expect(await blocker(1)).toMatchObject({ state: 'open', ownerKey: 'ben' });
    const question = await hears('ben', /\*Ana Lopes\* would take \*B1\*: hand it over\?.*one is down/s);
    await desk.press('ben', question, 'keep');

    await hears('ana', /\*Ben Okafor\* garde \*B1\*/);
    expect((await hears('ben', /You keep \*B1\*; Ana Lopes has been told/)).ts).toBe(question.ts);
    expect(await blocker(1)).toMatchObject({ state: 'open', ownerKey: 'ben' });
  });

  it('is asked of its owner, who hands it over: who asked has it, and hears so', async () => {
    await desk.press('chloe', await desk.card('B2'), 'take');
    const question = structuredClone(await hears('ben', /\*Chloé Martin\* would take \*B2\*/));

    await desk.press('ana', question, 'hand');
    await desk.hears('ana', /B2\s: seuls Ben Okafor/);
    await desk.press('ben', question, 'hand');

    await hears('chloe', /\*Ben Okafor\* vous confie \*B2\*/);
    await hears('ben', /Chloé Martin has \*B2\* now/);
    expect(await blocker(2)).toMatchObject({ state: 'taken', ownerKey: 'chloe' });
    await desk.card('B2', 'chloe');
    // A second click on the old question gives nothing away.
    await desk.press('ben', question, 'hand');
    expect(await blocker(2)).toMatchObject({ ownerKey: 'chloe' });
  });

  it('is offered by its owner alone, shown so, and taken with one click; who had it hears', async () => {
    await desk.press('chloe', await desk.card('B3'), 'offer');
    await desk.hears('chloe', /B3\s: seuls Ben Okafor/);
    await desk.press('ben', await desk.card('B3'), 'offer');
    const card = await desk.card('B3');
    expect(cardText(card)).toMatch(/Offered: who takes it\?.*No longer offer it/s);
    expect(actionsOf(card)).toContain('item:take');

    await desk.press('chloe', await desk.card('B3'), 'take');

    expect(await blocker(3)).toMatchObject({ state: 'taken', ownerKey: 'chloe' });
    await hears('ben', /\*Chloé Martin\* took \*B3\*: it is no longer yours/);
  });

  it('is offered and kept after all', async () => {
    await desk.press('ben', await desk.card('B1'), 'offer');
    await desk.press('ben', await desk.card('B1'), 'offer');

    expect(await blocker(1)).toMatchObject({ state: 'taken', ownerKey: 'ben' });
  });

  it('is anybody’s who sits there once its owner has left', async () => {
    await office.database.client.person.updateMany({ where: { key: 'ben' }, data: { leftAt: office.clock.now() } });

    await desk.press('ana', await desk.card('B4'), 'take');

    expect(await blocker(4)).toMatchObject({ state: 'taken', ownerKey: 'ana' });
    await office.database.client.person.updateMany({ where: { key: 'ben' }, data: { leftAt: null } });
  });

  it('is told to both whom somebody else’s hand gave it and took it from, by form and by hand-over', async () => {
    await desk.press('ana', await desk.card('B1'), 'reassign');
    await desk.send('ana', { owner: people.chloe.id });

    await hears('ben', /\*Ana Lopes\* gave \*B1\* to \*Chloé Martin\*: it is no longer yours/);
    await hears('chloe', /\*Ana Lopes\* vous confie \*B1\*.*à la place de Ben Okafor/);
    await desk.press('ana', await desk.card('B3'), 'edit');
    await desk.send('ana', { owner: people.ben.id });

    await hears('chloe', /\*Ana Lopes\* a confié \*B3\* à \*Ben Okafor\*/);
    await hears('ben', /\*Ana Lopes\* gave you \*B3\*: it is yours now, and was Chloé Martin’s/);
  });
});
