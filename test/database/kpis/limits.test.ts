import { expect, it } from 'vitest';
import { listKpis } from '../../../src/features/kpis/public.js';
import { createImporter, settleLimits } from '../../../src/features/sources/public.js';
import { addDays } from '../../../src/kernel/calendar.js';
import { newUuid } from '../../../src/kernel/ids.js';
import { createHolidayCalendars } from '../../../src/organisation/calendar/working-days.js';
import type { Database } from '../../../src/platform/db/database.js';
import { type Databases, describeOnBothEngines } from '../../support/databases.js';
import { seedOrganisation, workspaceId } from '../sources/organisation.js';

/** Monday of 2026-W01. */
const first = '2025-12-29';

async function opened(databases: Databases): Promise<Database> {
  const database = await databases.open();
  const shared = { grain: 'week', rollUp: 'mean' } as const;
  await seedOrganisation(database, {
    kpis: [
      { key: 'tickets', ...shared },
      { key: 'visits', ...shared, segments: ['paid'] },
    ],
  });
  return database;
}

/** Weeks of a KPI from one to another, 9 and 11 in turn, at a time of their own. */
function bring(
  database: Database,
  weeks: readonly [from: number, to: number],
  of: { kpi?: string; segment?: string } = {},
) {
  const at = new Date(Date.UTC(2027, 5, 1, 8, weeks[1]));
  const importer = createImporter({ database, clock: { now: () => at }, workspaceId, newId: newUuid });
  const { kpi = 'tickets', segment = '' } = of;
  const readings = Array.from({ length: weeks[1] - weeks[0] + 1 }, (_, index) => {
    const week = weeks[0] + index;
    return { kpi, segment, period: addDays(first, (week - 1) * 7), value: week % 2 === 0 ? 11 : 9 };
  });
  return importer.importReadings({ posted: { source: 'crm', readings }, actorKey: null, surface: 'cli' });
}

async function settle(database: Database) {
  const kpis = await listKpis(database.client, workspaceId);
  return settleLimits(
    { database, holidaysIn: createHolidayCalendars() },
    { workspaceId, kpis, asOf: '2027-06-02', at: new Date('2027-06-02T08:00:00Z') },
  );
}

async function kept(database: Database): Promise<string[]> {
  const rows = await database.client.kpiLimits.findMany({
    orderBy: [{ kpiId: 'asc' }, { segment: 'asc' }, { unit: 'asc' }],
  });
  return rows.map(({ kpiId, segment, unit, limits }) => {
    const { from, to } = JSON.parse(limits) as { from: string; to: string };
    return [kpiId, segment, unit, from, to].filter(Boolean).join(' ');
  });
}

const inWeeks = (rows: readonly string[]) => rows.filter((row) => row.includes(' week '));

describeOnBothEngines('limits that are set', (databases) => {
  it('are kept with the import that brings enough, and move with nothing that comes later', async () => {
    const database = await opened(databases);
    await bring(database, [1, 40]);
    const before = await kept(database);
    await bring(database, [41, 104]);
    await settle(database);

    expect(before).toEqual(['kpi-tickets week 2026-W09 2026-W32']);
    expect(inWeeks(await kept(database))).toEqual(before);
    expect(await database.client.event.count({ where: { what: 'kpi.limits-set' } })).toBe(2);
  });

  it('are those of the first twelve once the thirteenth is there, however many come with it', async () => {
    const database = await opened(databases);
    await bring(database, [1, 12]);
    const onTrial = await kept(database);
    await bring(database, [13, 45]);

    expect([onTrial, inWeeks(await kept(database))]).toEqual([[], ['kpi-tickets week 2026-W01 2026-W12']]);
  });

  it('are set for each segment by itself', async () => {
    const database = await opened(databases);
    await bring(database, [1, 13], { kpi: 'visits', segment: 'paid' });
    await bring(database, [1, 40], { kpi: 'visits' });

    expect(inWeeks(await kept(database))).toEqual([
      'kpi-visits week 2026-W09 2026-W32',
      'kpi-visits paid week 2026-W01 2026-W12',
    ]);
  });

  it('are set on what an older version stored, by the first that needs them, once', async () => {
    const database = await opened(databases);
    await bring(database, [1, 40]);
    await database.client.kpiLimits.deleteMany();

    const both = await Promise.all([settle(database), settle(database), settle(database)]);

    expect(await kept(database)).toEqual(['kpi-tickets week 2026-W09 2026-W32']);
    expect(new Set(both.map(({ limits }) => limits.get('kpi-tickets')?.[0]?.limits.centre)).size).toBe(1);
  });

  it('of figures that follow a straight line propose a trend, the first time alone', async () => {
    const database = await opened(databases);
    const importer = createImporter({
      database,
      clock: { now: () => new Date('2027-06-01T08:00:00Z') },
      workspaceId,
      newId: newUuid,
    });
    const climb = (from: number, to: number) =>
      importer.importReadings({
        posted: {
          source: 'crm',
          readings: Array.from({ length: to - from }, (_, week) => {
            return { kpi: 'tickets', period: addDays(first, (from + week) * 7), value: 100 + (from + week) * 3 };
          }),
        },
        actorKey: null,
        surface: 'cli',
      });

    expect((await climb(0, 30)).notices).toEqual([expect.stringMatching(/explains 100% of tickets.*trend: true/)]);
    expect((await climb(30, 40)).notices).toEqual([]);
  });
});
