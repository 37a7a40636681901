import { type ApprovalPolicy, usualApprovalRule } from '../../organisation/committees/approval-rule.js';
import { type Committee, listCommittees } from '../../organisation/committees/committees.js';
import type { Transaction } from '../../platform/db/database.js';
import type { Approval, ApprovalStage } from './approval.js';
import type { ApprovalDeps } from './approval-deps.js';
import { deadlineOf } from './deadline.js';
import { type Asked, type Elector, electorateOf } from './electorate.js';
import { isReachable } from './policy.js';
import { rosterOf } from './stored-approvals.js';

/** Who decides: the approvers of a committee, or its chair. */
export type DecidingBody = {
  readonly committee: Committee;
  readonly stage: ApprovalStage;
  readonly policy: ApprovalPolicy;
  readonly electorate: readonly Elector[];
};

type Search = {
  readonly workspaceId: string;
  /** Whoever has an interest does not count. */
  readonly asked: Omit<Asked, 'stage'>;
  readonly at: Date;
};

/**
 * The first committee, from this one upwards, whose approvers are enough for its policy; where there is none, the chair
 * of the topmost. Null where that one may not vote either.
 */
export async function bodyFrom(
  transaction: Transaction,
  committeeId: string,
  search: Search,
): Promise<DecidingBody | null> {
  const line = await lineFrom(transaction, committeeId, search.workspaceId);
  return firstOf(transaction, line, search);
}

/** Who decides what the present body did not: one further up, and after the topmost committee its chair. */
export async function bodyAfter(
  transaction: Transaction,
  { committeeId, stage }: Pick<Approval, 'committeeId' | 'stage'>,
  search: Search,
): Promise<DecidingBody | null> {
  if (stage === 'chair') return null;
  const [, ...above] = await lineFrom(transaction, committeeId, search.workspaceId);
  if (above.length > 0) return firstOf(transaction, above, search);
  return bodyAt(transaction, { committeeId, stage: 'chair' }, search);
}

/** These approvers, or this chair, as they are now; null where they are not enough for the committee's policy. */
export async function bodyAt(
  transaction: Transaction,
  { committeeId, stage }: Pick<Approval, 'committeeId' | 'stage'>,
  search: Search,
): Promise<DecidingBody | null> {
  const [committee] = await lineFrom(transaction, committeeId, search.workspaceId);
  return committee ? bodyOf(transaction, { committee, stage }, search) : null;
}

async function firstOf(
  transaction: Transaction,
  line: readonly Committee[],
  search: Search,
): Promise<DecidingBody | null> {
  for (const committee of line) {
    const body = await bodyOf(transaction, { committee, stage: 'approvers' }, search);
    if (body) return body;
  }
  const top = line.at(-1);
  return top ? bodyOf(transaction, { committee: top, stage: 'chair' }, search) : null;
}

async function bodyOf(
  transaction: Transaction,
  { committee, stage }: Pick<DecidingBody, 'committee' | 'stage'>,
  { asked, at }: Search,
): Promise<DecidingBody | null> {
  const policy = stage === 'chair' ? 'any' : (committee.approvals ?? usualApprovalRule).policy;
  const electorate = electorateOf(await rosterOf(transaction, committee, at), { ...asked, stage });
  return isReachable(policy, electorate.length) ? { committee, stage, policy, electorate } : null;
}

/** A committee in use and those above it, the nearest first; none twice, whatever was written. */
async function lineFrom(transaction: Transaction, committeeId: string, workspaceId: string): Promise<Committee[]> {
  const all = await listCommittees(transaction, workspaceId);
  const line: Committee[] = [];
  let next = all.find(({ id }) => id === committeeId);
  while (next && !line.includes(next)) {
    const { parentKey } = next;
    line.push(next);
    next = all.find(({ key }) => key === parentKey);
  }
  return line;
}

/**
 * Reads the holidays of the committees' countries before a transaction that may need them: the first time it takes a
 * moment, during which everybody else would wait. One that has no calendar is told where it is needed.
 */
export async function loadCalendars({
  database,
  workspaceId,
  holidaysIn,
}: Pick<ApprovalDeps, 'database' | 'workspaceId' | 'holidaysIn'>): Promise<void> {
  const committees = await listCommittees(database.client, workspaceId);
  const countries = new Set(committees.map(({ calendar }) => calendar.schedule.country));
  await Promise.allSettled([...countries].map(holidaysIn));
}

/** When a body that is asked now must have decided. */
export async function deadlineFor(
  deps: Pick<ApprovalDeps, 'holidaysIn'>,
  body: DecidingBody,
  from: Date,
): Promise<Date> {
  const { committee } = body;
  const holidays = await deps.holidaysIn(committee.calendar.schedule.country);
  const { within } = committee.approvals ?? usualApprovalRule;
  return deadlineOf(committee, { from, within, holidays });
}
