import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { databasesOf } from '../../support/databases.js';
import type { Office } from '../../support/running-app.js';
import { people } from '../../support/slack/team.js';
import { deskOf, openDesk } from './desk.js';

type Field = { readonly initial_date?: string; readonly initial_user?: string; readonly initial_value?: string };

/** Without the marks that keep an `@` from pinging, and with one kind of space. */
const plain = (text: string) => text.replaceAll(/[\u2060\u200b\ufeff]/g, '').replaceAll(/[\u202f\u00a0]/g, ' ');

/** Thursday 19 November 2026, noon in Paris. */
describe('a line of which something could not be read', () => {
  const databases = databasesOf('sqlite');
  let office: Office;
  let desk: ReturnType<typeof deskOf>;
  const count = () => office.database.client.item.count();

  beforeAll(async () => {
    office = await openDesk(databases);
    desk = deskOf(office);
    await desk.say('chloe', '/action list');
  });
  afterEach(async () => {
    await office.settled();
    for (const name of ['ana', 'ben'] as const)
      for (const view of desk.as(name).modals()) await desk.as(name).close(view, { isCleared: true });
    office.expectNothingUnexpected();
  });
  afterAll(() => office.close());

  /** What the form says above its fields, and what they hold; nothing is stored before it is sent. */
  const formOf = async (name: 'ana' | 'ben', line: string) => {
    const before = await count();
    await desk.say(name, line);
    const { view } = await desk.modal(name);
    expect(await count()).toBe(before);
    const blocks = view['blocks'] as { type: string; block_id?: string; text?: { text: string }; element?: Field }[];
    const field = (id: string) => blocks.find(({ block_id }) => block_id === id)?.element ?? {};
    return {
      intro: plain(blocks[0]?.text?.text ?? ''),
      title: field('title').initial_value,
      due: field('due').initial_date ?? null,
      owner: field('owner').initial_user ?? null,
    };
  };

  it.each([
    [
      'ben',
      '/action send the quote by 03/04',
      '“03/04” can be read in several ways: Thursday 4 March 2027 or Saturday 3 April 2027. Choose a due date; the rest is filled in.',
      'send the quote',
    ],
    [
      'ana',
      '/action envoyer le devis avant lundi 15 décembre',
      '« lundi 15 décembre » se contredit : cette date est le mardi 15 décembre. Choisissez une échéance ; le reste est rempli.',
      'envoyer le devis',
    ],
    [
      'ben',
      '/action send the quote by this Friday the 27th',
      '“this Friday the 27th” can be read in several ways: Friday 20 November or Friday 27 November. Choose a due date; the rest is filled in.',
      'send the quote',
    ],
    [
      'ana',
      '/blocker envoyer le devis sous 8 jours ouvrables',
      '« sous 8 jours ouvrables » peut se lire de plusieurs façons : samedi 28 novembre ou mardi 1er décembre. Choisissez une échéance ; le reste est rempli.',
      'envoyer le devis',
    ],
    [
      'ben',
      '/action send the quote by Friday after next',
      '“Friday after next” could not be read as one day. Choose a due date; the rest is filled in.',
      'send the quote by Friday after next',
    ],
    [
      'ana',
      '/action envoyer le devis d’ici 2/3 jours',
      '« 2/3 jours » n’a pas pu être compris comme un seul jour. Choisissez une échéance ; le reste est rempli.',
      'envoyer le devis d’ici 2/3 jours',
    ],
    [
      'ben',
      '/action send the quote by yesterday',
      '“yesterday” is over. Choose a due date; the rest is filled in.',
      'send the quote',
    ],
  ] as const)('by %s in “%s”: the date is empty and named, the rest is there', async (name, line, intro, title) => {
    expect(await formOf(name, line)).toEqual({ intro, title, due: null, owner: people[name].id });
  });

  it('says that the rest is filled in only where it is', async () => {
    const english = await formOf('ben', `/action <@${people.gil.id}> send the quote by 03/04`);
    const french = await formOf('ana', `/action <@${people.gil.id}> envoyer le devis`);

    expect(english).toMatchObject({ due: null, owner: null, title: 'send the quote' });
    expect(english.intro).toMatch(/Gil Costa is a guest.*“03\/04” can be read in several ways/);
    expect(english.intro).not.toContain('the rest is filled in');
    expect(french).toMatchObject({ due: null, owner: null });
    expect(french.intro).toMatch(/Gil Costa a un compte invité.*Aucune échéance n’a pu être lue/);
    expect(french.intro).not.toContain('le reste est rempli');
  });

  it.each([
    ['ben', `<@${people.gil.id}> send the quote by Friday`, /^Gil Costa is a guest and cannot own anything/],
    ['ana', `<@${people.gil.id}> envoyer le devis avant vendredi`, /^Gil Costa a un compte invité/],
    ['ben', `<@${people.dora.id}> send the quote by Friday`, /^Copil does not know Dora Klein/],
    ['ana', `envoyer le devis avant vendredi <@${people.dora.id}>`, /^Copil ne connaît pas Dora Klein/],
    ['ben', '<@U0COPIL0001> send the quote by Friday', /is an app and cannot answer for anything/],
    ['ben', '<!subteam^S1|@growth> send the quote by Friday', /^@growth is a group/],
    ['ben', '@Paul Durand send the quote by Friday', /^Copil does not know @Paul Durand/],
    ['ben', 'send the quote by Friday @Paul Durand', /^Copil does not know @Paul Durand/],
    ['ana', 'envoyer le devis avant vendredi @Paul Durand', /^Copil ne connaît pas @Paul Durand/],
    ['ben', 'send the quote by Friday @Ben Martin', /^“@Ben Martin” may be Ben Okafor: choose who answers/],
  ] as const)('an owner named by %s in “%s” who cannot be one leaves the field empty', async (name, line, intro) => {
    const form = await formOf(name, `/action ${line}`);

    expect(form).toMatchObject({ due: '2026-11-20', owner: null });
    expect(form.intro).toMatch(intro);
    expect(form.intro).toMatch(/(?:The rest is filled in|Le reste est rempli)\.$/);
  });

  it('two people of one first name are both named, and neither is chosen', async () => {
    await office.database.client.person.updateMany({ where: { key: 'omar' }, data: { name: 'Ben Haddad' } });

    const english = await formOf('ben', '/action send the quote by Friday @Ben');
    const french = await formOf('ana', '/action @Ben, envoyer le devis avant vendredi');
    const whole = await desk.say('ana', '/action envoyer le devis avant vendredi @Ben Haddad');

    expect(english).toMatchObject({ owner: null, due: '2026-11-20' });
    expect(english.intro).toMatch(/^“@Ben” may be Ben Okafor or Ben Haddad/);
    expect(french.intro).toMatch(/^« @Ben » peut être Ben Okafor ou Ben Haddad/);
    expect(whole).toMatch(/envoyer le devis\. Ben Haddad/);
    await office.database.client.person.updateMany({ where: { key: 'omar' }, data: { name: 'Omar Haddad' } });
  });

  it('keeps the owner that was typed, also where the date is missing', async () => {
    expect(await formOf('ben', '/action @Chloé Martin send the quote')).toMatchObject({
      owner: people.chloe.id,
      due: null,
      title: 'send the quote',
    });
    expect((await formOf('ana', '/action envoyer le devis @chloe martin')).owner).toBe(people.chloe.id);
  });

  it('asks for an owner that the form cannot show before Slack has told who they are', async () => {
    const english = await formOf('ben', '/action @Zoe Unlinked send the quote');
    const french = await formOf('ana', '/action @Zoe Unlinked envoyer le devis');

    expect(english).toMatchObject({ owner: null, title: 'send the quote' });
    expect(english.intro).toMatch(/Choose Zoe Unlinked as the owner/);
    expect(french.intro).toMatch(/Choisissez Zoe Unlinked comme responsable/);
    expect(`${english.intro} ${french.intro}`).not.toMatch(/rest is filled|reste est rempli/);
  });

  it.each([
    '@Chloé Martin envoyer le devis avant vendredi',
    'envoyer @Chloe Martin le devis avant vendredi',
    'envoyer le devis @Chloé Martin avant vendredi',
    'envoyer le devis avant vendredi @Chloé Martin',
  ])('is understood as a whole with a full name that was typed: %j', async (line) => {
    expect(await desk.say('ana', `/action ${line}`)).toMatch(/envoyer le devis\. Chloé Martin, échéance \*vendredi 20/);
  });

  it('counts working days by the holidays of whoever speaks, else of the committee', async () => {
    // Christmas is none of these days in France; in Britain the Monday after it is none either.
    expect(await desk.say('ana', '/action envoyer le devis sous 27 jours ouvrés')).toMatch(/mardi 29 décembre/);
    expect(await desk.say('ben', '/action send the quote within 27 working days')).toMatch(/Wednesday 30 December/);
  });
});
