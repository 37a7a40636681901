import type { Transaction } from '../../platform/db/database.js';
import { findPersonByKey, type Person } from '../people/people.js';
import { type CommitteeRole, type Member, seatsOf } from './committees.js';

/** A person's roles in each committee they sit in, by committee id. */
export type Seats = ReadonlyMap<string, readonly CommitteeRole[]>;

/** Somebody who acts, as the store knows them at this moment. */
export type Actor = {
  readonly person: Pick<Person, 'key' | 'isGuest' | 'isOperator' | 'leftAt'>;
  readonly seats: Seats;
};

/** Who somebody is now, read where it is decided whether they may; null for whoever is not in `copil.yml` any more. */
export async function actorOf(
  store: Transaction,
  { workspaceId, personKey }: { readonly workspaceId: string; readonly personKey: string },
): Promise<Actor | null> {
  const person = await findPersonByKey(store, { workspaceId, key: personKey });
  return person && { person, seats: await seatsOf(store, { workspaceId, personKey }) };
}

/** Neither a guest, nor somebody who left. */
export function isColleague({ isGuest, leftAt }: Pick<Person, 'isGuest' | 'leftAt'>): boolean {
  return !isGuest && leftAt === null;
}

/** A colleague who chairs the committee. */
export function isChair({ person, seats }: Actor, committeeId: string): boolean {
  return isColleague(person) && (seats.get(committeeId)?.includes('chair') ?? false);
}

/** A colleague who chairs or leads one of these committees. */
export function isLeader({ person, seats }: Actor, ...committeeIds: readonly string[]): boolean {
  return isColleague(person) && committeeIds.some((id) => seats.get(id)?.some(leads));
}

/** Whether a role is the chair's or a lead's. */
export function leads(role: CommitteeRole): boolean {
  return role === 'chair' || role === 'lead';
}

/**
 * Keys of those who see to a committee's affairs and can be written to: the chair; the leads where no chair is left, so
 * that nothing stays undone because somebody has gone.
 */
export function inChargeAmong(members: readonly Member[]): string[] {
  const present = members.filter((one) => isColleague(one) && one.slackUserId !== null);
  for (const role of ['chair', 'lead'] as const) {
    const keys = present.filter((one) => one.role === role).map(({ personKey }) => personKey);
    if (keys.length > 0) return keys;
  }
  return [];
}

/** Chairs and leads of the committees in use, by committee, chairs first, each by key. */
export async function listLeaders(
  store: Transaction,
  workspaceId: string,
): Promise<{ readonly committeeId: string; readonly personKey: string }[]> {
  const rows = await store.membership.findMany({
    where: { role: { in: ['chair', 'lead'] }, committee: { workspaceId, archivedAt: null } },
    select: { committeeId: true, person: { select: { key: true } } },
    orderBy: [{ role: 'asc' }, { person: { key: 'asc' } }],
  });
  return rows.map(({ committeeId, person }) => ({ committeeId, personKey: person.key }));
}

/** Whether somebody sits in a committee, in any role. */
export async function sitsIn(
  store: Transaction,
  { committeeId, personKey: key }: { readonly committeeId: string; readonly personKey: string },
): Promise<boolean> {
  return (await store.membership.count({ where: { committeeId, person: { key, archivedAt: null } } })) > 0;
}
