import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { describeFlow } from '../../support/databases.js';
import type { Office } from '../../support/running-app.js';
import { actionsOf, buttonsOf, cardText } from '../../support/slack/card-words.js';
import { people } from '../../support/slack/team.js';
import { deskOf } from '../follow-up/desk.js';
import { openRoom, roomOf } from './room.js';

describeFlow('asking for an approval', (databases) => {
  let office: Office;
  let room: ReturnType<typeof roomOf>;
  let desk: ReturnType<typeof deskOf>;

  beforeAll(async () => {
    office = await openRoom(databases);
    [room, desk] = [roomOf(office), deskOf(office)];
    await room.say('chloe', '/copil aide');
  });
  afterEach(() => office.expectNothingUnexpected());
  afterAll(() => office.close());

  const fields = {
    title: 'Acheter les licences',
    owner: people.chloe.id,
    due: '2026-12-04',
    actionType: 'exploratory',
  };
  const newest = () =>
    office.database.client.item.findFirst({ orderBy: { number: 'desc' }, include: { approvals: true } });

  /** The newest item's own card, beside that of its approval. */
  const itemCard = async () => room.newest('growth-ops', `card:${(await newest())?.id}`);

  it('stands in the form of an action, with its cost as people write it; faults stay at their fields', async () => {
    await room.say('chloe', '/action', 'growth-ops');
    const form = cardText((await room.modal('chloe', 'item:form')).view);
    const { fieldErrors: odd } = await room.sends('chloe', 'item:form', { ...fields, cost: '5,000', asks: ['asks'] });
    const before = await newest();
    await room.sends('chloe', 'item:form', {
      ...fields,
      cost: '5 000,50 €',
      asks: ['asks'],
      why: 'Les ventes attendent',
    });
    await office.settled();

    expect(form).toMatch(/approbation obligatoire pour ces actions\s: corrective/);
    expect(odd).toMatchObject({
      cost: expect.stringMatching(/pas un montant en EUR\s: écrivez par exemple 1\s250,50/) as unknown,
      why: expect.stringMatching(/^Dites pourquoi approuver\s:/) as unknown,
    });
    expect(before).toBeNull();
    expect(await newest()).toMatchObject({
      state: 'proposed',
      costMinor: 500_050,
      approvals: [{ state: 'pending', why: 'Les ventes attendent', requestedByKey: 'chloe' }],
    });
    expect(cardText(await itemCard())).toMatch(/€5,000\.50.*Waits for approval\* by Growth, until Monday 23 November/s);
  });

  it('is made by the rule for one line as well, and whoever typed it is told at once', async () => {
    const said = await room.say('chloe', '/action vérifier le devis avant vendredi', 'growth-ops');

    expect(said).toMatch(/Enregistré.*vérifier le devis.*En attente d’approbation\s: la demande est partie/s);
    expect(await newest()).toMatchObject({ state: 'proposed', approvals: [{ state: 'pending', why: '' }] });
  });

  it('stands in the form that edits as well, not ticked, as long as nothing waits', async () => {
    await room.say('chloe', '/action changer le prestataire avant vendredi !exploratoire', 'growth-ops');
    await desk.press('chloe', await itemCard(), 'edit');
    const form = (await room.modal('chloe', 'item:form')).view;
    const { fieldErrors } = await room.sends('chloe', 'item:form', { asks: ['asks'] });
    await room.sends('chloe', 'item:form', { asks: ['asks'], why: 'Un contrat de trois ans' });
    await office.settled();
    await desk.press('chloe', await itemCard(), 'edit');
    const during = (await room.modal('chloe', 'item:form')).view;

    expect(JSON.stringify(form)).toMatch(/"block_id":"asks"/);
    expect(JSON.stringify(form)).not.toMatch(/initial_options/);
    expect(fieldErrors['why']).toMatch(/^Dites pourquoi approuver/);
    expect(await newest()).toMatchObject({
      state: 'proposed',
      title: 'changer le prestataire',
      approvals: [{ state: 'pending', why: 'Un contrat de trois ans', requestedByKey: 'chloe' }],
    });
    expect(JSON.stringify(during)).not.toMatch(/"block_id":"(asks|why)"/);
  });

  it('is offered by the card of an action, and what waits cannot be done from an older card', async () => {
    await room.say('chloe', '/action relire le contrat avant vendredi !exploratoire', 'growth-ops');
    // As somebody still sees it whose Slack has not drawn it anew.
    const before = structuredClone(await itemCard());
    await desk.press('chloe', before, 'ask');
    await room.sends('chloe', 'approval:ask', { why: 'Un avis avant de signer' });
    await office.settled();
    const during = await itemCard();
    await desk.press('chloe', before, 'done');

    const answer = await room.sends('chloe', 'item:close', { outcome: 'Relu' });

    expect(buttonsOf(before).map(({ text }) => text)).toContain('Ask for approval');
    expect(actionsOf(during)).toEqual(['item:redate', 'item:more']);
    expect(cardText(during)).toMatch(/Waits for approval/);
    expect(cardText(during)).not.toMatch(/Ask for approval/);
    expect(await newest()).toMatchObject({
      state: 'proposed',
      approvals: [{ state: 'pending', why: 'Un avis avant de signer' }],
    });
    expect(JSON.stringify(answer)).toMatch(/attend une approbation\s: rien n’a changé/);
  });
});
