import type { CalendarDate } from '../../kernel/calendar.js';
import { localDate } from '../../kernel/zoned-time.js';
import { type Actor, actorOf } from '../../organisation/committees/seats.js';
import type { Transaction } from '../../platform/db/database.js';
import type { StoreDeps } from '../../surface/app-deps.js';
import { findMeeting } from './meetings.js';
import type { Attendance, Meeting, Minutes } from './minutes.js';
import { MinutesRefusal } from './refusal.js';
import { attendanceOf, takeMinutes } from './stored-minutes.js';

/** Minutes that a transaction has taken: whoever wants them too waits. Everything is read after that. */
export type LockedMinutes = {
  readonly transaction: Transaction;
  readonly meeting: Meeting & { readonly minutes: Minutes };
  readonly attendance: readonly Attendance[];
  readonly actor: Actor;
  /** Business time, and the day it is in the committee's zone. */
  readonly at: Date;
  readonly today: CalendarDate;
};

/**
 * Takes the minutes of a meeting for the rest of a transaction, for somebody who is still there.
 * @throws MinutesRefusal (`unknown`, `gone`)
 */
export async function lockMinutes(
  deps: Pick<StoreDeps, 'workspaceId' | 'clock' | 'newId'>,
  transaction: Transaction,
  { digestId, personKey }: { readonly digestId: string; readonly personKey: string },
): Promise<LockedMinutes> {
  const { workspaceId } = deps;
  const at = deps.clock.now();
  const found = await findMeeting(transaction, { workspaceId, digestId });
  if (!found) throw new MinutesRefusal('unknown');
  const committeeId = found.committee.id;
  const minutes = await takeMinutes(transaction, { id: deps.newId(), workspaceId, committeeId, digestId, at });
  const meeting = { ...found, minutes };
  const actor = await actorOf(transaction, { workspaceId, personKey });
  if (!actor || actor.person.leftAt) throw new MinutesRefusal('gone', meeting);
  const attendance = await attendanceOf(transaction, minutes.id);
  return { transaction, meeting, attendance, actor, at, today: localDate(at, found.committee.timeZone) };
}
