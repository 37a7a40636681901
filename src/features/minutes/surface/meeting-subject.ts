import type { Subject } from '../../../surface/acts/subject.js';
import type { AppDeps } from '../../../surface/app-deps.js';
import { findMeeting } from '../meetings.js';
import type { Seen } from '../minutes.js';
import { maySee } from '../rights.js';
import { attendanceOf } from '../stored-minutes.js';
import { minutesView } from './minutes-view.js';
import { refusalOf } from './refusals.js';

/** Meetings and their minutes, as people meet them in Slack, by the id of their digest. */
export function meetingSubject(deps: AppDeps): Subject<Seen> {
  const { database, workspaceId } = deps;
  return {
    async find(speaker, digestId) {
      const meeting = await findMeeting(database.client, { workspaceId, digestId });
      if (!meeting) return null;
      const attendance = await attendanceOf(database.client, meeting.minutes?.id);
      return maySee(speaker, { committeeId: meeting.committee.id }, attendance) ? { meeting, attendance } : null;
    },
    refusal: (speaker, error) => refusalOf(deps, speaker, error),
    whole: { callbackId: 'minutes:view', draw: (speaker, seen) => minutesView(deps, speaker, seen) },
  };
}
