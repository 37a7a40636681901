import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { describeFlow } from '../../support/databases.js';
import type { Office } from '../../support/running-app.js';
import { actionsOf, cardText } from '../../support/slack/card-words.js';
import { people } from '../../support/slack/team.js';
import { openRoom, roomOf } from './room.js';

describeFlow('votes on an approval', (databases) => {
  let office: Office;
  let room: ReturnType<typeof roomOf>;

  beforeAll(async () => {
    office = await openRoom(databases);
    room = roomOf(office);
    await room.say('chloe', '/copil help');
  });
  afterEach(() => office.expectNothingUnexpected());
  afterAll(() => office.close());

  it('are asked for in the channel and of each approver, with what one decides about', async () => {
    const { id, state } = await room.asks('ben', 'fix the <tag> by Friday #leads');

    expect(state).toBe('pending');
    const card = await room.card('growth-ops', id);
    expect(cardText(card)).toMatch(
      /A\d+.*fix the &lt;tag&gt;.*Waits for approval.*actions of this type.*Owner.*Ben Okafor.*Due.*Friday 20 November.*To decide:\* Growth, one of them decides\nAna Lopes, Chloé Martin and Omar Haddad\nUntil Monday 23 November/s,
    );
    expect(actionsOf(card)).toEqual(
      ['approve', 'reject', 'change', 'details', 'more'].map((name) => `approval:${name}`),
    );
    expect(cardText(await room.card('ana', id))).toMatch(/En attente d’approbation.*Qui décide/s);
    expect(cardText(await room.card('omar', id))).toMatch(/Waits for approval/);
    expect(room.keyed('ben', `approval:${id}`)).toEqual([]);
  });

  it('approve it by one click: every copy becomes one line, the thread shows the record, the action begins', async () => {
    const { id } = await room.asks('ben', 'buy the licence by Friday');

    await room.clicks('omar', 'approve', { id, in: 'growth-ops' });

    expect(await room.approval(id)).toMatchObject({ state: 'approved', item: { state: 'open' } });
    for (const place of ['growth-ops', 'ana', 'omar', 'chloe'] as const) {
      const copy = await room.card(place, id);
      expect(actionsOf(copy), place).toEqual([]);
      expect(cardText(copy)).toMatch(
        /\*(Approved\* on Thursday 19 November by|Approbation donnée\* le jeudi 19 novembre par) Omar Haddad/,
      );
    }
    const record = await room.record('growth-ops', id);
    expect(record.thread_ts).toBe((await room.card('growth-ops', id)).ts);
    expect(cardText(record)).toMatch(/Record:\* A\d+ buy the licence.*Omar Haddad: for \(Thursday 19 November/s);
    expect(cardText(await room.newest('ben', `approval-notice:${id}`))).toMatch(/\*A\d+\* buy the licence is approved/);
  });

  it('stand in its history, to the minute, the newest first', async () => {
    const { id } = await room.asks('ben', 'mend the fence by Friday');
    await room.clicks('omar', 'change', { id, in: 'growth-ops' });
    await room.sends('omar', 'approval:change', { what: 'Ask the *neighbour* first' });

    await room.chooses('omar', 'history', { id, in: 'growth-ops' });
    const history = await room.modal('omar', 'approval:history');

    expect(cardText(history.view).replaceAll('\u200B', '')).toMatch(
      /^History of A\d+\n\*A\d+\* mend the fence\nThursday 19 November at 12:00 \(Europe\/Paris\): Omar Haddad asked for a change “Ask the \*neighbour\* first”\n.*: Ben Okafor asked for approval$/,
    );
  });

  it('count from a direct message as well, and redraw the channel', async () => {
    const { id } = await room.asks('ben', 'move the banner by Friday');

    await room.clicks('ana', 'approve', { id, in: 'ana' });

    expect(cardText(await room.card('growth-ops', id))).toMatch(/\*Approved\* on Thursday 19 November by Ana Lopes/);
  });

  it('reject it with a reason that everybody reads, and the action is dropped', async () => {
    const { id, itemId } = await room.asks('ben', 'hire a second agency by Friday');
    await room.clicks('ana', 'reject', { id, in: 'growth-ops' });

    const empty = await room.sends('ana', 'approval:reject', { reason: '   ' });
    expect(empty.fieldErrors).toEqual({ reason: 'Dites en une phrase pourquoi.' });
    await room.sends('ana', 'approval:reject', { reason: 'Not before *January*' });

    expect(await room.approval(id)).toMatchObject({ state: 'rejected', outcome: 'Not before *January*' });
    expect(await office.database.client.item.findUniqueOrThrow({ where: { id: itemId } })).toMatchObject({
      state: 'dropped',
      outcome: 'Not before *January*',
    });
    expect(cardText(await room.card('growth-ops', id))).toMatch(
      /\*Not approved\* on .*against: Ana Lopes\. Not before/,
    );
    expect(cardText(await room.newest('ben', `approval-notice:${id}`))).toMatch(
      /hire a second agency is not approved, and was dropped/s,
    );
  });

  it('ask for a change: who asked is told at once and can edit, and the vote stays open', async () => {
    const { id, itemId } = await room.asks('ben', 'test three prices by Friday');
    await room.clicks('omar', 'change', { id, in: 'omar' });
    await room.sends('omar', 'approval:change', { what: 'Two prices are enough' });

    expect(cardText(await room.card('growth-ops', id))).toMatch(
      /Ask for a change:\* Omar Haddad.*Omar Haddad asks for a change: “Two prices are enough”/s,
    );
    const notice = await room.newest('ben', `approval-notice:${id}:wish`);
    expect(cardText(notice)).toMatch(/Omar Haddad\* asks for a change of \*A\d+\*.*Two prices are enough/s);
    await room.press('ben', notice, { actionId: 'item:edit' });
    await room.sends('ben', 'item:form', { title: 'test two prices' });

    expect(await room.approval(id)).toMatchObject({ state: 'pending', round: 2, itemId });
    expect(cardText(await room.card('growth-ops', id))).toMatch(
      /test two prices.*Nobody has voted yet.*Changed since it was asked \(title\): one vote was taken back/s,
    );
    await room.clicks('omar', 'approve', { id, in: 'omar' });
    expect(await room.approval(id)).toMatchObject({ state: 'approved' });
  });

  it('on a card that was drawn before a change are refused with words, and the card is drawn anew', async () => {
    const { id, item } = await room.asks('ben', 'rent a stand by Friday');
    const old = structuredClone(await room.card('growth-ops', id));
    await room.press('ben', await room.newest('growth-ops', `card:${item.id}`), {
      actionId: 'item:more',
      chosen: `edit|${item.id}`,
    });
    await room.sends('ben', 'item:form', { title: 'rent two stands' });

    await room.press('omar', old, { actionId: 'approval:approve' });

    await room.hears('omar', /A\d+ was changed, or others are asked, since this card was drawn\. Nothing was counted/);
    expect(await room.approval(id)).toMatchObject({ state: 'pending', votes: [] });
    expect(cardText(await room.card('growth-ops', id))).toMatch(/rent two stands/);
  });

  it('of who asked, of the owner, of a guest and of whoever is no approver are refused, and say who decides', async () => {
    const { id } = await room.asks('ben', `<@${people.chloe.id}> write the brief by Friday`);

    await room.clicks('ben', 'approve', { id, in: 'growth-ops' });
    await room.hears('ben', /You asked for A\d+.*others decide \(Ana Lopes and Omar Haddad\)\. Nothing was counted/);
    await room.clicks('chloe', 'approve', { id, in: 'growth-ops' });
    await room.hears('chloe', /A\d+.*vous en répondez, d’autres décident \(Ana Lopes et Omar Haddad\)/);
    await room.clicks('gil', 'reject', { id, in: 'growth-ops' });
    await room.hears('gil', /only those it concerns may see it\. Nothing was changed\.$/m);

    const { id: above } = await room.asks('omar', 'close the shop by Friday', 'growth-steering');
    await room.clicks('ben', 'approve', { id: above, in: 'growth-steering' });
    await room.hears('ben', /Your vote is not asked for on A\d+\. May vote: Ana Lopes and Chloé Martin/);
    expect(await room.approval(id)).toMatchObject({ state: 'pending', votes: [] });
    expect(await room.approval(above)).toMatchObject({ state: 'pending', votes: [] });
  });

  it('cast by a second click, or after the decision, change nothing and say who decided', async () => {
    const { id } = await room.asks('ben', 'repaint the logo by Friday');
    const before = structuredClone(await room.card('growth-ops', id));
    await room.press('omar', before, { actionId: 'approval:approve' });

    await room.press('ana', before, { actionId: 'approval:approve' });

    await room.hears('ana', /A\d+.*déjà décidé.*Approbation donnée\* le jeudi 19 novembre par Omar Haddad/);
    expect((await room.approval(id)).votes).toHaveLength(1);
    expect(await room.events(id)).toEqual(['approval.requested', 'approval.voted', 'approval.approved']);
  });

  it('may be abstentions, which decide nothing where all abstain', async () => {
    const { id } = await room.asks('ben', 'sponsor a race by Friday');
    for (const name of ['ana', 'omar', 'chloe'] as const) await room.chooses(name, 'abstain', { id, in: 'growth-ops' });

    expect(await room.approval(id)).toMatchObject({ state: 'pending' });
    expect(cardText(await room.card('growth-ops', id))).toMatch(/Abstain:\* Ana Lopes, Chloé Martin and Omar Haddad/);
  });

  it('are everybody’s where the policy says all, with what is still missing', async () => {
    const { id } = await room.asks('ben', 'double the budget by Friday', 'growth-steering');
    await room.clicks('ana', 'approve', { id, in: 'ana' });
    await room.clicks('chloe', 'approve', { id, in: 'growth-steering' });

    expect(cardText(await room.card('growth-steering', id))).toMatch(
      /For:\* Ana Lopes and Chloé Martin.*Still wanted:\* Omar Haddad.*2 of 3 approvals so far/s,
    );
    expect(cardText(await room.card('ana', id))).toMatch(/Encore attendu.*Omar Haddad/s);
    await room.clicks('omar', 'approve', { id, in: 'growth-steering' });
    expect(await room.approval(id)).toMatchObject({ state: 'approved' });
  });

  it('are shown whole in the details, from where one can vote as well', async () => {
    const { id } = await room.asks('ben', 'print the poster by Friday');
    await room.clicks('omar', 'details', { id, in: 'growth-ops' });
    const view = await room.modal('omar', 'approval:details');

    await room.as('omar').act({ kind: 'view', view }, { actionId: 'approval:approve' });

    await expect
      .poll(() => cardText(room.as('omar').modals().at(-1)?.view ?? {}))
      .toMatch(/Approved\* on Thursday 19 November by Omar Haddad.*Omar Haddad: for/s);
    expect(await room.approval(id)).toMatchObject({ state: 'approved' });
  });

  it('are over when who asked takes the request back: with a reason, and the action stays proposed', async () => {
    const { id } = await room.asks('ben', 'sell the van by Friday');
    await room.chooses('omar', 'withdraw', { id, in: 'omar' });
    await room.hears('omar', /A\d+: only who asked, the owner, a lead or the chair can do that/);
    await room.chooses('ben', 'withdraw', { id, in: 'growth-ops' });
    await room.sends('ben', 'approval:withdraw', { reason: 'Sold already' });

    expect(await room.approval(id)).toMatchObject({ state: 'withdrawn', item: { state: 'proposed' } });
    expect(cardText(await room.card('omar', id))).toMatch(/Request taken back\* on Thursday 19 November: Sold already/);
  });
});
