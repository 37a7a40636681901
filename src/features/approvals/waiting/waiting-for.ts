import { listCommittees, seatsOf } from '../../../organisation/committees/committees.js';
import type { Transaction } from '../../../platform/db/database.js';
import { findItem } from '../../follow-up/public.js';
import type { Approval } from '../approval.js';
import { electorateOf, hasSaid, seatOf } from '../electorate.js';
import { listPending, listVotes, rosterOf } from '../stored-approvals.js';

export type WaitingAsk = {
  readonly workspaceId: string;
  readonly personKey: string;
  /** Business time: delegations hold on the day it is then in the committee's zone. */
  readonly at: Date;
};

/** What a person may vote on and has not yet, for themselves or in somebody's place; what ends first comes first. */
export async function waitingFor(client: Transaction, ask: WaitingAsk): Promise<Approval[]> {
  const { workspaceId, personKey, at } = ask;
  const seats = await seatsOf(client, { workspaceId, personKey });
  const pending = (await listPending(client, { workspaceId, committeeIds: [...seats.keys()] })).filter(
    ({ expiresAt }) => at <= expiresAt,
  );
  if (pending.length === 0) return [];
  const committees = await listCommittees(client, workspaceId);
  const votes = await listVotes(client, { approvalIds: pending.map(({ id }) => id) });
  const rosters = new Map<string, Awaited<ReturnType<typeof rosterOf>>>();
  const waiting: Approval[] = [];
  for (const approval of pending) {
    const { id, round, itemId, committeeId } = approval;
    const committee = committees.find((one) => one.id === committeeId);
    const item = await findItem(client, { workspaceId, id: itemId });
    if (!committee || !item) continue;
    const roster = rosters.get(committeeId) ?? (await rosterOf(client, committee, at));
    rosters.set(committeeId, roster);
    const said = votes.filter((vote) => vote.approvalId === id && vote.round === round);
    const electorate = electorateOf(roster, { ...approval, ownerKey: item.ownerKey });
    const seat = seatOf(personKey, electorate, said);
    if (seat !== null && !hasSaid(seat, electorate, said)) waiting.push(approval);
  }
  return waiting;
}
