import { afterEach, expect, it } from 'vitest';
import { examine } from '../../../src/features/setup/doctor.js';
import { type Databases, databasesOf, describeFlow, describeOnce } from '../../support/databases.js';
import type { CommitteeWords } from '../../support/flow-organisation.js';
import { Office } from '../../support/running-app.js';
import { type ChannelName, people, places } from '../../support/slack/team.js';
import { digestIn, digestsIn, readableOf, threadOf } from './digest-words.js';

const committee = (more: CommitteeWords = {}): CommitteeWords => ({
  kpis: ['reach', 'leads', 'orders', 'margin'],
  ...more,
});

/** What is internal, and what is confidential. */
const internal = /Leads|Orders/;

let office: Office;

async function open(databases: Databases, more: CommitteeWords = {}): Promise<void> {
  office = await Office.open({
    databases,
    at: '2026-11-13T12:00',
    readingsThrough: '2026-11-15',
    committees: { ops: committee(more) },
  });
}

function shownIn(channel: ChannelName): string {
  const parent = digestsIn(office, channel).at(-1) ?? digestIn(office, channel);
  return [parent, ...threadOf(office, channel, parent)].map(readableOf).join('\n');
}

const ops = places['growth-ops'].id;
const kindIn = async (slackUserId: string) =>
  (await office.database.client.channelMember.findFirst({ where: { slackId: ops, slackUserId } }))?.kind ?? null;
const rule = async () => (await office.database.client.committee.findFirstOrThrow({ where: { key: 'ops' } })).guests;
const textsTo = (name: 'ana' | 'omar') =>
  office.slack
    .dm(name)
    .messages()
    .map(({ text }) => text);

afterEach(async () => {
  office.expectNothingUnexpected();
  await office.close();
});

describeFlow('a guest in the room', (databases) => {
  it('makes the digest and the cards leave out what is above their level, from when they come until they go', async () => {
    await open(databases);
    expect(await rule()).toBe('withhold');
    await office.slack.workspace.join(people.gil.id, ops);
    await expect.poll(() => kindIn(people.gil.id)).toBe('guest');

    await office.slack.person('ben').slash('/blocker tracking is down by Friday');
    await office.advanceTo('2026-11-16T09:00');

    expect(shownIn('growth-ops')).toMatch(/Reach/);
    expect(shownIn('growth-ops')).not.toMatch(internal);
    expect(digestIn(office, 'growth-ops').text).toMatch(/3 KPIs are not shown here/);
    const written = office.slack.channel('growth-ops').messages().map(readableOf).join('\n');
    expect(written).not.toMatch(/tracking is down/);
    expect(await office.slack.dm('ben').expectMessage(/tracking is down/)).toBeTruthy();

    await office.slack.workspace.leave(people.gil.id, ops);
    await expect.poll(() => kindIn(people.gil.id)).toBeNull();
    await office.readingsThrough('2026-11-22');
    await office.advanceTo('2026-11-23T09:00');
    expect(shownIn('growth-ops')).toMatch(internal);
  });
});

describeOnce('who is in the room', () => {
  const databases = databasesOf('sqlite');

  it('is found at the moment of sending, though the digest was composed before they came', async () => {
    await open(databases);
    const outage = office.slack.faults.outage();
    office.at('2026-11-16T09:00');
    await office.sweep();
    await expect.poll(() => outage.used, { timeout: 60_000 }).toBeGreaterThan(0);
    const { workspaceId } = await office.database.client.committee.findFirstOrThrow();
    const row = { workspaceId, slackId: ops, slackUserId: people.dora.id, kind: 'guest' };
    await office.database.client.channelMember.create({ data: row });
    outage.clear();
    await office.settled();

    expect(shownIn('growth-ops')).not.toMatch(internal);
  });

  it('is all the same where the committee allows it', async () => {
    await open(databases, { guests: 'allow' });
    await office.slack.workspace.join(people.gil.id, ops);
    await expect.poll(() => kindIn(people.gil.id)).toBe('guest');

    await office.advanceTo('2026-11-16T09:00');

    expect(shownIn('growth-ops')).toMatch(internal);
  });

  it('is read anew each day, page by page, whatever Slack did not tell: guests, strangers, and apps that read nothing', async () => {
    await open(databases);
    const channel = office.slack.state.channels.get(ops);
    for (let index = 0; index < 250; index += 1) {
      const id = `U0MANY${String(index).padStart(5, '0')}`;
      office.slack.state.addUser({ id, name: `many${index}` });
      channel?.members.add(id);
    }
    office.slack.state.addUser({ id: 'U0ROBOT0001', name: 'robot', is_bot: true });
    office.slack.state.addUser({ id: 'U0ELSE00001', name: 'else', team_id: 'T0OTHER0001' });
    for (const id of ['U0ROBOT0001', 'U0ELSE00001', people.dora.id]) channel?.members.add(id);

    await office.advanceTo('2026-11-14T12:01');

    await expect.poll(() => kindIn('U0ELSE00001'), { timeout: 60_000 }).toBe('stranger');
    expect(await kindIn(people.dora.id)).toBe('guest');
    expect(await kindIn('U0ROBOT0001')).toBe('app');
    expect(await kindIn('U0MANY00249')).toBe('member');
    expect(await office.database.client.channelMember.count({ where: { slackId: ops } })).toBe(258);
  });

  it('is a guest from the moment they become one', async () => {
    await open(databases);
    await office.slack.workspace.changeUser(people.chloe.id, { is_restricted: true });
    await expect.poll(() => kindIn(people.chloe.id)).toBe('guest');

    await office.advanceTo('2026-11-16T09:00');

    expect(shownIn('growth-ops')).not.toMatch(internal);
  });

  it('changes nothing by itself for a committee that was there before: it keeps what it showed, and its chair is asked once', async () => {
    await open(databases);
    office.slack.state.channels.get(ops)?.members.add(people.gil.id);
    // As the upgrade leaves it.
    await office.database.client.committee.updateMany({ data: { guests: null } });
    await office.database.client.channelRoster.deleteMany();

    for (const _start of ['first', 'second']) {
      await office.stopApps();
      await office.startApp();
    }
    await office.advanceTo('2026-11-16T09:00');

    expect(await rule()).toBe('allow');
    expect(textsTo('ana').filter((text) => /Gil Costa.*guests: withhold/s.test(text))).toHaveLength(1);
    expect(shownIn('growth-ops')).toMatch(internal);
    await office.apply({ ops: committee() });
    expect(await rule()).toBe('allow');
    await office.apply({ ops: committee({ guests: 'withhold' }) });
    expect(await rule()).toBe('withhold');
  });

  it('and has no guest makes such a committee withhold from the first one on', async () => {
    await open(databases);
    await office.database.client.committee.updateMany({ data: { guests: null } });

    await office.advanceTo('2026-11-14T12:01');

    expect(await rule()).toBe('withhold');
    expect(textsTo('ana')).toEqual([]);
  });

  it('and may see less than the channel is told to the operators once, and by the doctor; nothing is withheld for it', async () => {
    await open(databases, { access: 'confidential' });
    await office.advanceTo('2026-11-16T09:00');
    await office.advanceTo('2026-11-17T12:00');

    expect(textsTo('omar').filter((text) => /confidential/.test(text))).toEqual([
      expect.stringMatching(/above what ben, omar and one person who is not in copil\.yml may see/),
    ]);
    expect(shownIn('growth-ops')).toMatch(/Margin/);
    const { database, clock } = office;
    const findings = await examine({ database, clock, messenger: null, scopes: [], hasTemplate: () => true });
    expect(findings.map(({ text }) => text)).toContainEqual(
      expect.stringMatching(/^ops: .*above the "access" of ben, omar/),
    );
  });

  it('is not known before Slack has said it: the doctor says so', async () => {
    await open(databases);
    const { database, clock } = office;
    await database.client.channelRoster.deleteMany();

    const findings = await examine({ database, clock, messenger: null, scopes: [], hasTemplate: () => true });

    expect(findings.map(({ text }) => text)).toContainEqual(
      expect.stringMatching(/^ops: who is in .* was not read yet/),
    );
  });
});
