import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import {
  createImporter,
  findImport,
  ImportRunningError,
  readReadings,
  UndoRefusedError,
  undoImport,
} from '../../../src/features/sources/public.js';
import { newUuid } from '../../../src/kernel/ids.js';
import type { Database } from '../../../src/platform/db/database.js';
import { claimLock } from '../../../src/platform/scheduler/stored-locks.js';
import { type Databases, describeOnBothEngines } from '../../support/databases.js';
import { seedOrganisation, workspaceId } from './organisation.js';

const at = new Date('2026-02-01T08:00:00Z');

async function opened(databases: Databases): Promise<Database> {
  const database = await databases.open();
  await seedOrganisation(database, { kpis: [{ key: 'leads' }, { key: 'ctr', rollUp: 'ratio' }] });
  return database;
}

function log(database: Database, ...values: readonly (readonly [string, number])[]) {
  const importer = createImporter({ database, clock: { now: () => at }, workspaceId, newId: newUuid });
  const readings = values.map(([period, value]) => ({ kpi: 'leads', period, value }));
  return importer.importReadings({ posted: { source: 'crm', readings }, actorKey: 'ana', surface: 'slack' });
}

async function idOf(logged: ReturnType<typeof log>): Promise<string> {
  const [id = ''] = (await logged).importIds;
  return id;
}

function undo(database: Database, importId: string): Promise<void> {
  return undoImport(database, { workspaceId, importId, actorKey: 'ben', surface: 'slack', at });
}

async function inForce(database: Database): Promise<unknown[]> {
  const found = await readReadings(database, { kpiIds: ['kpi-leads'] });
  return (found.get('leads') ?? []).map((reading) => ['value' in reading && reading.value, reading.start]);
}

describeOnBothEngines('an import that is taken back', (databases) => {
  it('counts no more, what it revised counts again, nothing is deleted, and an event says who did it', async () => {
    const database = await opened(databases);
    await log(database, ['2026-01-01', 10]);
    const second = await idOf(log(database, ['2026-01-01', 12], ['2026-01-02', 20]));

    await undo(database, second);

    expect(await inForce(database)).toEqual([[10, '2026-01-01']]);
    expect(await database.client.reading.count()).toBe(3);
    expect(await database.client.import.findUnique({ where: { id: second } })).toMatchObject({ state: 'undone' });
    const event = await database.client.event.findFirstOrThrow({ where: { what: 'readings.undone' } });
    expect(event).toMatchObject({ actorKey: 'ben', subjectId: second, surface: 'slack' });
    expect(JSON.parse(event.after ?? '')).toEqual({ state: 'undone', source: 'crm', accepted: 1, revised: 1 });
  });

  it('stays history whatever is imported after it', async () => {
    const database = await opened(databases);
    const first = await idOf(log(database, ['2026-01-01', 10]));
    await undo(database, first);

    await log(database, ['2026-01-05', 50]);

    expect(await database.client.import.findUnique({ where: { id: first } })).toMatchObject({ state: 'undone' });
    expect(await database.client.reading.count({ where: { importId: first } })).toBe(1);
  });

  it('is not what a later import is compared with', async () => {
    const database = await opened(databases);
    await log(database, ['2026-01-01', 10]);
    await undo(database, await idOf(log(database, ['2026-01-01', 12])));

    const same = await log(database, ['2026-01-01', 10]);
    const again = await log(database, ['2026-01-01', 12]);
    const twice = await log(database, ['2026-01-01', 12]);

    expect(same).toMatchObject({ importIds: [], unchanged: 1, revised: 0 });
    expect(again).toMatchObject({ unchanged: 0, revised: 1 });
    expect(twice).toMatchObject({ importIds: [], unchanged: 1, revised: 0 });
    expect(await inForce(database)).toEqual([[12, '2026-01-01']]);
  });

  it('can be said again where nothing was before it', async () => {
    const database = await opened(databases);
    await undo(database, await idOf(log(database, ['2026-01-01', 10])));

    const again = await log(database, ['2026-01-01', 10]);

    expect(again.importIds).toHaveLength(1);
    expect(await inForce(database)).toEqual([[10, '2026-01-01']]);
  });

  it('is compared rightly by an import that adds up its rows first', async () => {
    const database = await opened(databases);
    await log(database, ['2026-01-01', 10]);
    await undo(database, await idOf(log(database, ['2026-01-01', 12])));
    const folder = await mkdtemp(join(tmpdir(), 'copil-undo-'));
    await writeFile(join(folder, 'sum.csv'), 'date,leads\n2026-01-01,4\n2026-01-01,6\n');
    await writeFile(
      join(folder, 'map.yml'),
      'format: wide\ndate: { column: date }\nonDuplicate: sum\ncolumns: { leads: leads }\n',
    );
    const importer = createImporter({ database, clock: { now: () => at }, workspaceId, newId: newUuid });

    const report = await importer.importFile({
      path: join(folder, 'sum.csv'),
      mapPath: join(folder, 'map.yml'),
      actorKey: null,
      surface: 'cli',
    });

    await rm(folder, { recursive: true });
    expect(report).toMatchObject({ importIds: [], unchanged: 1, revised: 0 });
  });

  it('is refused once a later import counts in its place, and allowed again when that one is taken back', async () => {
    const database = await opened(databases);
    const first = await idOf(log(database, ['2026-01-01', 10], ['2026-01-02', 20]));
    const second = await idOf(log(database, ['2026-01-02', 21]));

    await expect(undo(database, first)).rejects.toMatchObject({ reason: 'revised' });
    expect(await inForce(database)).toHaveLength(2);
    await undo(database, second);
    await undo(database, first);

    expect(await inForce(database)).toEqual([]);
  });

  it('is refused a second time, and for an import that nobody made', async () => {
    const database = await opened(databases);
    const first = await idOf(log(database, ['2026-01-01', 10]));
    await undo(database, first);

    await expect(undo(database, first)).rejects.toBeInstanceOf(UndoRefusedError);
    await expect(undo(database, 'nobody-made-it')).rejects.toThrow(/There is no import nobody-made-it/);
    expect(await database.client.event.count({ where: { what: 'readings.undone' } })).toBe(1);
  });

  it('waits for no running import: the person is told', async () => {
    const database = await opened(databases);
    const first = await idOf(log(database, ['2026-01-01', 10]));
    const lock = { name: `import:${workspaceId}`, holder: '{}', leaseUntil: new Date(Date.now() + 60_000) };
    await claimLock(database.client, lock, new Date());

    await expect(undo(database, first)).rejects.toBeInstanceOf(ImportRunningError);
    expect(await inForce(database)).toHaveLength(1);
  });
});

describeOnBothEngines('what an import brought', (databases) => {
  it('is told with what was in force before, past what was taken back', async () => {
    const database = await opened(databases);
    await log(database, ['2026-01-01', 10]);
    await undo(database, await idOf(log(database, ['2026-01-01', 12])));
    const third = await idOf(log(database, ['2026-01-01', 14], ['2026-01-02', 20]));

    expect(await findImport(database, { workspaceId, importId: third })).toEqual({
      id: third,
      actorKey: 'ana',
      state: 'committed',
      readings: [
        { kpi: 'leads', segment: '', start: '2026-01-01', value: { value: 14 }, before: { value: 10 } },
        { kpi: 'leads', segment: '', start: '2026-01-02', value: { value: 20 }, before: null },
      ],
    });
    expect(await findImport(database, { workspaceId, importId: 'nobody-made-it' })).toBeNull();
  });
});

describeOnBothEngines('a KPI that Copil computes', (databases) => {
  it('takes readings from Copil alone', async () => {
    const database = await opened(databases);
    const { card } = await database.client.kpi.findUniqueOrThrow({ where: { id: 'kpi-leads' } });
    const computed = { measure: 'closure-rate', committee: 'growth-ops' };
    await database.client.kpi.update({
      where: { id: 'kpi-leads' },
      data: { card: JSON.stringify({ ...JSON.parse(card), computed }) },
    });
    const importer = createImporter({ database, clock: { now: () => at }, workspaceId, newId: newUuid });
    const posted = { source: 'crm', readings: [{ kpi: 'leads', period: '2026-01-01', value: 10 }] };

    const typed = await importer.importReadings({ posted, actorKey: 'ana', surface: 'slack' });
    const own = await importer.importReadings({ posted, actorKey: null, surface: 'schedule' });

    expect(typed).toMatchObject({ accepted: 0, rejected: 1 });
    expect(typed.firstRejects[0]?.reason).toMatch(/computes the KPI leads itself/);
    expect(own).toMatchObject({ accepted: 1, rejected: 0 });
  });
});
