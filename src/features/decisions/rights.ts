import { type Actor, isColleague, isLeader } from '../../organisation/committees/seats.js';
import type { Decision, Vote } from './decision.js';

type Of = Pick<Decision, 'committeeId' | 'raisedByKey'>;

/** Colleagues who sit in the committee; no guest, and nobody who left. */
export function mayRequest({ person, seats }: Actor, committeeId: string): boolean {
  return isColleague(person) && seats.has(committeeId);
}

/** Whoever sits in the committee, decides, asked or owns it; operators see all of them. */
export function maySee(
  { person, seats }: Actor,
  decision: Of & Pick<Decision, 'ownerKey'>,
  votes: readonly Pick<Vote, 'personKey'>[],
): boolean {
  if (!isColleague(person)) return false;
  const { key } = person;
  if (person.isOperator || seats.has(decision.committeeId)) return true;
  return decision.raisedByKey === key || decision.ownerKey === key || votes.some(({ personKey }) => personKey === key);
}

/** Whoever asked, the chair and the leads. */
export function mayChange(actor: Actor, decision: Of): boolean {
  return (
    isColleague(actor.person) && (decision.raisedByKey === actor.person.key || isLeader(actor, decision.committeeId))
  );
}

/** The chair and the leads record what came out, and set a new deadline. */
export function mayRecord(actor: Actor, decision: Of): boolean {
  return isLeader(actor, decision.committeeId);
}
