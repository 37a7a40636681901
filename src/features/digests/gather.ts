import { setImmediate as nextTurn } from 'node:timers/promises';
import { addDays } from '../../kernel/calendar.js';
import type { Clock } from '../../kernel/clock.js';
import { parsePeriod } from '../../kernel/periods.js';
import { lastCompleteDay } from '../../kernel/zoned-time.js';
import { occurrences } from '../../organisation/calendar/schedule.js';
import { type HolidayCalendar, holidaysIn, holidaysOf } from '../../organisation/calendar/working-days.js';
import type { Committee } from '../../organisation/committees/committees.js';
import type { Database } from '../../platform/db/database.js';
import { headText } from '../../platform/db/event-chain.js';
import { readHead } from '../../platform/db/read-events.js';
import { decisionsForDigest } from '../decisions/public.js';
import { type Review, reviewOf } from '../follow-up/public.js';
import { type CommitteeKpi, computeFigures, listKpisOf } from '../kpis/public.js';
import { readReadings } from '../sources/public.js';
import { type DigestContent, type DigestItem, needsAttention } from './digest.js';
import { withExplanations } from './explanations.js';
import { limitsFor } from './limits.js';
import { findSnapshotBefore } from './previous-snapshot.js';
import { withTyped } from './typed.js';

/** Figures look back five years at most (limits, seasons, the year before); one more covers whole periods. */
const historyDays = 6 * 366;

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
  /** The digest as it left: a correction keeps what it said was promised and its audit head, or that it said nothing of them. */
  readonly corrected?: DigestContent;
};

export type GatherDeps = {
  readonly database: Database;
  readonly clock: Clock;
  readonly isSampleData: boolean;
  /** Kept calendars; loaded anew where it is left out. */
  readonly holidaysIn?: (country: string | undefined) => Promise<HolidayCalendar>;
};

/** Of each group of items that a review lists; the rest is counted. */
const listedAtMost = 10;

/** Reads everything a digest says: the committee's KPIs, their readings, and the figures computed from them. */
export async function gatherContent(deps: GatherDeps, ask: GatherAsk): Promise<DigestContent> {
  const { committee } = ask;
  const { schedule } = committee.calendar;
  const period = parsePeriod(ask.period, { fiscalStartMonth: schedule.fiscalStartMonth ?? 1 });
  const { workspaceId } = committee;
  const kpis = await listKpisOf(deps.database.client, { workspaceId, committeeKey: committee.key });
  const asOf = lastCompleteDay(ask.scheduledFor, committee.timeZone);
  const holidays = await holidaysOf(schedule);
  const [next] = occurrences(schedule, { after: ask.scheduledFor, count: 1, holidays });
  const fiscalStartMonth = schedule.fiscalStartMonth ?? 1;
  const figures = await itemsOf(deps, { kpis, workspaceId }, { period, asOf, fiscalStartMonth });
  const typed = await withTyped(deps.database.client, workspaceId, figures);
  const items = await withExplanations(deps.database.client, { workspaceId, period: period.label }, typed);
  const auditHead = ask.corrected ? ask.corrected.auditHead : await auditHeadOf(deps.database, workspaceId);
  const told = ask.corrected ?? (await toldSince(deps, ask, items));
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
    ...(told.followUp ? { followUp: told.followUp } : {}),
    ...(told.decisions ? { decisions: told.decisions } : {}),
    landed: ask.landed,
    ...(auditHead === undefined ? {} : { auditHead }),
  };
}

async function auditHeadOf({ client }: Database, workspaceId: string): Promise<string | undefined> {
  const head = await readHead(client, workspaceId);
  return head ? headText(head) : undefined;
}

type Previous = Awaited<ReturnType<typeof findSnapshotBefore>>;

/** What was promised and decided since the committee's digest before. */
async function toldSince(
  deps: GatherDeps,
  ask: GatherAsk,
  items: readonly DigestItem[],
): Promise<Pick<DigestContent, 'followUp' | 'decisions'>> {
  const { committee, scheduledFor } = ask;
  const { client } = deps.database;
  const previous = await findSnapshotBefore(client, { committeeId: committee.id, before: scheduledFor });
  const span = { committee, since: previous?.scheduledFor ?? null, until: scheduledFor };
  const decisions = await decisionsForDigest(deps.database, span);
  return { followUp: await followUpOf(deps, ask, { items, previous }), ...(decisions ? { decisions } : {}) };
}

/** What was promised, and stands under the KPIs that need attention now. */
async function followUpOf(
  { database, ...deps }: GatherDeps,
  { committee, scheduledFor }: GatherAsk,
  { items, previous }: { readonly items: readonly DigestItem[]; readonly previous: Previous },
): Promise<Review> {
  const reds = new Set(previous ? redKeys(previous.content.items) : []);
  return reviewOf(database.client, {
    committee,
    since: previous?.scheduledFor ?? null,
    until: scheduledFor,
    limit: listedAtMost,
    holidays: await (deps.holidaysIn ?? holidaysIn)(committee.calendar.schedule.country),
    kpiKeys: items.filter(needsAttention).map(({ figures }) => figures.kpi.key),
    redTwice: redKeys(items).filter((key) => reds.has(key)),
  });
}

function redKeys(items: readonly DigestItem[]): string[] {
  return items.filter(({ figures }) => figures.status === 'red').map(({ figures }) => figures.kpi.key);
}

/** KPI by KPI, with a turn of the event loop after each: Slack's requests wait for one at most. */
async function itemsOf(
  { database, clock, ...deps }: GatherDeps,
  { kpis, workspaceId }: { readonly kpis: readonly CommitteeKpi[]; readonly workspaceId: string },
  ask: Parameters<typeof computeFigures>[2],
): Promise<DigestItem[]> {
  const items: DigestItem[] = [];
  const limits = await limitsFor({ database, clock }, { kpis, workspaceId, period: ask.period });
  for (const kpi of kpis) {
    const span = { from: addDays(ask.period.start, -historyDays), to: ask.asOf };
    const readings = await readReadings(database, { kpiIds: [kpi.id], ...span });
    const { isHoliday } = await (deps.holidaysIn ?? holidaysIn)(kpi.kpi.expects?.country);
    const seen = { ...ask, isHoliday, limits: limits.get(kpi.id) ?? [] };
    items.push(asItem(kpi, computeFigures(kpi.kpi, readings.get(kpi.kpi.key) ?? [], seen)));
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
    figures: withoutLateness(figures),
  };
}

/** Copil computes these KPIs when it makes the digest: one without a value had nothing to measure, and nobody is late. */
function withoutLateness(figures: DigestItem['figures']): DigestItem['figures'] {
  return figures.kpi.computed && figures.greyReason === 'late' ? { ...figures, greyReason: 'no-data' } : figures;
}
