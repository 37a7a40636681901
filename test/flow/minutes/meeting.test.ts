import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { addAbsence } from '../../../src/organisation/people/absences.js';
import { describeFlow } from '../../support/databases.js';
import type { Office } from '../../support/running-app.js';
import { people } from '../../support/slack/team.js';
import { openTable, tableOf } from './table.js';

/** The digest of week 46 leaves on Monday 16 November 2026 at 09:00; Chloé is away that day. */
describeFlow('the minutes of a meeting', (databases) => {
  let office: Office;
  let table: ReturnType<typeof tableOf>;

  beforeAll(async () => {
    office = await openTable(databases, { at: '2026-11-16T08:00' });
    table = tableOf(office);
    await table.say('chloe', '/copil help');
    const { id: workspaceId } = await office.database.client.workspace.findFirstOrThrow();
    const days = { fromOn: '2026-11-16', toOn: '2026-11-16' };
    await addAbsence(office.database, {
      workspaceId,
      personKey: 'chloe',
      actorKey: 'chloe',
      at: office.clock.now(),
      ...days,
    });
    await office.advanceTo('2026-11-16T09:00');
  });
  afterEach(() => office.expectNothingUnexpected());
  afterAll(() => office.close());

  it('count who says they have read the digest: members once each, guests by name alone, nobody else', async () => {
    const digest = await table.digest();
    expect(table.textOf(digest.blocks)).toContain('"text":"I have read it"');

    await table.press('ben', digest, 'read');
    await table.hears('ben', /Noted: read by 1 of 4\..*"text":"Minutes"/);
    await table.press('ben', digest, 'read');
    await table.hears('ben', /You said so on Monday 16 November 2026\. Read by 1 of 4/);
    await table.press('gil', digest, 'read');
    await table.hears('gil', /Noted: read by 1 of 4\./);
    await table.press('omar', digest, 'read');
    await table.hears('omar', /You do not sit in this committee.*Nothing was changed/);
    await table.press('dora', digest, 'read');
    await table.hears('dora', /Copil does not know you yet/);

    expect((await table.events('digest.read')).map(({ actorKey }) => actorKey)).toEqual(['ben', 'gil']);
    expect(table.textOf((await table.digest()).blocks)).toBe(table.textOf(digest.blocks));
  });

  it('take a value that no digest has for what it is', async () => {
    const digest = await table.digest();
    const forged = JSON.parse(
      JSON.stringify(digest).replace('growth-ops|2026-W46', 'steering|2026-10'),
    ) as typeof digest;

    await table.press('ben', forged, 'read');

    await table.hears('ben', /There is no such published digest in Copil, so nothing was noted/);
  });

  it('are shown to members as not confirmed as long as nobody has said who was there', async () => {
    const answer = await table.say('ben', '/copil minutes');

    expect(answer).toMatch(
      /Minutes: Growth, week 46 \(9–15 November 2026\).*Attendance not confirmed · read by 1 of 4 · 0 decisions · 0 actions.*nobody has said who was there/s,
    );
    expect(answer).not.toContain('minutes:attend');
    expect(await table.say('omar', '/copil minutes growth-ops')).toMatch(/Attendance not confirmed/);
    expect(await table.say('gil', '/copil minutes')).toMatch(/There are no minutes of .* that you may see/);
    expect(await table.file()).toMatch(
      /## Attendance\n\nAttendance not confirmed: nobody has said who was there\.\n.*Draft: attendance not confirmed/s,
    );
  });

  it('ask the chair who was there on the next working morning, once', async () => {
    await office.advanceTo('2026-11-16T17:00');
    expect(table.textOf(table.messagesIn('ana'))).not.toContain('minutes:attend');
    await office.advanceTo('2026-11-17T08:00');
    await office.advanceTo('2026-11-17T08:05');
    await office.advanceTo('2026-11-18T08:00');

    const asked = table.messagesIn('ana').filter(({ text }) => text.includes('qui était à la réunion'));
    expect(asked).toHaveLength(1);
    expect(table.textOf(asked[0]?.text)).toMatch(
      /Croissance, semaine 46 .* : qui était à la réunion \?.*3 jours ouvrés/,
    );
    expect(table.textOf(table.messagesIn('ben'))).not.toContain('minutes:attend');
  });

  it('suggest those who were not away, and refuse somebody in both lists and an excused guest at the field', async () => {
    await table.press('ana', await table.message(/minutes:attend/, 'ana'), 'attend');

    const form = table.textOf((await table.modal('ana')).view);
    expect(form).toMatch(new RegExp(`"initial_users":\\["${people.ana.id}","${people.ben.id}"\\]`));
    expect(form).toMatch(new RegExp(`"initial_users":\\["${people.chloe.id}"\\]`));
    expect(form).toMatch(/"text":"Zoe Unlinked".*"initial_options"/s);
    const { fieldErrors } = await table.send('ana', {
      present: [people.ana.id, people.ben.id, people.omar.id, people.dora.id],
      excused: [people.ben.id, people.omar.id],
    });
    expect(table.textOf(fieldErrors)).toMatch(/Déjà parmi les présents : Ben Okafor, Omar Haddad/);
    expect(table.textOf(fieldErrors)).toMatch(/Copil ne connaît pas Dora Klein/);
    const second = await table.send('ana', { present: [people.ana.id], excused: [people.omar.id] });
    expect(table.textOf(second.fieldErrors)).toMatch(/Pas membre du comité, donc pas attendu : Omar Haddad/);
  });

  it('stand in the thread of the digest once the chair has confirmed, with guests apart', async () => {
    await table.send('ana', {
      present: [people.ana.id, people.ben.id, people.omar.id],
      excused: [people.chloe.id],
      unlinkedPresent: ['zoe'],
    });

    const card = await table.card();
    expect(card.thread_ts).toBe((await table.digest()).ts);
    expect(table.textOf(card.blocks)).toMatch(
      /Present 3 of 4, 1 guest · read by 1 of 4 · 0 decisions · 0 actions.*Corrections until Monday 23 November/s,
    );
    await table.message(/Confirmé : 3 présents sur 4\. Rectifications jusqu’au lundi 23 novembre/, 'ana');
    const [event] = await table.events('minutes.confirmed');
    expect(JSON.parse(event?.after ?? '{}')).toMatchObject({
      present: ['ana', 'ben', 'zoe'],
      excused: ['chloe'],
      absent: [],
      guests: ['omar'],
      correctableUntil: '2026-11-23',
    });
  });

  it('are corrected by the chair within the days, by nobody else, and nothing is lost to a form of before', async () => {
    const card = await table.card();
    const forged = JSON.parse(JSON.stringify(card).replace('minutes:open', 'minutes:attend')) as typeof card;
    await table.press('ben', forged, 'attend');
    await table.hears('ben', /Who was there is for the chair to say \(Ana Lopes\)\. Nothing was changed/);
    const asked = await table.message(/minutes:attend/, 'ana');
    await table.press('ana', asked, 'attend');
    const stale = await table.modal('ana');
    await table.press('ana', asked, 'attend');
    await table.send('ana', { present: [people.ana.id, people.ben.id], excused: [people.chloe.id] });
    const { fieldErrors } = await table.as('ana').submit(stale, { present: [people.ana.id], excused: [] });

    expect(table.textOf(fieldErrors)).toMatch(/Une autre personne a dit qui était là depuis l’ouverture/);
    expect(table.textOf((await table.card()).blocks)).toMatch(/Present 3 of 4 · read.*until Monday 23/s);
    expect(await table.events('minutes.confirmed')).toHaveLength(2);
    await table.closeAll('ana');
  });

  it('grow by what is promised, and take corrections of members, in their own words', async () => {
    await table.say('ben', '/action @ana # Not a heading | nor a table by Friday');
    await table.press('ben', await table.card(), 'correct');
    const refused = await table.send('ben', { text: ' \n ' });
    expect(table.textOf(refused.fieldErrors)).toContain('Write what the minutes should say');
    await table.send('ben', { text: 'Zoe left at ten.\n# *She* had <said> so.' });

    const card = table.textOf((await table.card()).blocks);
    expect(card).toMatch(
      /1 action · 1 correction.*\*1\.\* Zoe left at ten\..*&lt;said&gt; so\..*Ben Okafor, Wednesday 18/s,
    );
    await table.message(/Ben Okafor propose une rectification.*Zoe left at ten/s, 'ana');
    expect((await table.events('minutes.corrected')).map(({ actorKey }) => actorKey)).toEqual(['ben']);
    await table.press('gil', await table.card(), 'correct');
    await table.hears('gil', /only those it concerns may see it\. Nothing was changed/);
  });

  it('say all of it in a modal and in a file, in which nobody’s text formats anything', async () => {
    await table.press('omar', await table.card(), 'open');
    expect(table.textOf((await table.modal('omar')).view)).toMatch(
      /Present \(3 of 4\)\* Ana Lopes, Ben Okafor, Zoe Unlinked.*Who has read the digest \(1 of 4\).*Corrections \(1\)/s,
    );
    const file = await table.file();

    expect(file).toMatch(/^# Minutes: Growth, week 46 \(9–15 November 2026\)\n/);
    expect(file).toContain('- **Excused (1)** Chloé Martin');
    expect(file).toContain('- Ben Okafor (16 November)\n- Gil Costa (16 November)');
    expect(file).toMatch(/- \*\*A1\*\* \\# Not a heading \\\| nor a table\n {2}- Ana Lopes, due Friday 20 November/);
    expect(file).toContain(
      '- **1** Zoe left at ten.\\\n  \\# \\*She\\* had \\<said\\> so.\n  - Ben Okafor, Wednesday 18',
    );
    expect(file).toMatch(/Audit \d+-[0-9a-f]+\\\nConfirmed, not closed yet\.\n$/);
    expect(await table.file({ lang: 'fr' })).toMatch(/^# Compte rendu : Croissance, semaine 46/);
    expect(await table.file({ format: 'csv' })).toMatch(
      /^section,name,title,state,person,date,outcome,details\r\nattendance,,,present,Ana Lopes,2026-11-18,,\r\n/,
    );
  });

  it('end with the next digest: what is promised then is for the next minutes', async () => {
    await office.readingsThrough('2026-11-23');
    await office.advanceTo('2026-11-23T09:00');
    await table.say('ben', '/action @ana Later by Friday');

    expect(await table.file({ period: '2026-W46' })).toMatch(
      /from Monday 16 November 2026 at 09:00 \(Europe\/Paris\) to Monday 23/,
    );
    expect(await table.file({ period: '2026-w46' })).not.toContain('Later');
    expect(await table.file()).toMatch(/week 47.*\*\*A2\*\* Later/s);
    const list = await table.say('ben', '/copil minutes growth-ops 2026-W46');
    expect(list).toMatch(/Minutes: Growth, week 46.*Other meetings.*week 47 .*attendance not confirmed/s);
    await table.choose('ben', 'show');
    await table.hears('ben', /Minutes: Growth, week 47/);
    expect(await table.say('ben', '/copil minutes 2026-W30')).toMatch(
      /Growth has no published digest of week 30 .*Published: 2026-W47, 2026-W46/,
    );
  });

  it('take no correction after the last day, also before anybody swept, and are closed as they stand', async () => {
    await table.press('ben', await table.card(), 'correct');
    const form = await table.modal('ben');
    office.at('2026-11-24T00:01');
    const { fieldErrors } = await table.as('ben').submit(form, { text: 'Too late' });
    expect(table.textOf(fieldErrors)).toMatch(/were taken until Monday 23 November 2026; the minutes are closed since/);
    await table.closeAll('ben');

    await office.advanceTo('2026-11-24T00:02');
    await office.advanceTo('2026-11-24T00:03');

    const closed = await table.events('minutes.closed');
    expect(closed).toHaveLength(1);
    const { hash } = JSON.parse(closed[0]?.after ?? '{}') as { hash: string };
    const file = await table.file({ period: '2026-W46' });
    expect(file).toContain(`Closed on Tuesday 24 November 2026, SHA-256 ${hash}.`);
    const card = table.textOf((await table.message(/Minutes of the meeting: week 46/)).blocks);
    expect(card).toMatch(/Closed on Tuesday 24 November/);
    expect(card).not.toContain('minutes:correct');
    const { client } = office.database;
    await client.person.updateMany({ where: { key: 'ben' }, data: { name: 'Somebody Else' } });
    await client.item.updateMany({ where: { number: 1 }, data: { title: 'Rewritten' } });
    expect(await table.file({ period: '2026-W46' })).toBe(file);
  });
});
