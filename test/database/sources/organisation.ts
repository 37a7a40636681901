import type { Database } from '../../../src/platform/db/database.js';

type KpiSeed = {
  readonly key: string;
  readonly grain?: 'day' | 'week' | 'month' | 'quarter';
  readonly weekStart?: string;
  readonly rollUp?: string;
  readonly segments?: readonly string[];
  readonly sources?: readonly string[];
  readonly floor?: number;
  readonly ceiling?: number;
};

export const workspaceId = 'w1';

/** A workspace with sources and KPIs; a KPI's id is `kpi-<key>`, a source's `source-<key>`. */
export async function seedOrganisation(
  database: Database,
  seed: { readonly sources?: Readonly<Record<string, unknown>>; readonly kpis: readonly KpiSeed[] },
): Promise<void> {
  const { client } = database;
  await client.workspace.create({
    data: { id: workspaceId, name: 'Acme', kind: 'production', createdAt: new Date('2026-01-01T00:00:00Z') },
  });
  for (const [key, freshness] of Object.entries(seed.sources ?? { crm: {} })) {
    await client.source.create({
      data: {
        id: `source-${key}`,
        workspaceId,
        key,
        nameEn: key,
        nameFr: key,
        freshness: JSON.stringify(freshness),
      },
    });
  }
  for (const kpi of seed.kpis) await seedKpi(database, kpi);
}

async function seedKpi({ client }: Database, kpi: KpiSeed): Promise<void> {
  const { key, grain = 'day', weekStart = 'monday', rollUp = 'sum', segments, sources = ['crm'], floor, ceiling } = kpi;
  const card = {
    format: { style: 'number', decimals: 0 },
    changeKind: 'percent',
    direction: 'higher',
    rollUp,
    grain,
    weekStart,
    targets: [],
    isSeasonal: false,
    ...(segments ? { segments } : {}),
    ...(floor === undefined ? {} : { floor }),
    ...(ceiling === undefined ? {} : { ceiling }),
  };
  await client.kpi.create({
    data: {
      id: `kpi-${key}`,
      workspaceId,
      key,
      nameEn: key,
      nameFr: key,
      domain: 'audience',
      accessLevel: 'public',
      card: JSON.stringify(card),
      sources: { create: sources.map((source, position) => ({ sourceId: `source-${source}`, position })) },
    },
  });
}
