import type { Clock } from '../../kernel/clock.js';
import { instantAt, localDate, parseTimeOfDay } from '../../kernel/zoned-time.js';
import type { LateSourcePolicy } from '../../organisation/calendar/committee-calendar.js';
import { catchUpPlan, dueRuns, type Run } from '../../organisation/calendar/due-runs.js';
import { holidaysOf } from '../../organisation/calendar/working-days.js';
import { type Committee, listCommittees } from '../../organisation/committees/committees.js';
import type { ChartRenderer } from '../../platform/charts/chart-renderer.js';
import { recordEvent } from '../../platform/db/events.js';
import type { Metrics } from '../../platform/metrics.js';
import { contentOf, type Subject } from './content-of.js';
import type { Corrections } from './corrections.js';
import { digestPlaces, tellChair } from './delivery/notices.js';
import { isLate } from './digest.js';
import { runEarlyAnew } from './early/early.js';
import type { GatherDeps } from './gather.js';
import { type MeasureDeps, measureFirst } from './measure-first.js';
import { readNews } from './news.js';
import { approveDigest, type PublishDeps } from './publish.js';
import {
  type DigestRecord,
  digestIdOf,
  ensureDigest,
  listNewestComposed,
  listPlanned,
  markSwept,
  missPlannedBefore,
  redirectDeliveries,
  setLate,
  setWaitUntil,
} from './stored-digests.js';

export type SweepDeps = PublishDeps &
  GatherDeps &
  MeasureDeps & {
    readonly charts: Pick<ChartRenderer, 'prepare'>;
    readonly clock: Clock;
    readonly workspaceId: string;
    readonly metrics: Metrics;
  };

/** As for a run that was caught up: a quarter of an hour needs no excuse. */
const lateAfterMs = 15 * 60_000;

/** An import that takes longer is not waited for: the digest goes without what Copil computes. */
const importPatienceMs = 5 * 60_000;

/**
 * Looks at every committee once: plans what is due, composes what is planned, corrects what late data changed.
 * One committee that fails does not stop the others. Safe to run in several processes at once, and at any time again.
 */
export async function sweepDigests(deps: SweepDeps, corrections: Corrections, stopping?: AbortSignal): Promise<void> {
  const now = deps.clock.now();
  const committees = await listCommittees(deps.database.client, deps.workspaceId);
  const served = committees.filter(({ template }) => deps.templates.has(template));
  const byId = new Map(served.map((committee) => [committee.id, committee]));
  const eachOf = async <Digest extends DigestRecord>(
    digests: readonly Digest[],
    work: (subject: Subject & { readonly digest: Digest }) => Promise<unknown>,
  ) => {
    for (const digest of digests) {
      const committee = byId.get(digest.committeeId);
      if (committee && !stopping?.aborted) await guarded(deps, committee, () => work({ committee, digest }));
    }
  };
  for (const committee of served) {
    if (!stopping?.aborted) await guarded(deps, committee, () => planCommittee(deps, committee, now));
  }
  const { client } = deps.database;
  const ask = { workspaceId: deps.workspaceId, now };
  await eachOf(await listNewestComposed(client, ask), (subject) => runEarlyAnew(deps, subject));
  await eachOf(await listPlanned(client, deps.workspaceId), (subject) => composeDigest(deps, subject, 'schedule'));
  const news = await readNews(client, deps.workspaceId);
  await eachOf(await listNewestComposed(client, ask), async (subject) => {
    await followChannel(deps, subject);
    await corrections.correct(subject, news);
  });
}

async function guarded(deps: SweepDeps, committee: Committee, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    deps.log.error('the sweep of a committee failed; it is tried again', { err: error, committee: committee.key });
  }
}

/** Turns the runs that came due since the last sweep into one planned digest and, for older ones, missed digests. */
async function planCommittee(deps: SweepDeps, committee: Committee, now: Date): Promise<void> {
  const { schedule, workingHours } = committee.calendar;
  const { activatedAt, sweptUntil } = committee;
  const runs = dueRuns({
    schedule,
    activatedAt,
    after: sweptUntil ?? new Date(activatedAt.getTime() - 1),
    now,
    holidays: await holidaysOf(schedule, deps.holidaysIn),
  });
  if (runs.length === 0) return;
  const holidays = await deps.holidaysIn(schedule.country);
  const plan = catchUpPlan(runs, { now, zone: committee.timeZone, workingHours, holidays });
  // A late run that waits for working hours is asked for again then, from the same mark.
  if (plan.waiting) return;
  const isPlanned = await deps.database.transaction(async (transaction) => {
    if (!(await markSwept(transaction, { committeeId: committee.id, from: sweptUntil, to: now }))) return false;
    for (const run of plan.missed) {
      await ensureDigest(transaction, newDigest(committee, { run, state: 'missed', now }));
    }
    if (!plan.send) return true;
    await missPlannedBefore(transaction, { committeeId: committee.id, scheduledFor: plan.send.scheduledFor });
    const digest = await ensureDigest(transaction, newDigest(committee, { run: plan.send, state: 'planned', now }));
    await recordEvent(transaction, {
      workspaceId: committee.workspaceId,
      actorKey: null,
      what: 'digest.planned',
      subjectKind: 'digest',
      subjectId: digest.id,
      after: { committee: committee.key, period: digest.period, missed: plan.missed.map(({ period }) => period.label) },
      surface: 'schedule',
      at: now,
    });
    return true;
  });
  if (isPlanned) for (const _run of runs) deps.metrics.digestDue();
}

function newDigest(committee: Committee, { run, state, now }: { run: Run; state: 'planned' | 'missed'; now: Date }) {
  return {
    id: digestIdOf(committee.id, run.period.label),
    workspaceId: committee.workspaceId,
    committeeId: committee.id,
    period: run.period.label,
    state,
    scheduledFor: run.scheduledFor,
    isLate: run.isLate,
    createdAt: now,
  };
}

/**
 * Composes a planned digest, unless a source is late and the committee rather waits, or an import keeps it waiting for a
 * few minutes. Returns whether it was composed.
 */
export async function composeDigest(
  deps: SweepDeps,
  { committee, digest: planned }: Subject,
  surface: 'schedule' | 'cli',
): Promise<boolean> {
  if (!committee.channel) {
    await tellOfNoChannel(deps, { committee, digest: planned });
    return false;
  }
  const measured = await measureFirst(deps, committee, planned.period);
  const now = deps.clock.now();
  // An import holds the store for a moment; the next sweep is a minute away.
  const waited = now.getTime() - planned.scheduledFor.getTime();
  if (measured === 'busy' && surface === 'schedule' && waited < importPatienceMs) return false;
  const until =
    surface === 'cli' || planned.isLate ? null : waitingUntil(committee.calendar.lateSource, committee, planned);
  const digest = surface === 'cli' ? planned : await labelledIfLate(deps, { digest: planned, until, now });
  const content = await contentOf(deps, { committee, digest }, { landed: [] });
  if (until && now < until && content.items.some(isLate)) {
    if (digest.waitUntil?.getTime() !== until.getTime()) await setWaitUntil(deps.database.client, digest.id, until);
    return false;
  }
  return approveDigest(deps, { digest, committee, content, at: now, actorKey: null, surface });
}

async function tellOfNoChannel(deps: SweepDeps, { committee, digest }: Subject): Promise<void> {
  deps.log.debug('a digest is due, but its committee has no channel', { committee: committee.key });
  await tellChair(deps, committee, {
    key: `no-channel:${digest.id}`,
    wording: (say, reader) => say('delivery.noChannel', digestPlaces(committee, digest, reader)),
  });
}

/** What could not be composed at its time, for want of a channel or of a database, says so to its readers. */
async function labelledIfLate(
  deps: SweepDeps,
  { digest, until, now }: { digest: DigestRecord; until: Date | null; now: Date },
): Promise<DigestRecord> {
  const due = until ?? digest.scheduledFor;
  if (digest.isLate || now.getTime() - due.getTime() <= lateAfterMs) return digest;
  await setLate(deps.database.client, digest.id);
  return { ...digest, isLate: true };
}

function waitingUntil(policy: LateSourcePolicy, committee: Committee, digest: DigestRecord): Date | null {
  if (policy.kind === 'grey') return null;
  const { timeZone: zone } = committee;
  return instantAt({ date: localDate(digest.scheduledFor, zone), time: parseTimeOfDay(policy.until), zone });
}

/** A digest that could not leave for a channel leaves for the one that `copil.yml` names in its place. */
async function followChannel(deps: SweepDeps, { committee, digest }: Subject): Promise<void> {
  const { channel } = committee;
  if (digest.state !== 'approved' || !channel) return;
  const now = new Date(deps.nowMs());
  await deps.database.transaction((transaction) =>
    redirectDeliveries(transaction, { digestId: digest.id, channel, now }),
  );
}
