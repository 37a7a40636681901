import { localDate } from '../../../kernel/zoned-time.js';
import { listCommittees } from '../../../organisation/committees/committees.js';
import type { ApprovalDeps } from '../approval-deps.js';
import { delegationsTurning } from './stored-delegations.js';

export type TurningDeps = Pick<ApprovalDeps, 'database' | 'workspaceId' | 'copies' | 'kick'> & {
  readonly refreshHomes: (personKeys: readonly string[]) => void;
};

/**
 * Where somebody's vote goes to a colleague, or comes back, with a day that began in their committee since `after`, what
 * waits there is drawn again, and their Homes are. Doing it again changes nothing.
 */
export async function sweepDelegations(
  deps: TurningDeps,
  { after, now }: { readonly after: Date; readonly now: Date },
): Promise<void> {
  const { database, workspaceId } = deps;
  for (const { id: committeeId, timeZone } of await listCommittees(database.client, workspaceId)) {
    const [last, today] = [localDate(after, timeZone), localDate(now, timeZone)];
    if (last >= today) continue;
    const ask = { workspaceId, committeeId, after: last, upTo: today };
    const turning = await delegationsTurning(database.client, ask);
    if (turning.length === 0) continue;
    await database.transaction((transaction) =>
      deps.copies.redrawVoters(transaction, { workspaceId, committeeId }, today),
    );
    deps.kick();
    deps.refreshHomes(turning.flatMap(({ fromKey, toKey }) => [fromKey, toKey]));
  }
}
