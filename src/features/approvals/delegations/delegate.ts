import { type CalendarDate, dayNumber, isCalendarDate } from '../../../kernel/calendar.js';
import { NotFoundError } from '../../../kernel/errors.js';
import { localDate } from '../../../kernel/zoned-time.js';
import {
  type Committee,
  findCommitteeById,
  type Member,
  membersOf,
} from '../../../organisation/committees/committees.js';
import type { Transaction } from '../../../platform/db/database.js';
import { recordEvent } from '../../../platform/db/events.js';
import type { Delegation } from '../approval.js';
import type { ApprovalDeps, DelegationNews } from '../approval-deps.js';
import { type DelegationProblem, DelegationRefusal } from './delegation-refusal.js';
import { delegationsDuring, findDelegation, insertDelegation, lockCommittee, markEnded } from './stored-delegations.js';

export type DelegationDeps = Pick<ApprovalDeps, 'database' | 'workspaceId' | 'clock' | 'newId' | 'copies' | 'kick'>;

export type NewDelegation = {
  readonly committeeId: string;
  readonly fromKey: string;
  readonly toKey: string;
  readonly fromOn: CalendarDate;
  /** Included. */
  readonly toOn: CalendarDate;
  /** Who says so: the approver. Rights are the caller's to check. */
  readonly actorKey: string;
};

/** Longer than any leave somebody plans; a slip of the year would otherwise give a vote away for good. */
const longestDays = 400;

/**
 * Lets somebody of the same committee vote in an approver's place on these days, with an event. They are told, and what
 * waits there shows it, from the first of these days on.
 * @throws DelegationRefusal with its problem; NotFoundError for a committee that is not in use
 */
export async function addDelegation(deps: DelegationDeps, ask: NewDelegation): Promise<Delegation> {
  const added = await deps.database.transaction(async (transaction) => {
    const { workspaceId } = deps;
    await lockCommittee(transaction, ask.committeeId);
    const committee = await findCommitteeById(transaction, { workspaceId, id: ask.committeeId });
    if (!committee) throw new NotFoundError(`There is no committee ${ask.committeeId}`);
    const at = deps.clock.now();
    const today = localDate(at, committee.timeZone);
    const problem = await problemOf(transaction, { ask, committee, today });
    if (problem) throw new DelegationRefusal(problem);
    const { actorKey, ...facts } = ask;
    const delegation: Delegation = { ...facts, id: deps.newId(), workspaceId, createdAt: at, endedAt: null };
    await insertDelegation(transaction, delegation);
    await leaveEvent(transaction, { delegation, what: 'added', actorKey, at });
    await showIt(deps, transaction, { delegation, what: 'given', today });
    return delegation;
  });
  deps.kick();
  return added;
}

/**
 * Takes a delegation back, from now on; what was cast by it stays. Who held it is told, unless it was over. Null where it
 * was taken back before, or is none of `fromKey`'s.
 */
export async function endDelegation(
  deps: DelegationDeps,
  ask: { readonly id: string; readonly fromKey: string; readonly actorKey: string },
): Promise<Delegation | null> {
  const { workspaceId } = deps;
  const { id, fromKey, actorKey } = ask;
  const ended = await deps.database.transaction(async (transaction) => {
    const at = deps.clock.now();
    if (!(await markEnded(transaction, { workspaceId, id, fromKey, endedAt: at }))) return null;
    const delegation = await findDelegation(transaction, { workspaceId, id });
    if (!delegation) return null;
    await leaveEvent(transaction, { delegation, what: 'ended', actorKey, at });
    const committee = await findCommitteeById(transaction, { workspaceId, id: delegation.committeeId });
    if (committee)
      await showIt(deps, transaction, { delegation, what: 'ended', today: localDate(at, committee.timeZone) });
    return delegation;
  });
  deps.kick();
  return ended;
}

/** The colleague hears of it; where it holds today, what waits in the committee shows at once who may vote now. */
async function showIt(
  { copies }: DelegationDeps,
  transaction: Transaction,
  { delegation, what, today }: DelegationNews & { readonly today: CalendarDate },
): Promise<void> {
  const { id, workspaceId, committeeId, fromOn, toOn } = delegation;
  if (toOn < today) return;
  await copies.tellOfDelegation(transaction, { delegation, what });
  if (fromOn > today) return;
  await copies.redrawVoters(transaction, { workspaceId, committeeId }, `${what}:${id}`);
}

type Judged = { readonly ask: NewDelegation; readonly committee: Committee; readonly today: CalendarDate };

async function problemOf(transaction: Transaction, judged: Judged): Promise<DelegationProblem | null> {
  const { ask, committee } = judged;
  const members = await membersOf(transaction, { committeeId: committee.id });
  const problem = peopleProblem(members, ask) ?? daysProblem(judged);
  if (problem) return problem;
  const others = await delegationsDuring(transaction, { ...ask, workspaceId: committee.workspaceId });
  if (others.some(({ fromKey }) => fromKey === ask.fromKey)) return 'overlap';
  // Whoever gave their own vote away is not there to cast another's.
  return others.some(({ fromKey }) => fromKey === ask.toKey) ? 'chain' : null;
}

function peopleProblem(members: readonly Member[], { fromKey, toKey }: NewDelegation): DelegationProblem | null {
  const isApprover = members.some(
    ({ personKey, role, isGuest }) => personKey === fromKey && role === 'approver' && !isGuest,
  );
  if (!isApprover) return 'not-approver';
  if (fromKey === toKey) return 'yourself';
  const delegate = members.find(({ personKey }) => personKey === toKey);
  if (!delegate) return 'not-member';
  if (delegate.isGuest) return 'guest';
  return delegate.leftAt === null ? null : 'left';
}

function daysProblem({ ask, today }: Judged): DelegationProblem | null {
  const { fromOn, toOn } = ask;
  if (!isCalendarDate(fromOn) || !isCalendarDate(toOn)) return 'not-a-date';
  if (toOn < fromOn) return 'before-start';
  if (toOn < today) return 'over';
  return dayNumber(toOn) - dayNumber(fromOn) >= longestDays ? 'too-long' : null;
}

function leaveEvent(
  transaction: Transaction,
  told: {
    readonly delegation: Delegation;
    readonly what: 'added' | 'ended';
    readonly actorKey: string;
    readonly at: Date;
  },
): Promise<void> {
  const { id, workspaceId, committeeId, fromKey, toKey, fromOn, toOn } = told.delegation;
  return recordEvent(transaction, {
    workspaceId,
    actorKey: told.actorKey,
    ...(told.actorKey === fromKey ? {} : { onBehalfOf: fromKey }),
    what: `delegation.${told.what}`,
    subjectKind: 'delegation',
    subjectId: id,
    after: { committeeId, fromKey, toKey, fromOn, toOn },
    surface: 'slack',
    at: told.at,
  });
}
