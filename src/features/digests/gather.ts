import { setImmediate as nextTurn } from 'node:timers/promises';
import { addDays } from '../../kernel/calendar.js';
import { parsePeriod } from '../../kernel/periods.js';
import { lastCompleteDay } from '../../kernel/zoned-time.js';
import type { Database } from '../../platform/db/database.js';
import { type Committee, holidaysOf, occurrences } from '../committees/public.js';
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
  const holidays = await holidaysOf(schedule);
  const [next] = occurrences(schedule, { after: ask.scheduledFor, count: 1, holidays });
  const items = await itemsOf(deps.database, kpis, { period, asOf, fiscalStartMonth: schedule.fiscalStartMonth ?? 1 });
  return {
    template: committee.template,
    committee: { key: committee.key, name: committee.name, locale: committee.locale, timeZone: committee.timeZone },
    period: period.label,
    scheduledFor: ask.scheduledFor.toISOString(),
    nextRunAt: next?.toISOString() ?? null,
    isLate: ask.isLate,
    missedPeriods: ask.missedPeriods,
    isSampleData: deps.isSampleData,
    items,
    landed: ask.landed,
  };
}

/** KPI by KPI, with a turn of the event loop after each: Slack's requests wait for one at most. */
async function itemsOf(
  database: Database,
  kpis: readonly CommitteeKpi[],
  ask: Parameters<typeof computeFigures>[2],
): Promise<DigestItem[]> {
  const items: DigestItem[] = [];
  for (const kpi of kpis) {
    const span = { from: addDays(ask.period.start, -historyDays), to: ask.asOf };
    const readings = await readReadings(database, { kpiIds: [kpi.id], ...span });
    items.push(asItem(kpi, computeFigures(kpi.kpi, readings.get(kpi.kpi.key) ?? [], ask)));
    await nextTurn();
  }
  return items;
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
