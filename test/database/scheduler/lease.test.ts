import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { withLease } from '../../../src/platform/scheduler/lease.js';
import { describeOnBothEngines } from '../../support/databases.js';

const sweep = { name: 'sweep', ttlMs: 60_000 };

describeOnBothEngines('a lease', (databases) => {
  it('lets the work run and gives its result back', async () => {
    const database = await databases.open();

    const result = await withLease(database, sweep, async () => 42);

    expect(result).toEqual({ kind: 'done', value: 42 });
  });

  it('is free again as soon as the work is done', async () => {
    const database = await databases.open();

    await withLease(database, sweep, async () => 1);

    expect(await withLease(database, sweep, async () => 2)).toEqual({ kind: 'done', value: 2 });
    expect(await database.client.lock.count()).toBe(0);
  });

  it('is free again when the work failed', async () => {
    const database = await databases.open();
    const failing = withLease(database, sweep, () => Promise.reject(new Error('on purpose')));

    await expect(failing).rejects.toThrow('on purpose');
    expect(await withLease(database, sweep, async () => 2)).toMatchObject({ kind: 'done' });
  });

  it('is held by one of many that ask at once, in two processes', async () => {
    const url = await databases.newUrl();
    const both = await Promise.all([databases.open(url), databases.open(url)]);
    let atWork = 0;
    let most = 0;
    const work = async () => {
      atWork += 1;
      most = Math.max(most, atWork);
      await sleep(300);
      atWork -= 1;
    };

    const results = await Promise.all(
      Array.from({ length: 20 }, (_, index) => withLease(both[index % 2] ?? both[0], sweep, work)),
    );

    expect(most).toBe(1);
    expect(results.filter(({ kind }) => kind === 'taken').length).toBeGreaterThan(0);
  });

  it('of a process that died is taken over after its term, by one', async () => {
    const database = await databases.open();
    const held = { name: 'sweep', holder: 'dead', leaseUntil: new Date(Date.now() + 400) };
    await database.client.lock.create({ data: held });

    const before = await withLease(database, sweep, async () => 1);
    await sleep(450);
    const after = await Promise.all(Array.from({ length: 8 }, () => withLease(database, sweep, () => sleep(200))));

    expect(before.kind).toBe('taken');
    expect(after.filter(({ kind }) => kind === 'done')).toHaveLength(1);
  });

  it('is renewed as long as the work runs', async () => {
    const database = await databases.open();
    const short = { name: 'sweep', ttlMs: 600 };

    const working = withLease(database, short, async (signal) => {
      await sleep(1_500);
      return signal.aborted;
    });
    await sleep(1_200);
    const other = await withLease(database, short, async () => 'me too');

    expect(other.kind).toBe('taken');
    expect(await working).toEqual({ kind: 'done', value: false });
  });

  it('says so to the work when somebody else took it, and leaves theirs alone', async () => {
    const database = await databases.open();
    const leaseUntil = new Date(Date.now() + 60_000);

    const result = await withLease(database, { name: 'sweep', ttlMs: 600 }, async (signal) => {
      await database.client.lock.updateMany({ data: { holder: 'another', leaseUntil } });
      await sleep(500);
      return signal.aborted;
    });

    expect(result).toEqual({ kind: 'done', value: true });
    expect(await database.client.lock.findMany()).toMatchObject([{ holder: 'another', leaseUntil }]);
  });

  it('keeps two names apart', async () => {
    const database = await databases.open();

    const result = await withLease(database, sweep, () =>
      withLease(database, { name: 'apply', ttlMs: 60_000 }, async () => 'inside'),
    );

    expect(result).toEqual({ kind: 'done', value: { kind: 'done', value: 'inside' } });
  });
});
