import { addDays } from '../../kernel/calendar.js';
import { localDate, localMinutes } from '../../kernel/zoned-time.js';
import { knownKeys } from '../../platform/outbox/stored-deliveries.js';
import { optionsOf } from '../../surface/cards/copies.js';
import { tellOfDecision } from './cards/copies.js';
import { noticeKey } from './cards/messages.js';
import type { Decision } from './decision.js';
import type { DecisionStoreDeps } from './decision-deps.js';
import { findDecisionCommittee, readBallot } from './decision-facts.js';
import { changeLocked, recordersOf, tellOutcome, tellPeople } from './locked-decision.js';
import { isClosed, listPastDeadline, listToReview } from './stored-decisions.js';

/** Where the day begins first: no deadline anywhere is over before it is over there. */
const earliestZone = 'Pacific/Kiritimati';

/** Minutes after midnight, in the committee's zone: what ended in the night is told when people are up. */
const toldFrom = 8 * 60;

/** A review day that nobody swept on is made up for within so many days; after that the digest has brought it. */
const reviewLookBackDays = 7;

/**
 * Ends the votes whose deadline has passed: without an outcome they lapse, and the chair hears that a new deadline may be
 * set; with one the chair hears that it waits to be recorded. Safe in several processes at once and at any time again,
 * however long nobody swept: a vote after the deadline was refused all the same. Whoever answers for a decision, and the
 * chair, hear when its review day has come.
 */
export async function sweepDecisions(deps: DecisionStoreDeps, stopping?: AbortSignal): Promise<void> {
  const { database, workspaceId, clock } = deps;
  const before = localDate(clock.now(), earliestZone);
  for (const decision of await listPastDeadline(database.client, { workspaceId, before })) {
    if (stopping?.aborted) return;
    if (await isDue(deps, decision)) await endVote(deps, decision);
  }
  const after = addDays(before, -reviewLookBackDays);
  for (const decision of await listToReview(database.client, { workspaceId, after, until: before })) {
    if (stopping?.aborted) return;
    await tellOfReview(deps, decision);
  }
}

/** Once for each day that was set. */
async function tellOfReview(deps: DecisionStoreDeps, decision: Decision): Promise<void> {
  const store = deps.database.client;
  const now = deps.clock.now();
  const { timeZone } = await findDecisionCommittee(store, decision.committeeId);
  const occasion = decision.reviewOn ?? '';
  if (localDate(now, timeZone) < occasion || localMinutes(now, timeZone) < toldFrom) return;
  const keys = [...(decision.ownerKey === null ? [] : [decision.ownerKey]), ...(await recordersOf(store, decision))];
  const personKeys = [...new Set(keys)];
  const notice = { decision, about: 'review', occasion } as const;
  const told = personKeys.map((personKey) => noticeKey({ ...notice, personKey }));
  if ((await knownKeys(store, told)).size > 0) return;
  await deps.database.transaction((transaction) =>
    tellOfDecision(transaction, { ...notice, personKeys }, optionsOf(deps)),
  );
  deps.kick();
}

/** Looks without taking anything: an outcome may wait for weeks, and is told once. */
async function isDue({ database, clock }: DecisionStoreDeps, decision: Decision): Promise<boolean> {
  const store = database.client;
  const { timeZone } = await findDecisionCommittee(store, decision.committeeId);
  if (localMinutes(clock.now(), timeZone) < toldFrom) return false;
  const { voteStatus } = await readBallot(store, decision, { at: clock.now(), timeZone });
  if (voteStatus.phase === 'open') return false;
  return voteStatus.phase === 'lapsed' || !(await isClosed(store, decision));
}

async function endVote(deps: DecisionStoreDeps, { id: decisionId }: Decision): Promise<void> {
  await changeLocked(deps, { decisionId, actorKey: null, surface: 'schedule' }, async (locked) => {
    const { decision, ballot, transaction } = locked;
    const { voteStatus, tally } = ballot;
    if (decision.state !== 'requested' || voteStatus.phase === 'open') return null;
    if (voteStatus.phase !== 'lapsed') {
      if (await isClosed(transaction, decision)) return null;
      await tellOutcome(deps, locked, voteStatus);
      return { after: decision, what: 'closed', note: { ...voteStatus, ...tally } };
    }
    const personKeys = await recordersOf(transaction, decision);
    await tellPeople(deps, locked, { about: 'lapsed', personKeys, occasion: decision.deadlineOn });
    const note = { why: voteStatus.why, ...tally };
    return { after: { ...decision, state: 'lapsed' }, what: 'lapsed', note };
  });
}
