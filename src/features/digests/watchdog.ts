import type { Logger } from '../../platform/log.js';
import { catchUpPlan, dueRuns, listCommittees, loadHolidays, noHolidays } from '../committees/public.js';
import { digestPlaces, type NoticeDeps, tellOperators } from './delivery/notices.js';
import { listOverdue } from './repository.js';
import type { DigestTemplates } from './template.js';

/** A digest that is half an hour late, without a source being waited for, needs a person. */
const graceMs = 30 * 60_000;

export type WatchdogDeps = NoticeDeps & {
  readonly templates: DigestTemplates;
  readonly log: Logger;
};

/**
 * Reports every digest that should have left and did not, once each: in the log, in the metrics, to the operators.
 * It trusts neither the sweep nor the outbox: what was never planned is seen as well.
 */
export async function watchDigests(deps: WatchdogDeps): Promise<void> {
  const now = deps.clock.now();
  const before = new Date(now.getTime() - graceMs);
  const committees = (await listCommittees(deps.database.client, deps.workspaceId)).filter(({ template }) =>
    deps.templates.has(template),
  );
  const overdue = await listOverdue(deps.database.client, { workspaceId: deps.workspaceId, before });
  for (const committee of committees) {
    const { schedule, workingHours } = committee.calendar;
    const holidays = schedule.country ? await loadHolidays(schedule.country) : noHolidays;
    const after = committee.sweptUntil ?? new Date(committee.activatedAt.getTime() - 1);
    const runs = dueRuns({ schedule, activatedAt: committee.activatedAt, after, now: before, holidays });
    const plan = catchUpPlan(runs, { now, zone: committee.timeZone, workingHours, holidays });
    const neverPlanned = plan.send ? [{ period: plan.send.period.label, scheduledFor: plan.send.scheduledFor }] : [];
    const stuck = overdue.filter(({ committeeId }) => committeeId === committee.id);
    for (const digest of [...neverPlanned, ...stuck]) {
      deps.log.error('a digest should have left and did not', { committee: committee.key, period: digest.period });
      await tellOperators(deps, {
        key: `watchdog:${committee.id}:${digest.period}`,
        wording: (say, reader) => say('delivery.overdue', digestPlaces(committee, digest, reader)),
      });
    }
  }
}
