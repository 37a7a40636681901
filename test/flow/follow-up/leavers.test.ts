import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../../../src/sandbox/state/model.js';
import { databasesOf } from '../../support/databases.js';
import type { Office } from '../../support/running-app.js';
import { actionsOf, cardText } from '../../support/slack/card-words.js';
import type { ChannelWords } from '../../support/slack/channel-words.js';
import { type PersonName, people, places } from '../../support/slack/team.js';
import { deskOf, openDesk } from './desk.js';

/** Thursday 19 November 2026, noon in Paris; Ana, who chairs, reads French. */
describe('who leaves with things open', () => {
  const databases = databasesOf('sqlite');
  let office: Office;
  let desk: ReturnType<typeof deskOf>;
  /** Opened before anybody leaves: nobody can write to an account that ended. */
  let dms: ReadonlyMap<PersonName, ChannelWords>;

  beforeEach(async () => {
    office = await openDesk(databases);
    desk = deskOf(office);
    dms = new Map((['ana', 'ben', 'chloe', 'omar'] as const).map((name) => [name, office.slack.dm(name)]));
    await office.sweep();
    await desk.say('ben', '/action call the agency by Friday');
    await desk.say('ben', '/blocker tracking is down by Monday #leads');
    await desk.say('ana', `/action <@${people.ben.id}> order the banners by 30 November`);
    await desk.say('chloe', '/action relire le contrat avant mardi');
    await office.settled();
  });
  afterEach(async () => {
    office.expectNothingUnexpected();
    await office.close();
  });

  const news = (name: PersonName, pattern: RegExp) => office.slack.dm(name).expectMessage(pattern);
  const lettersOf = (name: PersonName, kind: 'leaver' | 'morning') =>
    (dms.get(name)?.messages() ?? []).filter(({ metadata }) =>
      String(metadata?.event_payload['key']).startsWith(`${kind}:`),
    );
  const newsOf = (name: PersonName) => lettersOf(name, 'leaver');
  /** Chooses somebody in the message, as it stood when it was read. */
  async function hand(name: PersonName, message: Message, to: PersonName): Promise<void> {
    const channel = office.slack.state.channels.get(message.channel);
    if (!channel) throw new Error('no channel');
    const chosen = { actionId: 'leaver:reassign', chosen: people[to].id };
    await desk.as(name).act({ kind: 'message', message, channel }, chosen);
  }
  const owners = async () => {
    const items = await office.database.client.item.findMany({ orderBy: [{ kind: 'asc' }, { number: 'asc' }] });
    return Object.fromEntries(
      items.map(({ kind, number, ownerKey }) => [`${kind === 'action' ? 'A' : 'B'}${number}`, ownerKey]),
    );
  };
  const leftAt = async () => (await office.database.client.person.findFirstOrThrow({ where: { key: 'ben' } })).leftAt;
  const keepsAll = { A1: 'ben', A2: 'ben', A3: 'chloe', B1: 'ben' };

  it('by the end of their account: the chair reads what stays open, and hands all of it over in one step', async () => {
    await office.slack.workspace.deactivate(people.ben.id);
    await office.settled();
    const message = await news('ana', /Ben Okafor\s: 3 sujets restent ouverts, Croissance/);
    expect(message.text).toMatch(/A1\s: call the agency.*vendredi 20 novembre.*B1\s: tracking is down.*A2\s: order/s);
    expect(cardText(message)).toMatch(/Ben Okafor n’utilise plus Copil/);
    const asRead = structuredClone(message);

    await hand('ana', message, 'chloe');
    await desk.hears('ana', /3 sujets, désormais au nom de Chloé Martin/);
    await office.settled();
    const handed = await news('chloe', /Ana Lopes vous confie ce qui était attendu de Ben Okafor \(Croissance\)/);
    expect(cardText(handed)).toMatch(
      /3 sujets sont maintenant à votre nom.*A1\s: call the agency.*vendredi 20 novembre.*B1\s.*A2\s/s,
    );
    expect(actionsOf(handed)).toContain('item:list');

    expect(await owners()).toEqual({ A1: 'chloe', A2: 'chloe', A3: 'chloe', B1: 'chloe' });
    expect((await desk.card('A1')).text).toMatch(/Chloé Martin, due Friday 20 November/);
    expect((await desk.card('B1')).text).toMatch(/Chloé Martin/);
    expect(message.text).toMatch(/C’est réglé\s: Ben Okafor ne laisse plus rien d’ouvert/);
    expect(actionsOf(message)).not.toContain('leaver:reassign');

    await hand('ana', asRead, 'omar');
    await desk.hears('ana', /Plus rien n’était ouvert\s; rien n’a été modifié/);
    expect(await owners()).toEqual({ A1: 'chloe', A2: 'chloe', A3: 'chloe', B1: 'chloe' });
    expect(newsOf('ana')).toHaveLength(1);
    expect(await office.database.client.event.count({ where: { what: 'item.reassign' } })).toBe(3);
  });

  it('is told to the chair alone, and handed over by who leads that committee, to somebody who can own things', async () => {
    await office.slack.workspace.deactivate(people.ben.id);
    await office.settled();
    const message = await news('ana', /Ben Okafor\s: 3 sujets/);
    for (const name of ['ben', 'chloe', 'omar'] as const) expect(newsOf(name)).toEqual([]);

    await hand('omar', message, 'omar');
    await desk.hears('omar', /Only the chair or a lead of Growth can hand these items over\. Nothing was changed/);
    await hand('ana', message, 'ben');
    await desk.hears('ana', /C’est justement Ben Okafor qui part.*Rien n’a été modifié/);
    await hand('ana', message, 'gil');
    await desk.hears('ana', /Gil Costa est un compte invité/);
    await hand('ana', message, 'dora');
    await desk.hears('ana', /Copil ne connaît pas ce compte/);

    expect(await owners()).toEqual(keepsAll);
    expect(actionsOf(message)).toContain('leaver:reassign');
  });

  it('by leaving the channel: the chair hears of it, the leaver keeps what nobody takes over', async () => {
    await office.slack.workspace.leave(people.chloe.id, places['growth-ops'].id);
    await office.settled();

    const message = await news('ana', /Chloé Martin\s: 1 sujet reste ouvert/);
    expect(cardText(message)).toMatch(/Chloé Martin a quitté le canal du comité/);
    expect(await owners()).toEqual(keepsAll);
    await hand('ana', message, 'ana');
    await desk.hears('ana', /1 sujet, désormais au nom de Ana Lopes/);
    await office.settled();
    expect((await desk.card('A3')).text).toMatch(/Ana Lopes/);
    // Nobody is told what they just did themselves.
    expect((dms.get('ana')?.messages() ?? []).filter(({ text }) => /vous confie/.test(text))).toEqual([]);
  });

  it('and nothing open, or from another channel, is no news', async () => {
    await office.slack.workspace.leave(people.omar.id, places['growth-ops'].id);
    await office.slack.workspace.leave(people.ben.id, places['growth-steering'].id);
    await office.slack.workspace.deactivate(people.dora.id);
    await office.slack.workspace.leave(people.chloe.id, places['growth-ops'].id);
    await news('ana', /Chloé Martin\s: 1 sujet reste ouvert/);
    await office.advanceTo('2026-11-19T12:05');

    expect(newsOf('ana')).toHaveLength(1);
    for (const name of ['chloe', 'omar'] as const) expect(newsOf(name)).toEqual([]);
  });

  it('in the evening is told in the chair’s morning, once, however often it is swept for', async () => {
    office.at('2026-11-19T20:30');
    await office.slack.workspace.deactivate(people.ben.id);
    await expect.poll(leftAt).not.toBeNull();
    await office.advanceTo('2026-11-19T20:31');
    expect(newsOf('ana')).toEqual([]);

    await office.advanceTo('2026-11-20T07:59');
    expect(newsOf('ana')).toEqual([]);
    for (const time of ['08:00', '08:01', '12:00']) await office.advanceTo(`2026-11-20T${time}`);

    expect(newsOf('ana')).toHaveLength(1);
  });

  it('is reminded of nothing any more; back again, they are reminded as before', async () => {
    await office.slack.workspace.deactivate(people.ben.id);
    await expect.poll(leftAt).not.toBeNull();
    await office.advanceTo('2026-11-20T09:00');
    const reminders = () => lettersOf('ben', 'morning');
    expect(reminders()).toEqual([]);

    await office.slack.workspace.reactivate(people.ben.id);
    await expect.poll(leftAt).toBeNull();
    await office.advanceTo('2026-11-23T09:00');

    expect(reminders().map(({ text }) => text)).toEqual([expect.stringMatching(/1 overdue, 1 due today/)]);
  });

  it('may have chaired: then a lead hears of it', async () => {
    await desk.say('ana', '/action préparer la revue avant lundi');
    await office.slack.workspace.deactivate(people.ana.id);
    await office.settled();

    const message = await news('chloe', /Ana Lopes\s: 1 sujet reste ouvert/);
    await hand('chloe', message, 'chloe');
    await desk.hears('chloe', /1 sujet, désormais au nom de Chloé Martin/);
    await office.settled();
    expect(await owners()).toEqual({ ...keepsAll, A4: 'chloe' });
  });
});
