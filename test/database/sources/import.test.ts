import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createImporter, type FileImport, type Importer, readReadings } from '../../../src/features/sources/public.js';
import { ConflictError } from '../../../src/kernel/errors.js';
import { newUuid } from '../../../src/kernel/ids.js';
import type { Database } from '../../../src/platform/db/database.js';
import { describeOnBothEngines } from '../../support/databases.js';
import { seedOrganisation, workspaceId } from './organisation.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'copil-import-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let made = 0;

async function aFile(text: string, name = 'readings.csv'): Promise<string> {
  made += 1;
  const path = join(folder, `${made}-${name}`);
  await writeFile(path, text);
  return path;
}

function importerOf(database: Database): Importer {
  const clock = { now: () => new Date('2026-02-01T08:00:00Z') };
  return createImporter({ database, clock, workspaceId, newId: newUuid });
}

function ask(path: string, more: Partial<FileImport> = {}): FileImport {
  return { path, actorKey: 'ana', surface: 'cli', ...more };
}

async function valuesOf(database: Database, kpi: string): Promise<unknown[]> {
  const found = await readReadings(database, { kpiIds: [`kpi-${kpi}`] });
  return (found.get(kpi) ?? []).map((reading) => {
    const worth = 'value' in reading ? reading.value : `${reading.numerator}/${reading.denominator}`;
    return reading.segment === '' ? [reading.start, worth] : [reading.start, reading.segment, worth];
  });
}

async function traces({ client }: Database): Promise<unknown> {
  const [readings, imports, events, locks] = await Promise.all([
    client.reading.count(),
    client.import.count(),
    client.event.count(),
    client.lock.count(),
  ]);
  return { readings, imports, events, locks };
}

const manyDays = (count: number, value: (day: number) => number): string =>
  [
    'date,leads',
    ...Array.from({ length: count }, (_, day) => {
      const date = new Date(Date.UTC(2000, 0, 1) + day * 86_400_000).toISOString().slice(0, 10);
      return `${date},${value(day)}`;
    }),
  ].join('\n');

describeOnBothEngines('an import', (databases) => {
  it('takes a wide file with volumes and ratios, and leaves an event', async () => {
    const database = await databases.open();
    await seedOrganisation(database, { kpis: [{ key: 'leads' }, { key: 'ctr', rollUp: 'ratio' }] });
    const file = await aFile(
      'date;leads;ctr.numerator;ctr.denominator\r\n01/02/2026;1 234,5;3;100\r\n13/02/2026;n/a;;\r\n',
    );

    const report = await importerOf(database).importFile(ask(file));

    expect(report).toMatchObject({
      sources: ['crm'],
      accepted: 2,
      unchanged: 0,
      revised: 0,
      rejected: 0,
      missing: 2,
      rejectsFile: null,
      visible: true,
    });
    expect(await valuesOf(database, 'leads')).toEqual([['2026-02-01', 1234.5]]);
    expect(await valuesOf(database, 'ctr')).toEqual([['2026-02-01', '3/100']]);
    const events = await database.client.event.findMany();
    expect(events).toMatchObject([
      { actorKey: 'ana', what: 'readings.imported', subjectId: report.importIds[0], surface: 'cli' },
    ]);
    expect(JSON.parse(events[0]?.after ?? '')).toEqual({
      source: 'crm',
      accepted: 2,
      unchanged: 0,
      revised: 0,
      rejected: 0,
    });
  });

  it('changes nothing when it is run again, and keeps history when a value changed', async () => {
    const database = await databases.open();
    await seedOrganisation(database, { kpis: [{ key: 'leads' }] });
    const importer = importerOf(database);
    const first = await aFile(manyDays(5_000, (day) => day / 3));
    const changed = await aFile(manyDays(5_001, (day) => (day === 4_321 ? 7 : day / 3)));

    await importer.importFile(ask(first));
    const before = await traces(database);
    const again = await importer.importFile(ask(first));
    const after = await traces(database);
    const revision = await importer.importFile(ask(changed));

    expect(again).toMatchObject({ importIds: [], accepted: 0, unchanged: 5_000, revised: 0, visible: true });
    expect(after).toEqual(before);
    expect(revision).toMatchObject({ accepted: 1, unchanged: 4_999, revised: 1 });
    expect((await valuesOf(database, 'leads'))[4_321]).toEqual(['2011-10-31', 7]);
    const history = await database.client.reading.findMany({
      where: { start: '2011-10-31' },
      orderBy: { revision: 'asc' },
      select: { revision: true, value: true },
    });
    expect(history.map(({ revision: number }) => number)).toEqual([1, 2]);
    expect(history[0]?.value).toBeCloseTo(4_321 / 3, 10);
  });

  it('writes what it rejects to a file that can be corrected and imported', async () => {
    const database = await databases.open();
    await seedOrganisation(database, { kpis: [{ key: 'leads' }, { key: 'visits' }] });
    const importer = importerOf(database);
    const file = await aFile('date,leads,visits\n2026-01-01,10,100\n20026-01-02,11,110\n2026-01-03,abc,1e309\n');

    const report = await importer.importFile(ask(file));

    expect(report).toMatchObject({ accepted: 2, rejected: 3, rejectsFile: `${file}.rejects.csv` });
    expect(report.firstRejects).toEqual([
      { line: 3, reason: '"20026-01-02" has the year 20026: expected 1900 to 2199' },
      { line: 4, reason: 'leads: "abc" is not a number' },
      {
        line: 4,
        reason: 'visits: "1e309" is too large for a figure: at most 1,000,000,000,000,000 either side of zero',
      },
    ]);
    const rejects = await readFile(`${file}.rejects.csv`, 'utf8');
    expect(rejects.split('\n').slice(0, 2)).toEqual([
      'date,leads,visits,copil_line,copil_reason',
      '20026-01-02,11,110,3,"""20026-01-02"" has the year 20026: expected 1900 to 2199"',
    ]);
    const corrected = await aFile(rejects.replace('20026-01-02,', '2026-01-02,').replace('abc,1e309', '12,120'));
    expect(await importer.importFile(ask(corrected))).toMatchObject({ accepted: 4, rejected: 0 });
  });

  it('keeps nothing when it is strict and anything is rejected', async () => {
    const database = await databases.open();
    await seedOrganisation(database, { kpis: [{ key: 'leads' }] });
    const file = await aFile('date,leads\n2026-01-01,10\n2026-01-02,many\n');

    const report = await importerOf(database).importFile(ask(file, { strict: true }));

    expect(report).toMatchObject({ accepted: 0, rejected: 1, visible: false, importIds: [] });
    expect(await traces(database)).toEqual({ readings: 0, imports: 0, events: 0, locks: 0 });
  });

  it('reports the same in a dry run and keeps nothing', async () => {
    const database = await databases.open();
    await seedOrganisation(database, { kpis: [{ key: 'leads' }] });
    const importer = importerOf(database);
    await importer.importFile(ask(await aFile('date,leads\n2026-01-01,10\n2026-01-02,20\n')));
    const before = await traces(database);
    const file = await aFile('date,leads\n2026-01-01,10\n2026-01-02,21\n2026-01-03,30\n');

    const dry = await importer.importFile(ask(file, { dryRun: true }));
    const after = await traces(database);
    const real = await importer.importFile(ask(file));

    expect(dry).toMatchObject({ accepted: 1, unchanged: 1, revised: 1, visible: false, importIds: [] });
    expect(after).toEqual(before);
    expect(real).toMatchObject({ accepted: 1, unchanged: 1, revised: 1, visible: true });
  });

  it('shows nothing while it runs, and nothing after it broke in the middle', async () => {
    const database = await databases.open();
    await seedOrganisation(database, { kpis: [{ key: 'leads' }] });
    const importer = importerOf(database);
    const file = await aFile(manyDays(7_000, (day) => day));

    const broken = importer.importFile(
      ask(file, {
        onProgress: (readings) => {
          if (readings >= 6_000) throw new Error('the power went');
        },
      }),
    );

    await expect(broken).rejects.toThrow('the power went');
    expect(await valuesOf(database, 'leads')).toEqual([]);
    expect(await traces(database)).toEqual({ readings: 0, imports: 0, events: 0, locks: 0 });
  });

  it('takes away what a killed import left behind, once its lease is over', async () => {
    const database = await databases.open();
    await seedOrganisation(database, { kpis: [{ key: 'leads' }] });
    const left = { id: 'killed', workspaceId, sourceId: 'source-crm', name: 'old.csv', contentHash: 'x' };
    await database.client.import.create({
      data: { ...left, state: 'staging', accepted: 0, unchanged: 0, revised: 0, rejected: 0, startedAt: new Date() },
    });
    const stale = { kpiId: 'kpi-leads', segment: '', sourceId: 'source-crm', grain: 'day', importId: 'killed' };
    await database.client.reading.createMany({ data: [{ ...stale, start: '2026-01-01', revision: 1, value: 99 }] });
    const lock = { name: `import:${workspaceId}`, holder: '{}', leaseUntil: new Date(Date.now() - 1_000) };
    await database.client.lock.create({ data: lock });

    const report = await importerOf(database).importFile(ask(await aFile('date,leads\n2026-01-01,10\n')));

    expect(report).toMatchObject({ accepted: 1, revised: 0 });
    expect(await valuesOf(database, 'leads')).toEqual([['2026-01-01', 10]]);
    expect(await traces(database)).toEqual({ readings: 1, imports: 1, events: 1, locks: 0 });
  });

  it('refuses to run beside another one, and says whose it is', async () => {
    const database = await databases.open();
    await seedOrganisation(database, { kpis: [{ key: 'leads' }] });
    const importer = importerOf(database);
    const slow = await aFile(
      manyDays(3_000, (day) => day),
      'slow.csv',
    );
    const other = await aFile('date,leads\n2026-01-01,10\n');

    const results = await Promise.allSettled([importer.importFile(ask(slow)), importer.importFile(ask(other))]);

    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused).toHaveLength(1);
    expect(refused[0]?.reason).toBeInstanceOf(ConflictError);
    expect(String(refused[0]?.reason)).toMatch(
      /Another import is running: .*csv by ana, since 2026-02-01T08:00:00.000Z\. Nothing was imported; try again/,
    );
  });

  it('cannot commit once another import has taken its lease', async () => {
    const database = await databases.open();
    await seedOrganisation(database, { kpis: [{ key: 'leads' }] });
    const file = await aFile(manyDays(3_000, (day) => day));
    let taken: Promise<unknown> | undefined;

    const stalled = importerOf(database).importFile(
      ask(file, {
        onProgress: () => {
          taken ??= database.client.lock.updateMany({ data: { holder: '{"id":"other"}' } }).then();
        },
      }),
    );

    await expect(stalled).rejects.toThrow(/stood still for too long/);
    await taken;
    expect(await valuesOf(database, 'leads')).toEqual([]);
  });
});

describeOnBothEngines('a period that stands in a file twice', (databases) => {
  const twice = 'date,leads\n2026-01-01,10\n2026-01-02,20\n2026-01-01,11\n2026-01-02,20\n2026-01-01,12\n';
  const map = (rule: string): string =>
    `format: wide\ndate: { column: date }\nonDuplicate: ${rule}\ncolumns: { leads: leads }\n`;

  it('counts once when both say the same, and not at all when they differ', async () => {
    const database = await databases.open();
    await seedOrganisation(database, { kpis: [{ key: 'leads' }] });
    const importer = importerOf(database);
    const file = await aFile(twice);

    const report = await importer.importFile(ask(file));
    const again = await importer.importFile(ask(file));

    expect(report).toMatchObject({ accepted: 1, unchanged: 1, revised: 0, rejected: 3 });
    expect(report.firstRejects.map(({ line }) => line)).toEqual([2, 4, 6]);
    expect(report.firstRejects[0]?.reason).toMatch(/leads of 2026-01-01 is 10 here and something else in another row/);
    expect(await valuesOf(database, 'leads')).toEqual([['2026-01-02', 20]]);
    expect(again).toMatchObject({ accepted: 0, unchanged: 2, revised: 0, rejected: 3, importIds: [] });
  });

  it('is found however far apart the rows are', async () => {
    const database = await databases.open();
    await seedOrganisation(database, { kpis: [{ key: 'leads' }] });
    const far = `${manyDays(4_500, (day) => day)}\n2000-01-01,0\n2000-01-02,99\n`;

    const report = await importerOf(database).importFile(ask(await aFile(far)));

    expect(report).toMatchObject({ accepted: 4_499, unchanged: 1, rejected: 2 });
    expect((await valuesOf(database, 'leads')).slice(0, 2)).toEqual([
      ['2000-01-01', 0],
      ['2000-01-03', 2],
    ]);
  });

  it('keeps what was in force before when the file contradicts itself about it, however often', async () => {
    const database = await databases.open();
    await seedOrganisation(database, { kpis: [{ key: 'leads' }] });
    const importer = importerOf(database);
    await importer.importFile(ask(await aFile(manyDays(4_500, (day) => day))));
    const before = await traces(database);
    const rows = ['2000-01-01,0', '2000-01-01,77', '2000-01-02,88', '2000-01-02,1', '2000-01-03,2'];
    const file = await aFile(`${manyDays(4_500, (day) => (day === 1 ? 88 : day))}\n${rows.join('\n')}\n`);

    const report = await importer.importFile(ask(file));

    expect(report).toMatchObject({ accepted: 0, revised: 0, unchanged: 4_499, rejected: 6, importIds: [] });
    expect(report.firstRejects.map(({ line }) => line)).toEqual([2, 3, 4502, 4503, 4504, 4505]);
    expect(await traces(database)).toEqual(before);
  });

  it.each([
    ['last', 12],
    ['sum', 33],
  ])('becomes the %s of its rows where the map says so, again and again', async (rule, expected) => {
    const database = await databases.open();
    await seedOrganisation(database, { kpis: [{ key: 'leads' }] });
    const importer = importerOf(database);
    const [file, mapPath] = [await aFile(twice), await aFile(map(rule), 'map.yml')];

    await importer.importFile(ask(file, { mapPath }));
    const again = await importer.importFile(ask(file, { mapPath }));

    expect((await valuesOf(database, 'leads'))[0]).toEqual(['2026-01-01', expected]);
    expect(again).toMatchObject({ accepted: 0, revised: 0, unchanged: 2 });
  });

  it('is judged by the sum, not by its rows, where the sum counts', async () => {
    const database = await databases.open();
    await seedOrganisation(database, { kpis: [{ key: 'leads', floor: 0, ceiling: 100 }] });
    const rows = ['01-01,70', '01-01,-20', '01-02,60', '01-02,50', '01-03,5', '01-03,-6', '01-04,0.1', '01-04,0.2'];
    const file = await aFile(`date,leads\n${rows.map((row) => `2026-${row}`).join('\n')}\n`);

    const report = await importerOf(database).importFile(ask(file, { mapPath: await aFile(map('sum'), 'map.yml') }));

    expect(report).toMatchObject({ accepted: 2, rejected: 2 });
    expect(report.firstRejects).toEqual([
      { line: 5, reason: '110 is above the ceiling of 100 (KPI leads)' },
      { line: 7, reason: '-1 is below the floor of 0 (KPI leads)' },
    ]);
    expect(await valuesOf(database, 'leads')).toEqual([
      ['2026-01-01', 50],
      ['2026-01-04', 0.3],
    ]);
  });

  it('becomes the mean of its rows where the map says so, again and again', async () => {
    const database = await databases.open();
    await seedOrganisation(database, { kpis: [{ key: 'co', rollUp: 'mean' }] });
    const importer = importerOf(database);
    const file = fileURLToPath(new URL('../../unit/sources/inputs/hourly-mean.csv', import.meta.url));
    const mapPath = await aFile('format: wide\nonDuplicate: mean\n', 'map.yml');

    const first = await importer.importFile(ask(file, { mapPath }));
    const again = await importer.importFile(ask(file, { mapPath }));

    expect(first).toMatchObject({ accepted: 1, unchanged: 0, revised: 0, rejected: 0 });
    expect(again).toMatchObject({ accepted: 0, unchanged: 1, revised: 0 });
    expect(await valuesOf(database, 'co')).toEqual([['2026-01-05', 11.5]]);
  });
});

describeOnBothEngines('posted readings', (databases) => {
  it('are judged one by one', async () => {
    const database = await databases.open();
    await seedOrganisation(database, {
      sources: { crm: {}, ads: {} },
      kpis: [{ key: 'leads' }, { key: 'ctr', rollUp: 'ratio', grain: 'week' }, { key: 'cost', sources: ['ads'] }],
    });
    const readings = [
      { kpi: 'leads', period: '2026-01-01', value: 10 },
      { kpi: 'leads', period: '2026-01-01', segment: 'email', value: 4 },
      { kpi: 'ctr', period: '2026-W05', numerator: 3, denominator: 100 },
      { kpi: 'laeds', period: '2026-01-01', value: 10 },
      { kpi: 'leads', period: '2026-W05', value: 10 },
      { kpi: 'leads', period: '2026-01-02', value: Number.NaN },
      { kpi: 'ctr', period: '2026-W05', value: 0.03 },
      { kpi: 'cost', period: '2026-01-01', value: 1 },
    ];

    const posted = { source: 'crm', readings };
    const report = await importerOf(database).importReadings({ posted, actorKey: null, surface: 'http' });

    expect(report).toMatchObject({ accepted: 3, rejected: 5, visible: true });
    expect(report.firstRejects).toEqual([
      { line: 4, reason: 'there is no KPI "laeds": did you mean leads?' },
      { line: 5, reason: '2026-W05 is a week, and the KPI is read by day' },
      { line: 6, reason: 'value is too large for a figure: at most 1,000,000,000,000,000 either side of zero' },
      { line: 7, reason: 'KPI ctr is a ratio: give its numerator and its denominator' },
      {
        line: 8,
        reason: `KPI cost is not read from the source "crm" but from ads: name it on the KPI's card in copil.yml`,
      },
    ]);
    expect(await valuesOf(database, 'leads')).toEqual([
      ['2026-01-01', 10],
      ['2026-01-01', 'email', 4],
    ]);
    expect(await valuesOf(database, 'ctr')).toEqual([['2026-01-26', '3/100']]);
  });

  it('keep to the bounds of their KPI and of the calendar as those of a file do', async () => {
    const database = await databases.open();
    await seedOrganisation(database, { kpis: [{ key: 'leads', floor: 0 }] });
    const importer = importerOf(database);
    const readings = [
      { kpi: 'leads', period: '2026-02-02', value: -50 },
      { kpi: 'leads', period: '2026-02-03', value: 5 },
    ];

    const posted = { source: 'crm', readings };
    const report = await importer.importReadings({ posted, actorKey: null, surface: 'http' });
    await database.client.source.updateMany({ data: { daysAhead: 2 } });
    const planned = await importer.importReadings({ posted, actorKey: null, surface: 'http' });
    const file = await importer.importFile(ask(await aFile('date,leads\n2026-02-02,-50\n2026-02-04,5\n')));

    const [below, future] = [
      { kind: 'below', amount: -50, bound: 0 },
      { kind: 'future', start: '2026-02-03' },
    ];
    expect(report).toMatchObject({ accepted: 0, rejected: 2, firstRejects: [{ fault: below }, { fault: future }] });
    expect(planned).toMatchObject({ accepted: 1, rejected: 1, firstRejects: [{ fault: below }] });
    expect(file.firstRejects.map(({ reason }) => reason)).toEqual([
      '-50 is below the floor of 0 (KPI leads)',
      '2026-02-04 lies ahead: the source crm gives readings up to 2026-02-03. Correct the date or, for plans, set daysAhead at sources.crm in copil.yml',
    ]);
  });

  it('are told to be the days of another zone where every time is midnight there', async () => {
    const database = await databases.open();
    await seedOrganisation(database, { sources: { crm: {} }, kpis: [{ key: 'leads' }] });
    const midnightsInParis = ['2025-12-31T23:00:00Z', '2026-01-01T23:00:00Z', '2026-01-02T23:00:00Z'];
    const posted = {
      source: 'crm',
      readings: midnightsInParis.map((period, index) => ({ kpi: 'leads', period, value: index })),
    };
    const importer = importerOf(database);

    const report = await importer.importReadings({ posted, actorKey: null, surface: 'http', dryRun: true });
    await database.client.source.updateMany({ data: { timeZone: 'Europe/Paris' } });
    const meant = await importer.importReadings({ posted, actorKey: null, surface: 'http' });

    expect(report.notices).toEqual([
      'Note: every time is midnight in Europe/Paris: "2025-12-31T23:00:00Z" is 2026-01-01 there, and 2025-12-31 in UTC, by which the source counts its days. If Europe/Paris is meant, write "timeZone: Europe/Paris" under sources.crm in copil.yml.',
    ]);
    expect(meant.notices).toEqual([]);
    expect(await valuesOf(database, 'leads')).toEqual([
      ['2026-01-01', 0],
      ['2026-01-02', 1],
      ['2026-01-03', 2],
    ]);
  });

  it('are refused as a whole without a source or a list', async () => {
    const database = await databases.open();
    await seedOrganisation(database, { kpis: [{ key: 'leads' }] });

    const refused = importerOf(database).importReadings({ posted: { readings: 3 }, actorKey: null, surface: 'http' });

    await expect(refused).rejects.toThrow(/source: .*readings: .*Nothing was imported/s);
  });
});
