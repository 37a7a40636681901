import type { CalendarDate } from '../../kernel/calendar.js';
import type { Transaction } from '../../platform/db/database.js';

/** A reading in force that somebody typed by hand. */
export type TypedReading = {
  /** Key of the KPI. */
  readonly kpi: string;
  readonly start: CalendarDate;
  /** Key of the person. */
  readonly by: string | null;
};

/**
 * The typed readings in force of KPIs since a day, each of the one source that the KPI's figures use. What a file has put
 * right since, or whoever typed it took back, is none.
 */
export async function readTyped(
  store: Transaction,
  ask: { readonly workspaceId: string; readonly kpiKeys: readonly string[]; readonly from: CalendarDate },
): Promise<TypedReading[]> {
  const { workspaceId, kpiKeys, from } = ask;
  const imports = await store.import.findMany({
    // Nobody types the value of a period before it begins, but may a day ahead of midnight elsewhere.
    where: { workspaceId, state: 'committed', origin: 'typed', committedAt: { gte: new Date(`${from}T00:00:00Z`) } },
    select: { id: true, actorKey: true },
  });
  if (imports.length === 0) return [];
  const actors = new Map(imports.map(({ id, actorKey }) => [id, actorKey]));
  const readings = await store.reading.findMany({
    where: { importId: { in: [...actors.keys()] }, start: { gte: from }, kpi: { key: { in: [...kpiKeys] } } },
    select: {
      ...seriesFields,
      revision: true,
      importId: true,
      kpi: { select: { key: true, sources: { orderBy: { position: 'asc' }, take: 1, select: { sourceId: true } } } },
    },
  });
  const found: TypedReading[] = [];
  for (const { kpi, revision, importId, ...series } of readings) {
    if (kpi.sources[0]?.sourceId !== series.sourceId) continue;
    const newer = { ...series, revision: { gt: revision }, import: { state: 'committed' } };
    if ((await store.reading.count({ where: newer })) > 0) continue;
    found.push({ kpi: kpi.key, start: series.start, by: actors.get(importId) ?? null });
  }
  return found;
}

const seriesFields = { kpiId: true, segment: true, sourceId: true, grain: true, start: true } as const;
