import { setImmediate as nextTurn } from 'node:timers/promises';
import { parsePeriod } from '../../kernel/periods.js';
import { lastCompleteDay } from '../../kernel/zoned-time.js';
import { occurrences } from '../../organisation/calendar/schedule.js';
import { holidaysOf } from '../../organisation/calendar/working-days.js';
import type { Committee } from '../../organisation/committees/committees.js';
import type { Database } from '../../platform/db/database.js';
import { headText } from '../../platform/db/event-chain.js';
import { readHead } from '../../platform/db/read-events.js';
import { type CommitteeKpi, listKpisOf } from '../kpis/public.js';
import type { DigestContent, DigestItem } from './digest.js';
import { withExplanations } from './explanations.js';
import { type KpiItemDeps, type KpiItemsAsk, openKpiItems } from './kpi-items.js';
import { findSnapshotBefore } from './previous-snapshot.js';
import { bringingSections } from './section.js';
import type { DigestTemplates } from './template.js';
import { withTyped } from './typed.js';

export type GatherAsk = {
  readonly committee: Committee;
  readonly period: string;
  /** Figures see what was known of the days before this instant, however late the digest is made. */
  readonly scheduledFor: Date;
  readonly isLate: boolean;
  /** Its period is not over. */
  readonly isDraft?: boolean;
  readonly missedPeriods: readonly string[];
  readonly landed: DigestContent['landed'];
  /** The digest as it left: a correction keeps what its sections said and its audit head, or that they said nothing. */
  readonly corrected?: DigestContent;
};

export type GatherDeps = KpiItemDeps & {
  readonly isSampleData: boolean;
  readonly templates: DigestTemplates;
};

/** Reads everything a digest says: the committee's KPIs, their readings, and the figures computed from them. */
export async function gatherContent(deps: GatherDeps, ask: GatherAsk): Promise<DigestContent> {
  const { committee } = ask;
  const { schedule } = committee.calendar;
  const period = parsePeriod(ask.period, { fiscalStartMonth: schedule.fiscalStartMonth ?? 1 });
  const { workspaceId } = committee;
  const kpis = await listKpisOf(deps.database.client, { workspaceId, committeeKey: committee.key });
  const asOf = lastCompleteDay(ask.scheduledFor, committee.timeZone);
  const [next] = occurrences(schedule, {
    after: ask.scheduledFor,
    count: 1,
    holidays: await holidaysOf(schedule, deps.holidaysIn),
  });
  const fiscalStartMonth = schedule.fiscalStartMonth ?? 1;
  const figures = await itemsOf(deps, { kpis, workspaceId, newest: period, asOf, fiscalStartMonth });
  const typed = await withTyped(deps.database.client, workspaceId, figures);
  const items = await withExplanations(deps.database.client, { workspaceId, period: period.label }, typed);
  const auditHead = ask.corrected ? ask.corrected.auditHead : await auditHeadOf(deps.database, workspaceId);
  const sections = ask.corrected?.sections ?? (await broughtBySections(deps, ask, items));
  return {
    template: committee.template,
    committee: { key: committee.key, name: committee.name, locale: committee.locale, timeZone: committee.timeZone },
    period: period.label,
    scheduledFor: ask.scheduledFor.toISOString(),
    nextRunAt: next?.toISOString() ?? null,
    isLate: ask.isLate,
    ...(ask.isDraft ? { isDraft: true } : {}),
    missedPeriods: ask.missedPeriods,
    isSampleData: deps.isSampleData,
    items,
    sections,
    landed: ask.landed,
    ...(auditHead === undefined ? {} : { auditHead }),
  };
}

async function auditHeadOf({ client }: Database, workspaceId: string): Promise<string | undefined> {
  const head = await readHead(client, workspaceId);
  return head ? headText(head) : undefined;
}

/** What the template's sections tell of the time since the committee's digest before, by their names. */
async function broughtBySections(
  { database, clock, holidaysIn, templates }: GatherDeps,
  { committee, scheduledFor }: GatherAsk,
  items: readonly DigestItem[],
): Promise<DigestContent['sections']> {
  const previous = await findSnapshotBefore(database.client, { committeeId: committee.id, before: scheduledFor });
  const scope = {
    database,
    clock,
    committee,
    since: previous?.scheduledFor ?? null,
    until: scheduledFor,
    items,
    itemsBefore: previous?.content.items ?? [],
    holidaysIn,
  };
  const brought: Record<string, unknown> = {};
  for (const section of bringingSections(templates.get(committee.template).sections)) {
    const told = await section.content.gather(scope);
    if (told !== undefined) brought[section.name] = told;
  }
  return brought;
}

/** KPI by KPI, with a turn of the event loop after each: Slack's requests wait for one at most. */
async function itemsOf(
  deps: GatherDeps,
  ask: KpiItemsAsk & { readonly kpis: readonly CommitteeKpi[] },
): Promise<DigestItem[]> {
  const items: DigestItem[] = [];
  const openKpi = await openKpiItems(deps, ask);
  for (const kpi of ask.kpis) {
    const itemIn = await openKpi(kpi);
    items.push(itemIn(ask.newest));
    await nextTurn();
  }
  return items;
}
