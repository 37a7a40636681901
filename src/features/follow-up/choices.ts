import type { Locale } from '../../kernel/numbers.js';
import { type AccessLevel, AccessLevelName, mayShow } from '../../organisation/access-level.js';
import type { Transaction } from '../../platform/db/database.js';

/** A KPI or project as a form offers it. */
export type Named = { readonly key: string; readonly name: Readonly<Record<Locale, string>> };
export type NamedKpi = Named & { readonly accessLevel: AccessLevel };

type Row = { readonly key: string; readonly nameEn: string; readonly nameFr: string };

const columns = { key: true, nameEn: true, nameFr: true } as const;
const asNamed = ({ key, nameEn, nameFr }: Row): Named => ({ key, name: { en: nameEn, fr: nameFr } });
const asKpi = (row: Row & { readonly accessLevel: string }): NamedKpi => ({
  ...asNamed(row),
  accessLevel: AccessLevelName.parse(row.accessLevel),
});

type ByKey = { readonly workspaceId: string; readonly key: string };

export async function findKpi(store: Transaction, ask: ByKey): Promise<NamedKpi | null> {
  const row = await store.kpi.findFirst({
    where: { ...ask, archivedAt: null },
    select: { ...columns, accessLevel: true },
  });
  return row && asKpi(row);
}

/** The same for one person: what is above their level is not there for them. */
export async function findKpiFor(
  store: Transaction,
  { accessLevel, ...ask }: ByKey & { readonly accessLevel: AccessLevel },
): Promise<NamedKpi | null> {
  const kpi = await findKpi(store, ask);
  return kpi && mayShow(kpi.accessLevel, accessLevel) ? kpi : null;
}

export async function findProject(store: Transaction, ask: ByKey): Promise<Named | null> {
  const row = await store.project.findFirst({ where: { ...ask, archivedAt: null }, select: columns });
  return row && asNamed(row);
}

/** The KPIs that these committees follow, by key. */
export async function listKpiNames(
  store: Transaction,
  ask: { readonly workspaceId: string; readonly committeeIds: readonly string[] },
): Promise<NamedKpi[]> {
  const { workspaceId, committeeIds } = ask;
  const rows = await store.kpi.findMany({
    where: { workspaceId, archivedAt: null, committees: { some: { committeeId: { in: [...committeeIds] } } } },
    select: { ...columns, accessLevel: true },
    orderBy: { key: 'asc' },
  });
  return rows.map(asKpi);
}

export async function listProjectNames(store: Transaction, workspaceId: string): Promise<Named[]> {
  const rows = await store.project.findMany({
    where: { workspaceId, archivedAt: null },
    select: columns,
    orderBy: { key: 'asc' },
  });
  return rows.map(asNamed);
}

/** Keys a quick capture may name, in two small queries. */
export async function listKeys(store: Transaction, workspaceId: string): Promise<NamedKeys> {
  const where = { workspaceId, archivedAt: null };
  const [kpis, projects] = await Promise.all([
    store.kpi.findMany({ where, select: { key: true, accessLevel: true } }),
    store.project.findMany({ where, select: { key: true } }),
  ]);
  return {
    kpis: kpis.map(({ key, accessLevel }) => ({ key, accessLevel: AccessLevelName.parse(accessLevel) })),
    projectKeys: projects.map(({ key }) => key),
  };
}

export type NamedKeys = {
  readonly kpis: readonly { readonly key: string; readonly accessLevel: AccessLevel }[];
  readonly projectKeys: readonly string[];
};
