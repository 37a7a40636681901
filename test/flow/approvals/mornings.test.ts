import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { describeFlow } from '../../support/databases.js';
import type { Office } from '../../support/running-app.js';
import { cardText } from '../../support/slack/card-words.js';
import { people } from '../../support/slack/team.js';
import { homeWords } from '../home/home-words.js';
import { openRoom, roomOf } from './room.js';

/** From Thursday 19 November 2026, noon in Paris. */
describeFlow('what waits for an approver', (databases) => {
  let office: Office;
  let room: ReturnType<typeof roomOf>;
  let home: ReturnType<typeof homeWords>;

  beforeAll(async () => {
    office = await openRoom(databases);
    room = roomOf(office);
    home = homeWords(office);
    await room.say('chloe', '/copil help');
    await office.sweep();
  });
  afterEach(() => office.expectNothingUnexpected());
  afterAll(() => office.close());

  const waitingOf = (name: 'ana' | 'omar' | 'ben' | 'chloe') =>
    room
      .keyed(name, 'morning:')
      .filter((one) => /Waiting for your decision|En attente de votre décision/.test(cardText(one)));

  it('comes in one message on each working morning, with the same buttons, redrawn when it is decided', async () => {
    const first = await room.asks('ben', 'fix the tag by 27 November');
    const second = await room.asks('ben', 'buy the licence by 27 November');
    await office.advanceTo('2026-11-20T08:59');
    await office.advanceTo('2026-11-20T09:01');

    expect(waitingOf('ben')).toEqual([]);
    const [message, ...more] = waitingOf('omar');
    if (!message) throw new Error('Omar got no message');
    expect(more).toEqual([]);
    expect(message.text).toMatch(/^2 decisions wait for you/);
    expect(cardText(message)).toMatch(
      /^Friday 20 November.*Waiting for your decision(?=.*fix the tag)(?=.*buy the licence)/s,
    );

    await room.press('omar', message, { actionId: 'approval:approve', blockId: `approval:${first.id}` });
    await office.settled();
    expect(await room.approval(first.id)).toMatchObject({ state: 'approved' });
    expect(cardText(waitingOf('ana')[0] ?? message)).toMatch(/buy the licence.*~A\d+ fix the tag~ approbation donnée/s);

    await room.press('ana', waitingOf('ana')[0] ?? message, {
      actionId: 'approval:approve',
      blockId: `approval:${second.id}`,
    });
    await office.settled();
    expect(cardText(waitingOf('omar')[0] ?? message)).toMatch(/All done: no decision waits for you here any more/);
    const told = await office.database.client.event.findMany({ where: { what: 'approval.reminded' } });
    expect(told.map(({ subjectId }) => subjectId).sort()).toEqual(['ana', 'chloe', 'omar']);
  });

  it('is not written of where nothing waits, on a weekend, nor to somebody who is away', async () => {
    await office.advanceTo('2026-11-21T10:00');
    await office.advanceTo('2026-11-23T09:01');
    expect(waitingOf('omar')).toHaveLength(1);

    await room.asks('ben', 'move the stand by 4 December');
    await room.say('ana', '/copil absent 2026-11-24 2026-11-24');
    await office.advanceTo('2026-11-24T09:01');
    expect(waitingOf('omar')).toHaveLength(2);
    expect(waitingOf('ana')).toHaveLength(1);
  });

  it('stands at the top of the Home tab with the same buttons, and goes when it is decided', async () => {
    const { id } = await room.asks('ben', 'print the flyers by 4 December');
    // A Home that was shown a moment ago rests before it is shown again.
    await office.slack.person('omar').as.openHome();
    await expect.poll(() => home.read('omar')).toMatch(/print the flyers/);
    expect(home.read('omar')).toMatch(/Waiting for you.*Your decision.*print the flyers/s);

    await home.press('omar', 'approval:reject', `approval:${id}`);
    await home.send('omar', 'approval:reject', { reason: 'No budget' });

    await expect.poll(() => home.read('omar')).not.toMatch(/print the flyers/);
    expect(await room.approval(id)).toMatchObject({ state: 'rejected', outcome: 'No budget' });
  });

  it('is listed by the command, in French too, with what one asked for', async () => {
    expect((await room.say('ben', '/approval')) || '').toMatch(/^No decision waits for you/);
    const seen = () => cardText(room.as('ana').ephemerals().at(-1) ?? {});
    await room.say('ana', '/copil approbations');
    expect(seen()).toMatch(/En attente de votre décision.*move the stand/s);
    expect(await room.say('ana', '/approval aide')).toMatch(/déléguer @collègue jusqu’à vendredi/);
    expect(await room.say('omar', '/approval nonsense words')).toMatch(
      /“nonsense words” is nothing that `\/approval` knows/,
    );
  });

  it('can be left to a colleague for some days, who votes for both, and the card says so', async () => {
    const said = await room.say('ana', `/approval déléguer <@${people.ben.id}> jusqu’à vendredi`);
    expect(said).toMatch(
      /Ben Okafor peut voter à votre place \(Croissance\) du mardi 24 novembre au vendredi 27 novembre/,
    );

    const { id } = await room.asks('chloe', 'test the radio by 4 December');
    expect(cardText(await room.card('growth-ops', id))).toMatch(/Ana Lopes \(Ben Okafor may vote for them\)/);
    await room.clicks('ben', 'approve', { id, in: 'ben' });

    expect(cardText(await room.card('growth-ops', id))).toMatch(
      /\*Approved\* on Tuesday 24 November by Ben Okafor for Ana Lopes/,
    );
    expect(await room.approval(id)).toMatchObject({ votes: [{ approverKey: 'ana', castByKey: 'ben' }] });
  });

  it('is one’s own again when the delegation is taken back', async () => {
    await room.say('ana', '/approval');
    const list = room.as('ana').ephemerals().at(-1) ?? expect.fail('no list');
    const channel = office.slack.state.channels.get(list.channel) ?? expect.fail('no channel');
    await room.as('ana').act({ kind: 'ephemeral', message: list, channel }, { actionId: 'approval:undelegate' });
    await room.hears('ana', /Vote repris le mardi 24 novembre/);

    const { id } = await room.asks('chloe', 'test the cinema by 4 December');
    await room.clicks('ben', 'approve', { id, in: 'growth-ops' });
    await room.hears('ben', /Your vote is not asked for on A\d+/);
  });

  it('cannot be left to a guest, to oneself or to nobody in the committee; the form keeps what was chosen', async () => {
    await room.say('ana', `/approval delegate <@${people.gil.id}> until Friday`);
    const form = await room.modal('ana', 'approval:delegate');
    expect(cardText(form.view)).toMatch(/Un compte invité ne vote pas/);
    const { fieldErrors } = await room.as('ana').submit(form, { person: people.ana.id });
    expect(fieldErrors['person']).toMatch(/^C’est vous\s: choisissez quelqu’un d’autre\.$/);
    await room.as('ana').submit(form, { person: people.ben.id });
    expect(await office.database.client.delegation.count({ where: { endedAt: null } })).toBe(1);

    expect(await room.say('ben', `/copil delegate <@${people.ana.id}> until Friday`)).toMatch(
      /You are an approver of no committee here/,
    );
  });
});
