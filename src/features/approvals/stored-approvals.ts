import { z } from 'zod';
import { canonicalJson } from '../../kernel/json.js';
import { localDate } from '../../kernel/zoned-time.js';
import { ApprovalPolicy } from '../../organisation/committees/approval-rule.js';
import { type Committee, membersOf } from '../../organisation/committees/committees.js';
import { isAbsent } from '../../organisation/people/absence.js';
import { absencesOf } from '../../organisation/people/absences.js';
import type { Client, Transaction } from '../../platform/db/database.js';
import {
  type Approval,
  type ApprovalStage,
  type ApprovalState,
  approvalStages,
  approvalStates,
  type Vote,
  voteChoices,
} from './approval.js';
import { delegationsIn } from './delegations/stored-delegations.js';
import type { Roster } from './electorate.js';

type Row = Awaited<ReturnType<Client['approval']['findFirstOrThrow']>>;
type VoteRow = Awaited<ReturnType<Client['vote']['findFirstOrThrow']>>;

/** What `Approval.policy` holds. */
const Terms = z.object({ takes: ApprovalPolicy, changedBy: z.array(z.string()).readonly() });

/** The approval a row holds. A word that no version wrote counts as what lets nothing through. */
function asApproval({ policy, stage, state, ...row }: Row): Approval {
  const { takes, changedBy } = Terms.parse(JSON.parse(policy));
  return {
    ...row,
    stage: approvalStages.find((known): known is ApprovalStage => known === stage) ?? 'chair',
    state: approvalStates.find((known): known is ApprovalState => known === state) ?? 'expired',
    policy: takes,
    changedByKeys: changedBy,
  };
}

function asRow({ policy, changedByKeys, ...approval }: Approval): Row {
  return { ...approval, policy: canonicalJson({ takes: policy, changedBy: changedByKeys }) };
}

function asVote({ choice, ...row }: VoteRow): Vote {
  return { ...row, choice: voteChoices.find((known) => known === choice) ?? 'change' };
}

export async function insertApproval(transaction: Transaction, approval: Approval): Promise<void> {
  await transaction.approval.create({ data: asRow(approval) });
}

/** Writes an approval that this transaction has taken. */
export async function saveApproval(transaction: Transaction, approval: Approval): Promise<void> {
  const { id, version: _version, ...data } = asRow(approval);
  await transaction.approval.update({ where: { id }, data });
}

type Which = {
  readonly workspaceId: string;
  readonly id?: string;
  readonly itemId?: string;
  readonly state?: ApprovalState;
  readonly expiresAt?: { readonly lt: Date };
};

/** Takes a row: until the transaction ends nobody else can vote on it or change it. */
async function take(transaction: Transaction, where: Which): Promise<Approval | null> {
  const { count } = await transaction.approval.updateMany({ where, data: { version: { increment: 1 } } });
  if (count === 0) return null;
  const row = await transaction.approval.findFirst({ where });
  return row && asApproval(row);
}

/** Takes an approval, whatever its state. */
export function takeApproval(
  transaction: Transaction,
  ask: { readonly workspaceId: string; readonly id: string },
): Promise<Approval | null> {
  return take(transaction, ask);
}

/** Takes what an item waits for; null where it waits for nothing. */
export function takePendingOf(
  transaction: Transaction,
  ask: { readonly workspaceId: string; readonly itemId: string },
): Promise<Approval | null> {
  return take(transaction, { ...ask, state: 'pending' });
}

/** Takes a pending approval whose time has run out; null where that is not so, or not any more. */
export function takeExpired(
  transaction: Transaction,
  { now, ...ask }: { readonly workspaceId: string; readonly id: string; readonly now: Date },
): Promise<Approval | null> {
  return take(transaction, { ...ask, state: 'pending', expiresAt: { lt: now } });
}

export async function findApproval(
  store: Transaction,
  ask: { readonly workspaceId: string; readonly id: string },
): Promise<Approval | null> {
  const row = await store.approval.findFirst({ where: ask });
  return row && asApproval(row);
}

/** Whose click approved, rejected or withdrew an approval, by its event; null where nobody's did. */
export async function endedBy(
  store: Transaction,
  { workspaceId, id, state }: Pick<Approval, 'workspaceId' | 'id' | 'state'>,
): Promise<string | null> {
  if (state === 'pending') return null;
  const where = { workspaceId, subjectKind: 'approval', subjectId: id, what: `approval.${state}` };
  const event = await store.event.findFirst({ where, orderBy: { sequence: 'desc' }, select: { actorKey: true } });
  return event?.actorKey ?? null;
}

/** The newest approval of each of some items, by item id. */
export async function newestOfEach(store: Transaction, itemIds: readonly string[]): Promise<Map<string, Approval>> {
  if (itemIds.length === 0) return new Map();
  const rows = await store.approval.findMany({
    where: { itemId: { in: [...itemIds] } },
    orderBy: [{ requestedAt: 'asc' }, { id: 'asc' }],
  });
  return new Map(rows.map((row) => [row.itemId, asApproval(row)]));
}

/** Pending approvals of some committees, what ends first comes first. */
export async function listPending(
  store: Transaction,
  ask: { readonly workspaceId: string; readonly committeeIds: readonly string[] },
): Promise<Approval[]> {
  const { workspaceId, committeeIds } = ask;
  const rows = await store.approval.findMany({
    where: { workspaceId, committeeId: { in: [...committeeIds] }, state: 'pending' },
    orderBy: [{ expiresAt: 'asc' }, { id: 'asc' }],
  });
  return rows.map(asApproval);
}

/** Ids of pending approvals whose time has run out, the oldest first. */
export async function listExpired(
  store: Transaction,
  { workspaceId, now, take: atMost }: { readonly workspaceId: string; readonly now: Date; readonly take: number },
): Promise<string[]> {
  const rows = await store.approval.findMany({
    where: { workspaceId, state: 'pending', expiresAt: { lt: now } },
    orderBy: [{ expiresAt: 'asc' }, { id: 'asc' }],
    take: atMost,
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** The votes of some approvals, the oldest first; of one round where it is given. */
export async function listVotes(
  store: Transaction,
  ask: { readonly approvalIds: readonly string[]; readonly round?: number },
): Promise<Vote[]> {
  const { approvalIds, round } = ask;
  const rows = await store.vote.findMany({
    where: { approvalId: { in: [...approvalIds] }, ...(round === undefined ? {} : { round }) },
    orderBy: [{ at: 'asc' }, { approverKey: 'asc' }],
  });
  return rows.map(asVote);
}

/** Writes a vote over what the same approver said before in that round. */
export async function writeVote(transaction: Transaction, vote: Vote): Promise<void> {
  const { approvalId, round, approverKey, ...data } = vote;
  const key = { approvalId, round, approverKey };
  await transaction.vote.upsert({
    where: { approvalId_round_approverKey: key },
    create: { ...key, ...data },
    update: data,
  });
}

export async function deleteVote(
  transaction: Transaction,
  { approvalId, round, approverKey }: Pick<Vote, 'approvalId' | 'round' | 'approverKey'>,
): Promise<void> {
  await transaction.vote.deleteMany({ where: { approvalId, round, approverKey } });
}

/** A committee's people as they are at an instant: on its own day, by its own zone. Who is on leave is left out. */
export async function rosterOf(store: Transaction, committee: Committee, at: Date): Promise<Roster> {
  const { id: committeeId, workspaceId, timeZone } = committee;
  const members = await membersOf(store, { committeeId });
  const delegations = await delegationsIn(store, { workspaceId, committeeId, on: localDate(at, timeZone) });
  return { members, delegations, away: new Set() };
}

/** The same, with those who are on leave: it changes nothing about who may vote, and is worth a question where it is shown. */
export async function rosterWithLeave(store: Transaction, committee: Committee, at: Date): Promise<Roster> {
  const roster = await rosterOf(store, committee, at);
  const on = localDate(at, committee.timeZone);
  const personKeys = [...new Set(roster.members.map(({ personKey }) => personKey))];
  const absences = await absencesOf(store, { workspaceId: committee.workspaceId, personKeys, from: on });
  const away = absences.filter((absence) => isAbsent(on, [absence])).map(({ personKey }) => personKey);
  return { ...roster, away: new Set(away) };
}
