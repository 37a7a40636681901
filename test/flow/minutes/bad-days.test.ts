import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { describeFlow } from '../../support/databases.js';
import type { Office } from '../../support/running-app.js';
import { people, places } from '../../support/slack/team.js';
import { openTable, tableOf } from './table.js';

/** Le point de la semaine 46 part le lundi 16 novembre 2026 à 9 h. */
describeFlow('un compte rendu en français, et ses mauvais jours,', (databases) => {
  let office: Office;
  let table: ReturnType<typeof tableOf>;

  beforeAll(async () => {
    office = await openTable(databases, { at: '2026-11-16T08:00', locale: 'fr' });
    table = tableOf(office);
    await table.say('chloe', '/copil aide');
  });
  afterEach(() => office.expectNothingUnexpected({ except: ['message_not_found', 'thread_not_found', 'is_archived'] }));
  afterAll(() => office.close());

  it('n’existe pas tant qu’aucun point n’est publié, et la commande le dit', async () => {
    expect(await table.say('chloe', '/copil compte-rendu')).toMatch(
      /Croissance : aucun point n’a encore été publié, il n’y a donc pas de compte rendu/,
    );
  });

  it('ne s’exporte pas d’un comité ou d’une période qui n’existe pas, et dit ce qu’il y a', async () => {
    await expect(table.file({ committee: 'nowhere' })).rejects.toThrow('There is no committee "nowhere" in copil.yml');
    await expect(table.file()).rejects.toThrow('growth-ops has no published digest yet, and so no minutes');
    await office.advanceTo('2026-11-16T09:00');
    await expect(table.file({ period: '2026-W30' })).rejects.toThrow(
      'growth-ops has no published digest of 2026-W30: expected last, or one such as 2026-W46',
    );
  });

  it('compte qui a lu le point, et répond en français', async () => {
    const digest = await table.digest();
    expect(table.textOf(digest.blocks)).toContain('"text":"J’ai lu"');

    await table.press('chloe', digest, 'read');

    await table.hears('chloe', /C’est noté : lu par 1 sur 4\./);
    expect(await table.say('chloe', '/copil cr dernier')).toMatch(
      /Compte rendu : Croissance, semaine 46.*Présences non confirmées · lu par 1 sur 4.*"text":"Tout le compte rendu"/s,
    );
    await table.choose('chloe', 'open');
    expect(table.textOf((await table.modal('chloe')).view)).toMatch(
      /Qui a lu le point \(1 sur 4\).*Projet : présences non/s,
    );
    await table.closeAll('chloe');
    expect(await table.say('chloe', '/copil aide')).toContain('/copil compte-rendu [comité]');
  });

  it('ne prend aucune rectification avant que la présidence ait dit qui était là', async () => {
    await office.advanceTo('2026-11-17T08:00');
    const asked = await table.message(/minutes:attend/, 'ana');
    const forged = JSON.parse(JSON.stringify(asked).replace('minutes:open', 'minutes:correct')) as typeof asked;

    await table.press('ana', forged, 'correct');

    await table.hears('ana', /Personne n’a encore dit qui était là \(Croissance, semaine 46 .*Rien n’a été enregistré/);
  });

  it('est reposté une fois quand quelqu’un a supprimé sa carte', async () => {
    await table.press('ana', await table.message(/minutes:attend/, 'ana'), 'attend');
    await table.send('ana', { present: [people.ana.id], excused: [] });
    expect(table.textOf((await table.card()).blocks)).toMatch(
      /2 présents sur 4 · lu par 1 sur 4.*Rectifications jusqu’au vendredi 20 novembre/s,
    );
    office.slack.state.removeMessage(await table.card());

    await table.press('ben', await table.digest(), 'read');

    const again = await table.message(/Compte rendu de la réunion.*lu par 2 sur 4/s);
    expect(again.thread_ts).toBe((await table.digest()).ts);
  });

  it('garde ce qui était écrit dans un formulaire d’une autre version, et le dit', async () => {
    await table.press('ben', await table.card(), 'correct');
    const form = await table.modal('ben');
    form.view['private_metadata'] = '{"form":2,"shape":"of tomorrow"}';

    const { fieldErrors } = await table.as('ben').submit(form, { text: 'kept' });

    expect(Object.values(fieldErrors).join()).toMatch(/another version/);
    expect(await office.database.client.correction.count()).toBe(0);
    await table.closeAll('ben');
  });

  it('n’a pas de carte dans un canal archivé : la présidence l’apprend, le compte rendu reste', async () => {
    await office.readingsThrough('2026-11-23');
    await office.advanceTo('2026-11-23T09:00');
    const channel = office.slack.state.channels.get(places['growth-ops'].id) ?? expect.fail('no channel');
    await office.advanceTo('2026-11-24T08:00');
    const asked = await table.message(/semaine 47.*minutes:attend/s, 'ana');
    const before = table.messagesIn('growth-ops').filter(({ text }) => text.includes('Compte rendu')).length;
    office.slack.faults.archiveChannel(channel.id);

    await table.press('ana', asked, 'attend');
    await table.send('ana', { present: [people.ana.id, people.ben.id], excused: [people.chloe.id] });

    const told = () => table.messagesIn('ana').filter(({ text }) => text.includes('ne peut pas se trouver'));
    await expect.poll(() => told().length).toBe(1);
    expect(await table.file({ lang: 'fr' })).toMatch(
      /- \*\*Présents \(3 sur 4\)\*\* Ana Lopes, Ben Okafor, Zoe Unlinked/,
    );
    expect(table.messagesIn('growth-ops').filter(({ text }) => text.includes('Compte rendu'))).toHaveLength(before);

    await office.settled();
    await office.slack.workspace.unarchive(channel.id);

    await expect
      .poll(() => table.messagesIn('growth-ops').filter(({ text }) => text.includes('Compte rendu')).length)
      .toBe(before + 1);
  });

  it('reste ouvert quand personne ne préside ni ne pilote plus, et le dit partout', async () => {
    const { person } = office.database.client;
    await person.updateMany({ where: { key: { in: ['ana', 'chloe'] } }, data: { leftAt: office.clock.now() } });
    await office.readingsThrough('2026-11-30');
    await office.advanceTo('2026-11-30T09:00');
    await office.advanceTo('2026-12-01T08:00');

    expect(await table.file({ lang: 'fr' })).toMatch(/semaine 48.*Présences non confirmées : personne n’a dit/s);
    expect(table.textOf(table.messagesIn('ben'))).not.toContain('minutes:attend');
  });
});
