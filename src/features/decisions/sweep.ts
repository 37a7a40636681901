import { localDate } from '../../kernel/zoned-time.js';
import type { Decision } from './decision.js';
import type { DecisionStoreDeps } from './decision-deps.js';
import { findDecisionCommittee, readBallot } from './facts/repository.js';
import { changeHeld, recordersOf, tellOutcome, tellPeople } from './held.js';
import { isClosed, listPastDeadline } from './repository.js';

/** Where the day begins first: no deadline anywhere is over before it is over there. */
const earliestZone = 'Pacific/Kiritimati';

/**
 * Ends the votes whose deadline has passed: without an outcome they lapse, and the chair hears that a new deadline may be
 * set; with one the chair hears that it waits to be recorded. Safe in several processes at once and at any time again,
 * however long nobody swept: a vote after the deadline was refused all the same.
 */
export async function sweepDecisions(deps: DecisionStoreDeps, stopping?: AbortSignal): Promise<void> {
  const { database, workspaceId, clock } = deps;
  const before = localDate(clock.now(), earliestZone);
  for (const decision of await listPastDeadline(database.client, { workspaceId, before })) {
    if (stopping?.aborted) return;
    if (await isDue(deps, decision)) await endVote(deps, decision);
  }
}

/** Looks without taking anything: an outcome may wait for weeks, and is told once. */
async function isDue({ database, clock }: DecisionStoreDeps, decision: Decision): Promise<boolean> {
  const store = database.client;
  const { timeZone } = await findDecisionCommittee(store, decision.committeeId);
  const { standing } = await readBallot(store, decision, { at: clock.now(), timeZone });
  if (standing.phase === 'open') return false;
  return standing.phase === 'lapsed' || !(await isClosed(store, decision));
}

async function endVote(deps: DecisionStoreDeps, { id: decisionId }: Decision): Promise<void> {
  await changeHeld(deps, { decisionId, actorKey: null, surface: 'schedule' }, async (held) => {
    const { decision, ballot, transaction } = held;
    const { standing, tally } = ballot;
    if (decision.state !== 'requested' || standing.phase === 'open') return null;
    if (standing.phase !== 'lapsed') {
      if (await isClosed(transaction, decision)) return null;
      await tellOutcome(deps, held, standing);
      return { after: decision, what: 'closed', note: { ...standing, ...tally } };
    }
    const personKeys = await recordersOf(transaction, decision);
    await tellPeople(deps, held, { about: 'lapsed', personKeys, occasion: decision.deadlineOn });
    const note = { why: standing.why, ...tally };
    return { after: { ...decision, state: 'lapsed' }, what: 'lapsed', note };
  });
}
