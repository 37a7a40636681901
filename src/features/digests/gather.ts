import { addDays } from '../../kernel/calendar.js';
import { parsePeriod } from '../../kernel/periods.js';
import { lastCompleteDay } from '../../kernel/zoned-time.js';
import type { Database } from '../../platform/db/database.js';
import { type Committee, loadHolidays, noHolidays, occurrences } from '../committees/public.js';
import { type CommitteeKpi, computeFigures, listKpisOf } from '../kpis/public.js';
import { readReadings } from '../sources/public.js';
import type { DigestContent, DigestItem } from './digest.js';

/** Figures look back five years at most (limits, seasons, the year before); one more covers whole periods. */
const historyDays = 6 * 366;

export type GatherAsk = {
  readonly committee: Committee;
  readonly period: string;
  /** Figures see what was known of the days before this instant, however late the digest is made. */
  readonly scheduledFor: Date;
  readonly isLate: boolean;
  readonly missedPeriods: readonly string[];
  readonly landed: DigestContent['landed'];
};

/** Reads everything a digest says: the committee's KPIs, their readings, and the figures computed from them. */
export async function gatherContent(
  deps: { readonly database: Database; readonly isSampleData: boolean },
  ask: GatherAsk,
): Promise<DigestContent> {
  const { committee } = ask;
  const { schedule } = committee.calendar;
  const period = parsePeriod(ask.period, { fiscalStartMonth: schedule.fiscalStartMonth ?? 1 });
  const { workspaceId } = committee;
  const kpis = await listKpisOf(deps.database.client, { workspaceId, committeeKey: committee.key });
  const asOf = lastCompleteDay(ask.scheduledFor, committee.timeZone);
  const readings = await readReadings(deps.database, {
    kpiIds: kpis.map(({ id }) => id),
    from: addDays(period.start, -historyDays),
    to: asOf,
  });
  const figuresOptions = { period, asOf, fiscalStartMonth: schedule.fiscalStartMonth ?? 1 };
  const holidays = schedule.country ? await loadHolidays(schedule.country) : noHolidays;
  const [next] = occurrences(schedule, { after: ask.scheduledFor, count: 1, holidays });
  return {
    template: committee.template,
    committee: { key: committee.key, name: committee.name, locale: committee.locale, timeZone: committee.timeZone },
    period: period.label,
    scheduledFor: ask.scheduledFor.toISOString(),
    nextRunAt: next?.toISOString() ?? null,
    isLate: ask.isLate,
    missedPeriods: ask.missedPeriods,
    isSampleData: deps.isSampleData,
    items: kpis.map((kpi) => asItem(kpi, computeFigures(kpi.kpi, readings.get(kpi.kpi.key) ?? [], figuresOptions))),
    landed: ask.landed,
  };
}

function asItem({ kpi, owner, sources }: CommitteeKpi, figures: DigestItem['figures']): DigestItem {
  return {
    name: kpi.name,
    accessLevel: kpi.accessLevel,
    owner: owner && { name: owner.name, slackUserId: owner.slackUserId },
    sources: sources.map(({ key, name }) => ({ key, name })),
    figures,
  };
}
