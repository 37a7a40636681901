import type { Locale } from '../../kernel/numbers.js';
import { AccessLevelName } from '../../organisation/access-level.js';
import type { Transaction } from '../../platform/db/database.js';
import type { Kpi } from './kpi.js';
import { KpiDomainName, parseKpiCard } from './kpi-card.js';

/** A KPI as a committee sees it: its card, who answers for it, where its figures come from. */
export type CommitteeKpi = {
  readonly id: string;
  readonly kpi: Kpi;
  readonly formula: Readonly<Record<Locale, string>> | null;
  readonly owner: { readonly key: string; readonly name: string; readonly slackUserId: string | null } | null;
  /** In the order of the KPI's card; its figures use the first. */
  readonly sources: readonly KpiSourceName[];
};

export type KpiSourceName = {
  readonly id: string;
  readonly key: string;
  readonly name: Readonly<Record<Locale, string>>;
};

type KpiRow = {
  readonly id: string;
  readonly key: string;
  readonly nameEn: string;
  readonly nameFr: string;
  readonly domain: string;
  readonly accessLevel: string;
  readonly ownerKey: string | null;
  readonly card: string;
  readonly sources: readonly { readonly source: SourceRow }[];
};

type SourceRow = { readonly id: string; readonly key: string; readonly nameEn: string; readonly nameFr: string };

const withSources = { sources: { orderBy: { position: 'asc' }, include: { source: true } } } as const;

function asKpi(row: KpiRow): Pick<CommitteeKpi, 'kpi' | 'formula'> {
  const { formula, acquisitionChannel: _shownNowhereYet, ...card } = parseKpiCard(row.card);
  const kpi: Kpi = {
    ...card,
    key: row.key,
    name: { en: row.nameEn, fr: row.nameFr },
    domain: KpiDomainName.parse(row.domain),
    accessLevel: AccessLevelName.parse(row.accessLevel),
    ...(row.ownerKey === null ? {} : { owner: row.ownerKey }),
  };
  return { kpi, formula: formula ?? null };
}

async function withOwners(store: Transaction, workspaceId: string, rows: readonly KpiRow[]): Promise<CommitteeKpi[]> {
  const ownerKeys = rows.map(({ ownerKey }) => ownerKey).filter((key) => key !== null);
  const owners = await store.person.findMany({
    where: { workspaceId, key: { in: ownerKeys }, archivedAt: null },
    select: { key: true, name: true, slackUserId: true },
  });
  const byKey = new Map(owners.map((owner) => [owner.key, owner]));
  return rows.map((row) => ({
    id: row.id,
    ...asKpi(row),
    owner: (row.ownerKey === null ? undefined : byKey.get(row.ownerKey)) ?? null,
    sources: row.sources.map(({ source }) => ({
      id: source.id,
      key: source.key,
      name: { en: source.nameEn, fr: source.nameFr },
    })),
  }));
}

/** The KPIs a committee follows, in its own order, without archived ones; empty for a committee that is not known. */
export async function listKpisOf(
  store: Transaction,
  ask: { readonly workspaceId: string; readonly committeeKey: string },
): Promise<CommitteeKpi[]> {
  const links = await store.committeeKpi.findMany({
    where: { committee: { workspaceId: ask.workspaceId, key: ask.committeeKey }, kpi: { archivedAt: null } },
    orderBy: { position: 'asc' },
    include: { kpi: { include: withSources } },
  });
  return withOwners(
    store,
    ask.workspaceId,
    links.map(({ kpi }) => kpi),
  );
}

/** Ids of the committees in use that follow each KPI, in the order of their keys, by the KPI's id. */
export async function followersOfKpis(store: Transaction, workspaceId: string): Promise<Map<string, string[]>> {
  const links = await store.committeeKpi.findMany({
    where: { committee: { workspaceId, archivedAt: null } },
    select: { kpiId: true, committeeId: true },
    orderBy: { committee: { key: 'asc' } },
  });
  const followers = new Map<string, string[]>();
  for (const { kpiId, committeeId } of links) {
    followers.set(kpiId, [...(followers.get(kpiId) ?? []), committeeId]);
  }
  return followers;
}

/** Every KPI in use, by key. */
export async function listKpis(store: Transaction, workspaceId: string): Promise<CommitteeKpi[]> {
  const rows = await store.kpi.findMany({
    where: { workspaceId, archivedAt: null },
    orderBy: { key: 'asc' },
    include: withSources,
  });
  return withOwners(store, workspaceId, rows);
}
