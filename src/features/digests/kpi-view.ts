import { addDays } from '../../kernel/calendar.js';
import type { Clock } from '../../kernel/clock.js';
import { type Period, previousPeriod } from '../../kernel/periods.js';
import { lastCompleteDay, lastCompletePeriod } from '../../kernel/zoned-time.js';
import { periodForRun } from '../../organisation/calendar/schedule.js';
import { holidaysIn } from '../../organisation/calendar/working-days.js';
import type { Committee } from '../../organisation/committees/committees.js';
import type { Database } from '../../platform/db/database.js';
import { type CommitteeKpi, computeFigures, type Grain } from '../kpis/public.js';
import { readReadings } from '../sources/public.js';
import { type DigestItem, isLate } from './digest.js';
import { limitsFor } from './limits.js';
import { withTyped } from './typed.js';

/** One KPI as a digest would tell it now. */
export type KpiView = {
  readonly item: DigestItem;
  /** What the committee reports; the figure's own period is a longer one for a coarser KPI. */
  readonly period: Period;
  /** The period that is over, but whose readings are not in yet, so that the one before is shown; else null. */
  readonly awaited: Period | null;
};

export type KpiViewAsk = {
  readonly kpi: CommitteeKpi;
  /** Whose reporting the figures follow; null for a KPI that no committee follows. */
  readonly committee: Committee | null;
  /** Decides which period is over where no committee does. */
  readonly timeZone: string;
};

/** Figures look back five years at most; one more covers whole periods. */
const historyDays = 6 * 366;

const usualKinds = { day: 'week', week: 'week', month: 'month', quarter: 'quarter' } as const satisfies Record<
  Grain,
  string
>;

/** The figures of one KPI for the last period that is over, or the one before while its readings are not in. */
export async function viewKpi(deps: ViewDeps, ask: KpiViewAsk): Promise<KpiView> {
  const view = await figuresNow(deps, ask);
  const [item = view.item] = await withTyped(deps.database.client, deps.workspaceId, [view.item]);
  return { ...view, item };
}

type ViewDeps = { readonly database: Database; readonly clock: Clock; readonly workspaceId: string };

async function figuresNow(deps: ViewDeps, ask: KpiViewAsk): Promise<KpiView> {
  const { committee } = ask;
  const now = deps.clock.now();
  const zone = committee?.timeZone ?? ask.timeZone;
  const newest = committee
    ? periodForRun(committee.calendar.schedule, now)
    : lastCompletePeriod(usualKinds[ask.kpi.kpi.grain], { at: now, zone });
  const asOf = lastCompleteDay(now, zone);
  const span = { from: addDays(newest.start, -historyDays), to: asOf };
  const readings = await readReadings(deps.database, { kpiIds: [ask.kpi.id], ...span });
  const fiscalStartMonth = committee?.calendar.schedule.fiscalStartMonth ?? 1;
  const { isHoliday } = await holidaysIn(ask.kpi.kpi.expects?.country);
  const { workspaceId } = deps;
  const kept = await limitsFor(deps, { workspaceId, kpis: [ask.kpi], period: newest });
  const seen = { asOf, fiscalStartMonth, isHoliday, limits: kept.get(ask.kpi.id) ?? [] };
  const itemOf = (period: Period): DigestItem => ({
    name: ask.kpi.kpi.name,
    accessLevel: ask.kpi.kpi.accessLevel,
    owner: ask.kpi.owner && { name: ask.kpi.owner.name, slackUserId: ask.kpi.owner.slackUserId },
    sources: ask.kpi.sources.map(({ key, name }) => ({ key, name })),
    figures: computeFigures(ask.kpi.kpi, readings.get(ask.kpi.kpi.key) ?? [], { period, ...seen }),
  });
  const item = itemOf(newest);
  if (!isLate(item) || item.figures.isCoarser) return { item, period: newest, awaited: null };
  const awaited = item.figures.current.period;
  const candidates = [previousPeriod(newest), previousPeriod(previousPeriod(newest))].map((period) => ({
    period,
    item: itemOf(period),
  }));
  // Weeks that end after the digest's: the period before may show the very same one.
  const earlier = candidates.find(({ item: one }) => one.figures.current.period.start < awaited.start);
  if (!earlier || earlier.item.figures.current.value === null) return { item, period: newest, awaited: null };
  return { ...earlier, awaited };
}
