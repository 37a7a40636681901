import { addDays } from '../../kernel/calendar.js';
import { sha256 } from '../../kernel/ids.js';
import { canonicalJson } from '../../kernel/json.js';
import { localDate } from '../../kernel/zoned-time.js';
import { membersOf } from '../../organisation/committees/committees.js';
import { isWorkedBy, morningWithin } from '../../organisation/people/rhythm.js';
import { recordEvent } from '../../platform/db/events.js';
import type { Logger } from '../../platform/log.js';
import { knownKeys } from '../../platform/outbox/stored-deliveries.js';
import { refreshCard, tell } from './cards/copies.js';
import { noticeKey } from './cards/messages.js';
import { gatherContent } from './gather/gather.js';
import { listConfirmed, listUnconfirmed } from './meetings.js';
import { type Meeting, phaseOf } from './minutes.js';
import type { MinutesStoreDeps } from './minutes-deps.js';
import { confirmersAmong } from './rights.js';
import { saveClosing } from './stored-minutes.js';

/** Nobody remembers who was at an older meeting: its minutes stay open, and say so. */
const askedWithinDays = 14;

/**
 * Asks the chair who was there, on the first working morning after the day of the digest; closes what was to be corrected
 * until yesterday; brings the figures on cards up to date. Safe in several processes at once and at any time again, however
 * long nobody swept: a correction after the last day was refused all the same. One meeting that fails does not stop others.
 */
export async function sweepMinutes(
  deps: MinutesStoreDeps & { readonly log: Logger },
  stopping?: AbortSignal,
): Promise<void> {
  const { workspaceId, database, clock, log } = deps;
  const after = new Date(clock.now().getTime() - askedWithinDays * 86_400_000);
  const each = async (meetings: readonly Meeting[], work: (meeting: Meeting) => Promise<void>) => {
    for (const meeting of meetings) {
      if (stopping?.aborted) return;
      await work(meeting).catch((error: unknown) =>
        log.error('the sweep of a meeting failed; it is tried again', { err: error, digest: meeting.digestId }),
      );
    }
  };
  await each(await listUnconfirmed(database.client, { workspaceId, after }), (meeting) =>
    askWhoWasThere(deps, meeting),
  );
  await each(await listConfirmed(database.client, workspaceId), (meeting) => closeOrRefresh(deps, meeting));
}

/** Each once; whoever becomes chair meanwhile is asked as well. */
async function askWhoWasThere(deps: MinutesStoreDeps, meeting: Meeting): Promise<void> {
  const { database } = deps;
  if (!(await isMorning(deps, meeting))) return;
  const members = await membersOf(database.client, { committeeId: meeting.committee.id });
  const about = 'attendance';
  const keys = new Map(
    confirmersAmong(members).map((personKey) => [noticeKey({ meeting, about, personKey }), personKey]),
  );
  const told = await knownKeys(database.client, [...keys.keys()]);
  const personKeys = [...keys].filter(([key]) => !told.has(key)).map(([, personKey]) => personKey);
  if (personKeys.length === 0) return;
  const options = { newId: deps.newId, now: new Date(deps.nowMs()) };
  await database.transaction((transaction) => tell(transaction, { meeting, about, personKeys }, options));
  deps.kick();
}

/** The committee meets on the day of its digest, whatever the hour: it is asked on a later one. */
async function isMorning({ clock, holidaysIn }: MinutesStoreDeps, meeting: Meeting): Promise<boolean> {
  const { committee, publishedAt } = meeting;
  const { timeZone, calendar } = committee;
  const { workingHours, schedule } = calendar;
  const now = clock.now();
  const day = morningWithin({ after: publishedAt, now }, { timeZone, workingHours });
  if (day === null || day < addDays(localDate(publishedAt, timeZone), 1)) return false;
  return isWorkedBy(day, { timeZone, workingHours, holidays: await holidaysIn(schedule.country), absences: [] });
}

async function closeOrRefresh(deps: MinutesStoreDeps, meeting: Meeting): Promise<void> {
  const { clock, database, nowMs } = deps;
  const today = localDate(clock.now(), meeting.committee.timeZone);
  if (phaseOf(meeting.minutes, today) === 'over') return close(deps, meeting);
  await refreshCard(database.client, meeting, new Date(nowMs()));
}

/** Composed before the transaction, since that takes long; a correction that comes between leaves it to the next sweep. */
async function close(deps: MinutesStoreDeps, meeting: Meeting): Promise<void> {
  const { minutes, workspaceId } = meeting;
  if (!minutes) return;
  const content = canonicalJson(await gatherContent(deps, meeting));
  const contentHash = sha256(content);
  const closedAt = deps.clock.now();
  const isClosed = await deps.database.transaction(async (transaction) => {
    if (!(await saveClosing(transaction, minutes, { content, contentHash, closedAt }))) return false;
    await recordEvent(transaction, {
      workspaceId,
      actorKey: null,
      what: 'minutes.closed',
      subjectKind: 'minutes',
      subjectId: minutes.id,
      after: { committee: meeting.committee.key, period: meeting.period, hash: contentHash },
      surface: 'schedule',
      at: closedAt,
    });
    const closed = { ...minutes, state: 'closed', closedAt, content, contentHash } as const;
    await refreshCard(transaction, { ...meeting, minutes: closed }, new Date(deps.nowMs()));
    return true;
  });
  if (isClosed) deps.kick();
}
