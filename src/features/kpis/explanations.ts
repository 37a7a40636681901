import type { Transaction } from '../../platform/db/database.js';
import { recordEvent } from '../../platform/db/events.js';

/** Why a KPI moved in a period, in the words of somebody who answers for it. */
export type Explanation = {
  readonly id: string;
  readonly workspaceId: string;
  readonly kpiKey: string;
  /** Label of the figure's own period, such as `2026-W46`; `2026-10` for a monthly KPI in a weekly digest. */
  readonly period: string;
  /** As the person wrote it. */
  readonly text: string;
  readonly authorKey: string;
  readonly createdAt: Date;
};

type NewExplanation = Omit<Explanation, 'createdAt'> & { readonly at: Date };

/**
 * Keeps an explanation, in the caller's transaction, with its event; earlier ones of the period stay as history. False,
 * and nothing written, when this id was stored before: a form that Slack delivers twice explains once.
 */
export async function recordExplanation(
  transaction: Transaction,
  { at, ...explanation }: NewExplanation,
): Promise<boolean> {
  const { id, workspaceId, kpiKey, period, text, authorKey } = explanation;
  if (await transaction.explanation.findUnique({ where: { id }, select: { id: true } })) return false;
  const before = await newestOf(transaction, { workspaceId, kpiKey, period });
  await transaction.explanation.create({ data: { ...explanation, createdAt: at } });
  await recordEvent(transaction, {
    workspaceId,
    actorKey: authorKey,
    what: 'kpi.explained',
    subjectKind: 'kpi',
    subjectId: kpiKey,
    ...(before && { before: { period, text: before.text, author: before.authorKey } }),
    after: { period, text },
    surface: 'slack',
    at,
  });
  return true;
}

/** The newest explanation of each of these KPIs for one period, by KPI key; a KPI that nobody explained has no entry. */
export async function explanationsFor(
  store: Transaction,
  ask: { readonly workspaceId: string; readonly kpiKeys: readonly string[]; readonly period: string },
): Promise<Map<string, Explanation>> {
  const { workspaceId, kpiKeys, period } = ask;
  const rows = await store.explanation.findMany({
    where: { workspaceId, kpiKey: { in: [...kpiKeys] }, period },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  return new Map(rows.map((row) => [row.kpiKey, row]));
}

/** The newest explanation of a KPI, of whatever period; null when nobody ever explained it. */
export function lastExplanation(
  store: Transaction,
  ask: { readonly workspaceId: string; readonly kpiKey: string },
): Promise<Explanation | null> {
  return newestOf(store, ask);
}

async function newestOf(
  store: Transaction,
  where: { readonly workspaceId: string; readonly kpiKey: string; readonly period?: string },
): Promise<Explanation | null> {
  return store.explanation.findFirst({ where, orderBy: [{ createdAt: 'desc' }, { id: 'desc' }] });
}
