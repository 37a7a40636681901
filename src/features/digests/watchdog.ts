import { catchUpPlan, dueRuns } from '../../organisation/calendar/due-runs.js';
import { type HolidaysIn, holidaysOf } from '../../organisation/calendar/working-days.js';
import { type Committee, listCommittees } from '../../organisation/committees/committees.js';
import { tellOperators } from '../../organisation/people/notices.js';
import type { Logger } from '../../platform/log.js';
import { digestPlaces, type NoticeDeps } from './delivery/notices.js';
import { listOverdue } from './stored-digests.js';
import type { DigestTemplates } from './template.js';

/** A digest that is half an hour late, without a source being waited for, needs a person. */
const graceMs = 30 * 60_000;

export type WatchdogDeps = NoticeDeps & {
  readonly templates: DigestTemplates;
  readonly log: Logger;
  readonly holidaysIn: HolidaysIn;
};

type Overdue = { readonly committee: Committee; readonly period: string; readonly scheduledFor: Date };

/** Sees what nobody else sees: that something did not happen. */
export interface Watchdog {
  /** Reports every digest that should have left and did not, once each: in the log, and to the operators. */
  watch(): Promise<void>;
}

/** It trusts neither the sweep nor the outbox: what was never planned is seen as well. */
export function createWatchdog(deps: WatchdogDeps): Watchdog {
  const reported = new Set<string>();
  return {
    async watch() {
      for (const overdue of await findOverdue(deps)) {
        const key = `watchdog:${overdue.committee.id}:${overdue.period}`;
        if (reported.has(key)) continue;
        deps.log.error('a digest should have left and did not', {
          committee: overdue.committee.key,
          period: overdue.period,
        });
        await tellOperators(deps, {
          key,
          wording: (say, reader) => say('delivery.overdue', digestPlaces(overdue.committee, overdue, reader)),
        });
        reported.add(key);
      }
    },
  };
}

async function findOverdue(deps: WatchdogDeps): Promise<Overdue[]> {
  const now = deps.clock.now();
  const before = new Date(now.getTime() - graceMs);
  const committees = await listCommittees(deps.database.client, deps.workspaceId);
  const stuck = await listOverdue(deps.database.client, { workspaceId: deps.workspaceId, before });
  const served = committees.filter(({ template }) => deps.templates.has(template));
  const found = served.map(async (committee) => [
    ...(await neverPlanned(deps, committee, { now, before })),
    ...stuck.filter(({ committeeId }) => committeeId === committee.id).map((digest) => ({ ...digest, committee })),
  ]);
  return (await Promise.all(found)).flat();
}

async function neverPlanned(
  { holidaysIn }: WatchdogDeps,
  committee: Committee,
  { now, before }: { now: Date; before: Date },
): Promise<Overdue[]> {
  const { schedule, workingHours } = committee.calendar;
  const { activatedAt, sweptUntil } = committee;
  const after = sweptUntil ?? new Date(activatedAt.getTime() - 1);
  const runs = dueRuns({ schedule, activatedAt, after, now: before, holidays: await holidaysOf(schedule, holidaysIn) });
  if (runs.length === 0) return [];
  const holidays = await holidaysIn(schedule.country);
  const { send } = catchUpPlan(runs, { now, zone: committee.timeZone, workingHours, holidays });
  return send ? [{ committee, period: send.period.label, scheduledFor: send.scheduledFor }] : [];
}
