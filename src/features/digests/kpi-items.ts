import { addDays, type CalendarDate } from '../../kernel/calendar.js';
import type { Clock } from '../../kernel/clock.js';
import type { Period } from '../../kernel/periods.js';
import { localDate } from '../../kernel/zoned-time.js';
import type { HolidaysIn } from '../../organisation/calendar/working-days.js';
import type { Database } from '../../platform/db/database.js';
import { type CommitteeKpi, computeFigures, type KpiFigures, limitsUnitOf, type SetLimits } from '../kpis/public.js';
import { readReadings, settleLimits } from '../sources/public.js';
import type { DigestItem } from './digest.js';

/** Figures look back five years at most (limits, seasons, the year before); one more covers whole periods. */
const historyDays = 6 * 366;

export type KpiItemDeps = {
  readonly database: Database;
  readonly clock: Clock;
  readonly holidaysIn: HolidaysIn;
};

export type KpiItemsAsk = {
  readonly workspaceId: string;
  readonly kpis: readonly CommitteeKpi[];
  /** The newest period of which figures are wanted; earlier ones of its kind can be had too. */
  readonly newest: Period;
  /** Readings that cover a later day are not seen. */
  readonly asOf: CalendarDate;
  readonly fiscalStartMonth: number;
};

/** A KPI as a digest tells it of a period. */
export type KpiItemIn = (period: Period) => DigestItem;

/**
 * How every surface reads a KPI: the digest, a question, a card. The readings of one are read when it is opened, and its
 * items are computed from them.
 */
export async function openKpiItems(
  deps: KpiItemDeps,
  { newest, ...ask }: KpiItemsAsk,
): Promise<(kpi: CommitteeKpi) => Promise<KpiItemIn>> {
  const limits = await limitsFor(deps, { ...ask, newest });
  return async (kpi) => {
    const span = { from: addDays(newest.start, -historyDays), to: ask.asOf };
    const readings = (await readReadings(deps.database, { kpiIds: [kpi.id], ...span })).get(kpi.kpi.key) ?? [];
    const { isHoliday } = await deps.holidaysIn(kpi.kpi.expects?.country);
    const seen = {
      asOf: ask.asOf,
      fiscalStartMonth: ask.fiscalStartMonth,
      isHoliday,
      limits: limits.get(kpi.id) ?? [],
    };
    return (period) => asItem(kpi, computeFigures(kpi.kpi, readings, { period, ...seen }));
  };
}

/**
 * The limits that figures of a period need, by KPI id. Those that nobody set yet are set now, on all that is stored, and
 * not on what the period knows: a look at the past fixes nothing.
 */
async function limitsFor(
  deps: KpiItemDeps,
  { workspaceId, kpis, newest }: KpiItemsAsk,
): Promise<ReadonlyMap<string, readonly SetLimits[]>> {
  const at = deps.clock.now();
  // A longer period than a week is drawn by months, and by quarters where readings are.
  const units = limitsUnitOf(newest) === 'week' ? (['week'] as const) : (['month', 'quarter'] as const);
  const { limits } = await settleLimits(deps, { workspaceId, kpis, at, asOf: localDate(at, 'UTC'), units });
  return limits;
}

function asItem({ kpi, owner, sources }: CommitteeKpi, figures: KpiFigures): DigestItem {
  return {
    name: kpi.name,
    accessLevel: kpi.accessLevel,
    owner: owner && { name: owner.name, slackUserId: owner.slackUserId },
    sources: sources.map(({ key, name }) => ({ key, name })),
    figures: withoutLateness(figures),
  };
}

/** Copil computes these KPIs when it makes the digest: one without a value had nothing to measure, and nobody is late. */
function withoutLateness(figures: KpiFigures): KpiFigures {
  return figures.kpi.computed && figures.greyReason === 'late' ? { ...figures, greyReason: 'no-data' } : figures;
}
