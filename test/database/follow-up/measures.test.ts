import { expect, it } from 'vitest';
import { createMeasures } from '../../../src/features/follow-up/public.js';
import { describeOnBothEngines } from '../../support/databases.js';
import { type ItemStore, openItemStore } from './review-organisation.js';

async function readingsOf({ database }: ItemStore) {
  const rows = await database.client.reading.findMany({
    where: { import: { state: 'committed' } },
    include: { kpi: { select: { key: true } } },
    orderBy: [{ kpi: { key: 'asc' } }, { start: 'asc' }, { revision: 'asc' }],
  });
  return rows.map(({ kpi, start, value, numerator, denominator }) =>
    value === null ? `${kpi.key} ${start} ${numerator}/${denominator}` : `${kpi.key} ${start} ${value}`,
  );
}

/** The week of Monday 9 November: three actions due, one of them done; one moved; a blocker that is six days old. */
async function aWeek(store: ItemStore): Promise<{ open: string; moved: string; done: string; blocker: string }> {
  const at = '2026-11-02T10:00';
  const done = await store.raise({ dueOn: '2026-11-10', at });
  const open = await store.raise({ dueOn: '2026-11-13', at });
  const moved = await store.raise({ dueOn: '2026-11-06', at });
  await store.raise({ dueOn: '2026-12-11', at });
  const blocker = await store.raise({ kind: 'blocker', dueOn: '2026-11-20', at: '2026-11-05T10:00' });
  await store.change(moved, '2026-11-06T10:00', { to: 'redate', dueOn: '2026-11-12', reason: 'the contract is late' });
  await store.change(done, '2026-11-09T10:00', { to: 'close', outcome: 'done' });
  return { open, moved, done, blocker };
}

const ofTheWeek = ['age 2026-11-09 5', 'closure 2026-11-09 1/3', 'redated 2026-11-09 1/4'];

describeOnBothEngines('what Copil computes of a committee’s follow-up', (databases) => {
  const open = async () => openItemStore(await databases.open());

  it('is stored as readings of the week once it is over, and not before', async () => {
    const store = await open();
    await aWeek(store);
    const measure = createMeasures(store);

    store.moveTo('2026-11-15T23:59');
    await measure(store.committees.ops, '2026-W46');
    const tooEarly = await readingsOf(store);
    store.moveTo('2026-11-16T00:00');
    await measure(store.committees.ops, '2026-W46');

    expect(tooEarly).toEqual([]);
    expect(await readingsOf(store)).toEqual(ofTheWeek);
  });

  it('stays the same when it is computed again, whatever happened since', async () => {
    const store = await open();
    const items = await aWeek(store);
    const measure = createMeasures(store);
    store.moveTo('2026-11-16T08:59');
    await measure(store.committees.ops, '2026-W46');

    await store.change(items.open, '2026-11-16T10:00', { to: 'close', outcome: 'late, but done' });
    await store.change(items.moved, '2026-11-16T10:01', { to: 'redate', dueOn: '2026-12-01', reason: 'again' });
    await store.change(items.done, '2026-11-17T10:00', { to: 'reopen' });
    await store.change(items.done, '2026-11-18T10:00', {
      to: 'redate',
      dueOn: '2026-12-01',
      reason: 'not done at all',
    });
    await store.change(items.blocker, '2026-11-17T10:00', { to: 'close', outcome: 'unlocked' });
    await store.raise({ dueOn: '2026-11-20', at: '2026-11-17T10:00' });
    await measure(store.committees.ops, '2026-W46');

    expect(await readingsOf(store)).toEqual(ofTheWeek);
  });

  it('counts what was handed up to a committee as its own, and what it handed up still', async () => {
    const store = await open();
    const { blocker } = await aWeek(store);
    await store.change(blocker, '2026-11-10T10:00', { to: 'escalate', committeeId: store.committees.steering.id });

    store.moveTo('2026-11-16T09:00');
    await createMeasures(store)(store.committees.ops, '2026-W46');

    expect(await readingsOf(store)).toEqual(ofTheWeek);
  });

  it('is not there where there is nothing to measure, nor for a committee without such KPIs', async () => {
    const store = await open();
    const measure = createMeasures(store);
    store.moveTo('2026-11-16T09:00');

    await measure(store.committees.ops, '2026-W46');
    await aWeek(store);
    store.moveTo('2026-11-16T09:00');
    await measure(store.committees.steering, '2026-10');

    expect(await readingsOf(store)).toEqual([]);
  });

  it('fails while another import runs, so that whoever needs it can try again', async () => {
    const store = await open();
    await aWeek(store);
    store.moveTo('2026-11-16T09:00');
    const held = { name: `import:${store.workspaceId}`, holder: '{}', leaseUntil: new Date(Date.now() + 60_000) };
    await store.database.client.lock.upsert({ where: { name: held.name }, create: held, update: held });

    await expect(createMeasures(store)(store.committees.ops, '2026-W46')).rejects.toThrow(/import/i);
  });
});
