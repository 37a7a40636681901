import { membersOf } from '../../organisation/committees/committees.js';
import { type Actor, actorOf, inChargeAmong } from '../../organisation/committees/seats.js';
import type { Transaction } from '../../platform/db/database.js';
import { type NewEvent, recordEvent } from '../../platform/db/events.js';
import { optionsOf } from '../../surface/cards/copies.js';
import { placeRecord, redrawCards, tellOfDecision } from './cards/copies.js';
import type { NoticeKind } from './cards/messages.js';
import type { Decision } from './decision.js';
import type { DecisionStoreDeps } from './decision-deps.js';
import { type Ballot, type DecisionCommittee, findDecisionCommittee, readBallot } from './decision-facts.js';
import { factsOf } from './facts-of-event.js';
import { DecisionRefusal } from './refusal.js';
import { ballotMark, saveDecision, takeDecision } from './stored-decisions.js';

/** A decision that a transaction has taken: whoever wants it too waits. Everything is read after that. */
export type LockedDecision = {
  readonly transaction: Transaction;
  readonly decision: Decision;
  readonly committee: DecisionCommittee;
  readonly ballot: Ballot;
  /** Business time. */
  readonly at: Date;
};

/** What is done to a locked decision. */
export type Step = {
  readonly after: Decision;
  readonly what: 'voted' | 'closed' | 'decided' | 'lapsed' | 'withdrawn' | 'superseded' | 'reviewed' | 'changed';
  /** What the event tells instead of the whole decision. */
  readonly told?: { readonly before: unknown; readonly after: unknown };
  /** Told beside what the decision is after it. */
  readonly note?: Readonly<Record<string, unknown>>;
  /** Key of the person in whose place it was done. */
  readonly onBehalfOf?: string;
};

export type Change = {
  readonly decisionId: string;
  readonly actorKey: string | null;
  readonly surface: NewEvent['surface'];
};

/**
 * Changes a decision in one transaction: takes it, reads who may do what now, judges, and stores what `work` makes of it
 * with an event for each step; every copy of its card is drawn again. No step changes nothing.
 * @throws DecisionRefusal (`unknown`), and what `work` throws; then nothing was changed
 */
export async function changeLocked(
  deps: DecisionStoreDeps,
  change: Change,
  work: (locked: LockedDecision) => Promise<Step | readonly Step[] | null>,
): Promise<Decision> {
  const { decision, isChanged } = await deps.database.transaction(async (transaction) => {
    const locked = await lockDecision(deps, transaction, change.decisionId);
    const done = (await work(locked)) ?? [];
    const steps = 'after' in done ? [done] : done;
    for (const step of steps) await storeStep(deps, locked, { ...change, step });
    return { decision: steps.at(-1)?.after ?? locked.decision, isChanged: steps.length > 0 };
  });
  if (isChanged) {
    deps.kick();
    deps.onChanged(decision);
  }
  return decision;
}

/** Takes a decision for the rest of a transaction. @throws DecisionRefusal (`unknown`) */
export async function lockDecision(
  deps: Pick<DecisionStoreDeps, 'workspaceId' | 'clock'>,
  transaction: Transaction,
  decisionId: string,
): Promise<LockedDecision> {
  const decision = await takeDecision(transaction, { workspaceId: deps.workspaceId, id: decisionId });
  if (!decision) throw new DecisionRefusal('unknown', null);
  const at = deps.clock.now();
  const committee = await findDecisionCommittee(transaction, decision.committeeId);
  const ballot = await readBallot(transaction, decision, { at, timeZone: committee.timeZone });
  return { transaction, decision, committee, ballot, at };
}

/** Stores what became of a locked decision, with its event, and has its cards drawn again. */
export async function storeStep(
  deps: DecisionStoreDeps,
  { transaction, decision, at }: LockedDecision,
  { step, actorKey, surface }: Omit<Change, 'decisionId'> & { readonly step: Step },
): Promise<void> {
  const { after, what, told, note, onBehalfOf } = step;
  await saveDecision(transaction, after);
  await recordEvent(transaction, {
    workspaceId: decision.workspaceId,
    actorKey,
    ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
    what: `decision.${what}`,
    subjectKind: 'decision',
    subjectId: decision.id,
    before: told ? told.before : factsOf(decision),
    after: told ? told.after : { ...factsOf(after), ...note },
    surface,
    at,
  });
  await redrawCards(transaction, after, optionsOf(deps));
}

/** Who somebody is at this moment. @throws DecisionRefusal (`gone`) for whoever is not in `copil.yml`, left, or is a guest */
export async function actorNow({ transaction, decision }: LockedDecision, personKey: string): Promise<Actor> {
  const actor = await actorOf(transaction, { workspaceId: decision.workspaceId, personKey });
  if (!actor || actor.person.isGuest || actor.person.leftAt) throw new DecisionRefusal('gone', decision);
  return actor;
}

/** @throws DecisionRefusal (`decided`) for what is not voted on any more */
export function assertRequested({ decision, ballot }: LockedDecision): void {
  if (decision.state !== 'requested') throw new DecisionRefusal('decided', decision, ballot.voteStatus);
}

/** Once the votes are in, tells whoever records; once for each ballot and deadline, and once more for a tie. */
export async function tellOutcome(
  deps: DecisionStoreDeps,
  locked: LockedDecision,
  voteStatus: Ballot['voteStatus'],
): Promise<void> {
  if (voteStatus.phase !== 'outcome' && voteStatus.phase !== 'tie') return;
  const { decision, transaction } = locked;
  const personKeys = await recordersOf(transaction, decision);
  const occasion = `${decision.deadlineOn}:${ballotMark(decision)}`;
  await tellPeople(deps, locked, { about: voteStatus.phase, personKeys, occasion });
}

/** Who sees to it that a vote comes to its end: the chair, else the leads, else whoever asked. */
export async function recordersOf(
  store: Transaction,
  { committeeId, raisedByKey }: Pick<Decision, 'committeeId' | 'raisedByKey'>,
): Promise<string[]> {
  const inCharge = inChargeAmong(await membersOf(store, { committeeId }));
  return inCharge.length > 0 ? inCharge : [raisedByKey];
}

export async function tellPeople(
  deps: DecisionStoreDeps,
  locked: LockedDecision,
  notice: { readonly about: NoticeKind; readonly personKeys: readonly string[]; readonly occasion: string },
): Promise<void> {
  const { transaction, decision } = locked;
  await tellOfDecision(transaction, { decision, ...notice }, optionsOf(deps));
}

export async function recordInThread(
  deps: DecisionStoreDeps,
  { transaction, committee }: LockedDecision,
  decision: Decision,
) {
  await placeRecord(transaction, { decision, channel: committee.channel }, optionsOf(deps));
}
