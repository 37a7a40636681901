import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { databasesOf } from '../../support/databases.js';
import type { Office } from '../../support/running-app.js';
import { people } from '../../support/slack/team.js';
import { deskOf, openOffice } from './desk.js';

/** Thursday 19 November 2026, noon in Paris; the weekly digest left on Monday. */
describe.each(['sqlite', 'postgresql'] as const)('a decision, on %s', (engine) => {
  const databases = databasesOf(engine);
  let office: Office;
  let desk: ReturnType<typeof deskOf>;

  beforeAll(async () => {
    office = await openOffice(databases, { at: '2026-11-13T12:00' });
    desk = deskOf(office);
    await desk.say('chloe', '/copil help');
    await office.readingsThrough('2026-11-15');
    await office.advanceTo('2026-11-16T09:01');
    office.at('2026-11-19T12:00');
  });
  afterEach(() => office.expectNothingUnexpected());
  afterAll(() => office.close());

  it('is asked by a form that keeps what was typed, and says at each field what is wrong', async () => {
    await desk.say('ben', '/decision Where does the budget go?');
    const form = await desk.modal('ben');
    expect(desk.textOf(form.view)).toContain('"initial_value":"Where does the budget go?"');

    const { fieldErrors } = await desk.send('ben', {
      options: 'Search',
      recommended: '4',
      deadline: '2026-11-18',
      deciders: [people.ana.id, people.gil.id],
      quorum: '9',
      planned: '400',
    });

    expect(fieldErrors).toEqual({
      options: 'There is one option only: write at least two, one a line.',
      deadline: 'This day is over: choose today or later.',
      deciders: 'Gil Costa is a guest and cannot decide: choose colleagues.',
      quorum: 'Write a whole number from 1 to 1: so many people decide.',
      planned: 'Choose the KPI that this value is of.',
    });
    await desk.closeAll('ben');
    expect(await office.database.client.decision.count()).toBe(0);
  });

  it('stands in the thread of the newest digest, in the channel as well, and with each decider', async () => {
    await desk.ask('ben', { kpi: 'leads', planned: '800', quorum: '3' });

    const card = await desk.card('D1');
    expect(card.thread_ts).toBeDefined();
    expect(desk.messagesIn('growth-ops').find(({ ts }) => ts === card.thread_ts)?.text).toContain('Growth');
    expect(desk.textOf(card)).toMatch(/"is_broadcast":true|thread_broadcast/);
    expect(desk.textOf(card.blocks)).toMatch(
      /Where does the Q1 budget go.*The fair is cancelled.*\*A\* {2}\*Search\* _recommended_.*Cost: 12,000 €.*leads in March.*\*C\* {2}\*Keep it\*.*Recommendation.*KPI it should move:\* Leads, to 800.*0 of 3 votes in, quorum 3, until Friday 27 November.*Still to vote: Ana Lopes, Ben Okafor, Chloé Martin/s,
    );
    for (const name of ['ana', 'ben', 'chloe'] as const) await desk.card('D1', name);
    expect(desk.textOf(desk.messagesIn('omar'))).not.toContain('Q1 budget');
    expect(desk.textOf(desk.messagesIn('ben'))).toMatch(/Saved: \*D1\* Where does the Q1 budget go.*Its card goes to/);
  });

  it('is voted on by deciders alone, in the thread or the direct message, and every copy shows it', async () => {
    await desk.vote('ben', await desk.card('D1'), 'A');
    await desk.vote('ana', await desk.card('D1', 'ana'), 'B');

    const card = await desk.card('D1');
    expect(desk.textOf(card.blocks)).toMatch(
      /1 vote: Ben Okafor.*1 vote: Ana Lopes.*2 of 3 votes in.*Still to vote: Chloé Martin/s,
    );
    expect(desk.textOf((await desk.card('D1', 'chloe')).blocks)).toMatch(
      /1 vote : Ana Lopes.*Vous n’avez pas encore voté/s,
    );
    expect(desk.textOf((await desk.card('D1', 'ana')).blocks)).toMatch(/Votre vote : \*B Social\*/);

    await desk.vote('omar', card, 'A');
    await desk.hears('omar', /D1 is decided by Ana Lopes, Ben Okafor, Chloé Martin\. Nothing was changed/);
    await desk.vote('gil', card, 'A');
    await desk.hears('gil', /only those it concerns may see it\. Nothing was changed/);
    expect(await desk.events(1)).toEqual(['requested', 'voted', 'voted']);
  });

  it('is not decided before everybody has voted, and cannot be recorded by a member', async () => {
    await desk.press('ben', await desk.card('D1'), 'history');
    expect(desk.textOf((await desk.modal('ben')).view)).toMatch(/Ana Lopes voted B.*Ben Okafor voted A.*asked for it/s);
    await desk.closeAll('ben');
    expect(desk.textOf((await desk.card('D1')).blocks)).not.toContain('decision:record');
  });

  it('takes every vote back when other options are asked, and tells whoever had voted', async () => {
    const stale = structuredClone(await desk.card('D1'));
    await desk.press('ben', stale, 'edit');
    expect(desk.textOf((await desk.modal('ben')).view)).toMatch(
      /"initial_value":"Search \| 12,000 € \| leads in March\\n/,
    );
    await desk.send('ben', { options: 'Search | 12,000 €\nSocial | 8,000 €\nRadio | 9,000 €', planned: '800' });

    await desk.message(/D1\* a été modifiée après votre vote/, 'ana');
    const card = await desk.card('D1');
    expect(desk.textOf(card.blocks)).toMatch(/Radio.*0 of 3 votes in/s);
    await desk.vote('ana', stale, 'C');
    await desk.hears('ana', /D1 a changé depuis l’affichage\. Rien n’a été enregistré/);
    expect((await desk.stored(1)).deciders.every(({ choice }) => choice === null)).toBe(true);
  });

  it('is changed in other words without a vote being lost', async () => {
    await desk.vote('ana', await desk.card('D1', 'ana'), 'C');
    await desk.press('ben', await desk.card('D1'), 'edit');
    await desk.send('ben', { context: 'The fair is cancelled, and radio is cheap.', planned: '800', quorum: '3' });

    expect(desk.textOf((await desk.card('D1')).blocks)).toMatch(/radio is cheap.*1 vote: Ana Lopes/s);
  });

  it('has an outcome once everybody has voted, which a lead records with a reason, an owner and a review day', async () => {
    await desk.vote('ben', await desk.card('D1'), 'A');
    await desk.vote('chloe', await desk.card('D1', 'chloe'), 'C');

    await desk.message(/D1\* Where does the Q1 budget go.*Le vote est terminé.*consigner/, 'ana');
    expect(desk.textOf((await desk.card('D1')).blocks)).toMatch(/The votes are in: C Radio/);
    await desk.press('ben', await desk.card('D1'), 'record');
    await desk.hears('ben', /D1 belongs to Growth: only its chair and leads.*may do that/);

    await desk.press('chloe', await desk.card('D1'), 'record');
    const { fieldErrors } = await desk.send('chloe', { rationale: ' ', owner: people.gil.id, review: '2026-11-19' });
    expect(Object.keys(fieldErrors).sort()).toEqual(['owner', 'rationale', 'review']);
    await desk.send('chloe', { rationale: 'Cheapest reach', owner: people.ben.id, review: '2026-11-23' });

    const decided =
      /Decided\* on Thursday 19 November: \*C Radio\*, recorded by Chloé Martin\\nCheapest reach.*Owner: Ben Okafor · Review on Monday 23 November/s;
    expect(desk.textOf((await desk.card('D1')).blocks)).toMatch(decided);
    expect(desk.textOf((await desk.card('D1')).blocks)).not.toContain('decision:vote');
    const record = await desk.message(/D1 is decided:\* Where does/);
    expect(desk.textOf(record.blocks)).toMatch(
      /A Search: 1 vote \(Ben Okafor\).*B Social: no vote.*C Radio: 2 votes \(Ana Lopes, Chloé Martin\)/s,
    );
    expect(record.thread_ts).toBe((await desk.card('D1')).thread_ts);
    await desk.message(/was decided: \*C Radio\*\. You answer for it/, 'ben');
    expect(await desk.stored(1)).toMatchObject({
      state: 'decided',
      chosen: 2,
      ownerKey: 'ben',
      baselinePeriod: '2026-W46',
    });
  });

  it('once decided tells who decided and when, whoever clicks', async () => {
    const { blocks } = await desk.card('D1', 'ana');
    expect(desk.textOf(blocks)).toMatch(/Décidée\* le jeudi 19 novembre/);
    const old = structuredClone(await desk.card('D1'));
    const row = await desk.stored(1);
    old.blocks = [
      {
        type: 'actions',
        elements: [
          {
            type: 'button',
            action_id: 'decision:vote:A',
            value: `${row.id}|A|x`,
            text: { type: 'plain_text', text: 'A' },
          },
        ],
      },
    ];
    await desk.vote('ben', old, 'A');

    await desk.hears(
      'ben',
      /D1 was decided on Thursday 19 November: C Radio, recorded by Chloé Martin\. Nothing was changed/,
    );
  });

  it('comes back in the first digest on or after its review day, planned against realised, and is then reviewed', async () => {
    await office.readingsThrough('2026-11-22');
    await desk.ask('ana', { question: 'Hire an agency?', deciders: [people.ana.id, people.ben.id] });
    await office.advanceTo('2026-11-23T08:00');
    await desk.message(
      /was decided: \*C Radio\*\. Its review was set for Monday 23 November.*Leads: planned 800/,
      'ben',
    );
    await office.advanceTo('2026-11-23T09:01');

    const parent = await desk.message(/Decisions wanted: 1 to vote on, 1 back for review/);
    const section = await desk.message(/^\["Decisions\\n/);
    expect(section.thread_ts).toBe(parent.ts);
    expect(desk.textOf(section)).toMatch(
      /Your vote is wanted \(1\).*D2 Hire an agency\? · vote until Friday 27 November · 0 of 2 votes in, quorum 2.*Back for review \(1\).*D1 Where does the Q1 budget go\? · decided: C Radio · Leads: planned 800, realised \d+ \(week 47/s,
    );
    const reviewed = await desk.stored(1);
    expect(reviewed).toMatchObject({ realisedPeriod: '2026-W47' });
    expect(reviewed.reviewedAt).not.toBeNull();
    expect((await desk.events(1)).at(-1)).toBe('reviewed');
    expect(desk.textOf((await desk.card('D1')).blocks)).toMatch(
      /Leads: planned 800, realised \d+ \(week 47.*when it was decided \(week 46/s,
    );
  });

  it('is opened from the digest, and voted on there', async () => {
    const section = await desk.message(/^\["Decisions\\n/);
    await desk.press('ben', section, 'open');
    const view = await desk.modal('ben');
    expect(desk.textOf(view.view)).toMatch(/Hire an agency.*Ben Okafor: has not voted.*the thread/s);

    await desk.as('ben').act({ kind: 'view', view }, { actionId: 'decision:vote:B' });

    await desk.sees('ben', /Your vote: \*B Social\*/);
    expect(desk.textOf((await desk.card('D2')).blocks)).toMatch(/1 vote: Ben Okafor/);
    await desk.closeAll('ben');
  });

  it('tied, is broken by nobody but the chair, by recording; it may supersede an earlier decision', async () => {
    await desk.vote('ana', await desk.card('D2', 'ana'), 'A');

    expect(desk.textOf((await desk.card('D2')).blocks)).toMatch(/A tie: A Search = B Social/);
    await desk.press('chloe', await desk.card('D2'), 'record');
    await desk.hears('chloe', /D2 : les voix sont à égalité, et seule la présidence du comité \(Croissance\) tranche/);
    await desk.press('ana', await desk.card('D2', 'ana'), 'record');
    const { fieldErrors } = await desk.send('ana', { rationale: 'Plus sûr', owner: people.ana.id });
    expect(Object.keys(fieldErrors)).toEqual(['chosen']);
    const first = await desk.stored(1);
    await desk.send('ana', { rationale: 'Plus sûr', owner: people.ana.id, chosen: '1', supersedes: first.id });

    expect(await desk.stored(2)).toMatchObject({ state: 'decided', chosen: 1, supersedesId: first.id });
    expect(await desk.stored(1)).toMatchObject({ state: 'superseded' });
    expect(desk.textOf((await desk.card('D1')).blocks)).toMatch(/Superseded by D2:\* Hire an agency/);
    expect(desk.textOf((await desk.message(/D2 is decided/)).blocks)).toMatch(/the chair broke the tie/);
  });

  it('is found again by words without accents or case, with the way to its thread, by those who sit in the committee', async () => {
    const all = await desk.say('ben', '/copil decisions');
    expect(all).toMatch(
      /D2\* Hire an agency\?.*Decided on 23 November: \*B Social\*.*<http.*\|the thread>.*D1\*.*Superseded on 19 November: \*C Radio\*.*1–2 of 2, the newest first/s,
    );
    const found = await desk.say('ana', '/copil décisions RADIO cheápest');
    expect(found).toMatch(/Décisions · « RADIO cheápest ».*D1\*/s);
    expect(found).not.toContain('D2');
    expect(await desk.say('ben', '/copil decisions radio growth-ops')).toMatch(/Decisions · Growth · “radio”.*D1/s);
    expect(await desk.say('gil', '/copil decisions')).toMatch(/No decisions yet/);
    expect(await desk.say('omar', '/copil decisions')).toMatch(/D2\*/);

    await desk.say('ben', '/copil decisions D1');
    expect(desk.textOf((await desk.modal('ben')).view)).toMatch(/Superseded by D2.*Leads\* now/s);
    await desk.closeAll('ben');
  });
});
