import { beforeAll, expect, it } from 'vitest';
import { attendanceMark, confirmAttendance } from '../../../src/features/minutes/confirm.js';
import { correctMinutes } from '../../../src/features/minutes/correct.js';
import { contentOf } from '../../../src/features/minutes/gather/gather.js';
import { findMeeting, listMeetings, spanOf } from '../../../src/features/minutes/meetings.js';
import { readDigest } from '../../../src/features/minutes/read-digest.js';
import type { MinutesRefusal } from '../../../src/features/minutes/refusal.js';
import { attendanceOf, correctionsOf } from '../../../src/features/minutes/stored-minutes.js';
import { sweepMinutes } from '../../../src/features/minutes/sweep.js';
import { parseOrganisation } from '../../../src/features/setup/organisation/organisation-file.js';
import { applyOrganisation } from '../../../src/features/setup/public.js';
import { newUuid, sha256 } from '../../../src/kernel/ids.js';
import { findCommitteeByKey } from '../../../src/organisation/committees/committees.js';
import type { Database } from '../../../src/platform/db/database.js';
import { createLogger } from '../../../src/platform/log.js';
import { describeOnBothEngines } from '../../support/databases.js';

const keys = Array.from({ length: 20 }, (_, index) => `p${String(index + 1).padStart(2, '0')}`);

/** Twenty members with two chairs among them in turn, and somebody outside. */
const organisation = `workspace: { name: Acme, language: en, timeZone: Europe/Paris, country: FR }
people:
${keys.map((key) => `  ${key}: { name: Person ${key}, slack: U0${key.toUpperCase()}0000 }`).join('\n')}
  out: { name: Otto Outside, slack: U0OUT00001 }
committees:
  ops:
    name: { en: Operations, fr: Opérations }
    level: operational
    schedule: { every: week, on: monday, at: '09:00' }
    chair: p01
    leads: [p02]
    members: [${keys.slice(2).join(', ')}]
    minutes: { correctionDays: 2 }
`;

async function openStore(database: Database) {
  let now = new Date('2026-11-16T08:30:00Z');
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
  const deps = {
    database,
    workspaceId,
    clock,
    newId: newUuid,
    nowMs: Date.now,
    kick: () => undefined,
    holidaysIn: () => Promise.resolve({ isHoliday: (date: string) => date === '2026-11-18' }),
    log: createLogger({ level: 'fatal' }),
  };
  /** A digest that reached its committee at an instant. */
  const publish = async (period: string, at: string) => {
    const digest = await database.client.digest.create({
      data: {
        id: newUuid(),
        workspaceId,
        committeeId: committee.id,
        period,
        state: 'published',
        scheduledFor: new Date(at),
        isLate: false,
        createdAt: new Date(at),
        publishedAt: new Date(at),
      },
    });
    return digest.id;
  };
  const meeting = async (digestId: string) => {
    const found = await findMeeting(database.client, { workspaceId, digestId });
    if (!found) throw new Error('no meeting');
    return found;
  };
  const events = async (what: string, subjectId?: string) =>
    database.client.event.findMany({ where: { what, ...(subjectId === undefined ? {} : { subjectId }) } });
  return {
    ...deps,
    committeeId: committee.id,
    publish,
    meeting,
    events,
    attendance: async (digestId: string) => attendanceOf(database.client, (await meeting(digestId)).minutes?.id),
    confirm: (digestId: string, personKey: string, present: readonly string[], mark = attendanceMark([])) =>
      confirmAttendance(deps, { digestId, personKey, present, excused: [], mark }),
    correct: (digestId: string, personKey: string, requestKey = newUuid()) =>
      correctMinutes(deps, { digestId, personKey, text: `by ${personKey}`, requestKey }),
    moveTo: (at: string) => {
      now = new Date(at);
    },
  };
}

const reasonOf = async (work: Promise<unknown>) =>
  work.then(
    () => 'taken',
    (error: MinutesRefusal) => error.reason,
  );

describeOnBothEngines('minutes in the store', (databases) => {
  let store: Awaited<ReturnType<typeof openStore>>;
  beforeAll(async () => {
    store = await openStore(await databases.open());
  });

  it('note each reader once, however many say it at the same moment, and however often', async () => {
    const digestId = await store.publish('2026-W40', '2026-09-28T07:00:00Z');
    const read = (personKey: string) => readDigest(store, { committeeKey: 'ops', period: '2026-W40', personKey });

    const said = await Promise.all([...keys, ...keys].map(read));

    expect(said.filter(({ isNew }) => isNew)).toHaveLength(20);
    expect(await store.database.client.digestReading.count({ where: { digestId } })).toBe(20);
    expect(await store.events('digest.read', digestId)).toHaveLength(20);
    expect(await reasonOf(read('out'))).toBe('no-seat');
    expect(await reasonOf(readDigest(store, { committeeKey: 'ops', period: '2026-W41', personKey: 'p01' }))).toBe(
      'unknown',
    );
  });

  it('take one attendance of several that are sent at the same moment, and refuse the others', async () => {
    const digestId = await store.publish('2026-W41', '2026-10-05T07:00:00Z');

    const answers = await Promise.all(keys.map((key) => reasonOf(store.confirm(digestId, 'p01', ['p01', key]))));

    expect(answers.filter((answer) => answer === 'taken')).toHaveLength(1);
    expect(new Set(answers)).toEqual(new Set(['taken', 'stale']));
    const { minutes } = await store.meeting(digestId);
    expect(minutes).toMatchObject({ state: 'confirmed', confirmedByKey: 'p01' });
    expect(await store.events('minutes.confirmed', minutes?.id)).toHaveLength(1);
    expect(await store.attendance(digestId)).toHaveLength(20);
  });

  it('take the same submission delivered twice for one', async () => {
    const digestId = await store.publish('2026-W42', '2026-10-12T07:00:00Z');

    const answers = await Promise.all([1, 2, 3].map(() => reasonOf(store.confirm(digestId, 'p01', ['p01', 'out']))));

    expect(answers).toEqual(['taken', 'taken', 'taken']);
    const { minutes } = await store.meeting(digestId);
    expect(await store.events('minutes.confirmed', minutes?.id)).toHaveLength(1);
    expect((await store.attendance(digestId)).find(({ personKey }) => personKey === 'out')?.presence).toBe('guest');
  });

  it('are confirmed by the chair alone, and by a lead where the chair has left', async () => {
    const digestId = await store.publish('2026-W43', '2026-10-19T07:00:00Z');
    const { person } = store.database.client;

    expect(await reasonOf(store.confirm(digestId, 'p02', ['p02']))).toBe('chair-only');
    expect(await reasonOf(store.confirm(digestId, 'out', ['p02']))).toBe('chair-only');
    expect(await reasonOf(store.confirm('unknown', 'p01', ['p02']))).toBe('unknown');
    await person.updateMany({ where: { key: 'p01' }, data: { leftAt: new Date('2026-11-01T00:00:00Z') } });
    expect(await reasonOf(store.confirm(digestId, 'p01', ['p01']))).toBe('gone');
    expect(await reasonOf(store.confirm(digestId, 'p02', ['p01', 'p02']))).toBe('taken');
    // Somebody who left since was there all the same.
    expect((await store.attendance(digestId))[0]).toEqual({ personKey: 'p01', presence: 'present' });
    await person.updateMany({ where: { key: 'p01' }, data: { leftAt: null } });
  });

  it('count the days for corrections by the committee’s calendar, and keep them when confirmed again', async () => {
    const digestId = await store.publish('2026-W44', '2026-10-26T07:00:00Z');
    const { minutes } = await store.confirm(digestId, 'p01', ['p01']);

    // Monday 16 November; the 18th is a holiday.
    expect(minutes?.correctableUntil).toBe('2026-11-19');
    store.moveTo('2026-11-19T22:59:00Z');
    const mark = attendanceMark(await store.attendance(digestId));
    const again = await store.confirm(digestId, 'p01', ['p01', 'p02'], mark);
    expect(again.minutes?.correctableUntil).toBe('2026-11-19');
    expect(await reasonOf(store.correct(digestId, 'p05'))).toBe('taken');
    store.moveTo('2026-11-19T23:00:00Z');
    expect(await reasonOf(store.correct(digestId, 'p05'))).toBe('over');
    const later = attendanceMark(await store.attendance(digestId));
    expect(await reasonOf(store.confirm(digestId, 'p01', ['p01'], later))).toBe('over');
    store.moveTo('2026-11-16T08:30:00Z');
  });

  it('number corrections of many at the same moment without a gap, and one delivered twice once', async () => {
    const digestId = await store.publish('2026-W45', '2026-11-02T08:00:00Z');
    expect(await reasonOf(store.correct(digestId, 'p01'))).toBe('not-confirmed');
    const { minutes } = await store.confirm(digestId, 'p01', ['p01']);

    await Promise.all([
      ...keys.map((key) => store.correct(digestId, key)),
      ...[1, 2, 3].map(() => store.correct(digestId, 'p03', 'view:V1')),
    ]);
    expect(await reasonOf(store.correct(digestId, 'out'))).toBe('no-seat');

    const corrections = await correctionsOf(store.database.client, minutes?.id);
    expect(corrections.map(({ number }) => number)).toEqual(Array.from({ length: 21 }, (_, index) => index + 1));
    expect(await store.events('minutes.corrected', minutes?.id)).toHaveLength(21);
  });

  it('are closed once, whoever sweeps at the same moment, with the hash of what they say', async () => {
    const digestId = await store.publish('2026-W46', '2026-11-09T08:00:00Z');
    await store.confirm(digestId, 'p01', keys);
    store.moveTo('2026-11-20T06:00:00Z');

    await Promise.all([sweepMinutes(store), sweepMinutes(store), sweepMinutes(store), sweepMinutes(store)]);
    await sweepMinutes(store);

    const meeting = await store.meeting(digestId);
    const { minutes } = meeting;
    expect(minutes).toMatchObject({ state: 'closed', contentHash: sha256(minutes?.content ?? '') });
    const events = await store.events('minutes.closed', minutes?.id);
    expect(events.map(({ after }) => JSON.parse(after ?? '{}'))).toEqual([
      { committee: 'ops', period: '2026-W46', hash: minutes?.contentHash },
    ]);
    const content = await contentOf(store, meeting);
    expect(content.attendance?.present).toHaveLength(20);
    // No snapshot of the digest is left: that is no reason to keep nothing.
    expect(content.auditHead).toBeNull();
    expect(await reasonOf(store.correct(digestId, 'p03'))).toBe('over');
  });

  it('are not closed while nobody has said who was there, however late it is', async () => {
    const digestId = await store.publish('2026-W30', '2026-07-27T07:00:00Z');

    await sweepMinutes(store);

    expect((await store.meeting(digestId)).minutes).toBeNull();
  });

  it('name the KPI of an item only where the committee’s channel may see it', async () => {
    const { client } = store.database;
    const { workspaceId, committeeId } = store;
    const digestId = await store.publish('2026-W20', '2026-05-11T07:00:00Z');
    const named = { nameEn: 'Margin', nameFr: 'Marge', domain: 'performance', card: '{}' };
    await client.kpi.create({ data: { id: newUuid(), workspaceId, key: 'margin', accessLevel: 'internal', ...named } });
    await client.item.create({
      data: {
        id: newUuid(),
        workspaceId,
        committeeId,
        kind: 'action',
        number: 1,
        title: 'Ask for a better price',
        details: '',
        state: 'open',
        isOpen: true,
        grade: 'corrective',
        ownerKey: 'p02',
        dueOn: '2026-05-15',
        firstDueOn: '2026-05-15',
        redates: 0,
        kpiKey: 'margin',
        raisedByKey: 'p01',
        raisedAt: new Date('2026-05-12T09:00:00Z'),
        requestKey: newUuid(),
        version: 1,
      },
    });
    const told = async () => (await contentOf(store, await store.meeting(digestId))).raised[0];

    expect(await told()).toMatchObject({ name: 'A1', owner: 'Person p02', kpi: null });
    await client.committee.update({ where: { id: committeeId }, data: { slackChannelId: 'C0OPS' } });
    expect(await told()).toMatchObject({ kpi: null });
    await client.channel.create({ data: { workspaceId, slackId: 'C0OPS', accessLevel: 'internal' } });
    expect(await told()).toMatchObject({ kpi: { name: { en: 'Margin', fr: 'Marge' } } });
  });

  it('cover the time up to the next digest; what fell after the closing of those before is theirs', async () => {
    const { client } = store.database;
    const [newest] = await listMeetings(client, { committeeId: store.committeeId, take: 1 });
    if (!newest) throw new Error('no meeting');
    const closedAt = newest.minutes?.closedAt;
    const next = await store.publish('2026-W47', '2026-11-23T08:00:00Z');
    // In the same instant, as a clock that a test holds gives it.
    const after = await store.publish('2026-W48', '2026-11-23T08:00:00Z');

    const spans = await Promise.all(
      [newest.digestId, next, after].map(async (id) => spanOf(client, await store.meeting(id))),
    );

    expect(spans.map(({ until }) => until?.toISOString() ?? null)).toEqual([
      '2026-11-23T08:00:00.000Z',
      '2026-11-23T08:00:00.000Z',
      null,
    ]);
    expect(spans[1]?.since).toEqual(closedAt);
  });
});
