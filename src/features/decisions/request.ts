import { membersOf } from '../../organisation/committees/committees.js';
import { actorOf, isColleague, leads } from '../../organisation/committees/seats.js';
import { colleaguesAmong } from '../../organisation/people/presence.js';
import type { Transaction } from '../../platform/db/database.js';
import { isUniqueViolation } from '../../platform/db/errors.js';
import { recordEvent } from '../../platform/db/events.js';
import { optionsOf } from '../../surface/cards/copies.js';
import { placeDecision } from './cards/copies.js';
import { type Decision, type DecisionDraft, usualQuorum } from './decision.js';
import type { VotingDeps } from './decision-deps.js';
import { findDecisionCommittee } from './decision-facts.js';
import { factsOf } from './facts-of-event.js';
import { DecisionRefusal } from './refusal.js';
import { mayRequest } from './rights.js';
import { givenVotes } from './stand-ins.js';
import { findByRequest, insertDecision, takeNumber } from './stored-decisions.js';

export type Request = {
  readonly draft: DecisionDraft;
  readonly personKey: string;
  /** Keys of those who decide; empty: the committee's approvers, else its chair and leads. */
  readonly deciderKeys: readonly string[];
  /** More than half of the deciders where null. */
  readonly quorum: number | null;
  /** Names the submission: one that Slack delivers twice makes one decision. */
  readonly requestKey: string;
  /** The thread it was opened from: its card stands there, where that is in the committee's channel. */
  readonly thread?: { readonly channel: string; readonly thread: string };
};

/**
 * Stores what a committee is asked to decide, with its event and its cards; the decision of before where the submission
 * was stored already.
 * @throws DecisionRefusal (`gone`, `no-seat`, `nobody`); then nothing was stored
 */
export async function requestDecision(
  deps: VotingDeps,
  request: Request,
): Promise<{ readonly decision: Decision; readonly isNew: boolean }> {
  try {
    const decision = await deps.database.transaction((transaction) => store(deps, transaction, request));
    deps.kick();
    deps.onChanged(decision);
    return { decision, isNew: true };
  } catch (error) {
    const found = isUniqueViolation(error) ? await findByRequest(deps.database.client, request.requestKey) : null;
    if (!found) throw error;
    return { decision: found, isNew: false };
  }
}

async function store(deps: VotingDeps, transaction: Transaction, request: Request): Promise<Decision> {
  const { workspaceId, newId } = deps;
  const { draft, personKey, requestKey } = request;
  const actor = await actorOf(transaction, { workspaceId, personKey });
  if (!actor || actor.person.isGuest || actor.person.leftAt) throw new DecisionRefusal('gone', null);
  if (!mayRequest(actor, draft.committeeId)) throw new DecisionRefusal('no-seat', null);
  const deciderKeys = await decidersFor(transaction, { workspaceId, ...draft, wanted: request.deciderKeys });
  if (deciderKeys.length === 0) throw new DecisionRefusal('nobody', null);
  const number = await takeNumber(transaction, workspaceId);
  const quorum = Math.min(request.quorum ?? usualQuorum(deciderKeys.length), deciderKeys.length);
  const decision: Decision = {
    ...draft,
    ...undecided,
    id: newId(),
    workspaceId,
    number,
    quorum,
    raisedByKey: personKey,
    raisedAt: deps.clock.now(),
  };
  await insertDecision(transaction, decision, { requestKey, deciderKeys });
  await recordEvent(transaction, {
    workspaceId,
    actorKey: personKey,
    what: 'decision.requested',
    subjectKind: 'decision',
    subjectId: decision.id,
    after: { ...factsOf(decision), deciders: deciderKeys },
    surface: 'slack',
    at: decision.raisedAt,
  });
  const { channel, timeZone } = await findDecisionCommittee(transaction, draft.committeeId);
  const given = await givenVotes(deps, transaction, { ...draft, timeZone, at: decision.raisedAt });
  const delegates = given.filter(({ fromKey }) => deciderKeys.includes(fromKey)).map(({ toKey }) => toKey);
  const personKeys = [...new Set([...deciderKeys, ...delegates, ...(channel === null ? [personKey] : [])])];
  const { thread } = request;
  const threadTs = thread && thread.channel === channel ? { threadTs: thread.thread } : {};
  await placeDecision(transaction, { decision, channel, personKeys, ...threadTs }, optionsOf(deps));
  return decision;
}

const undecided = {
  state: 'requested',
  baselineValue: null,
  baselinePeriod: null,
  chosen: null,
  rationale: null,
  ownerKey: null,
  decidedAt: null,
  recordedByKey: null,
  reviewOn: null,
  reviewedAt: null,
  realisedValue: null,
  realisedPeriod: null,
  supersedesId: null,
  version: 1,
} as const;

/**
 * Who decides: those named, as far as they may; where nobody is named the committee's approvers, else its chair and
 * leads. Sorted by key.
 */
export async function decidersFor(
  store: Transaction,
  ask: { readonly workspaceId: string; readonly committeeId: string; readonly wanted: readonly string[] },
): Promise<string[]> {
  const { workspaceId, committeeId, wanted } = ask;
  const keys = wanted.length > 0 ? wanted : await usualDeciders(store, committeeId);
  return [...(await colleaguesAmong(store, { workspaceId, keys }))].sort();
}

async function usualDeciders(store: Transaction, committeeId: string): Promise<string[]> {
  const members = await membersOf(store, { committeeId });
  const present = members.filter(isColleague);
  const approvers = present.filter(({ role }) => role === 'approver');
  const deciders = approvers.length > 0 ? approvers : present.filter(({ role }) => leads(role));
  return deciders.map(({ personKey }) => personKey);
}
