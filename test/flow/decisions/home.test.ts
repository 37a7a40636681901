import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { describeFlow } from '../../support/databases.js';
import type { Office } from '../../support/running-app.js';
import { people } from '../../support/slack/team.js';
import { homeWords } from '../home/home-words.js';
import { deskOf, openOffice } from './desk.js';

/** Thursday 19 November 2026, noon. */
describeFlow('decisions in a Home tab', (databases) => {
  let office: Office;
  let desk: ReturnType<typeof deskOf>;
  let home: ReturnType<typeof homeWords>;

  beforeAll(async () => {
    office = await openOffice(databases, { at: '2026-11-19T12:00' });
    desk = deskOf(office);
    home = homeWords(office);
    await desk.say('chloe', '/copil help');
  });
  afterEach(() => office.expectNothingUnexpected());
  afterAll(() => office.close());

  it('stand nowhere while none waits', async () => {
    expect(await home.open('ana', /Rien ne vous attend/)).not.toMatch(/Votre vote|À consigner|À revoir/);
  });

  it('stand there for each decider until they have voted, with a button for each answer', async () => {
    await home.open('ben', /Nothing waits for you/);
    await desk.ask('chloe', { quorum: '3' });

    await home.expectShown('ana', /Votre vote\* \(1\)\n\*D1\* {2}\*Where does the Q1 budget go\?/);
    await home.expectShown(
      'ben',
      /Your vote\* \(1\)\n.*D1.*\nA Search _recommended_ · B Social · C Keep it\n0 of 3 votes in, quorum 3, until Friday 27 November · Growth/,
    );
    expect(home.read('omar')).not.toContain('D1');

    await home.press('ben', 'decision:vote:B');
    await home.expectGone('ben', /D1/);
    await home.expectShown('ana', /1 vote sur 3/);
    expect(desk.textOf((await desk.card('D1')).blocks)).toMatch(/1 vote: Ben Okafor/);
  });

  it('open in front of it, with all there is to know', async () => {
    await home.press('ana', 'decision:open');
    await home.form('ana', 'decision:view');
    await desk.sees('ana', /The fair is cancelled/);
    await desk.closeAll('ana');
  });

  it('wait for the chair when the votes are in, and to be reviewed on their day', async () => {
    await home.press('ana', 'decision:vote:B');
    await desk.vote('chloe', await desk.card('D1'), 'B');

    await home.expectShown('ana', /Décisions à consigner\* \(1\)\n.*D1.*\n\*Résultat du vote\s: B Social/);
    await home.expectGone('chloe', /D1/);
    await home.press('ana', 'decision:record');
    await home.send('ana', 'decision:record', {
      rationale: 'Moins cher',
      owner: people.ben.id,
      review: '2026-11-20',
    });
    await home.expectGone('ana', /D1/);

    office.at('2026-11-20T10:00');
    await home.open('ben', /Decisions to review\* \(1\)\n.*D1.*\nDecided: \*B Social\* · review set for Friday 20/);
    await home.open('ana', /Décisions à revoir\* \(1\)/);
    await home.press('ben', 'decision:reviewed');
    await home.expectGone('ben', /D1/);
    await home.expectGone('ana', /D1/);
    office.at('2026-11-19T12:00');
  });

  it('a tie is for the chair to break', async () => {
    await desk.ask('chloe', { question: 'Tied?', deciders: [people.ben.id, people.chloe.id] });
    await desk.vote('ben', await desk.card('D2'), 'A');
    await desk.vote('chloe', await desk.card('D2'), 'B');

    await home.expectShown('ana', /D2\* {2}\*Tied\?\*\n\*Égalité\s: A Search = B Social/);
  });

  it('wait for whoever votes in a colleague’s place, and name that colleague', async () => {
    const { client } = office.database;
    const { workspaceId, id: committeeId } = await client.committee.findFirstOrThrow({ where: { key: 'growth-ops' } });
    const days = { fromOn: '2026-11-19', toOn: '2026-11-20', createdAt: new Date() };
    await client.delegation.create({
      data: { id: 'd1', workspaceId, committeeId, fromKey: 'ana', toKey: 'ben', ...days },
    });

    await desk.ask('chloe', { question: 'Ana is away?', deciders: [people.ana.id, people.chloe.id] });

    await home.expectShown('ben', /D3.*Ana is away.*\n.*\n.*\nYou vote in the place of Ana Lopes\./);
    expect(desk.textOf((await desk.card('D3')).blocks)).toMatch(
      /May vote in a colleague’s place: Ben Okafor for Ana Lopes/,
    );
    expect(desk.textOf((await desk.card('D3', 'ben')).blocks)).toMatch(/You vote in the place of Ana Lopes.*vote:A/s);
    await home.press('ben', 'decision:vote:A');

    await home.expectGone('ben', /D3/);
    expect(desk.textOf((await desk.card('D3')).blocks)).toMatch(/1 vote: Ben Okafor for Ana Lopes/);
    expect(desk.textOf((await desk.card('D3', 'ana')).blocks)).toMatch(
      /Vote de Ben Okafor à votre place : \*A Search\*\. Si vous votez vous-même/,
    );
    await desk.vote('ana', await desk.card('D3', 'ana'), 'B');
    expect(desk.textOf((await desk.card('D3')).blocks)).toMatch(/\*B\*.*1 vote: Ana Lopes/s);
    await desk.vote('ben', await desk.card('D3'), 'A');
    await desk.hears('ben', /D3 is decided by Ana Lopes, Chloé Martin/);
    await desk.press('ben', await desk.card('D3'), 'history');
    await home.form('ben', 'decision:history');
    await desk.sees('ben', /Ana Lopes changed their vote from A to B.*Ben Okafor for Ana Lopes voted A/s);
    await desk.closeAll('ben');
  });

  it('shows five of many, and where the rest are', async () => {
    for (let index = 0; index < 7; index += 1) {
      await desk.ask('chloe', { question: `Question ${index}?`, deciders: [people.ben.id, people.omar.id] });
    }

    const shown = await home.open('omar', /Your vote\* \(7\)(.|\n)*2 more: `\/copil decisions` shows them/);
    expect(shown.match(/Question \d\?/g)).toHaveLength(5);
  });
});
