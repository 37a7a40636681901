import { expect, it } from 'vitest';
import type { ReviewGroup } from '../../../src/features/follow-up/review/review.js';
import { escalationsOf, openItemsOn, promisesOf } from '../../../src/features/follow-up/review/review-of.js';
import type { Review } from '../../support/builders/review.js';
import { describeOnBothEngines } from '../../support/databases.js';
import { type ItemStore, inParis, openItemStore } from './review-organisation.js';

/** The digest of Monday 16 November, a week after the one before. */
const [since, until] = ['2026-11-09T09:00', '2026-11-16T09:00'];

type Differing = Partial<{
  committee: 'ops' | 'steering';
  since: string | null;
  until: string;
  limit: number;
  kpiKeys: string[];
  redTwice: string[];
}>;

async function review(store: ItemStore, differing: Differing = {}): Promise<Review> {
  const { committee = 'ops', limit = 10, kpiKeys = [], redTwice = [] } = differing;
  const { client } = store.database;
  const from = differing.since === undefined ? since : differing.since;
  const ask = {
    committee: store.committees[committee],
    since: from === null ? null : inParis(from),
    until: inParis(differing.until ?? until),
    limit,
    holidays: await store.holidaysIn('FR'),
  };
  return {
    ...(await promisesOf(client, ask)),
    onKpis: await openItemsOn(client, { ...ask, kpiKeys }),
    escalations: await escalationsOf(client, { ...ask, redTwice }),
  };
}

const titles = ({ items }: ReviewGroup) => items.map(({ title }) => title);

describeOnBothEngines('a review', (databases) => {
  const open = async () => openItemStore(await databases.open());

  it('knows what was done, dropped, late, new and not due yet since the review before, each item once', async () => {
    const store = await open();
    const done = await store.raise({ title: 'done', dueOn: '2026-11-10', at: '2026-11-02T10:00' });
    const before = await store.raise({ title: 'done before', dueOn: '2026-11-10', at: '2026-11-02T10:00' });
    const dropped = await store.raise({ title: 'dropped', dueOn: '2026-11-12', at: '2026-11-10T10:00' });
    await store.raise({
      title: 'late',
      dueOn: '2026-11-13',
      at: '2026-11-03T10:00',
      ownerKey: 'zoe',
      kpiKey: 'margin',
    });
    await store.raise({ title: 'later', dueOn: '2026-11-15', at: '2026-11-10T10:00' });
    await store.raise({ title: 'new', dueOn: '2026-11-16', at: '2026-11-12T10:00' });
    await store.raise({ title: 'new blocker', kind: 'blocker', dueOn: '2026-12-01', at: '2026-11-13T10:00' });
    await store.raise({ title: 'running', dueOn: '2026-11-20', at: '2026-11-03T10:00' });
    await store.raise({ title: 'raised after', dueOn: '2026-11-20', at: '2026-11-16T09:30' });
    await store.change(before, '2026-11-09T09:00', { to: 'close', outcome: 'before' });
    await store.change(done, '2026-11-09T09:01', { to: 'close', outcome: '12 % saved' });
    await store.change(dropped, '2026-11-16T09:00', { to: 'drop', reason: 'not needed' });

    const found = await review(store);

    expect(titles(found.done)).toEqual(['done']);
    expect(found.done.items[0]).toMatchObject({
      name: 'A1',
      outcome: '12 % saved',
      daysLate: 0,
      kpi: null,
      from: null,
    });
    expect(titles(found.dropped)).toEqual(['dropped']);
    expect(titles(found.late)).toEqual(['late', 'later']);
    expect(found.late.items[0]).toMatchObject({
      daysLate: 3,
      owner: { name: 'Zoe Unlinked', slackUserId: null },
      kpi: { key: 'margin', name: { en: 'Margin' }, accessLevel: 'restricted' },
    });
    expect(titles(found.fresh)).toEqual(['new', 'new blocker']);
    expect(titles(found.running)).toEqual(['running']);
    expect(found).toMatchObject({
      hasHistory: true,
      done: { total: 1 },
      late: { total: 2 },
      silent: { total: 0 },
      fresh: { total: 2 },
      running: { total: 1 },
      dropped: { total: 1 },
    });
  });

  it('tells what nobody answers for from what is late', async () => {
    const store = await open();
    const silent = await store.raise({ title: 'silent', dueOn: '2026-11-03', at: '2026-11-02T10:00' });
    await store.raise({ title: 'late', dueOn: '2026-11-03', at: '2026-11-02T10:00' });
    await store.database.client.item.update({ where: { id: silent }, data: { reminders: 5 } });

    const found = await review(store);

    expect([titles(found.silent), titles(found.late)]).toEqual([['silent'], ['late']]);
  });

  it('lists some of each group, the most pressing first, and counts all', async () => {
    const store = await open();
    for (let day = 10; day < 16; day += 1) {
      await store.raise({ title: `late ${day}`, dueOn: `2026-11-${day}`, at: '2026-11-03T10:00' });
      await store.raise({ title: `running ${day}`, dueOn: `2026-12-${day}`, at: '2026-11-03T10:00' });
      const id = await store.raise({ title: `done ${day}`, dueOn: '2026-11-20', at: '2026-11-03T10:00' });
      await store.change(id, `2026-11-${day}T10:00`, { to: 'close', outcome: 'done' });
    }

    const found = await review(store, { limit: 2 });

    expect(found.late).toMatchObject({ total: 6, items: [{ title: 'late 10' }, { title: 'late 11' }] });
    expect(found.running).toMatchObject({ total: 6, items: [{ title: 'running 10' }, { title: 'running 11' }] });
    expect(found.done).toMatchObject({ total: 6, items: [{ title: 'done 10' }, { title: 'done 11' }] });
  });

  it('counts what was handed up among the items of the committee above, with where it comes from', async () => {
    const store = await open();
    const blocker = { kind: 'blocker', at: '2026-11-02T10:00' } as const;
    const fresh = await store.raise({ ...blocker, title: 'handed up', dueOn: '2026-11-20' });
    const running = await store.raise({ ...blocker, title: 'handed up before', dueOn: '2026-11-23' });
    const late = await store.raise({ ...blocker, title: 'handed up late', dueOn: '2026-11-10' });
    const done = await store.raise({ ...blocker, title: 'handed up, done', dueOn: '2026-11-20' });
    const up = { to: 'escalate', committeeId: store.committees.steering.id } as const;
    for (const id of [running, late, done]) await store.change(id, '2026-11-06T10:00', up);
    await store.change(fresh, '2026-11-12T10:00', up);
    await store.change(done, '2026-11-13T10:00', { to: 'close', outcome: 'unlocked' });

    const above = await review(store, { committee: 'steering' });
    const below = await review(store);

    expect([above.fresh, above.running, above.late, above.done].map(titles)).toEqual([
      ['handed up'],
      ['handed up before'],
      ['handed up late'],
      ['handed up, done'],
    ]);
    expect(above.fresh.items[0]?.from).toEqual({ en: 'Operations', fr: 'Opérations' });
    expect(titles(below.running)).toEqual(['handed up', 'handed up before']);
    expect(below.running.items[0]?.from).toBeNull();
  });

  it('gives the open items of the KPIs it is asked for, the oldest five first', async () => {
    const store = await open();
    for (let index = 0; index < 7; index += 1) {
      await store.raise({ title: `${index}`, dueOn: '2026-12-01', at: `2026-11-0${index + 1}T10:00`, kpiKey: 'leads' });
    }
    await store.raise({ committee: 'steering', dueOn: '2026-12-01', at: '2026-11-01T08:00', kpiKey: 'leads' });

    const { onKpis } = await review(store, { kpiKeys: ['leads', 'margin'] });

    expect(Object.keys(onKpis)).toEqual(['leads']);
    expect(onKpis['leads']).toMatchObject({ total: 7 });
    expect(onKpis['leads'] && titles(onKpis['leads'])).toEqual(['0', '1', '2', '3', '4']);
  });

  it('proposes for the committee above what is older than ten working days, or on a KPI that stays red', async () => {
    const store = await open();
    // Eleven working days before Monday 16 November, without Wednesday 11, is Friday 30 October.
    const blocker = { kind: 'blocker', dueOn: '2026-12-01' } as const;
    await store.raise({ ...blocker, title: 'old', at: '2026-10-29T10:00', kpiKey: 'leads' });
    await store.raise({ ...blocker, title: 'eleven days old', at: '2026-10-29T23:50' });
    await store.raise({ ...blocker, title: 'ten days old', at: '2026-11-01T00:10' });
    await store.raise({ ...blocker, title: 'on red', at: '2026-11-12T10:00', kpiKey: 'leads' });
    await store.raise({ ...blocker, title: 'on green', at: '2026-11-12T10:00', kpiKey: 'margin' });
    await store.raise({ kind: 'action', title: 'old action', dueOn: '2026-12-01', at: '2026-09-03T10:00' });
    const up = await store.raise({ ...blocker, title: 'handed up', at: '2026-09-03T10:00' });
    await store.change(up, '2026-10-01T10:00', { to: 'escalate', committeeId: store.committees.steering.id });
    const done = await store.raise({ ...blocker, title: 'resolved', at: '2026-09-03T10:00' });
    await store.change(done, '2026-10-01T10:00', { to: 'close', outcome: 'done' });

    const { escalations } = await review(store, { redTwice: ['leads'] });

    expect(escalations?.to).toMatchObject({ key: 'steering', name: { fr: 'Pilotage' } });
    expect(escalations?.old.items.map(({ title, ageDays }) => [title, ageDays])).toEqual([
      ['old', 11],
      ['eleven days old', 11],
    ]);
    expect(escalations?.onRed.map(({ title }) => title)).toEqual(['on red']);
    expect((await review(store, { committee: 'steering' })).escalations).toBeNull();
  });

  it('is empty for a committee that never promised anything, and everything is new at its first', async () => {
    const store = await open();
    const empty = await review(store);
    await store.raise({ title: 'old', dueOn: '2026-11-20', at: '2026-09-03T10:00' });
    const first = await review(store, { since: null });

    expect(empty).toMatchObject({ hasHistory: false, done: { total: 0 }, fresh: { total: 0 }, running: { total: 0 } });
    expect([titles(first.fresh), titles(first.running)]).toEqual([['old'], []]);
    expect((await review(store, { committee: 'steering' })).hasHistory).toBe(false);
  });

  it('of a past week says what was open then, whatever became of it since', async () => {
    const store = await open();
    const late = await store.raise({
      title: 'late then',
      dueOn: '2026-11-13',
      at: '2026-11-03T10:00',
      kpiKey: 'leads',
    });
    const fresh = await store.raise({ title: 'new then', dueOn: '2026-11-20', at: '2026-11-12T10:00' });
    const moved = await store.raise({ title: 'moved on', dueOn: '2026-11-14', at: '2026-11-03T10:00' });
    const done = await store.raise({ title: 'done then', dueOn: '2026-11-13', at: '2026-11-03T10:00' });
    const blocker = await store.raise({
      title: 'old blocker',
      kind: 'blocker',
      dueOn: '2026-11-30',
      at: '2026-10-20T10:00',
    });
    await store.change(done, '2026-11-12T09:00', { to: 'close', outcome: 'saved' });
    const asked = { kpiKeys: ['leads'] };
    const then = await review(store, asked);

    await store.change(late, '2026-11-17T10:00', { to: 'close', outcome: 'late, but done' });
    await store.change(fresh, '2026-11-18T10:00', { to: 'drop', reason: 'not needed' });
    await store.change(moved, '2026-11-18T11:00', { to: 'redate', dueOn: '2026-12-20', reason: 'more time' });
    await store.change(done, '2026-11-19T11:00', { to: 'reopen' });
    await store.change(blocker, '2026-11-19T12:00', { to: 'escalate', committeeId: store.committees.steering.id });
    await store.raise({ title: 'raised since', dueOn: '2026-11-21', at: '2026-11-19T13:00' });

    expect(titles(then.late)).toEqual(['late then', 'moved on']);
    expect(titles(then.done)).toEqual(['done then']);
    expect(await review(store, asked)).toEqual(then);
    const today = await review(store, { since: until, until: '2026-11-20T09:00' });
    expect(titles(today.done)).toEqual(['late then']);
  });
});
