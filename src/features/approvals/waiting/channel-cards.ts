import { weekdayOf } from '../../../kernel/calendar.js';
import { type Committee, listCommittees } from '../../../organisation/committees/committees.js';
import { morningWithin } from '../../../organisation/people/rhythm.js';
import { redrawAll } from '../../../platform/outbox/redraw.js';
import type { ApprovalDeps } from '../approval-deps.js';
import { cardKey } from '../cards/copies.js';
import { listPending } from '../stored-approvals.js';
import { standingKeys } from './stored-waiting.js';

export type ChannelCardDeps = Pick<ApprovalDeps, 'database' | 'workspaceId' | 'nowMs' | 'kick' | 'holidaysIn' | 'log'>;

/**
 * On the morning of each working day of a committee, what waits in its channel is drawn again, shown or not: a card that
 * somebody deleted is found out by that, and posted again, once. One edit for each approval that waits.
 */
export async function lookAfterCards(
  deps: ChannelCardDeps,
  moment: { readonly after: Date; readonly now: Date },
): Promise<void> {
  const { database, workspaceId, nowMs } = deps;
  for (const committee of await listCommittees(database.client, workspaceId)) {
    const { id, channel, timeZone, calendar } = committee;
    const day = channel === null ? null : morningWithin(moment, { timeZone, workingHours: calendar.workingHours });
    if (channel === null || day === null || !(await isWorked(deps, committee, day))) continue;
    const pending = await listPending(database.client, { workspaceId, committeeIds: [id] });
    const cards = pending.map((approval) => cardKey(approval.id, channel));
    const keys = await standingKeys(database.client, [...cards, ...cards.map((key) => `${key}:again`)]);
    if (keys.length === 0) continue;
    const drawn = { contentHash: `morning:${day}`, now: new Date(nowMs()) };
    await database.transaction((transaction) => redrawAll(transaction, { keys }, drawn));
    deps.kick();
  }
}

/** One whose holidays cannot be had works on all days of its week. */
async function isWorked({ holidaysIn, log }: ChannelCardDeps, { calendar }: Committee, day: string): Promise<boolean> {
  if (!calendar.workingHours.days.includes(weekdayOf(day))) return false;
  try {
    return !(await holidaysIn(calendar.schedule.country)).isHoliday(day);
  } catch (error) {
    log.warn('a committee has no holiday calendar; its cards are looked after on holidays too', { err: error });
    return true;
  }
}
