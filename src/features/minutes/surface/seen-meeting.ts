import type { AppDeps } from '../../../surface/app-deps.js';
import type { Speaker } from '../../../surface/speaker.js';
import { findMeeting } from '../meetings.js';
import type { Attendance, Meeting } from '../minutes.js';
import { MinutesRefusal } from '../refusal.js';
import { maySee } from '../rights.js';
import { attendanceOf } from '../stored-minutes.js';

/** A meeting, and who was there as far as somebody has said it. */
export type Seen = { readonly meeting: Meeting; readonly attendance: readonly Attendance[] };

/** @throws MinutesRefusal (`unknown`, `guest`, `no-seat`) for what is not there, or is not this person's to see */
export async function seenMeeting(deps: AppDeps, speaker: Speaker, digestId: string): Promise<Seen> {
  const { database, workspaceId } = deps;
  const meeting = await findMeeting(database.client, { workspaceId, digestId });
  if (!meeting) throw new MinutesRefusal('unknown');
  const attendance = await attendanceOf(database.client, meeting.minutes?.id);
  if (!maySee(speaker, { committeeId: meeting.committee.id }, attendance)) {
    throw new MinutesRefusal(speaker.person.isGuest ? 'guest' : 'no-seat', meeting);
  }
  return { meeting, attendance };
}
