import type { Clock } from '../../kernel/clock.js';
import type { Period } from '../../kernel/periods.js';
import { localDate } from '../../kernel/zoned-time.js';
import type { Database } from '../../platform/db/database.js';
import { type CommitteeKpi, limitsUnitOf, type SetLimits } from '../kpis/public.js';
import { settleLimits } from '../sources/public.js';

type Ask = { readonly workspaceId: string; readonly kpis: readonly CommitteeKpi[]; readonly period: Period };

/**
 * The limits that figures of a period need, by KPI id. Those that nobody set yet are set now, on all that is stored, and
 * not on what the period knows: a look at the past fixes nothing.
 */
export async function limitsFor(
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  { workspaceId, kpis, period }: Ask,
): Promise<ReadonlyMap<string, readonly SetLimits[]>> {
  const at = clock.now();
  // A longer period than a week is drawn by months, and by quarters where readings are.
  const units = limitsUnitOf(period) === 'week' ? (['week'] as const) : (['month', 'quarter'] as const);
  const { limits } = await settleLimits(database, { workspaceId, kpis, at, asOf: localDate(at, 'UTC'), units });
  return limits;
}
