import { expect, it } from 'vitest';
import { openGate } from '../../../src/features/follow-up/item-gate.js';
import { handedDelivery, leaverDelivery } from '../../../src/features/follow-up/leavers/delivery.js';
import { handOver } from '../../../src/features/follow-up/leavers/hand-over.js';
import { createReassignAll } from '../../../src/features/follow-up/leavers/reassign-all.js';
import { noteChannelLeft, sweepLeavers } from '../../../src/features/follow-up/leavers/sweep.js';
import { seatsOf } from '../../../src/organisation/committees/committees.js';
import { markBack, markLeft } from '../../../src/organisation/people/accounts/accounts.js';
import { findPersonByKey, findPersonBySlackId } from '../../../src/organisation/people/people.js';
import { describeOnBothEngines } from '../../support/databases.js';
import { deliver, organisationText, startWorld, type World } from './reminders-organisation.js';

const working = '2026-11-18T09:00:00Z';
const evening = '2026-11-18T20:00:00Z';

const withoutBen = organisationText.replace('members: [ben, zoe]', 'members: [zoe]');

describeOnBothEngines('leavers', (databases) => {
  async function world(start = working): Promise<World> {
    const started = await startWorld(await databases.open(), start);
    await sweepLeavers(started.deps);
    return started;
  }

  async function told(team: World) {
    await sweepLeavers(team.deps);
    return deliver(team.deps.database, { leaver: leaverDelivery(team.deps) });
  }

  const benLeaves = ({ deps, workspaceId }: World) =>
    markLeft(deps.database, { workspaceId, slackUserId: 'U0BEN0001', at: deps.clock.now() });

  it('whose account is deactivated are told to the chair once, with what they leave', async () => {
    const team = await world();
    for (let index = 1; index <= 12; index += 1) await team.raise({ title: `Task ${index}`, dueOn: '2026-11-20' });
    await benLeaves(team);

    const first = await told(team);
    const second = await told(team);

    expect(first.map(({ place }) => place)).toEqual(['U0ANA0001']);
    expect(first[0]?.text).toContain('Ben Okafor');
    expect(first[0]?.text).toContain('12 sujets restent ouverts');
    expect(first[0]?.text?.match(/Task/g)).toHaveLength(10);
    expect(first[0]?.blocks).toContain('et 2 autres');
    expect(first[0]?.blocks).toContain(`"block_id":"leaver:${team.committeeId}:ben"`);
    expect(second).toEqual([]);
  });

  it('who leave nothing open are no news', async () => {
    const team = await world();
    const id = await team.raise({ title: 'Renegotiate', dueOn: '2026-11-20' });
    await team.change(id, { to: 'close', outcome: 'Signed' });
    await benLeaves(team);

    expect(await told(team)).toEqual([]);
  });

  it('who come back and leave again are told again', async () => {
    const team = await world();
    await team.raise({ title: 'Renegotiate', dueOn: '2026-11-20' });
    await benLeaves(team);
    await told(team);
    const { deps, workspaceId } = team;
    await markBack(deps.database, { workspaceId, slackUserId: 'U0BEN0001', at: deps.clock.now() });
    team.moveTo('2026-11-19T09:00:00Z');
    await benLeaves(team);

    expect(await told(team)).toHaveLength(1);
  });

  it('wait for the chair’s own hours', async () => {
    const team = await world(evening);
    await team.raise({ title: 'Renegotiate', dueOn: '2026-11-20' });
    await benLeaves(team);

    const night = await told(team);
    team.moveTo('2026-11-19T07:00:00Z');
    const morning = await told(team);

    expect(night).toEqual([]);
    expect(morning).toHaveLength(1);
  });

  it('who lose their seat are told, in the hours of the chair, and not when they get it back before', async () => {
    const team = await world(evening);
    await team.raise({ title: 'Renegotiate', dueOn: '2026-11-20' });
    await team.raise({ title: 'Close', dueOn: '2026-11-20', ownerKey: 'zoe' });
    await team.apply(withoutBen.replace('members: [zoe]', 'approvers: [zoe]'));
    await told(team);
    team.moveTo('2026-11-19T09:00:00Z');

    const first = await told(team);
    await team.apply(organisationText);
    const second = await told(team);

    expect(first.map(({ place }) => place)).toEqual(['U0ANA0001']);
    expect(first[0]?.blocks).toContain('Ben Okafor ne fait plus partie du comité');
    expect(second).toEqual([]);
  });

  it('who are taken out of the file altogether are told once', async () => {
    const team = await world();
    await team.raise({ title: 'Renegotiate', dueOn: '2026-11-20' });
    await team.apply(withoutBen.replace(/ {2}ben: .*\n/, ''), true);

    const left = [...(await told(team)), ...(await told(team))];

    expect(left).toHaveLength(1);
    expect(left[0]?.blocks).toContain('Ben Okafor n’utilise plus Copil');
  });

  it('who leave the channel are told once for each event of Slack’s', async () => {
    const team = await world();
    await team.raise({ title: 'Renegotiate', dueOn: '2026-11-20' });
    const left = { slackUserId: 'U0BEN0001', channel: 'C0OPS0001', eventTs: '1763456.0001' };

    await noteChannelLeft(team.deps, left);
    await noteChannelLeft(team.deps, left);
    await noteChannelLeft(team.deps, { ...left, channel: 'C0OTHER01', eventTs: '1763456.0002' });
    const messages = [...(await told(team)), ...(await told(team))];

    expect(messages).toHaveLength(1);
    expect(messages[0]?.blocks).toContain('a quitté le canal du comité');
  });

  it('who chaired are told to a lead, and to the operators where nobody leads', async () => {
    const team = await world();
    await team.raise({ title: 'Préparer', dueOn: '2026-11-20', ownerKey: 'chloe' });
    const alone = organisationText
      .replace('chair: ana', 'chair: chloe')
      .replace('    leads: [chloe]\n', '')
      .replace('members: [ben, zoe]', 'members: [ana, ben, zoe]');
    await team.apply(alone);
    const { deps, workspaceId } = team;
    await markLeft(deps.database, { workspaceId, slackUserId: 'U0CHLOE01', at: deps.clock.now() });

    const left = await told(team);

    expect(left.map(({ place }) => place)).toEqual(['U0ANA0001']);
  });

  async function handing(team: World, by: string, toSlackUserId: string, leaverKey = 'ben') {
    const { deps, workspaceId, committeeId } = team;
    const person = await findPersonByKey(deps.database.client, { workspaceId, key: by });
    if (!person) throw new Error(`there is no ${by}`);
    const messenger = {
      userFacts: async (id: string) => {
        const known = await findPersonBySlackId(deps.database.client, { workspaceId, slackUserId: id });
        const isDeleted = known !== null && known.leftAt !== null;
        return { id, name: 'Somebody', email: null, isBot: known === null, isDeleted, affiliation: 'member' };
      },
    };
    const full = { ...deps, messenger, gate: openGate, onChanged: () => undefined } as unknown as Parameters<
      typeof createReassignAll
    >[0];
    const seats = await seatsOf(deps.database.client, { workspaceId, personKey: by });
    const asked = { committeeId, leaverKey, toSlackUserId, person, seats };
    return handOver({ ...full, reassignAll: createReassignAll(full) }, asked);
  }

  const owners = async ({ deps }: World) =>
    (await deps.database.client.item.findMany({ orderBy: { number: 'asc' } })).map(({ ownerKey }) => ownerKey);

  it('are settled in one step, with an event for each item, and the message says so', async () => {
    const team = await world();
    await team.raise({ title: 'Renegotiate', dueOn: '2026-11-20' });
    await team.raise({ title: 'Close', dueOn: '2026-11-21' });
    await benLeaves(team);
    await told(team);

    const words = await handing(team, 'ana', 'U0CHLOE01');
    const deliveries = { leaver: leaverDelivery(team.deps), handed: handedDelivery(team.deps) };
    const sent = await deliver(team.deps.database, deliveries);

    expect(words).toContain('2 sujets');
    expect(await owners(team)).toEqual(['chloe', 'chloe']);
    const events = await team.deps.database.client.event.findMany({ where: { what: 'item.reassign' } });
    expect(events.map(({ actorKey }) => actorKey)).toEqual(['ana', 'ana']);
    const settled = sent.find(({ text }) => text?.includes('ne laisse plus rien d’ouvert'));
    expect(settled?.blocks).not.toContain('users_select');
    expect(sent.map(({ text }) => text)).toContainEqual(
      expect.stringMatching(/^Ana .* Ben .*\n• A\d+\s?: Renegotiate.*\n• A\d+\s?: Close/),
    );
  });

  it.each([
    ['whoever leads nothing', 'zoe', 'U0CHLOE01', 'Seules les personnes qui président'],
    ['the one who left', 'ana', 'U0BEN0001', 'justement Ben Okafor'],
    ['an account nobody knows', 'ana', 'U0ROBOT01', 'ne connaît pas ce compte'],
  ])('are not handed over by or to %s', async (_, by, to, words) => {
    const team = await world();
    await team.raise({ title: 'Renegotiate', dueOn: '2026-11-20' });
    await benLeaves(team);

    await expect(handing(team, by, to)).rejects.toMatchObject({ userMessage: expect.stringMatching(words) as string });

    expect(await owners(team)).toEqual(['ben']);
  });

  it('are handed over by an operator only where nobody leads who could', async () => {
    const team = await world();
    const text = organisationText
      .replace('chair: ana', 'chair: chloe')
      .replace('    leads: [chloe]\n', '')
      .replace('members: [ben, zoe]', 'members: [ben, zoe]');
    await team.apply(text);
    await team.raise({ title: 'Préparer', dueOn: '2026-11-20', ownerKey: 'chloe' });

    await expect(handing(team, 'ana', 'U0BEN0001', 'ben')).rejects.toMatchObject({ code: 'forbidden' });
    await handing(team, 'ana', 'U0BEN0001', 'chloe');

    expect(await owners(team)).toEqual(['ben']);
  });
});
