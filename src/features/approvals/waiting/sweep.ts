import { moveMark, readMark } from '../../../platform/scheduler/stored-marks.js';
import type { ApprovalDeps } from '../approval-deps.js';
import { sweepDelegations, type TurningDeps } from '../delegations/sweep.js';
import { lookAfterCards } from './channel-cards.js';
import { anythingWaits } from './stored-waiting.js';

export type WaitingSweepDeps = Pick<
  ApprovalDeps,
  'database' | 'workspaceId' | 'clock' | 'nowMs' | 'kick' | 'holidaysIn' | 'copies' | 'log'
> &
  TurningDeps;

const mark = 'approvals.cards-swept-until';
/** What the versions moved that told by themselves what waits. */
const olderMark = 'approvals.swept-until';

/**
 * Draws what waits again where a vote went to a colleague or came back with the day, and in each channel in the morning.
 * Mornings before the very first sweep are left alone; a crash in the middle leaves the rest to the next sweep.
 */
export async function sweepWaiting(deps: WaitingSweepDeps): Promise<void> {
  const { database, workspaceId } = deps;
  const now = deps.clock.now();
  const after = await readMark(database.client, { workspaceId, names: [mark, olderMark] });
  if (after !== null) await sweepDelegations(deps, { after, now });
  if (after !== null && (await anythingWaits(database.client, workspaceId))) await lookAfterCards(deps, { after, now });
  await moveMark(database.client, { workspaceId, name: mark, until: now });
}
