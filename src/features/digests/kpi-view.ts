import { type Period, previousPeriod } from '../../kernel/periods.js';
import { lastCompleteDay, lastCompletePeriod } from '../../kernel/zoned-time.js';
import { periodForRun } from '../../organisation/calendar/schedule.js';
import type { Committee } from '../../organisation/committees/committees.js';
import type { CommitteeKpi, Grain } from '../kpis/public.js';
import { type DigestItem, isLate } from './digest.js';
import { type KpiItemDeps, openKpiItems } from './kpi-items.js';
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

type ViewDeps = KpiItemDeps & { readonly workspaceId: string };

async function figuresNow(deps: ViewDeps, { kpi, committee, ...ask }: KpiViewAsk): Promise<KpiView> {
  const now = deps.clock.now();
  const zone = committee?.timeZone ?? ask.timeZone;
  const newest = committee
    ? periodForRun(committee.calendar.schedule, now)
    : lastCompletePeriod(usualKinds[kpi.kpi.grain], { at: now, zone });
  const openKpi = await openKpiItems(deps, {
    workspaceId: deps.workspaceId,
    kpis: [kpi],
    newest,
    asOf: lastCompleteDay(now, zone),
    fiscalStartMonth: committee?.calendar.schedule.fiscalStartMonth ?? 1,
  });
  const itemIn = await openKpi(kpi);
  const item = itemIn(newest);
  if (!isLate(item) || item.figures.isCoarser) return { item, period: newest, awaited: null };
  const awaited = item.figures.current.period;
  const candidates = [previousPeriod(newest), previousPeriod(previousPeriod(newest))].map((period) => ({
    period,
    item: itemIn(period),
  }));
  // Weeks that end after the digest's: the period before may show the very same one.
  const earlier = candidates.find(({ item: one }) => one.figures.current.period.start < awaited.start);
  if (!earlier || earlier.item.figures.current.value === null) return { item, period: newest, awaited: null };
  return { ...earlier, awaited };
}
