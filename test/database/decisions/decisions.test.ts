import { beforeAll, describe, expect, it } from 'vitest';
import { delegationsIn } from '../../../src/features/approvals/public.js';
import type { DecisionDraft } from '../../../src/features/decisions/decision.js';
import { recordDecision, withdrawDecision } from '../../../src/features/decisions/record.js';
import type { DecisionRefusal } from '../../../src/features/decisions/refusal.js';
import { requestDecision } from '../../../src/features/decisions/request.js';
import { ballotMark, findDecision } from '../../../src/features/decisions/stored-decisions.js';
import { sweepDecisions } from '../../../src/features/decisions/sweep.js';
import { castVote } from '../../../src/features/decisions/vote.js';
import { parseOrganisation } from '../../../src/features/setup/organisation/organisation-file.js';
import { applyOrganisation } from '../../../src/features/setup/public.js';
import { newUuid } from '../../../src/kernel/ids.js';
import { findCommitteeByKey } from '../../../src/organisation/committees/committees.js';
import type { Database } from '../../../src/platform/db/database.js';
import { describeOnBothEngines } from '../../support/databases.js';

const keys = Array.from({ length: 20 }, (_, index) => `p${String(index + 1).padStart(2, '0')}`);

/** Twenty who may decide, a chair who is the first of them, a lead, and a guest. */
const organisation = `workspace: { name: Acme, language: en, timeZone: Europe/Paris }
people:
${keys.map((key) => `  ${key}: { name: Person ${key}, slack: U0${key.toUpperCase()}0000 }`).join('\n')}
  gil: { name: Gil Guest, slack: U0GIL00001, guest: true }
  lea: { name: Lea Lead, slack: U0LEA00001 }
  out: { name: Otto Outside, slack: U0OUT00001 }
committees:
  ops:
    name: { en: Operations, fr: Opérations }
    level: operational
    schedule: { every: week, on: monday, at: '09:00' }
    chair: p01
    leads: [lea]
    members: [gil]
    approvers: [${keys.join(', ')}]
`;

async function openStore(database: Database) {
  let now = new Date('2026-11-19T11:00:00Z');
  const clock = { now: () => now };
  const request = {
    organisation: await parseOrganisation({ name: 'copil.yml', text: organisation }),
    prune: true,
    actorKey: null,
    surface: 'cli',
  } as const;
  const { workspaceId } = await applyOrganisation({ database, clock }, request);
  const committee = await findCommitteeByKey(database.client, { workspaceId, key: 'ops' });
  if (!committee) throw new Error('no committee');
  const nothing = () => undefined;
  const outside = { kick: nothing, onChanged: nothing, delegationsIn };
  const deps = { database, workspaceId, clock, newId: newUuid, nowMs: Date.now, ...outside };
  const draft: DecisionDraft = {
    committeeId: committee.id,
    question: 'Where?',
    context: '',
    options: ['Search', 'Social', 'Keep it'].map((title) => ({ title, cost: '', consequence: '' })),
    recommended: null,
    recommendation: '',
    deadlineOn: '2026-11-20',
    kpiKey: null,
    plannedValue: null,
    source: null,
  };
  const ask = async (
    differing: { deciderKeys?: string[]; requestKey?: string; personKey?: string; quorum?: number } = {},
  ) => {
    const { decision } = await requestDecision(deps, {
      draft,
      personKey: 'lea',
      deciderKeys: [],
      quorum: null,
      requestKey: newUuid(),
      ...differing,
    });
    return decision.id;
  };
  const mark = ballotMark(draft);
  const vote = (decisionId: string, personKey: string, choice: number) =>
    castVote(deps, { decisionId, personKey, choice, mark });
  const record = (decisionId: string, personKey: string, chosen: number) =>
    recordDecision(deps, {
      decisionId,
      personKey,
      chosen,
      rationale: `by ${personKey}`,
      ownerKey: 'lea',
      reviewOn: null,
      supersedesId: null,
      baseline: null,
    });
  return {
    ...deps,
    draft,
    ask,
    vote,
    record,
    givesVote: (given: { fromKey: string; toKey: string }) => {
      const days = { fromOn: '2026-11-19', toOn: '2026-11-19', createdAt: now };
      const data = { id: newUuid(), workspaceId, committeeId: committee.id, ...days, ...given };
      return database.client.delegation.create({ data });
    },
    endGiven: () => database.client.delegation.updateMany({ data: { endedAt: now } }),
    moveTo: (at: string) => {
      now = new Date(at);
    },
    stored: async (id: string) => {
      const decision = await findDecision(database.client, { workspaceId, id });
      const votes = await database.client.decider.findMany({
        where: { decisionId: id },
        orderBy: { personKey: 'asc' },
      });
      const events = await database.client.event.findMany({ where: { subjectId: id }, orderBy: { sequence: 'asc' } });
      return { decision, votes, events, whats: events.map(({ what }) => what) };
    },
  };
}

const reasonOf = async (work: Promise<unknown>) =>
  work.then(
    () => 'taken',
    (error: DecisionRefusal) => error.reason,
  );

describeOnBothEngines('decisions in the store', (databases) => {
  let store: Awaited<ReturnType<typeof openStore>>;
  beforeAll(async () => {
    store = await openStore(await databases.open());
  });

  it('are asked once, however often Slack delivers the form', async () => {
    const requestKey = 'view:V1';
    const ids = await Promise.all([store.ask({ requestKey }), store.ask({ requestKey }), store.ask({ requestKey })]);

    expect(new Set(ids).size).toBe(1);
    const { whats, votes } = await store.stored(ids[0] ?? '');
    expect(whats).toEqual(['decision.requested']);
    expect(votes.map(({ personKey }) => personKey)).toEqual(keys);
  });

  it('are asked by people of the committee alone, of people who may decide', async () => {
    expect(await reasonOf(store.ask({ personKey: 'out' }))).toBe('no-seat');
    expect(await reasonOf(store.ask({ personKey: 'gil' }))).toBe('gone');
    expect(await reasonOf(store.ask({ deciderKeys: ['gil'] }))).toBe('nobody');
    const { votes } = await store.stored(await store.ask({ deciderKeys: ['gil', 'out', 'p02'] }));
    expect(votes.map(({ personKey }) => personKey)).toEqual(['out', 'p02']);
  });

  it('count every vote when twenty decide at the same moment, and have one outcome', async () => {
    const id = await store.ask();

    const taken = await Promise.all(keys.map((key, index) => store.vote(id, key, index % 4 === 0 ? 1 : 0)));

    const { votes, whats } = await store.stored(id);
    expect(votes.filter(({ choice }) => choice === 0)).toHaveLength(15);
    expect(votes.filter(({ choice }) => choice === 1)).toHaveLength(5);
    expect(whats.filter((what) => what === 'decision.voted')).toHaveLength(20);
    // Whoever came last saw the vote complete, and nobody before.
    expect(taken.filter(({ voteStatus }) => voteStatus.phase === 'outcome')).toHaveLength(1);
    const notices = await store.database.client.delivery.findMany({
      where: { key: { startsWith: `decision-notice:${id}:outcome` } },
    });
    expect(notices.map(({ place }) => place)).toEqual(['U0P010000']);

    const records = await Promise.all(
      Array.from({ length: 10 }, (_, index) => reasonOf(store.record(id, index % 2 === 0 ? 'p01' : 'lea', 0))),
    );
    expect(records.toSorted()).toEqual([...Array.from({ length: 9 }, () => 'decided'), 'taken']);
    const after = await store.stored(id);
    expect(after.decision).toMatchObject({ state: 'decided', chosen: 0 });
    expect(after.whats.filter((what) => what === 'decision.decided')).toHaveLength(1);
  });

  it('take the last word of a decider who changes their mind while others vote', async () => {
    const id = await store.ask({ deciderKeys: ['p01', 'p02', 'p03'] });

    await Promise.all([store.vote(id, 'p01', 0), store.vote(id, 'p02', 1)]);
    await store.vote(id, 'p01', 1);
    await store.vote(id, 'p01', 1);

    const { votes, whats } = await store.stored(id);
    expect(votes.map(({ choice }) => choice)).toEqual([1, 1, null]);
    expect(whats).toEqual(['decision.requested', 'decision.voted', 'decision.voted', 'decision.voted']);
  });

  it('are voted on by deciders who are still there, on what they saw, in time', async () => {
    const id = await store.ask({ deciderKeys: ['p01', 'p02', 'p03'] });

    expect(await reasonOf(store.vote(id, 'lea', 0))).toBe('not-decider');
    expect(await reasonOf(store.vote(id, 'gil', 0))).toBe('gone');
    expect(await reasonOf(store.vote(id, 'p01', 3))).toBe('stale');
    expect(await reasonOf(castVote(store, { decisionId: id, personKey: 'p01', choice: 0, mark: 'older' }))).toBe(
      'stale',
    );
    expect(await reasonOf(store.vote('unknown', 'p01', 0))).toBe('unknown');
    await store.database.client.person.updateMany({ where: { key: 'p03' }, data: { leftAt: new Date() } });
    expect(await reasonOf(store.vote(id, 'p03', 0))).toBe('gone');
    store.moveTo('2026-11-20T23:01:00Z');
    expect(await reasonOf(store.vote(id, 'p01', 0))).toBe('over');
    store.moveTo('2026-11-20T22:59:00Z');
    expect(await reasonOf(store.vote(id, 'p01', 0))).toBe('taken');
    await store.database.client.person.updateMany({ where: { key: 'p03' }, data: { leftAt: null } });
    store.moveTo('2026-11-19T11:00:00Z');
  });

  it('are voted on by a colleague for whoever is away, beside their own vote, until those vote themselves', async () => {
    const id = await store.ask({ deciderKeys: ['p01', 'p02', 'p03'] });
    await store.givesVote({ fromKey: 'p02', toKey: 'p01' });
    await store.givesVote({ fromKey: 'p03', toKey: 'lea' });
    await store.givesVote({ fromKey: 'p04', toKey: 'p02' });
    const said = async () =>
      (await store.stored(id)).votes.map(({ choice, castByKey }) => `${castByKey ?? '-'}:${choice ?? '-'}`);

    await store.vote(id, 'p01', 1);
    expect(await said()).toEqual(['p01:1', 'p01:1', '-:-']);
    await store.vote(id, 'p02', 0);
    await store.vote(id, 'p01', 2);
    // Whoever voted themselves is not overwritten.
    expect(await said()).toEqual(['p01:2', 'p02:0', '-:-']);
    expect(await reasonOf(store.vote(id, 'p04', 0))).toBe('not-decider');
    const { voteStatus } = await store.vote(id, 'lea', 2);

    expect(await said()).toEqual(['p01:2', 'p02:0', 'lea:2']);
    expect(voteStatus).toEqual({ phase: 'outcome', option: 2 });
    const { events } = await store.stored(id);
    expect(events.slice(1).map(({ actorKey, onBehalfOf }) => `${actorKey} ${onBehalfOf ?? ''}`.trim())).toEqual([
      'p01',
      'p01 p02',
      'p02',
      'p01',
      'lea p03',
    ]);
    await store.endGiven();
    expect(await reasonOf(store.vote(id, 'lea', 0))).toBe('not-decider');
  });

  it('count one delegated vote once when the delegate and whoever comes back click at the same moment', async () => {
    const id = await store.ask({ deciderKeys: ['p01', 'p02', 'p03'] });
    await store.givesVote({ fromKey: 'p02', toKey: 'p01' });

    await Promise.all([store.vote(id, 'p01', 0), store.vote(id, 'p02', 1), store.vote(id, 'p01', 0)]);

    const { votes, whats } = await store.stored(id);
    expect(votes.map(({ choice, castByKey }) => [choice, castByKey])).toEqual([
      [0, 'p01'],
      [1, 'p02'],
      [null, null],
    ]);
    expect(whats.filter((what) => what === 'decision.voted').length).toBeLessThanOrEqual(3);
    await store.endGiven();
  });

  it('are recorded by chair or lead, as the votes gave it; a tie by the chair alone', async () => {
    const id = await store.ask({ deciderKeys: ['p02', 'p03'] });
    expect(await reasonOf(store.record(id, 'p01', 0))).toBe('not-yet');
    await store.vote(id, 'p02', 0);
    await store.vote(id, 'p03', 1);

    expect(await reasonOf(store.record(id, 'p02', 0))).toBe('not-yours');
    expect(await reasonOf(store.record(id, 'lea', 0))).toBe('chair-only');
    expect(await reasonOf(store.record(id, 'p01', 2))).toBe('not-tied');
    expect(await reasonOf(withdrawDecision(store, { decisionId: id, personKey: 'lea', reason: 'x' }))).toBe(
      'outcome-known',
    );
    expect(await reasonOf(store.record(id, 'p01', 1))).toBe('taken');
    const { events } = await store.stored(id);
    expect(JSON.parse(events.at(-1)?.after ?? '{}')).toMatchObject({
      outcome: 'B',
      isTieBroken: true,
      counts: [1, 1, 0],
    });
    expect(await reasonOf(store.vote(id, 'p02', 1))).toBe('decided');
  });

  it('lapse once at the deadline, whoever sweeps at the same moment, and wait where there is an outcome', async () => {
    const silent = await store.ask({ deciderKeys: ['p01', 'p02', 'p03'] });
    const answered = await store.ask({ deciderKeys: ['p01', 'p02', 'p03'] });
    await store.vote(answered, 'p01', 2);
    await store.vote(answered, 'p02', -1);
    store.moveTo('2026-11-21T08:00:00Z');

    await Promise.all([sweepDecisions(store), sweepDecisions(store), sweepDecisions(store)]);
    await sweepDecisions(store);

    const [lapsed, waiting] = [await store.stored(silent), await store.stored(answered)];
    expect(lapsed.decision?.state).toBe('lapsed');
    expect(lapsed.whats.filter((what) => what === 'decision.lapsed')).toHaveLength(1);
    expect(waiting.decision?.state).toBe('requested');
    expect(waiting.whats.filter((what) => what === 'decision.closed')).toHaveLength(1);
    expect(await reasonOf(store.record(answered, 'lea', 2))).toBe('taken');
    store.moveTo('2026-11-19T11:00:00Z');
  });
});

describe('the name of what is voted on', () => {
  it('is another for another question or other options, and the same for all else', () => {
    const options = [{ title: 'A', cost: '', consequence: '' }];

    expect(ballotMark({ question: 'Q', options })).toBe(ballotMark({ question: 'Q', options: [...options] }));
    expect(ballotMark({ question: 'Q!', options })).not.toBe(ballotMark({ question: 'Q', options }));
    expect(ballotMark({ question: 'Q', options: [{ title: 'A', cost: '1', consequence: '' }] })).not.toBe(
      ballotMark({ question: 'Q', options }),
    );
  });
});
