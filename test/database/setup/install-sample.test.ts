import { expect, it } from 'vitest';
import { changedNothing } from '../../../src/features/setup/organisation/organisation-apply.js';
import { asPosted } from '../../../src/features/setup/sample/arrivals.js';
import { extendSample, installSample, type SampleDeps } from '../../../src/features/setup/sample/install-sample.js';
import { createImporter } from '../../../src/features/sources/import-readings.js';
import { newUuid } from '../../../src/kernel/ids.js';
import type { Database } from '../../../src/platform/db/database.js';
import { describeOnBothEngines } from '../../support/databases.js';

const saturday = new Date('2026-11-21T19:00:00Z');
const monday = new Date('2026-11-23T10:00:00Z');

type Imported = { accepted: number; unchanged: number; rejected: number };

function sampleDeps(database: Database, now = saturday): SampleDeps & { imported: Imported } {
  const imported = { accepted: 0, unchanged: 0, rejected: 0 };
  const clock = { now: () => now };
  return {
    database,
    clock,
    imported,
    importReadings: async (delivery) => {
      const importer = createImporter({ database, clock, newId: newUuid, workspaceId: delivery.workspaceId });
      const posted = asPosted(delivery);
      const report = await importer.importReadings({ posted, actorKey: null, surface: 'cli' });
      imported.accepted += report.accepted;
      imported.unchanged += report.unchanged;
      imported.rejected += report.rejected;
    },
  };
}

describeOnBothEngines('installing the sample', (databases) => {
  it('stores the organisation and three years of readings in a workspace of its own kind', async () => {
    const database = await databases.open();
    const deps = sampleDeps(database);

    const done = await installSample(deps);

    expect(done.readings).toBeGreaterThan(15_000);
    expect(deps.imported).toEqual({ accepted: done.readings, unchanged: 0, rejected: 0 });
    expect(await database.client.workspace.findMany()).toMatchObject([
      { kind: 'sandbox', name: 'Acme Growth (sample data)' },
    ]);
    expect(await database.client.reading.count()).toBe(done.readings);
  });

  it('changes nothing the second time, and goes on where it stopped', async () => {
    const database = await databases.open();
    const first = await installSample(sampleDeps(database));

    const again = sampleDeps(database);
    const second = await installSample(again);
    const later = sampleDeps(database, monday);
    const extended = await extendSample(later, { workspaceId: first.workspaceId, after: saturday, until: monday });
    const caughtUp = sampleDeps(database, monday);
    await extendSample(caughtUp, { workspaceId: first.workspaceId, until: monday });

    expect(changedNothing(second.applied)).toBe(true);
    expect(again.imported).toEqual({ accepted: 0, unchanged: first.readings, rejected: 0 });
    expect(extended.readings).toBeGreaterThan(30);
    expect(later.imported.accepted).toBe(extended.readings);
    expect(caughtUp.imported.accepted).toBe(0);
    const latest = await database.client.reading.findFirst({
      where: { kpi: { key: 'share-of-voice' } },
      orderBy: { start: 'desc' },
    });
    expect(latest?.start).toBe('2026-11-20');
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
