import { type Committee, findCommitteeById } from '../../organisation/committees/committees.js';
import { findItem, type Item } from '../follow-up/public.js';
import type { Approval, Vote } from './approval.js';
import type { ApprovalDeps } from './approval-deps.js';
import { type Elector, electorateOf, tallyOf } from './electorate.js';
import type { Tally } from './policy.js';
import { type ApprovalReason, reasonsFor } from './rule.js';
import { endedBy, findApproval, listVotes, rosterWithLeave } from './stored-approvals.js';

/** Everything a card needs, as it stands now. */
export type ApprovalFacts = {
  readonly approval: Approval;
  readonly item: Item;
  /** Of this round, the oldest first. */
  readonly votes: readonly Vote[];
  /** Who may vote now, by key. */
  readonly electorate: readonly Elector[];
  /** What their votes come to now. */
  readonly tally: Tally;
  /** Whose approvers, or whose chair, are asked; null where it was archived. */
  readonly committee: Committee | null;
  /** What the rule of the item's committee says about it now; empty where somebody asked of their own accord. */
  readonly reasons: readonly ApprovalReason[];
  /** Whose click approved, rejected or withdrew it; null while it is pending, and where time ran out. */
  readonly endedByKey: string | null;
};

/** Null where there is no such approval. */
export async function readApprovalFacts(
  { database, workspaceId, clock }: Pick<ApprovalDeps, 'database' | 'workspaceId' | 'clock'>,
  id: string,
): Promise<ApprovalFacts | null> {
  const { client } = database;
  const approval = await findApproval(client, { workspaceId, id });
  const item = approval && (await findItem(client, { workspaceId, id: approval.itemId }));
  if (!approval || !item) return null;
  const committee = await findCommitteeById(client, { workspaceId, id: approval.committeeId });
  const home =
    item.committeeId === approval.committeeId
      ? committee
      : await findCommitteeById(client, { workspaceId, id: item.committeeId });
  const votes = await listVotes(client, { approvalIds: [id], round: approval.round });
  const roster = committee && (await rosterWithLeave(client, committee, clock.now()));
  const electorate = roster ? electorateOf(roster, { ...approval, ownerKey: item.ownerKey }) : [];
  const reasons = reasonsFor(home?.approvals ?? null, item);
  const endedByKey = await endedBy(client, approval);
  return { approval, item, votes, electorate, tally: tallyOf(electorate, votes), committee, reasons, endedByKey };
}
