import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { parseOrganisation } from '../../../src/features/setup/organisation/organisation-file.js';
import { applyOrganisation } from '../../../src/features/setup/public.js';
import type { Message } from '../../../src/sandbox/state/model.js';
import { databasesOf } from '../../support/databases.js';
import { type Committees, organisationText } from '../../support/flow-organisation.js';
import { Office } from '../../support/running-app.js';
import { people } from '../../support/slack/team.js';
import { digestsIn, keyOf, readableOf, threadOf } from '../digests/digest-words.js';
import { deskOf } from './desk.js';

const committees: Committees = {
  'growth-ops': { parent: 'steering', leads: ['chloe'], members: ['ben'], kpis: ['leads', 'orders'] },
  steering: {
    name: { en: 'Steering', fr: 'Pilotage' },
    level: 'steering',
    channel: 'growth-steering',
    schedule: { every: 'month', workingDay: 3, at: '10:00' },
    chair: 'omar',
    members: ['ben'],
    kpis: ['leads'],
  },
};

type Written = {
  readonly kpis: Record<string, unknown>;
  readonly sources: Record<string, unknown>;
  readonly committees: Record<string, { kpis: string[] }>;
};

/** The usual organisation, whose weekly committee also follows how many actions are done on time. */
async function applyWithClosureRate(office: Office): Promise<void> {
  const written = parse(organisationText(committees)) as Written;
  written.sources['copil'] = { name: { en: 'Copil', fr: 'Copil' } };
  written.kpis['closure'] = {
    name: { en: 'Actions done on time', fr: 'Actions faites à temps' },
    domain: 'performance',
    format: { style: 'percent', decimals: 0 },
    rollUp: 'ratio',
    grain: 'week',
    sources: ['copil'],
    computed: { measure: 'closure-rate', committee: 'growth-ops' },
    targets: [{ from: '2020-01-01', value: 0.4 }],
  };
  written.committees['growth-ops']?.kpis.push('closure');
  const organisation = await parseOrganisation({ name: 'copil.yml', text: stringify(written) });
  const { database, clock } = office;
  await applyOrganisation({ database, clock }, { organisation, prune: true, actorKey: null, surface: 'cli' });
}

/** Two Mondays of a committee, and what its people do between them. Orders are in the red all the time. */
describe('what is promised in one week', () => {
  const databases = databasesOf('sqlite');
  let office: Office;
  let desk: ReturnType<typeof deskOf>;
  const newest = (): Message => {
    const digest = digestsIn(office, 'growth-ops').at(-1);
    if (!digest) throw new Error('there is no digest');
    return digest;
  };
  const thread = () => threadOf(office, 'growth-ops', newest());
  const part = (name: string): Message => {
    const found = thread().find((message) => keyOf(message).endsWith(`:${name}`));
    if (!found) throw new Error(`no ${name} among ${thread().map(keyOf).join(', ')}`);
    return found;
  };

  beforeAll(async () => {
    office = await Office.open({ databases, committees, at: '2026-11-13T12:00', readingsThrough: '2026-11-15' });
    await applyWithClosureRate(office);
    desk = deskOf(office);
  });
  afterEach(() => office.expectNothingUnexpected());
  afterAll(() => office.close());

  it('is taken up where the first digest says how to', async () => {
    await office.advanceTo('2026-11-16T09:00');

    expect(newest().text).toMatch(/Nothing has been promised here yet\. Type \/action/);
    expect(newest().text).toMatch(/Actions done on time: no data/);
    expect(thread().map((message) => keyOf(message).replace(/^digest:[^:]+:/, ''))).toEqual([
      'kpi:orders',
      'figures-table',
    ]);
  });

  it('is raised, done or not over the week', async () => {
    office.at('2026-11-16T10:00');
    await desk.say('ana', `/action <@${people.ben.id}> call the agency by Wednesday #orders`);
    await desk.say('ana', `/action <@${people.chloe.id}> fix the tracking by Thursday #orders`);
    await desk.say('ben', '/blocker the ad account is locked by Friday #orders');
    office.at('2026-11-17T10:00');
    await desk.press('ben', await desk.card('A1'), 'done');
    await desk.send('ben', { outcome: '12 % saved' });
    office.at('2026-11-20T12:00');
    await desk.say('ben', '/action write the brief by 27 November');

    expect(await desk.item(1)).toMatchObject({ state: 'done', outcome: '12 % saved' });
    expect(await office.database.client.item.count({ where: { isOpen: true } })).toBe(3);
  });

  it('comes back first in the next digest: counted at its head, listed at the head of its thread', async () => {
    await office.readingsThrough('2026-11-22');
    await office.advanceTo('2026-11-23T09:00');

    const [title, , promised] = newest().text.split('\n');
    expect(title).toMatch(/week 47/);
    expect(promised).toBe('Promised last time: 1 done, 2 late, 1 new');
    expect(thread().map((message) => keyOf(message).replace(/^digest:[^:]+:/, ''))).toEqual([
      'promises',
      'kpi:orders',
      'escalations',
      'figures-table',
    ]);
    expect(part('promises').text.split('\n')).toEqual([
      'Promised last time',
      'Done (1)',
      '• A1 call the agency · Ben Okafor · result: 12 % saved · Orders',
      'Late (2)',
      '• A2 fix the tracking · Chloé Martin · 4 days late · Orders',
      '• B1 the ad account is locked · Ben Okafor · 3 days late · Orders',
      'New (1)',
      '• A3 write the brief · Ben Okafor · due Friday 27 November',
    ]);
  });

  it('stands under the KPI it is about, and is measured', () => {
    expect(part('kpi:orders').text).toMatch(
      /Open on this KPI \(2\)\n• A2 fix the tracking · Chloé Martin · 4 days late\n• B1 the ad account/,
    );
    expect(newest().text).toMatch(/Actions done on time: 50%, green/);
  });

  it('goes up with one click where its KPI stays red, and then stands in the committee above', async () => {
    const proposal = part('escalations');
    expect(proposal.text).toMatch(/Escalate to Steering\?\n• B1 .* its KPI is red for the second time running/);

    await office.slack.person('ana').click(proposal, 'item:escalate');
    await office.settled();

    const steering = await office.database.client.committee.findFirstOrThrow({ where: { key: 'steering' } });
    expect(await desk.item(1, 'blocker')).toMatchObject({ state: 'escalated', escalatedToId: steering.id });
    expect((await desk.card('B1', 'growth-steering')).text).toMatch(/the ad account is locked/);
    expect(await desk.say('omar', '/blocker list committee', 'growth-steering')).toMatch(/B1/);
  });

  it('is explained after the digest left: the same message says so, and nothing new is posted', async () => {
    const posts = office.slack.requests.toSlack('chat.postMessage').length;
    const before = thread().length;

    await desk.say('ana', '/kpi explain orders the web shop was down for two days');
    await office.advanceTo('2026-11-23T09:30');

    expect(part('kpi:orders').text).toMatch(/Explained by Ana Lopes: the web shop was down for two days/);
    expect(thread()).toHaveLength(before);
    expect(office.slack.requests.toSlack('chat.postMessage')).toHaveLength(posts);
    expect(thread().map(readableOf).join('\n')).not.toMatch(/missing data/);
    expect(await office.database.client.digestSnapshot.count({ where: { number: 2 } })).toBe(1);
  });

  it('is told once: what was done is not spoken of in the week after', async () => {
    await office.readingsThrough('2026-11-29');
    await office.advanceTo('2026-11-30T09:00');

    expect(newest().text).toMatch(/Promised last time: 3 late/);
    expect(part('promises').text).not.toMatch(/A1|result/);
  });
});
