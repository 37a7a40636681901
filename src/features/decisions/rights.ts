import { type CommitteeRole, seatsOf } from '../../organisation/committees/committees.js';
import { findPersonByKey, type Person } from '../../organisation/people/people.js';
import type { Transaction } from '../../platform/db/database.js';
import type { Decision, Vote } from './decision.js';

/** Somebody who acts, as the store knows them at this moment. */
export type Actor = {
  readonly person: Pick<Person, 'key' | 'isGuest' | 'isOperator' | 'leftAt'>;
  /** Their roles in each committee they sit in, by committee id. */
  readonly seats: ReadonlyMap<string, readonly CommitteeRole[]>;
};

/** Who somebody is now, read where it is decided whether they may; null for whoever is not in `copil.yml` any more. */
export async function actorOf(
  store: Transaction,
  { workspaceId, personKey }: { readonly workspaceId: string; readonly personKey: string },
): Promise<Actor | null> {
  const person = await findPersonByKey(store, { workspaceId, key: personKey });
  return person && { person, seats: await seatsOf(store, { workspaceId, personKey }) };
}

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
  return isColleague(actor.person) && (decision.raisedByKey === actor.person.key || leads(actor, decision));
}

/** The chair and the leads record what came out, and set a new deadline. */
export function mayRecord(actor: Actor, decision: Of): boolean {
  return leads(actor, decision);
}

/** The chair alone breaks a tie, and withdraws a question whose answer is known. */
export function isChair({ person, seats }: Actor, { committeeId }: Of): boolean {
  return isColleague(person) && (seats.get(committeeId)?.includes('chair') ?? false);
}

function leads(actor: Actor, decision: Of): boolean {
  const roles = actor.seats.get(decision.committeeId) ?? [];
  return isChair(actor, decision) || (isColleague(actor.person) && roles.includes('lead'));
}

function isColleague({ isGuest, leftAt }: Actor['person']): boolean {
  return !isGuest && leftAt === null;
}
