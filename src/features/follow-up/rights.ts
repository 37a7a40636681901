import type { Committee } from '../../organisation/committees/committees.js';
import { type Actor, isLeader } from '../../organisation/committees/seats.js';
import type { Item } from './item.js';
import type { ItemChange } from './item-changes.js';

/** Anyone who sits in a committee may raise there, guests too. */
export function mayRaise({ seats }: Actor, committee: Pick<Committee, 'id'>): boolean {
  return seats.has(committee.id);
}

/** Guests see what they raised; everybody else what their committees raised or were handed, and what is theirs. */
export function maySee({ person, seats }: Actor, item: Item): boolean {
  if (item.raisedByKey === person.key) return true;
  if (person.isGuest) return false;
  return item.ownerKey === person.key || committeesOf(item).some((id) => seats.has(id));
}

/** What whoever raised an item may do to it without owning it: put it right, or withdraw it. */
const raisersChanges: readonly ItemChange['to'][] = ['edit', 'reassign', 'redate', 'drop'];

/** What approvals alone do to an item. */
const approvalsChanges: readonly ItemChange['to'][] = ['propose', 'approve', 'reject'];

/**
 * Owner, lead and chair may change everything but what is its approvers' to say; who raised it may put it right or withdraw it; a member may take a
 * blocker, where its owner left or offered it (`isFreeToTake`), which is the owner's alone. A guest owns nothing and changes only what they raised.
 */
export function mayChange(actor: Actor, item: Item, to: ItemChange['to']): boolean {
  const { person } = actor;
  if (approvalsChanges.includes(to)) return false;
  const hasRaised = item.raisedByKey === person.key;
  if (person.isGuest) return hasRaised && raisersChanges.includes(to);
  if (to === 'offer') return item.ownerKey === person.key;
  if (item.ownerKey === person.key || leadsItem(actor, item)) return true;
  if (hasRaised && raisersChanges.includes(to)) return true;
  return to === 'take' && committeesOf(item).some((id) => actor.seats.has(id));
}

/** Lead or chair of the item's committee, or of the one it was escalated to. */
export function leadsItem(actor: Actor, item: Item): boolean {
  return isLeader(actor, ...committeesOf(item));
}

function committeesOf(item: Item): string[] {
  return [item.committeeId, ...(item.kind === 'blocker' && item.escalatedToId ? [item.escalatedToId] : [])];
}
