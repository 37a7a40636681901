import { addDays } from '../../../kernel/calendar.js';
import type { Clock } from '../../../kernel/clock.js';
import { type Period, parsePeriod } from '../../../kernel/periods.js';
import { instantAt } from '../../../kernel/zoned-time.js';
import { catchUpPlan } from '../../../organisation/calendar/due-runs.js';
import type { HolidaysIn } from '../../../organisation/calendar/working-days.js';
import type { Committee } from '../../../organisation/committees/committees.js';
import type { Database, Transaction } from '../../../platform/db/database.js';
import { recordEvent } from '../../../platform/db/events.js';
import { type ComposedDigest, type DigestRecord, findSnapshot } from '../stored-digests.js';
import { holdComposed, replanDigest, setDeliveriesAside } from './begin-anew.js';

/* Older versions sent a digest whenever somebody asked, also of a period that was not over. Its figures were not those of
 * the period, so it does not stand for the digest that is due afterwards. */

export function periodNamed(label: string, { calendar }: Committee): Period {
  return parsePeriod(label, { fiscalStartMonth: calendar.schedule.fiscalStartMonth ?? 1 });
}

/** The instant at which a period is over for a committee. */
export function endOf(label: string, committee: Committee): Date {
  const date = addDays(periodNamed(label, committee).end, 1);
  return instantAt({ date, time: { hour: 0, minute: 0 }, zone: committee.timeZone });
}

type Subject = { readonly committee: Committee; readonly digest: DigestRecord };

/**
 * Plans a digest again that was composed before its period was over: it leaves as new messages, with the next snapshot.
 * What left before stays as it is. Null where the digest was not composed, or late enough.
 */
export async function beginAnewIfEarly(
  transaction: Transaction,
  { clock }: { readonly clock: Clock },
  {
    committee,
    digest,
    isLate,
    surface,
  }: Subject & Pick<DigestRecord, 'isLate'> & { readonly surface: 'cli' | 'schedule' },
): Promise<DigestRecord | null> {
  const now = clock.now();
  // Else another process might send the real one between the look and the change, and it would be sent twice.
  if (!(await holdComposed(transaction, digest))) return null;
  const newest = await findSnapshot(transaction, { digestId: digest.id });
  if (!newest || newest.createdAt >= endOf(digest.period, committee)) return null;
  await setDeliveriesAside(transaction, digest.id);
  const planned = await replanDigest(transaction, { id: digest.id, isLate, now });
  await recordEvent(transaction, {
    workspaceId: digest.workspaceId,
    actorKey: null,
    what: 'digest.begun-anew',
    subjectKind: 'digest',
    subjectId: digest.id,
    after: { committee: committee.key, period: digest.period, composedAt: newest.createdAt.toISOString() },
    surface,
    at: now,
  });
  return planned;
}

/** The same at the hour of the real run; a late one waits for working hours, as every late run does. */
export async function runEarlyAnew(
  deps: { readonly database: Database; readonly clock: Clock; readonly holidaysIn: HolidaysIn },
  { committee, digest }: Subject & { readonly digest: ComposedDigest },
): Promise<void> {
  const { scheduledFor, isLate } = digest;
  const now = deps.clock.now();
  if (digest.newest.createdAt >= endOf(digest.period, committee)) return;
  const { schedule, workingHours } = committee.calendar;
  const run = { scheduledFor, period: periodNamed(digest.period, committee), isLate };
  const rules = { now, zone: committee.timeZone, workingHours, holidays: await deps.holidaysIn(schedule.country) };
  const { send } = catchUpPlan([run], rules);
  if (!send) return;
  await deps.database.transaction((transaction) =>
    beginAnewIfEarly(transaction, deps, { committee, digest, isLate: send.isLate, surface: 'schedule' }),
  );
}
