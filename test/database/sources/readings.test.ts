import { expect, it } from 'vitest';
import { listDeliveries, readReadings } from '../../../src/features/sources/public.js';
import type { Database } from '../../../src/platform/db/database.js';
import { describeOnBothEngines } from '../../support/databases.js';
import { seedOrganisation, workspaceId } from './organisation.js';

async function anImport(
  { client }: Database,
  made: { id: string; source?: string; state?: string; committedAt?: string },
): Promise<void> {
  const { id, source = 'crm', state = 'committed', committedAt = '2026-02-01T08:00:00Z' } = made;
  await client.import.create({
    data: {
      id,
      workspaceId,
      sourceId: `source-${source}`,
      name: id,
      contentHash: id,
      state,
      accepted: 0,
      unchanged: 0,
      revised: 0,
      rejected: 0,
      startedAt: new Date('2026-02-01T08:00:00Z'),
      committedAt: state === 'committed' ? new Date(committedAt) : null,
    },
  });
}

type Stored = { importId: string; start: string; value: number; kpi?: string; source?: string; revision?: number };

async function store({ client }: Database, ...readings: Stored[]): Promise<void> {
  await client.reading.createMany({
    data: readings.map(({ importId, start, value, kpi = 'leads', source = 'crm', revision = 1 }) => ({
      kpiId: `kpi-${kpi}`,
      segment: '',
      sourceId: `source-${source}`,
      grain: 'day',
      start,
      revision,
      value,
      importId,
    })),
  });
}

describeOnBothEngines('readings in force', (databases) => {
  it('are the highest committed revision of each period, oldest first, exact to the last bit', async () => {
    const database = await databases.open();
    await seedOrganisation(database, { kpis: [{ key: 'leads' }, { key: 'visits' }] });
    await anImport(database, { id: 'one' });
    await anImport(database, { id: 'two' });
    await anImport(database, { id: 'unfinished', state: 'staging' });
    await anImport(database, { id: 'given-up', state: 'abandoned' });
    await store(
      database,
      { importId: 'one', start: '2026-01-02', value: 1 / 3 },
      { importId: 'one', start: '2026-01-01', value: 10 },
      { importId: 'two', start: '2026-01-01', value: 12, revision: 2 },
      { importId: 'unfinished', start: '2026-01-01', value: 99, revision: 3 },
      { importId: 'given-up', start: '2026-01-03', value: 99 },
    );

    const found = await readReadings(database, { kpiIds: ['kpi-leads', 'kpi-visits', 'kpi-nobody-knows'] });

    const shared = { kpi: 'leads', segment: '', grain: 'day', source: 'crm' };
    expect([...found]).toEqual([
      [
        'leads',
        [
          { ...shared, start: '2026-01-01', value: 12 },
          { ...shared, start: '2026-01-02', value: 1 / 3 },
        ],
      ],
      ['visits', []],
    ]);
  });

  it('can be had as they were known at an earlier time, and for a span of days', async () => {
    const database = await databases.open();
    await seedOrganisation(database, { kpis: [{ key: 'leads' }] });
    await anImport(database, { id: 'one', committedAt: '2026-02-01T08:00:00Z' });
    await anImport(database, { id: 'two', committedAt: '2026-02-02T08:00:00Z' });
    await store(
      database,
      { importId: 'one', start: '2026-01-01', value: 10 },
      { importId: 'one', start: '2026-01-02', value: 20 },
      { importId: 'two', start: '2026-01-01', value: 12, revision: 2 },
    );
    const kpiIds = ['kpi-leads'];

    const known = await readReadings(database, { kpiIds, asOf: new Date('2026-02-01T08:00:00Z') });
    const span = await readReadings(database, { kpiIds, from: '2026-01-02', to: '2026-01-02' });

    expect(known.get('leads')?.map((reading) => 'value' in reading && reading.value)).toEqual([10, 20]);
    expect(span.get('leads')?.map(({ start }) => start)).toEqual(['2026-01-02']);
  });

  it('come from the first source of a KPI unless every source is asked for', async () => {
    const database = await databases.open();
    await seedOrganisation(database, {
      sources: { crm: {}, ads: {} },
      kpis: [{ key: 'leads', sources: ['ads', 'crm'] }],
    });
    await anImport(database, { id: 'one' });
    await anImport(database, { id: 'two', source: 'ads' });
    await store(
      database,
      { importId: 'one', start: '2026-01-01', value: 10 },
      { importId: 'two', start: '2026-01-01', value: 11, source: 'ads' },
    );

    const first = await readReadings(database, { kpiIds: ['kpi-leads'] });
    const every = await readReadings(database, { kpiIds: ['kpi-leads'], sources: 'every' });

    expect(first.get('leads')?.map(({ source }) => source)).toEqual(['ads']);
    expect(new Set(every.get('leads')?.map(({ source }) => source))).toEqual(new Set(['crm', 'ads']));
  });
});

describeOnBothEngines('what a source has delivered', (databases) => {
  it('counts visible readings only, and tells the promise and the last import', async () => {
    const database = await databases.open();
    await seedOrganisation(database, {
      sources: { crm: { by: '07:30', lagDays: 1, zone: 'Europe/Paris' }, ads: {} },
      kpis: [{ key: 'leads' }, { key: 'visits' }],
    });
    await anImport(database, { id: 'one', committedAt: '2026-02-01T08:00:00Z' });
    await anImport(database, { id: 'unfinished', state: 'staging' });
    await store(
      database,
      { importId: 'one', start: '2026-01-31', value: 10 },
      { importId: 'unfinished', start: '2026-02-01', value: 10 },
    );

    const [ads, crm] = await listDeliveries(database, { workspaceId });

    expect(ads).toMatchObject({ source: 'ads', promise: null, lastImportAt: null, kpis: [] });
    expect(crm).toMatchObject({
      source: 'crm',
      promise: { by: '07:30', lagDays: 1, zone: 'Europe/Paris' },
      lastImportAt: new Date('2026-02-01T08:00:00Z'),
      kpis: [
        { kpi: 'leads', latestStart: '2026-01-31' },
        { kpi: 'visits', latestStart: null },
      ],
    });
  });
});
