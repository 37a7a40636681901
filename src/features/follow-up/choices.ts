import type { Locale } from '../../kernel/numbers.js';
import { type AccessLevel, mayShow } from '../../organisation/access-level.js';
import type { Transaction } from '../../platform/db/database.js';
import { findNamedKpi, listNamedKpis, type NamedKpi } from '../kpis/public.js';

/** A KPI or project as a form offers it. */
export type Named = { readonly key: string; readonly name: Readonly<Record<Locale, string>> };
type Row = { readonly key: string; readonly nameEn: string; readonly nameFr: string };

const columns = { key: true, nameEn: true, nameFr: true } as const;
const asNamed = ({ key, nameEn, nameFr }: Row): Named => ({ key, name: { en: nameEn, fr: nameFr } });
type ByKey = { readonly workspaceId: string; readonly key: string };

/** A KPI in use, for one person: what is above their level is not there for them. */
export async function findKpiFor(
  store: Transaction,
  { accessLevel, ...ask }: ByKey & { readonly accessLevel: AccessLevel },
): Promise<NamedKpi | null> {
  const kpi = await findNamedKpi(store, ask);
  return kpi && mayShow(kpi.accessLevel, accessLevel) ? kpi : null;
}

export async function findProject(store: Transaction, ask: ByKey): Promise<Named | null> {
  const row = await store.project.findFirst({ where: { ...ask, archivedAt: null }, select: columns });
  return row && asNamed(row);
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
    listNamedKpis(store, { workspaceId }),
    store.project.findMany({ where, select: { key: true } }),
  ]);
  return {
    kpis,
    projectKeys: projects.map(({ key }) => key),
  };
}

export type NamedKeys = {
  readonly kpis: readonly { readonly key: string; readonly accessLevel: AccessLevel }[];
  readonly projectKeys: readonly string[];
};
