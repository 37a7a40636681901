import type { Locale } from '../../kernel/numbers.js';
import { type AccessLevel, AccessLevelName } from '../../organisation/access-level.js';
import type { Transaction } from '../../platform/db/database.js';
import { type KpiCard, parseKpiCard } from './kpi-card.js';

/** What the key of a KPI stands for. */
export type NamedKpi = {
  readonly key: string;
  readonly name: Readonly<Record<Locale, string>>;
  readonly accessLevel: AccessLevel;
};

const columns = { key: true, nameEn: true, nameFr: true, accessLevel: true } as const;

type Row = { readonly key: string; readonly nameEn: string; readonly nameFr: string; readonly accessLevel: string };

function asNamed({ key, nameEn, nameFr, accessLevel }: Row): NamedKpi {
  return { key, name: { en: nameEn, fr: nameFr }, accessLevel: AccessLevelName.parse(accessLevel) };
}

/** By their keys, those no longer in use too; a key that no KPI has is left out. Asks nothing for no keys. */
export async function kpisOfKeys(
  store: Transaction,
  { workspaceId, keys }: { readonly workspaceId: string; readonly keys: readonly string[] },
): Promise<ReadonlyMap<string, NamedKpi>> {
  if (keys.length === 0) return new Map();
  const where = { workspaceId, key: { in: [...new Set(keys)] } };
  const rows = await store.kpi.findMany({ where, select: columns });
  return new Map(rows.map((row) => [row.key, asNamed(row)]));
}

/** One in use; null for a key that none has. */
export async function findNamedKpi(
  store: Transaction,
  ask: { readonly workspaceId: string; readonly key: string },
): Promise<NamedKpi | null> {
  const row = await store.kpi.findFirst({ where: { ...ask, archivedAt: null }, select: columns });
  return row && asNamed(row);
}

/** Those in use, by key; those alone that one of these committees follows, where committees are named. */
export async function listNamedKpis(
  store: Transaction,
  { workspaceId, committeeIds }: { readonly workspaceId: string; readonly committeeIds?: readonly string[] },
): Promise<NamedKpi[]> {
  const followed = committeeIds ? { committees: { some: { committeeId: { in: [...committeeIds] } } } } : {};
  const where = { workspaceId, archivedAt: null, ...followed };
  const rows = await store.kpi.findMany({ where, select: columns, orderBy: { key: 'asc' } });
  return rows.map(asNamed);
}

/** With its card; one no longer in use too, null for a key that none has. */
export async function findKpiCard(
  store: Transaction,
  ask: { readonly workspaceId: string; readonly key: string },
): Promise<(NamedKpi & { readonly card: KpiCard }) | null> {
  const row = await store.kpi.findFirst({ where: ask, select: { ...columns, card: true } });
  return row && { ...asNamed(row), card: parseKpiCard(row.card) };
}

/** A KPI that somebody answers for. */
export type AnsweredKpi = NamedKpi & {
  /** Ids of the committees in use that follow it. */
  readonly committeeIds: readonly string[];
};

/** The KPIs in use whose owner is this person, by key. */
export async function listAnsweredKpis(
  store: Transaction,
  { take, ...ask }: { readonly workspaceId: string; readonly ownerKey: string; readonly take: number },
): Promise<AnsweredKpi[]> {
  const committees = { where: { committee: { archivedAt: null } }, select: { committeeId: true } } as const;
  const rows = await store.kpi.findMany({
    where: { ...ask, archivedAt: null },
    orderBy: { key: 'asc' },
    take,
    select: { ...columns, committees },
  });
  return rows.map((row) => ({
    ...asNamed(row),
    committeeIds: row.committees.map(({ committeeId }) => committeeId),
  }));
}
