import { expect, it } from 'vitest';
import { changedNothing } from '../../../src/features/setup/organisation/organisation-apply.js';
import { extendSample, installSample, type SampleDeps } from '../../../src/features/setup/sample/install-sample.js';
import { sampleImporter } from '../../../src/features/setup/sample/sample-importer.js';
import type { Database } from '../../../src/platform/db/database.js';
import { describeOnBothEngines } from '../../support/databases.js';

const saturday = new Date('2026-11-21T19:00:00Z');
const monday = new Date('2026-11-23T10:00:00Z');

function sampleDeps(database: Database, now = saturday): SampleDeps {
  return { database, clock: { now: () => now }, importReadings: sampleImporter(database) };
}

describeOnBothEngines('installing the sample', (databases) => {
  it('stores the organisation and three years of readings in a workspace of its own kind', async () => {
    const database = await databases.open();

    const done = await installSample(sampleDeps(database));

    expect(done.readings).toBeGreaterThan(15_000);
    expect(done).toMatchObject({ sources: 9, accepted: done.readings, unchanged: 0, rejected: 0 });
    expect(await database.client.workspace.findMany()).toMatchObject([
      { kind: 'sandbox', name: 'Acme Growth (sample data)' },
    ]);
    expect(await database.client.reading.count()).toBe(done.readings);
  });

  it('changes nothing the second time, and goes on where it stopped', async () => {
    const database = await databases.open();
    const first = await installSample(sampleDeps(database));

    const second = await installSample(sampleDeps(database));
    const later = sampleDeps(database, monday);
    const extended = await extendSample(later, { workspaceId: first.workspaceId, after: saturday, until: monday });
    const caughtUp = await extendSample(later, { workspaceId: first.workspaceId, until: monday });

    expect(changedNothing(second.applied)).toBe(true);
    expect(second).toMatchObject({ accepted: 0, unchanged: first.readings, rejected: 0 });
    expect(extended.accepted).toBeGreaterThan(30);
    expect(extended).toMatchObject({ readings: extended.accepted, unchanged: 0, rejected: 0 });
    expect(caughtUp).toMatchObject({ accepted: 0, rejected: 0 });
    const latest = await database.client.reading.findFirst({
      where: { kpi: { key: 'share-of-voice' } },
      orderBy: { start: 'desc' },
    });
    expect(latest?.start).toBe('2026-11-20');
  });

  it('completes an install that was cut short', async () => {
    const database = await databases.open();
    const deps = sampleDeps(database);
    let delivered = 0;
    const cut: SampleDeps = {
      ...deps,
      importReadings: (delivery) => {
        delivered += 1;
        return delivered > 2 ? Promise.reject(new Error('killed')) : deps.importReadings(delivery);
      },
    };
    await expect(installSample(cut)).rejects.toThrow('killed');
    const { id } = await database.client.workspace.findFirstOrThrow();

    await extendSample(deps, { workspaceId: id, until: saturday });
    const whole = await installSample(deps);

    expect(whole).toMatchObject({ accepted: 0, unchanged: whole.readings });
  });

  it('refuses the database of a company', async () => {
    const database = await databases.open();
    await database.client.workspace.create({
      data: { id: 'w1', name: 'Real Company', kind: 'production', createdAt: saturday },
    });

    await expect(installSample(sampleDeps(database))).rejects.toThrow(/belongs to "Real Company" and gets no sample/);
    expect(await database.client.kpi.count()).toBe(0);
  });
});
