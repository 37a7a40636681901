import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { exportDecisionsCommand } from '../../../src/features/decisions/cli.js';
import { describeFlow } from '../../support/databases.js';
import type { Office } from '../../support/running-app.js';
import { people } from '../../support/slack/team.js';
import { deskOf, openOffice } from './desk.js';

/** Thursday 19 November 2026, noon; no digest has left yet, so that cards stand in the channel by themselves. */
describeFlow('une décision en français, et son échéance,', (databases) => {
  let office: Office;
  let desk: ReturnType<typeof deskOf>;

  beforeAll(async () => {
    office = await openOffice(databases, { at: '2026-11-19T12:00', locale: 'fr' });
    desk = deskOf(office);
    await desk.say('chloe', '/copil aide');
  });
  afterEach(() => office.expectNothingUnexpected());
  afterAll(() => office.close());

  it('se demande aussi par /copil décider, et la carte est dans le canal tant qu’il n’y a pas de point', async () => {
    await desk.say('chloe', '/copil décider Où va le budget ?');
    await desk.send('chloe', {
      options: 'Recherche | 12 000 €\nRéseaux sociaux\nNe rien changer',
      deadline: '2026-11-20',
      deciders: [people.ana.id, people.ben.id, people.chloe.id],
    });

    const card = await desk.card('D1');
    expect(card.thread_ts).toBeUndefined();
    expect(desk.textOf(card.blocks)).toMatch(
      /Décision demandée · Croissance.*Coût : 12 000 €.*0 vote sur 3, quorum 2, jusqu’au vendredi 20 novembre · Encore attendu : Ana Lopes, Ben Okafor, Chloé Martin · Demandée par Chloé Martin/s,
    );
  });

  it('laisse les décideurs habituels décider quand personne n’est nommé', async () => {
    await desk.ask('ben', { question: 'Qui décide ?', deciders: [], deadline: '2026-11-20' });

    expect((await desk.stored(2)).deciders.map(({ personKey }) => personKey)).toEqual(['ana', 'chloe']);
  });

  it('reste sans résultat au soir de l’échéance quand le quorum manque : le silence ne vaut pas accord', async () => {
    await desk.vote('ana', await desk.card('D1', 'ana'), 'A');
    const stale = structuredClone(await desk.card('D1'));
    office.at('2026-11-21T00:01');

    // No sweep has run yet: the click is refused all the same.
    await desk.vote('ben', stale, 'B');
    await desk.hears('ben', /The vote on D1 ended on Friday 20 November\. Your answer was not counted/);
    await office.advanceTo('2026-11-21T07:59');
    // Nobody is woken by it.
    expect(await desk.stored(1)).toMatchObject({ state: 'requested' });
    await office.advanceTo('2026-11-21T08:00');
    await office.sweep();

    expect(await desk.stored(1)).toMatchObject({ state: 'lapsed', chosen: null });
    expect((await desk.events(1)).filter((what) => what === 'lapsed')).toHaveLength(1);
    const blocks = desk.textOf((await desk.card('D1')).blocks);
    expect(blocks).toMatch(
      /Sans résultat\* au vendredi 20 novembre : 1 vote sur 3, il en fallait 2\. Rien n’est décidé/,
    );
    expect(blocks).not.toContain('decision:vote');
    await desk.message(/D1\* Où va le budget \? L’échéance est passée sans décision/, 'ana');
  });

  it('reçoit une nouvelle échéance de la présidence ; les votes déjà donnés restent', async () => {
    await desk.press('ben', await desk.card('D1'), 'extend');
    await desk.hears('ben', /D1 belongs to Croissance|D1 belongs to Growth/);
    await desk.press('ana', await desk.card('D1', 'ana'), 'extend');
    const { fieldErrors } = await desk.send('ana', { deadline: '2026-11-20' });
    expect(desk.textOf(fieldErrors)).toMatch(/deadline":"Ce jour est passé : choisissez aujourd’hui ou plus tard/);
    await desk.send('ana', { deadline: '2026-11-25' });

    expect(desk.textOf((await desk.card('D1')).blocks)).toMatch(
      /1 vote : Ana Lopes.*1 vote sur 3, quorum 2, jusqu’au mercredi 25/s,
    );
    await desk.vote('ben', await desk.card('D1', 'ben'), 'abstain');
    expect(desk.textOf((await desk.card('D1')).blocks)).toMatch(/Abstention : Ben Okafor/);
  });

  it('a un résultat à l’échéance avec le quorum, même si l’application était arrêtée ; la présidence l’apprend une fois', async () => {
    await office.stopApps();
    office.at('2026-11-27T10:00');
    await office.startApp();
    await office.sweep();
    await office.sweep();

    await desk.message(/D1\* Où va le budget \? Le vote est terminé : à vous de consigner/, 'ana');
    const told = desk.messagesIn('ana').filter(({ text }) => text.includes('Le vote est terminé'));
    expect(told).toHaveLength(1);
    expect((await desk.events(1)).filter((what) => what === 'closed')).toHaveLength(1);
    expect(desk.textOf((await desk.card('D1')).blocks)).toMatch(/Résultat du vote : A Recherche/);
    expect(desk.textOf((await desk.card('D1')).blocks)).not.toContain('decision:vote');
  });

  it('n’est plus modifiée ni retirée par qui l’a demandée une fois le résultat connu', async () => {
    await desk.press('chloe', await desk.card('D1'), 'withdraw');
    await desk.hears(
      'chloe',
      /Le vote sur D1 est terminé : plus rien n’y change, et seule la présidence du comité \(Croissance\) peut la retirer/,
    );
  });

  it('se retire avec une raison tant qu’elle est sans résultat, et le dit partout', async () => {
    expect(await desk.stored(2)).toMatchObject({ state: 'lapsed' });
    await desk.press('ben', await desk.card('D2'), 'withdraw');
    await desk.send('ben', { reason: 'No longer needed' });

    expect(desk.textOf((await desk.card('D2')).blocks)).toMatch(
      /Retirée\* par Ben Okafor le vendredi 27 novembre : No longer needed/,
    );
    expect(desk.textOf((await desk.card('D2', 'ana')).blocks)).toMatch(/Retirée/);
  });

  it('inconnue, sur une carte d’avant la restauration d’une sauvegarde, le dit', async () => {
    const card = await desk.card('D1', 'ana');
    const foreign = JSON.parse(JSON.stringify(card).replaceAll((await desk.stored(1)).id, 'gone')) as typeof card;
    await desk.press('ana', foreign, 'record');
    await desk.hears('ana', /pas dans la base de Copil.*d’avant la restauration d’une sauvegarde.*Rien n’a changé/);
  });

  it('est exportée avec votes, noms et jours, sans formule', async () => {
    await desk.press('ana', await desk.card('D1', 'ana'), 'record');
    await desk.send('ana', { rationale: '=HYPERLINK("x"), mais moins cher', owner: people.ben.id });
    const { id: workspaceId } = await office.database.client.workspace.findFirstOrThrow();
    const lines: string[] = [];
    const tools = { database: office.database, clock: office.clock, workspaceId };
    const output = { write: (text: string) => void lines.push(text), complain: () => undefined };

    await exportDecisionsCommand(tools, { committee: 'growth-ops', from: '2026-11-19', to: '2026-11-19' }, output);

    expect(lines).toHaveLength(3);
    expect(lines[1]).toBe(
      'D1,Growth,Où va le budget ?,decided,A Recherche,"\'=HYPERLINK(""x""), mais moins cher",Ben Okafor,Chloé Martin,2026-11-19,2026-11-25,2,Ana Lopes: A; Ben Okafor: abstained; Chloé Martin: –,Ana Lopes,2026-11-27,,,,,,,,,,,"A Recherche | 12 000 €\nB Réseaux sociaux\nC Ne rien changer",\r\n',
    );
    lines.length = 0;
    await exportDecisionsCommand(tools, { from: '2026-11-20' }, output);
    expect(lines).toHaveLength(1);
    await expect(exportDecisionsCommand(tools, { committee: 'nobody' }, output)).rejects.toThrow(
      /no committee "nobody"/,
    );
  });
});
