import { afterEach, beforeEach, expect, it } from 'vitest';
import { examine } from '../../../src/features/setup/doctor.js';
import { createMessenger } from '../../../src/platform/slack/slack-messenger.js';
import { databasesOf, describeFlow, describeOnce } from '../../support/databases.js';
import type { Office } from '../../support/running-app.js';
import { type PersonName, people, places } from '../../support/slack/team.js';
import { deskOf, openDesk } from '../follow-up/desk.js';
import { silentLogger } from '../slack/silent-logger.js';

const stranger = {
  id: 'U0ELSE00001',
  name: 'chloe.m',
  real_name: 'Chloé M.',
  // Chloé's, who is in copil.yml by this address and was not met yet.
  email: people.chloe.email,
  team_id: 'T0OTHER0001',
};

/** Thursday 19 November 2026, noon in Paris; Omar is the operator, Chloé is in copil.yml by her e-mail alone. */
describeFlow('who an account belongs to', (databases) => {
  let office: Office;

  beforeEach(async () => {
    office = await openDesk(databases);
  });
  afterEach(async () => {
    office.expectNothingUnexpected();
    await office.close();
  });

  const person = (key: string) => office.database.client.person.findFirstOrThrow({ where: { key } });
  const events = (what: string) => office.database.client.event.findMany({ where: { what } });
  const toldOmar = () =>
    office.slack
      .dm('omar')
      .messages()
      .map(({ text }) => text);

  it('is asked of the own workspace alone: nobody of another company becomes the colleague whose address they have', async () => {
    office.slack.state.addUser(stranger);
    const outside = office.slack.clientOf(stranger.id);
    const channel = places['growth-ops'].id;

    await outside.slash('/kpi margin', channel);
    await expect
      .poll(() => outside.ephemerals().map(({ text }) => text))
      .toEqual([expect.stringMatching(/another company.*nothing was done/)]);
    await outside.openHome();
    await outside.globalShortcut('new_blocker');
    await office.settled();

    expect(outside.modals()).toEqual([]);
    expect((await person('chloe')).slackUserId).toBeNull();
    expect(await events('person.linked')).toEqual([]);
  });

  it('is asked of Slack where the request names no team: an address in another workspace proves nothing', async () => {
    office.slack.state.addUser(stranger);
    const name = `<@${stranger.id}>`;

    await office.slack.person('ana').slash(`/action ${name} call the agency by Friday`);
    await office.settled();

    expect((await person('chloe')).slackUserId).toBeNull();
    expect(await office.database.client.item.count({ where: { ownerKey: 'chloe' } })).toBe(0);
  });

  it('leaves an event when it is found by e-mail, and the operators read whom Copil took for whom', async () => {
    await office.slack.person('chloe').slash('/copil next');
    await office.settled();

    expect((await person('chloe')).slackUserId).toBe(people.chloe.id);
    expect(await events('person.linked')).toMatchObject([{ subjectId: 'chloe', actorKey: null }]);
    expect(toldOmar()).toEqual([
      expect.stringMatching(new RegExp(`met somebody today.*Chloé Martin \\(chloe\\) is <@${people.chloe.id}>`, 's')),
    ]);
  });
});

describeOnce('what Slack says of an account', () => {
  const databases = databasesOf('sqlite');
  let office: Office;
  let desk: ReturnType<typeof deskOf>;
  let refused: readonly string[];

  beforeEach(async () => {
    refused = [];
    office = await openDesk(databases);
    desk = deskOf(office);
  });
  afterEach(async () => {
    office.expectNothingUnexpected({ except: refused });
    await office.close();
  });

  const person = (key: string) => office.database.client.person.findFirstOrThrow({ where: { key } });
  const toldOmar = () =>
    office.slack
      .dm('omar')
      .messages()
      .map(({ text }) => text);
  /** An administrator did it while nobody told Copil. */
  const unheard = (name: PersonName, change: object) => {
    Object.assign(office.slack.state.users.get(people[name].id) ?? {}, change);
  };
  const seenBy = async (name: PersonName, line: string) => (await office.slack.person(name).slash(line)).text;

  it('finds at the start who left meanwhile: their way is gone, and the operators hear of it once', async () => {
    await desk.say('ben', '/action call the agency by Friday');
    await office.settled();
    await office.stopApps();
    const ana = office.slack.dm('ana');
    const omar = office.slack.dm('omar');
    unheard('ben', { deleted: true });

    await office.startApp();
    await office.settled();
    await office.startApp();
    await office.settled();

    expect((await person('ben')).leftAt).not.toBeNull();
    expect(omar.messages().map(({ text }) => text)).toEqual([
      expect.stringMatching(/Ben Okafor \(ben\) has no Slack account any more; Slack had not told Copil/),
    ]);
    expect(ana.messages().map(({ text }) => text)).toContainEqual(expect.stringMatching(/Ben Okafor.*sujet/));
  });

  it('is looked at once a day', async () => {
    unheard('ben', { deleted: true });
    await office.sweep();
    expect((await person('ben')).leftAt).toBeNull();

    await office.advanceTo('2026-11-20T12:01');

    expect((await person('ben')).leftAt).not.toBeNull();
  });

  it('is learnt when Slack refuses to write to them: what was for them is not tried for a day, and nothing new is given', async () => {
    refused = ['user_disabled'];
    unheard('ben', { deleted: true });

    await desk.say('ana', `/action <@${people.ben.id}> order the banners by 30 November`);
    await office.settled();
    const again = await seenBy('ana', `/action <@${people.ben.id}> book the room by 30 November`);

    expect((await person('ben')).leftAt).not.toBeNull();
    expect(toldOmar()).toEqual([expect.stringMatching(/Ben Okafor \(ben\) has no Slack account any more/)]);
    expect(again).not.toMatch(/A2/);
    expect(await office.database.client.item.count()).toBe(1);
    expect(await office.database.client.delivery.count({ where: { state: { in: ['pending', 'failed'] } } })).toBe(0);
  });

  it('makes a guest of whoever becomes one, from that moment and whatever copil.yml says', async () => {
    await desk.say('ana', '/blocker tracking is down by Monday #leads');
    await office.settled();
    expect(await seenBy('ana', '/kpi margin')).toMatch(/Marge/);

    await office.slack.workspace.changeUser(people.ana.id, { is_ultra_restricted: true });
    await expect.poll(async () => (await person('ana')).slackStanding).toBe('guest');
    await office.settled();

    expect(await seenBy('ana', '/kpi margin')).not.toMatch(/7.?771.?771/);
    const given = await seenBy('ben', `/action <@${people.ana.id}> order the banners by 30 November`);
    expect(given).not.toMatch(/A1/);
    expect(toldOmar()).toEqual([expect.stringMatching(/Ana Lopes \(ana\) is a guest in Slack/)]);
    await office.slack.workspace.changeUser(people.ana.id, { is_ultra_restricted: false });
    await expect.poll(async () => (await person('ana')).slackStanding).toBeNull();
    expect(await seenBy('ana', '/kpi margin')).toMatch(/Marge/);
    expect(
      await office.database.client.event.findMany({ where: { what: { in: ['person.guest', 'person.member'] } } }),
    ).toMatchObject([
      { subjectId: 'gil' },
      { subjectId: 'ana', what: 'person.guest' },
      { subjectId: 'ana', what: 'person.member' },
    ]);
  });

  it('is asked when they ask, where nobody looked for a day: a guest of an hour ago is none of yesterday', async () => {
    unheard('ana', { is_restricted: true });
    office.at('2026-11-21T12:00');

    expect(await seenBy('ana', '/kpi margin')).not.toMatch(/7.?771.?771/);
    expect((await person('ana')).slackStanding).toBe('guest');
  });

  it('is said by the doctor, with what to write: who is a guest there alone, and whom nobody can find', async () => {
    unheard('chloe', { is_restricted: true });
    unheard('ben', { is_restricted: true });
    await office.advanceTo('2026-11-20T12:01');

    const { apiUrl, secrets } = office.slack;
    const messenger = createMessenger({ token: secrets.botToken, apiUrl, logger: silentLogger });
    const { database, clock } = office;
    const findings = await examine({ database, clock, messenger, scopes: [], hasTemplate: () => true });

    const notes = findings.filter(({ level }) => level === 'note').map(({ text }) => text);
    expect(notes).toContainEqual(expect.stringMatching(/^ben: is a guest in Slack .*guest: true/));
    expect(notes).toContainEqual(expect.stringMatching(new RegExp(`^chloe: ${people.chloe.id} is a guest in Slack`)));
    expect(notes).toContainEqual(expect.stringMatching(/^zoe: nobody in this Slack workspace has the address zoe@/));
    expect(notes.join()).not.toMatch(/gil: is a guest/);
    refused = ['users_not_found'];
  });

  it('links a guest whom copil.yml names by e-mail, and tells another one what is missing', async () => {
    unheard('chloe', { is_restricted: true });

    await seenBy('chloe', '/copil next');
    const dora = await seenBy('dora', '/copil next');

    expect(await person('chloe')).toMatchObject({ slackUserId: people.chloe.id, slackStanding: 'guest' });
    expect(dora).toMatch(/You are a guest here.*copil\.yml.*guest: true/);
  });
});
