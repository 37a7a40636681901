import { regionalDay } from '../../../kernel/dates-in-words.js';
import { localDate } from '../../../kernel/zoned-time.js';
import { type Member, membersOf } from '../../../organisation/committees/committees.js';
import { inChargeAmong } from '../../../organisation/committees/seats.js';
import { isAbsent } from '../../../organisation/people/absence.js';
import { absencesOf } from '../../../organisation/people/absences.js';
import { peopleOfKeys } from '../../../organisation/people/people.js';
import { plainInMrkdwn } from '../../../platform/slack/escape.js';
import type { ModalView } from '../../../platform/slack/view.js';
import type { AppDeps } from '../../../surface/app-deps.js';
import type { Speaker } from '../../../surface/speaker.js';
import { attendanceMark } from '../confirm.js';
import { assertMayCorrect } from '../correct.js';
import { periodText } from '../document.js';
import { type AttendanceFormOptions, attendanceForm } from '../forms/attendance-form.js';
import { correctionForm } from '../forms/correction-form.js';
import type { Seen } from '../minutes.js';
import { type Attendance, type Meeting, type Presence, phaseOf } from '../minutes.js';
import { MinutesRefusal } from '../refusal.js';
import { seatedAmong } from '../rights.js';

type Of = { readonly speaker: Speaker; readonly thing: Seen };

/** The form in which the chair says who was there. @throws MinutesRefusal (`chair-only`, `over`) */
export async function openAttendance(
  deps: AppDeps,
  { speaker, thing: { meeting, attendance } }: Of,
): Promise<ModalView> {
  const { database, clock } = deps;
  const { say } = speaker;
  const { committee, minutes, digestId } = meeting;
  const members = await membersOf(database.client, { committeeId: committee.id });
  if (!inChargeAmong(members).includes(speaker.person.key)) throw new MinutesRefusal('chair-only', meeting);
  const phase = phaseOf(minutes, localDate(clock.now(), committee.timeZone));
  if (phase === 'over' || phase === 'closed') throw new MinutesRefusal('over', meeting);
  const seated = seatedAmong(members, meeting);
  const known = phase === 'open' ? await expected(deps, meeting, seated) : attendance;
  const intro = say('minutes.attend.intro', {
    ...placesOf(meeting, speaker),
    state: phase,
    days: committee.correctionDays,
  });
  const lists = await listsOf(deps, { meeting, seated, known });
  return attendanceForm({ say, digestId, mark: attendanceMark(attendance), intro, ...lists });
}

/** Before anybody has said it: members who were away on the day of the digest are excused, the others were there. */
async function expected(
  { database, workspaceId }: AppDeps,
  { publishedAt, committee }: Meeting,
  seated: readonly Member[],
): Promise<Attendance[]> {
  const day = localDate(publishedAt, committee.timeZone);
  const personKeys = seated.map(({ personKey }) => personKey);
  const absences = await absencesOf(database.client, { workspaceId, personKeys, from: day });
  const away = new Set(absences.filter((one) => isAbsent(day, [one])).map(({ personKey }) => personKey));
  return personKeys.map((personKey) => ({ personKey, presence: away.has(personKey) ? 'excused' : 'present' }));
}

type Lists = Pick<AttendanceFormOptions, 'present' | 'excused' | 'unlinked'>;

/** People as the form shows them: by Slack account, and by name those who have none, or none any more. */
async function listsOf(
  { database }: AppDeps,
  {
    meeting,
    seated,
    known,
  }: { readonly meeting: Meeting; readonly seated: readonly Member[]; readonly known: readonly Attendance[] },
): Promise<Lists> {
  const guests = known.filter(({ presence }) => presence === 'guest').map(({ personKey }) => personKey);
  const accounts = await peopleOfKeys(database.client, { workspaceId: meeting.workspaceId, keys: guests });
  const presenceOf = new Map<string, Presence>(known.map(({ personKey, presence }) => [personKey, presence]));
  const isListed = ({ slackUserId, leftAt }: Member) => slackUserId !== null && leftAt === null;
  const inList = (presence: Presence) =>
    seated
      .filter((member) => isListed(member) && presenceOf.get(member.personKey) === presence)
      .flatMap(({ slackUserId }) => slackUserId ?? []);
  return {
    present: [...inList('present'), ...guests.flatMap((key) => accounts.get(key)?.slackUserId ?? [])],
    excused: inList('excused'),
    unlinked: seated
      .filter((member) => !isListed(member))
      .map(({ personKey: value, name: text }) => {
        const presence = presenceOf.get(value);
        return { value, text, presence: presence === 'present' || presence === 'excused' ? presence : 'other' };
      }),
  };
}

/** The form for a correction. @throws MinutesRefusal (`no-seat`, `guest`, `not-confirmed`, `over`) */
export function openCorrection(deps: AppDeps, { speaker, thing: { meeting, attendance } }: Of): ModalView {
  const today = localDate(deps.clock.now(), meeting.committee.timeZone);
  assertMayCorrect({ actor: speaker, meeting, attendance, today });
  const { say } = speaker;
  return correctionForm({
    say,
    digestId: meeting.digestId,
    intro: say('minutes.correct.intro', placesOf(meeting, speaker)),
  });
}

function placesOf({ committee, period, minutes }: Meeting, { locale }: Speaker) {
  const until = minutes?.correctableUntil ?? null;
  return {
    committee: plainInMrkdwn(committee.name[locale]),
    period: periodText(period, locale),
    until: until === null ? '' : regionalDay(until, { locale }),
  };
}
