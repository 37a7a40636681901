import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { describeFlow } from '../../support/databases.js';
import type { Office } from '../../support/running-app.js';
import { actionsOf, cardText } from '../../support/slack/card-words.js';
import { people } from '../../support/slack/team.js';
import { deskOf } from '../decisions/desk.js';
import { homeWords } from '../home/home-words.js';
import { openRoom, roomOf } from './room.js';

/** From Thursday 19 November 2026, noon in Paris; Ana reads French, Ben English. */
describeFlow('a vote left to a colleague', (databases) => {
  let office: Office;
  let room: ReturnType<typeof roomOf>;
  let home: ReturnType<typeof homeWords>;
  let desk: ReturnType<typeof deskOf>;

  beforeAll(async () => {
    office = await openRoom(databases);
    room = roomOf(office);
    home = homeWords(office);
    desk = deskOf(office);
    await room.say('chloe', '/copil help');
    await office.sweep();
  });
  afterEach(() => office.expectNothingUnexpected());
  afterAll(() => office.close());

  const news = () => room.newest('ben', 'approval-delegation:');
  const cardIn = async (id: string) => cardText(await room.card('growth-ops', id));
  const takesBackNewest = () => {
    const list = room.as('ana').ephemerals().at(-1) ?? expect.fail('no list');
    const channel = office.slack.state.channels.get(list.channel) ?? expect.fail('no channel');
    return room.as('ana').act({ kind: 'ephemeral', message: list, channel }, { actionId: 'approval:undelegate' });
  };
  let waits = '';
  /** News of delegations that the first tests removed: some left before. */
  let earlier = 0;
  const heard = () => room.keyed('ben', 'approval-delegation:').length - earlier;

  it.each([
    [
      'omar',
      `/approval delegate <@${people.ben.id}> until Friday`,
      /Growth, Ben Okafor may vote.*Thursday 19 November to Friday 20 November/,
    ],
    [
      'omar',
      `/copil delegate <@${people.ben.id}> 2026-12-21 2026-12-24`,
      /from Monday 21 December to Thursday 24 December/,
    ],
    ['ana', `/approval déléguer <@${people.ben.id}> jusqu’au 24 novembre`, /Ben Okafor.*mardi 24 novembre/],
    ['ana', `/copil déléguer <@${people.ben.id}> du 1er au 4 décembre`, /mardi 1er décembre.*vendredi 4 décembre/],
  ] as const)('%s says it in one line: %s', async (name, line, saved) => {
    const before = await office.database.client.delegation.count();

    expect((await room.say(name, line, 'growth-ops'))?.replaceAll(/[\u00a0\u202f]/g, ' ')).toMatch(saved);

    expect(await office.database.client.delegation.count()).toBe(before + 1);
    await office.database.client.delegation.deleteMany();
  });

  it.each([
    [
      `/approval delegate <@${people.ben.id}> when the cows come home`,
      /No days could be read from “when the cows come home”\. Choose them here; the rest is filled in\./,
      people.ben.id,
    ],
    [
      '/approval delegate when the cows come home',
      /No days could be read from “when the cows come home”\. Choose them here\./,
      null,
    ],
    ['/approval delegate', /./, null],
  ] as const)('opens the form for %s, with what was understood', async (line, words, person) => {
    await room.say('omar', line, 'growth-ops');

    const { view } = await room.modal('omar', 'approval:delegate');
    expect(desk.textOf(view)).toMatch(words);
    expect(/"initial_user":"(\w+)"/.exec(JSON.stringify(view))?.[1] ?? null).toBe(person);
    expect(await office.database.client.delegation.count()).toBe(0);
    await desk.closeAll('omar');
  });

  it('is told to them, with what waits already, and every card says so at once', async () => {
    await office.settled();
    earlier = heard();
    ({ id: waits } = await room.asks('chloe', 'move the stand by 4 December'));
    expect(await cardIn(waits)).not.toMatch(/Ben Okafor/);

    await room.say('ana', `/approval délégation <@${people.ben.id}> jusqu’au 24 novembre`);

    expect(cardText(await news())).toMatch(
      /^\*Ana Lopes\* lets you vote in their place in Growth, from Thursday 19 November to Tuesday 24 November\.\nOne decision waits for you now: `\/approval`/,
    );
    expect(await cardIn(waits)).toMatch(/Ana Lopes \(Ben Okafor may vote for them\)/);
    expect(cardText(await room.card('ana', waits))).toMatch(/Ana Lopes \(Ben Okafor peut voter à sa place\)/);
    expect(room.keyed('ben', `approval:${waits}`)).toEqual([]);
    await office.slack.person('ben').as.openHome();
    await expect.poll(() => home.read('ben')).toMatch(/move the stand.*For Ana Lopes/s);
  });

  it('comes to them in the message of the next morning, and both are brought up to date by the vote', async () => {
    await office.advanceTo('2026-11-20T09:01');
    const message = await room.newest('ben', 'morning:');
    expect(cardText(message)).toMatch(/move the stand.*For Ana Lopes, who let you vote in their place/s);

    await room.press('ben', message, { actionId: 'approval:approve', blockId: `approval:${waits}` });
    await office.settled();

    expect(await cardIn(waits)).toMatch(/\*Approved\* on Friday 20 November by Ben Okafor for Ana Lopes/);
    expect(cardText(await room.newest('ben', 'morning:'))).toMatch(/~A\d+ move the stand~ approved/);
    await expect.poll(() => home.read('ben')).not.toMatch(/Your decision/);
  });

  it('that is taken back is told too, and their card has no buttons any more', async () => {
    const { id } = await room.asks('chloe', 'rent the hall by 4 December');
    expect(actionsOf(await room.card('ben', id))).toContain('approval:approve');

    await room.say('ana', '/approval');
    await takesBackNewest();
    await takesBackNewest();

    await expect
      .poll(async () => cardText(await news()))
      .toMatch(/^\*Ana Lopes\* votes for themselves again in Growth: you no longer vote in their place/);
    expect(heard()).toBe(2);
    expect(await cardIn(id)).not.toMatch(/Ben Okafor/);
    const card = await room.card('ben', id);
    expect(cardText(card)).toMatch(/Your vote is not asked for here any more: others decide \(Growth\)/);
    expect(actionsOf(card)).toEqual(['approval:details']);
    await room.clicks('omar', 'approve', { id, in: 'omar' });
  });

  it('for later days is told at once, and shows on the cards on those days alone', async () => {
    const { id } = await room.asks('chloe', 'book the band by 11 December');
    await office.database.client.approval.update({
      where: { id },
      data: { expiresAt: new Date('2026-12-11T17:00:00Z') },
    });
    await room.say('ana', `/approval délégation <@${people.ben.id}> 2026-11-24 2026-11-25`);
    expect(cardText(await news())).toMatch(/From Tuesday 24 November on, `\/approval` and your Home tab show/);
    expect(await cardIn(id)).not.toMatch(/Ben Okafor/);

    await office.advanceTo('2026-11-23T23:50');
    expect(await cardIn(id)).not.toMatch(/Ben Okafor/);
    await office.advanceTo('2026-11-24T00:05');
    expect(await cardIn(id)).toMatch(/Ana Lopes \(Ben Okafor may vote for them\)/);
    await office.advanceTo('2026-11-25T23:55');
    expect(await cardIn(id)).toMatch(/Ben Okafor may vote for them/);

    await office.advanceTo('2026-11-26T00:05');
    expect(await cardIn(id)).not.toMatch(/Ben Okafor/);
    expect(heard()).toBe(3);
  });

  it('shows on what the committee is asked to decide as well, while it lasts', async () => {
    await office.advanceTo('2026-11-26T09:00');
    await desk.ask('chloe', { deciders: [people.ana.id, people.chloe.id], deadline: '2026-12-04' });
    const decision = async () => cardText(await desk.card('D1'));
    expect(await decision()).not.toMatch(/Ben Okafor/);

    await room.say('ana', `/approval délégation <@${people.ben.id}> 2026-11-27 2026-11-28`);
    expect(await decision()).not.toMatch(/Ben Okafor/);
    await office.advanceTo('2026-11-27T00:05');
    expect(await decision()).toMatch(/May vote in a colleague’s place: Ben Okafor for Ana Lopes/);

    await room.say('ana', '/approval');
    await takesBackNewest();
    await expect.poll(decision).not.toMatch(/Ben Okafor/);
  });
});
