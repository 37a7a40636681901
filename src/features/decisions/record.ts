import type { CalendarDate } from '../../kernel/calendar.js';
import { isChair } from '../../organisation/committees/seats.js';
import { type Decision, optionLetter } from './decision.js';
import type { DecisionStoreDeps } from './decision-deps.js';
import {
  assertRequested,
  changeHeld,
  type Held,
  heldActor,
  hold,
  recordInThread,
  storeStep,
  tellPeople,
} from './held.js';
import type { MeasuredValue } from './kpi-value.js';
import { DecisionRefusal } from './refusal.js';
import { mayChange, mayRecord } from './rights.js';

export type Recording = {
  readonly decisionId: string;
  readonly personKey: string;
  /** The option; it has to be the one that the votes gave, or one of those that are tied. */
  readonly chosen: number;
  readonly rationale: string;
  /** Who answers for what was decided. */
  readonly ownerKey: string;
  readonly reviewOn: CalendarDate | null;
  /** Id of the decision whose place it takes. */
  readonly supersedesId: string | null;
  /** What the KPI is worth now. */
  readonly baseline: MeasuredValue | null;
};

/**
 * Records what the votes gave: this is what makes it decided. A lead may record an outcome; a tie is broken by the chair
 * alone. What it supersedes is marked in the same transaction.
 * @throws DecisionRefusal (`unknown`, `gone`, `not-yours`, `chair-only`, `decided`, `not-yet`, `not-tied`, `supersedes`)
 */
export function recordDecision(deps: DecisionStoreDeps, recording: Recording): Promise<Decision> {
  const { decisionId, personKey } = recording;
  return changeHeld(deps, { decisionId, actorKey: personKey, surface: 'slack' }, async (held) => {
    await assertMayRecord(held, recording);
    const { decision, at, ballot } = held;
    const { chosen, rationale, ownerKey, reviewOn, supersedesId, baseline } = recording;
    const after: Decision = {
      ...decision,
      state: 'decided',
      chosen,
      rationale,
      ownerKey,
      reviewOn,
      supersedesId,
      baselineValue: baseline?.value ?? null,
      baselinePeriod: baseline?.period ?? null,
      decidedAt: at,
      recordedByKey: personKey,
    };
    if (supersedesId !== null) await supersede(deps, held, { after, personKey, supersedesId });
    await recordInThread(deps, held, after);
    if (ownerKey !== personKey)
      await tellPeople(deps, held, { about: 'owner', personKeys: [ownerKey], occasion: 'decided' });
    const { counts, abstentions } = ballot.tally;
    const votes = ballot.votes.map(({ personKey: key, choice, castByKey }) => ({ personKey: key, choice, castByKey }));
    const note = {
      outcome: optionLetter(chosen),
      counts,
      abstentions,
      votes,
      isTieBroken: ballot.standing.phase === 'tie',
    };
    return { after, what: 'decided', note };
  });
}

async function assertMayRecord(held: Held, { personKey, chosen }: Recording): Promise<void> {
  const { decision, ballot } = held;
  const { standing } = ballot;
  const actor = await heldActor(held, personKey);
  if (!mayRecord(actor, decision)) throw new DecisionRefusal('not-yours', decision, standing);
  assertRequested(held);
  if (standing.phase === 'tie' && !isChair(actor, decision.committeeId))
    throw new DecisionRefusal('chair-only', decision, standing);
  if (standing.phase !== 'outcome' && standing.phase !== 'tie')
    throw new DecisionRefusal('not-yet', decision, standing);
  const allowed = standing.phase === 'outcome' ? [standing.option] : standing.options;
  if (!allowed.includes(chosen)) throw new DecisionRefusal('not-tied', decision, standing);
}

/** @throws DecisionRefusal (`supersedes`) for what is no decision of the same committee, or was superseded before */
async function supersede(
  deps: DecisionStoreDeps,
  { transaction, decision }: Held,
  {
    after,
    personKey,
    supersedesId,
  }: { readonly after: Decision; readonly personKey: string; readonly supersedesId: string },
): Promise<void> {
  const old = await hold(deps, transaction, supersedesId);
  const isOfCommittee = old.decision.committeeId === decision.committeeId;
  if (!isOfCommittee || old.decision.state !== 'decided') throw new DecisionRefusal('supersedes', decision);
  await storeStep(deps, old, {
    step: { after: { ...old.decision, state: 'superseded' }, what: 'superseded', note: { by: after.number } },
    actorKey: personKey,
    surface: 'slack',
  });
}

/**
 * Takes a question back. While the vote goes on, or after it lapsed, whoever asked may, the chair and the leads; once the
 * outcome is known the chair alone.
 * @throws DecisionRefusal (`unknown`, `gone`, `not-yours`, `outcome-known`, `decided`)
 */
export function withdrawDecision(
  deps: DecisionStoreDeps,
  ask: { readonly decisionId: string; readonly personKey: string; readonly reason: string },
): Promise<Decision> {
  const { decisionId, personKey, reason } = ask;
  return changeHeld(deps, { decisionId, actorKey: personKey, surface: 'slack' }, async (held) => {
    const { decision, ballot, at } = held;
    const actor = await heldActor(held, personKey);
    if (!mayChange(actor, decision)) throw new DecisionRefusal('not-yours', decision, ballot.standing);
    if (decision.state !== 'lapsed') assertRequested(held);
    const isKnown = decision.state === 'requested' && ['outcome', 'tie'].includes(ballot.standing.phase);
    if (isKnown && !isChair(actor, decision.committeeId))
      throw new DecisionRefusal('outcome-known', decision, ballot.standing);
    const after: Decision = {
      ...decision,
      state: 'withdrawn',
      rationale: reason,
      decidedAt: at,
      recordedByKey: personKey,
    };
    return { after, what: 'withdrawn', note: { reason } };
  });
}
