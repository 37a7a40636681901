import type { Locale } from '../../../kernel/numbers.js';
import { seatsOf } from '../../../organisation/committees/committees.js';
import type { Person } from '../../../organisation/people/people.js';
import { personOf } from '../../../organisation/people/who.js';
import type { Say } from '../../../platform/texts.js';
import type { Actor } from '../../decisions/public.js';
import { findMeeting } from '../meetings.js';
import type { Attendance, Meeting } from '../minutes.js';
import type { MinutesDeps } from '../minutes-deps.js';
import { MinutesRefusal } from '../refusal.js';
import { maySee } from '../rights.js';
import { attendanceOf } from '../stored-minutes.js';

/** Who asks for something: who they are, where they sit, and how to speak to them. */
export type Speaker = Actor & { readonly person: Person; readonly locale: Locale; readonly say: Say };

/** @throws ForbiddenError for somebody who is not in `copil.yml` */
export async function speakerOf(deps: MinutesDeps, slackUserId: string): Promise<Speaker> {
  const { database, workspaceId, texts } = deps;
  const person = await personOf(deps, slackUserId);
  const seats = await seatsOf(database.client, { workspaceId, personKey: person.key });
  return { person, seats, locale: person.locale, say: texts.in(person.locale) };
}

/** A meeting, and who was there as far as somebody has said it. */
export type Seen = { readonly meeting: Meeting; readonly attendance: readonly Attendance[] };

/** @throws MinutesRefusal (`unknown`, `guest`, `no-seat`) for what is not there, or is not this person's to see */
export async function seenMeeting(deps: MinutesDeps, speaker: Speaker, digestId: string): Promise<Seen> {
  const { database, workspaceId } = deps;
  const meeting = await findMeeting(database.client, { workspaceId, digestId });
  if (!meeting) throw new MinutesRefusal('unknown');
  const attendance = await attendanceOf(database.client, meeting.minutes?.id);
  if (!maySee(speaker, { committeeId: meeting.committee.id }, attendance)) {
    throw new MinutesRefusal(speaker.person.isGuest ? 'guest' : 'no-seat', meeting);
  }
  return { meeting, attendance };
}
