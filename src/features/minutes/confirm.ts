import type { CalendarDate } from '../../kernel/calendar.js';
import { sha256 } from '../../kernel/ids.js';
import { canonicalJson } from '../../kernel/json.js';
import { localDate } from '../../kernel/zoned-time.js';
import { membersOf } from '../../organisation/committees/committees.js';
import { inChargeAmong } from '../../organisation/committees/seats.js';
import { recordEvent } from '../../platform/db/events.js';
import type { AppDeps, StoreDeps } from '../../surface/app-deps.js';
import { optionsOf } from '../../surface/cards/copies.js';
import { deadlineOf } from '../approvals/public.js';
import { placeCard, refreshCard } from './cards/copies.js';
import { type LockedMinutes, lockMinutes } from './locked-minutes.js';
import { findMeeting } from './meetings.js';
import { type Attendance, type Meeting, type MeetingCommittee, phaseOf } from './minutes.js';
import { MinutesRefusal } from './refusal.js';
import { seatedAmong } from './rights.js';
import { saveConfirmation } from './stored-minutes.js';

/** What confirming needs: corrections are open for working days. */
type ConfirmDeps = StoreDeps & Pick<AppDeps, 'holidaysIn'>;

export type Confirming = {
  readonly digestId: string;
  readonly personKey: string;
  /** Keys of people; whoever of them does not sit in the committee was there as a guest. */
  readonly present: readonly string[];
  /** Keys of members. All others were absent. */
  readonly excused: readonly string[];
  /** `attendanceMark` of what the form was opened on. */
  readonly mark: string;
};

/** Names what was said of who was there, so that nobody overwrites what somebody else has said meanwhile. */
export function attendanceMark(attendance: readonly Attendance[]): string {
  const said = attendance.map(({ personKey, presence }) => [personKey, presence]);
  return sha256(canonicalJson(said.toSorted())).slice(0, 16);
}

/**
 * Stores who was at a meeting, as the chair says it. The first time this begins the days for corrections; said again
 * within them, it replaces what was said before and the days stay as they are. The same again changes nothing.
 * @throws MinutesRefusal (`unknown`, `gone`, `chair-only`, `over`, `twice`, `not-seated`, `stale`); then nothing was changed
 */
export async function confirmAttendance(deps: ConfirmDeps, confirming: Confirming): Promise<Meeting> {
  const { workspaceId, database } = deps;
  const known = await findMeeting(database.client, { workspaceId, digestId: confirming.digestId });
  if (!known) throw new MinutesRefusal('unknown');
  const correctableUntil = await correctableUntilOf(deps, known.committee);
  const isChanged = await database.transaction(async (transaction) => {
    const locked = await lockMinutes(deps, transaction, confirming);
    const after = await attendanceAfter(locked, confirming);
    const isSame = canonicalJson(after) === canonicalJson(locked.attendance);
    if (isSame && locked.meeting.minutes.state === 'confirmed') return false;
    if (confirming.mark !== attendanceMark(locked.attendance)) throw new MinutesRefusal('stale', locked.meeting);
    await storeConfirmation(deps, locked, { after, correctableUntil });
    return true;
  });
  if (isChanged) deps.kick();
  const meeting = await findMeeting(database.client, { workspaceId, digestId: confirming.digestId });
  return meeting ?? known;
}

/** The last day for corrections of what is confirmed now, by the committee's own calendar. */
async function correctableUntilOf(deps: ConfirmDeps, committee: MeetingCommittee): Promise<CalendarDate> {
  const { calendar, timeZone, correctionDays: within } = committee;
  const holidays = await deps.holidaysIn(calendar.schedule.country);
  return localDate(deadlineOf(committee, { from: deps.clock.now(), within, holidays }), timeZone);
}

/** Who was there, by key, as it is asked for. */
async function attendanceAfter(
  locked: LockedMinutes,
  { personKey, present, excused }: Confirming,
): Promise<Attendance[]> {
  const { meeting, transaction, today } = locked;
  const members = await membersOf(transaction, { committeeId: meeting.committee.id });
  if (!inChargeAmong(members).includes(personKey)) throw new MinutesRefusal('chair-only', meeting);
  const phase = phaseOf(meeting.minutes, today);
  if (phase === 'over' || phase === 'closed') throw new MinutesRefusal('over', meeting);
  if (present.some((key) => excused.includes(key))) throw new MinutesRefusal('twice', meeting);
  const seated = seatedAmong(members, meeting).map((member) => member.personKey);
  if (excused.some((key) => !seated.includes(key))) throw new MinutesRefusal('not-seated', meeting);
  const presenceOf = (key: string) =>
    present.includes(key) ? 'present' : excused.includes(key) ? 'excused' : 'absent';
  const guests = [...new Set(present)].filter((key) => !seated.includes(key));
  return [
    ...seated.map((key) => ({ personKey: key, presence: presenceOf(key) }) as const),
    ...guests.map((key) => ({ personKey: key, presence: 'guest' }) as const),
  ].sort((a, b) => (a.personKey < b.personKey ? -1 : 1));
}

async function storeConfirmation(
  deps: ConfirmDeps,
  { transaction, meeting, attendance, actor, at }: LockedMinutes,
  { after, correctableUntil }: { readonly after: readonly Attendance[]; readonly correctableUntil: CalendarDate },
): Promise<void> {
  const { minutes, workspaceId } = meeting;
  const isFirst = minutes.state === 'open';
  const confirmed = {
    ...minutes,
    state: 'confirmed',
    confirmedByKey: actor.person.key,
    confirmedAt: at,
    correctableUntil: minutes.correctableUntil ?? correctableUntil,
  } as const;
  const { id, confirmedByKey, confirmedAt } = confirmed;
  await saveConfirmation(
    transaction,
    { id, confirmedByKey, confirmedAt, correctableUntil: confirmed.correctableUntil },
    after,
  );
  await recordEvent(transaction, {
    workspaceId,
    actorKey: actor.person.key,
    what: 'minutes.confirmed',
    subjectKind: 'minutes',
    subjectId: minutes.id,
    ...(isFirst ? {} : { before: factsOf(attendance) }),
    after: {
      committee: meeting.committee.key,
      period: meeting.period,
      digestId: meeting.digestId,
      correctableUntil: confirmed.correctableUntil,
      ...factsOf(after),
    },
    surface: 'slack',
    at,
  });
  const now = { ...meeting, minutes: confirmed };
  if (isFirst) await placeCard(transaction, now, optionsOf(deps));
  else await refreshCard(transaction, now, new Date(deps.nowMs()));
}

function factsOf(attendance: readonly Attendance[]) {
  const who = (wanted: string) =>
    attendance.filter(({ presence }) => presence === wanted).map(({ personKey }) => personKey);
  return { present: who('present'), excused: who('excused'), absent: who('absent'), guests: who('guest') };
}
