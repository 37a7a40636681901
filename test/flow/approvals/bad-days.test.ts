import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { describeFlow } from '../../support/databases.js';
import type { Office } from '../../support/running-app.js';
import { actionsOf, cardText } from '../../support/slack/card-words.js';
import { places } from '../../support/slack/team.js';
import { openRoom, roomOf } from './room.js';

describeFlow('approvals on bad days', (databases) => {
  let office: Office;
  let room: ReturnType<typeof roomOf>;

  beforeAll(async () => {
    office = await openRoom(databases, { at: '2026-11-15T12:00', readingsThrough: '2026-11-15' });
    room = roomOf(office);
    await office.advanceTo('2026-11-16T09:00');
    office.at('2026-11-19T12:00');
    await room.say('chloe', '/copil help');
  });
  afterEach(() => office.expectNothingUnexpected({ except: ['message_not_found', 'thread_not_found', 'is_archived'] }));
  afterAll(() => office.close());

  const digest = () => office.slack.channel('growth-ops').messages()[0] ?? expect.fail('no digest');

  it('stand in the thread of the committee’s newest digest, seen in the channel too, with the figure and its chart', async () => {
    const { id } = await room.asks('ben', 'win the orders back by Friday #orders');

    const card = await room.card('growth-ops', id);
    expect(card).toMatchObject({ thread_ts: digest().ts, is_broadcast: true });
    expect(cardText(card)).toMatch(/Orders.*Status: .*<https:\/\/.*thread_ts=.*\|the chart in the digest>/s);

    await room.clicks('omar', 'approve', { id, in: 'growth-ops' });
    expect(await room.record('growth-ops', id)).toMatchObject({ thread_ts: digest().ts });
  });

  it('show a figure only where it may be seen', async () => {
    const { id } = await room.asks('ana', 'raise the margin by Friday #margin');

    expect(cardText(await room.card('growth-ops', id))).not.toMatch(/Margin|7,771,771/);
    expect(cardText(await room.card('omar', id))).not.toMatch(/Margin/);
    expect(cardText(await room.card('growth-ops', id))).toMatch(/\*KPI:\* not shown here/);
  });

  it('posts a deleted card again, once, while the decision is waited for', async () => {
    const { id } = await room.asks('ben', 'change the agency by Friday');
    const forget = async () => office.slack.state.removeMessage(await room.card('growth-ops', id));
    await forget();

    await room.chooses('ana', 'abstain', { id, in: 'ana' });
    const again = await room.card('growth-ops', id);
    expect(cardText(again)).toMatch(/Abstain:\* Ana Lopes/);
    expect(again).toMatchObject({ thread_ts: digest().ts });

    await forget();
    await room.chooses('chloe', 'abstain', { id, in: 'chloe' });
    await office.settled();
    expect(room.keyed('growth-ops', `approval:${id}`)).toEqual([]);
  });

  it('say so on a card whose approval is not stored, such as after a backup was restored', async () => {
    const { id, itemId } = await room.asks('ben', 'sign the lease by Friday');
    const card = structuredClone(await room.card('growth-ops', id));
    const { client } = office.database;
    await client.approval.delete({ where: { id } });
    await client.item.update({ where: { id: itemId }, data: { state: 'dropped', isOpen: false } });

    await room.press('omar', card, { actionId: 'approval:approve' });

    await room.hears('omar', /not in Copil’s store.*before a backup was restored.*Nothing was changed/);
  });

  it('go to the committee above when nobody decides in time, then to its chair, and end there: silence is never consent', async () => {
    const { id } = await room.asks('ben', 'rename the product by 27 November');
    const late = structuredClone(await room.card('growth-ops', id));
    office.at('2026-11-23T20:00');
    await room.press('ana', late, { actionId: 'approval:approve' });
    await room.hears('ana', /le délai pour décider a pris fin.*Rien n’a été compté/);

    await office.advanceTo('2026-11-23T20:01');
    expect(cardText(await room.card('growth-ops', id))).toMatch(/It went to Steering/);
    expect(actionsOf(await room.card('growth-ops', id))).toEqual(['approval:details']);
    const told = await room.newest('ben', `approval-notice:${id}:up:`);
    expect(cardText(told)).toMatch(
      /Nobody decided in time about \*A\d+\* rename the product: it went to Steering, until Wednesday 25 November at 17:00 \(Europe\/London\)/,
    );
    expect(cardText(await room.card('growth-steering', id))).toMatch(
      /To decide:\* Steering, all of them must approve.*Nobody in Growth decided in time: on Monday 23 November it went to Steering/s,
    );

    // The app was down over the next deadline, and over the one after it.
    await office.stopApps();
    office.at('2026-11-30T09:00');
    await office.startApp();
    await office.advanceTo('2026-11-30T09:01');
    expect(await room.approval(id)).toMatchObject({ state: 'pending', stage: 'chair' });
    expect(cardText(await room.card('growth-steering', id))).toMatch(/the chair decides\nOmar Haddad/);
    expect(cardText(await room.newest('ben', `approval-notice:${id}:up:`))).toMatch(
      /it went to the chair of Steering, who has/,
    );

    await office.advanceTo('2026-12-04T20:00');
    expect(await room.approval(id)).toMatchObject({ state: 'expired', item: { state: 'proposed' } });
    expect(cardText(await room.card('growth-steering', id))).toMatch(/Not decided in time/);
    expect(cardText(await room.newest('ben', `approval-notice:${id}`))).toMatch(/it stays a proposal\. Ask again/);
    office.at('2026-12-07T12:00');
  });

  it('go on in direct messages when the channel is archived meanwhile, and who asked is told', async () => {
    const { id } = await room.asks('ben', 'cancel the fair by 11 December');
    await office.settled();
    office.slack.faults.archiveChannel(places['growth-ops'].id);
    const message = room.keyed('omar', `approval:${id}`).at(-1) ?? expect.fail('no card');

    await room.press('omar', message, { actionId: 'approval:more', chosen: `abstain|${id}|1` });
    await office.slack.dm('ben').expectMessage(/cannot be shown in <#C0OPS000001>.*own messages/s);
    await room.press('ana', room.keyed('ana', `approval:${id}`).at(-1) ?? expect.fail('no card'), {
      actionId: 'approval:approve',
    });

    await expect.poll(async () => (await room.approval(id)).state).toBe('approved');
    const { id: waiting } = await room.asks('chloe', 'annuler le stand avant le 11 décembre');
    await office.settled();
    expect(room.keyed('growth-ops', `approval:${waiting}`)).toEqual([]);
    await office.slack.dm('chloe').expectMessage(/elle suit dès que c’est possible/);

    await office.settled();
    await office.slack.workspace.unarchive(places['growth-ops'].id);

    await expect
      .poll(async () => cardText(await room.card('growth-ops', id)))
      .toMatch(/\*Approved\* on Monday 7 December by Ana Lopes/);
    await expect.poll(() => room.keyed('growth-ops', `approval:${waiting}`).length).toBe(1);
  });

  it('never stand in a channel that another company reads', async () => {
    const { id } = await room.asks('ben', 'name a partner by 11 December');
    await office.settled();
    const channel = office.slack.state.channels.get(places['growth-steering'].id) ?? expect.fail('no channel');
    Object.assign(channel, { is_ext_shared: true });

    const { id: shared } = await room.asks('ben', 'publish the roadmap by 11 December', 'growth-steering');
    await office.settled();

    expect(room.keyed('growth-steering', `approval:${shared}`)).toEqual([]);
    expect(cardText(await room.card('omar', shared))).toMatch(/publish the roadmap/);
    expect(cardText(await room.newest('ben', `approval-notice:${shared}`))).toMatch(
      /people of another company read there/,
    );
    Object.assign(channel, { is_ext_shared: false });
    expect(await room.approval(id)).toMatchObject({ state: 'pending' });
  });

  it('finds a deleted card out in the morning, without a click, and posts it again, once', async () => {
    await office.sweep();
    const { id } = await room.asks('ben', 'hire the band by 18 December');
    office.slack.state.removeMessage(await room.card('growth-ops', id));

    await office.advanceTo('2026-12-08T07:59');
    await office.settled();
    expect(room.keyed('growth-ops', `approval:${id}`)).toEqual([]);
    await office.advanceTo('2026-12-08T08:01');

    office.slack.state.removeMessage(await room.card('growth-ops', id));
    await office.advanceTo('2026-12-09T08:01');
    await office.settled();
    expect(room.keyed('growth-ops', `approval:${id}`)).toEqual([]);
  });

  it('hold with 200 approvers and texts of any length', async () => {
    const { client } = office.database;
    const committee = await client.committee.findFirstOrThrow({ where: { key: 'growth-ops' } });
    const names = Array.from({ length: 200 }, (_, index) => `p${String(index).padStart(3, '0')}`);
    const omar = await client.person.findFirstOrThrow({ where: { key: 'omar' } });
    await client.person.createMany({
      data: names.map((key) => ({
        ...omar,
        id: key,
        key,
        name: `Approver ${key} & <Sons>`,
        email: null,
        slackUserId: null,
        isOperator: false,
      })),
    });
    await client.membership.createMany({
      data: names.map((key) => ({ committeeId: committee.id, personId: key, role: 'approver' })),
    });
    const { id, itemId } = await room.asks('ben', 'merge the teams by 11 December');
    await client.item.update({ where: { id: itemId }, data: { details: 'A <very> long & plain text. '.repeat(400) } });

    await room.chooses('omar', 'abstain', { id, in: 'growth-ops' });

    expect(cardText(await room.card('growth-ops', id))).toMatch(
      /Ana Lopes, Chloé Martin, Omar Haddad, Approver p000 &amp; &lt;Sons&gt; and 199 others/,
    );
    await room.clicks('omar', 'details', { id, in: 'growth-ops' });
    const view = await room.modal('omar', 'approval:details');
    expect(cardText(view.view)).toMatch(/All who may vote:\* Ana Lopes.*and 124 others/s);
    await room.as('omar').close(view, { isCleared: true });
  });
});
