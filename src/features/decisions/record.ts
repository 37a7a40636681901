import type { CalendarDate } from '../../kernel/calendar.js';
import { isChair } from '../../organisation/committees/seats.js';
import { type Decision, optionLetter } from './decision.js';
import type { DecisionStoreDeps } from './decision-deps.js';
import type { MeasuredValue } from './kpi-value.js';
import {
  actorNow,
  assertRequested,
  changeLocked,
  type LockedDecision,
  lockDecision,
  recordInThread,
  storeStep,
  tellPeople,
} from './locked-decision.js';
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
  return changeLocked(deps, { decisionId, actorKey: personKey, surface: 'slack' }, async (locked) => {
    await assertMayRecord(locked, recording);
    const { decision, at, ballot } = locked;
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
    if (supersedesId !== null) await supersede(deps, locked, { after, personKey, supersedesId });
    await recordInThread(deps, locked, after);
    if (ownerKey !== personKey)
      await tellPeople(deps, locked, { about: 'owner', personKeys: [ownerKey], occasion: 'decided' });
    const { counts, abstentions } = ballot.tally;
    const votes = ballot.votes.map(({ personKey: key, choice, castByKey }) => ({ personKey: key, choice, castByKey }));
    const note = {
      outcome: optionLetter(chosen),
      counts,
      abstentions,
      votes,
      isTieBroken: ballot.voteStatus.phase === 'tie',
    };
    return { after, what: 'decided', note };
  });
}

async function assertMayRecord(locked: LockedDecision, { personKey, chosen }: Recording): Promise<void> {
  const { decision, ballot } = locked;
  const { voteStatus } = ballot;
  const actor = await actorNow(locked, personKey);
  if (!mayRecord(actor, decision)) throw new DecisionRefusal('not-yours', decision, voteStatus);
  assertRequested(locked);
  if (voteStatus.phase === 'tie' && !isChair(actor, decision.committeeId))
    throw new DecisionRefusal('chair-only', decision, voteStatus);
  if (voteStatus.phase !== 'outcome' && voteStatus.phase !== 'tie')
    throw new DecisionRefusal('not-yet', decision, voteStatus);
  const allowed = voteStatus.phase === 'outcome' ? [voteStatus.option] : voteStatus.options;
  if (!allowed.includes(chosen)) throw new DecisionRefusal('not-tied', decision, voteStatus);
}

/** @throws DecisionRefusal (`supersedes`) for what is no decision of the same committee, or was superseded before */
async function supersede(
  deps: DecisionStoreDeps,
  { transaction, decision }: LockedDecision,
  {
    after,
    personKey,
    supersedesId,
  }: { readonly after: Decision; readonly personKey: string; readonly supersedesId: string },
): Promise<void> {
  const old = await lockDecision(deps, transaction, supersedesId);
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
  return changeLocked(deps, { decisionId, actorKey: personKey, surface: 'slack' }, async (locked) => {
    const { decision, ballot, at } = locked;
    const actor = await actorNow(locked, personKey);
    if (!mayChange(actor, decision)) throw new DecisionRefusal('not-yours', decision, ballot.voteStatus);
    if (decision.state !== 'lapsed') assertRequested(locked);
    const isKnown = decision.state === 'requested' && ['outcome', 'tie'].includes(ballot.voteStatus.phase);
    if (isKnown && !isChair(actor, decision.committeeId))
      throw new DecisionRefusal('outcome-known', decision, ballot.voteStatus);
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
