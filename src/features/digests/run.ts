import { addDays, addMonths } from '../../kernel/calendar.js';
import { NotFoundError, ValidationError } from '../../kernel/errors.js';
import {
  isoWeekOfKpiDay,
  kpiWeekDays,
  nextPeriod,
  type Period,
  parsePeriod,
  periodOf,
  previousPeriod,
} from '../../kernel/periods.js';
import { localDate } from '../../kernel/zoned-time.js';
import { occurrences, periodForRun, reportedKind, type Schedule } from '../../organisation/calendar/schedule.js';
import { type HolidaysIn, holidaysOf } from '../../organisation/calendar/working-days.js';
import { type Committee, findCommitteeByKey } from '../../organisation/committees/committees.js';
import {
  type CommitteeKpi,
  expectedDays,
  type IsExpected,
  isCoarserThan,
  type Kpi,
  lastDayExpected,
  listKpisOf,
  type Reading,
} from '../kpis/public.js';
import { readReadings } from '../sources/public.js';
import type { DigestContent } from './digest.js';
import { beginAnewIfEarly, endOf, periodNamed } from './early/early.js';
import { gatherContent } from './gather.js';
import { measureFirst } from './measure-first.js';
import {
  type DigestRecord,
  digestIdOf,
  ensureDigest,
  findDigest,
  listMissedBefore,
  redirectDeliveries,
  retryFailed,
} from './stored-digests.js';
import { composeDigest, type SweepDeps } from './sweep.js';

/**
 * A committee and a period as a person names them: `latest` is the newest complete period that has readings. One that is
 * not over can be looked at as a draft, and is never sent.
 */
export type DigestAsk = { readonly committeeKey: string; readonly period: string; readonly draft?: boolean };

type Subject = {
  readonly committee: Committee;
  readonly period: string;
  readonly scheduledFor: Date;
  /** The period has begun and is not over. */
  readonly isRunning: boolean;
};

/**
 * What the digest of a committee and period says, without planning or sending anything; its charts are drawn next.
 * @throws NotFoundError for an unknown committee, or `latest` without readings; ValidationError for a wrong period.
 */
export async function contentFor(
  deps: SweepDeps,
  ask: DigestAsk,
): Promise<{ committee: Committee; content: DigestContent }> {
  const subject = await subjectOf(deps, ask);
  const { committee, period, scheduledFor, isRunning } = subject;
  // Somebody waits for the pictures: the threads that draw them start while the figures are computed.
  deps.charts.prepare();
  const found = await findDigest(deps.database.client, { committeeId: committee.id, period });
  const missedPeriods = found ? await listMissedBefore(deps.database.client, found) : [];
  const isLate = found?.isLate ?? false;
  await measureFirst(deps, committee, period);
  const content = await gatherContent(deps, {
    committee,
    period,
    scheduledFor: isRunning ? deps.clock.now() : (found?.scheduledFor ?? scheduledFor),
    isLate,
    isDraft: isRunning,
    missedPeriods,
    landed: [],
  });
  return { committee, content };
}

/**
 * Puts the digest of a committee and period into the outbox, whatever the hour. One that has left already is not sent
 * again; one that was missed is sent now, and so are messages that were given up.
 * @throws as `contentFor`; ValidationError when the committee has no channel.
 */
export async function runDigest(
  deps: SweepDeps,
  ask: DigestAsk,
): Promise<{ committee: Committee; digest: DigestRecord; isNew: boolean }> {
  const { committee, period, scheduledFor } = await subjectOf(deps, { ...ask, draft: false });
  if (!committee.channel) {
    throw new ValidationError(
      `The committee ${committee.key} has no channel: name one in copil.yml, apply it, and run this again`,
    );
  }
  const digest = await deps.database.transaction(async (transaction) => {
    await transaction.digest.updateMany({
      where: { committeeId: committee.id, period, state: { in: ['missed', 'skipped'] } },
      data: { state: 'planned', isLate: true },
    });
    const digest = await ensureDigest(transaction, {
      id: digestIdOf(committee.id, period),
      workspaceId: committee.workspaceId,
      committeeId: committee.id,
      period,
      state: 'planned',
      scheduledFor,
      isLate: false,
      createdAt: deps.clock.now(),
    });
    const early = { committee, digest, isLate: digest.isLate, surface: 'cli' } as const;
    return (await beginAnewIfEarly(transaction, deps, early)) ?? digest;
  });
  const isNew =
    digest.state === 'planned'
      ? await composeDigest(deps, { committee, digest }, 'cli')
      : await sendGivenUp(deps, { committee, digest });
  return { committee, digest, isNew };
}

/** What nobody could bring to Slack within a day is tried again, in the channel that the committee has now. */
async function sendGivenUp(
  deps: SweepDeps,
  { committee, digest }: { committee: Committee; digest: DigestRecord },
): Promise<boolean> {
  const ask = { digestId: digest.id, channel: committee.channel ?? '', now: new Date(deps.nowMs()) };
  return deps.database.transaction(async (transaction) => {
    const isRetried = await retryFailed(transaction, ask);
    if (isRetried) await redirectDeliveries(transaction, ask);
    return isRetried;
  });
}

async function subjectOf(deps: SweepDeps, ask: DigestAsk): Promise<Subject> {
  const { database, workspaceId } = deps;
  const committee = await findCommitteeByKey(database.client, { workspaceId, key: ask.committeeKey });
  if (!committee)
    throw new NotFoundError(`There is no committee "${ask.committeeKey}": "copil config check" lists those of a file`);
  if (!deps.templates.has(committee.template)) {
    throw new ValidationError(
      `The digest of ${committee.key} needs the template "${committee.template}", which this version does not have. In copil.yml, committees.${committee.key} can name another: template: ${deps.templates.names.join(' or ')}`,
    );
  }
  const period = ask.period === 'latest' ? await latestPeriod(deps, committee) : checkedPeriod(committee, ask.period);
  const isRunning = deps.clock.now() < endOf(period, committee);
  if (isRunning) assertMayLookAhead(deps, committee, { ...ask, period });
  return { committee, period, scheduledFor: await nominalRun(committee, period, deps.holidaysIn), isRunning };
}

function assertMayLookAhead({ clock }: SweepDeps, committee: Committee, { period, draft }: DigestAsk): void {
  const today = localDate(clock.now(), committee.timeZone);
  const { start, end } = periodNamed(period, committee);
  if (today < start) throw new ValidationError(`${period} begins on ${start}: there is nothing to show of it yet`);
  if (!draft) {
    throw new ValidationError(
      `${period} is not over before the end of ${end}, and a digest is about a period that is over. Nothing was sent; "copil digest preview --draft" shows the figures so far`,
    );
  }
}

function checkedPeriod(committee: Committee, text: string): string {
  const { schedule } = committee.calendar;
  const period = parsePeriod(text, { fiscalStartMonth: schedule.fiscalStartMonth ?? 1 });
  const kind = reportedKind(schedule);
  if (period.kind !== kind) {
    throw new ValidationError(`The committee ${committee.key} reports by ${kind}: ${text} is a ${period.kind}`);
  }
  return period.label;
}

/** The newest period, up to the last one that is over, for which any KPI of the committee has all its readings. */
async function latestPeriod(deps: SweepDeps, committee: Committee): Promise<string> {
  const { schedule } = committee.calendar;
  const newest = periodForRun(schedule, deps.clock.now());
  const kpis = await listKpisOf(deps.database.client, { workspaceId: deps.workspaceId, committeeKey: committee.key });
  const readings = await newestReadings(deps, kpis, newest);
  const periods: Period[] = [];
  const coarse: Period[] = [];
  for (const { kpi } of kpis) {
    const last = readings.get(kpi.key)?.findLast(({ grain }) => grain === kpi.grain);
    if (!last) continue;
    const { isHoliday } = await deps.holidaysIn(kpi.expects?.country);
    if (isCoarserThan(kpi.grain, newest.kind)) coarse.push(lastPeriodShowing(schedule, last));
    else periods.push(lastWholePeriod(schedule, kpi, { last, isExpected: expectedDays(kpi, isHoliday) }));
  }
  // A coarse reading stands in many finer periods: what is as fine as the digest tells better which one is the newest.
  const candidates = periods.length > 0 ? periods : coarse;
  const last = candidates.sort((a, b) => (a.start < b.start ? -1 : 1)).at(-1);
  if (!last) {
    throw new NotFoundError(`No KPI of ${committee.key} has readings: import a file first ("copil import FILE")`);
  }
  return last.start > newest.start ? newest.label : last.label;
}

/** Enough of a KPI's readings to know its newest: those of two years, else all. */
async function newestReadings(
  { database }: SweepDeps,
  kpis: readonly CommitteeKpi[],
  newest: Period,
): Promise<ReadonlyMap<string, readonly Reading[]>> {
  const from = addMonths(newest.start, -24);
  const lately = await readReadings(database, { kpiIds: kpis.map(({ id }) => id), from });
  const others = kpis.filter(({ kpi }) => !lately.get(kpi.key)?.some(({ grain }) => grain === kpi.grain));
  if (others.length === 0) return lately;
  return new Map([...lately, ...(await readReadings(database, { kpiIds: others.map(({ id }) => id) }))]);
}

function lastWholePeriod(
  schedule: Schedule,
  kpi: Kpi,
  { last, isExpected }: { readonly last: Reading; readonly isExpected: IsExpected },
): Period {
  const kind = reportedKind(schedule);
  const fiscal = { fiscalStartMonth: schedule.fiscalStartMonth ?? 1 };
  const period = kind === 'week' ? isoWeekOfKpiDay(last.start, kpi.weekStart) : periodOf(kind, last.start, fiscal);
  const span = kind === 'week' ? kpiWeekDays(period, kpi.weekStart) : period;
  const due = kpi.absent === 'zero' ? last.start : lastDayExpected({ kpi, isExpected }, span);
  if (last.grain === 'day' && due !== null && last.start < due) return previousPeriod(period);
  // Weeks of its own may end after those of the digest: the next one is the first to show them.
  return span.end > period.end ? nextPeriod(period) : period;
}

/** The last period in which a reading coarser than it is the newest one there could be: one more of its own is over by then. */
function lastPeriodShowing(schedule: Schedule, { grain, start }: Reading): Period {
  const months = grain === 'quarter' ? 3 : 1;
  const end = addDays(addMonths(start, 2 * months), -1);
  return periodOf(reportedKind(schedule), end, { fiscalStartMonth: schedule.fiscalStartMonth ?? 1 });
}

/** When the schedule would have sent that period: the first run after its end. */
async function nominalRun(committee: Committee, label: string, holidaysIn: HolidaysIn): Promise<Date> {
  const { schedule } = committee.calendar;
  const holidays = await holidaysOf(schedule, holidaysIn);
  const after = endOf(label, committee);
  const runs = occurrences(schedule, { after: new Date(after.getTime() - 1), count: 14, holidays });
  return runs.find((run) => periodForRun(schedule, run).label === label) ?? runs[0] ?? after;
}
