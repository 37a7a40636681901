import type { Speaker } from '../../../surface/speaker.js';
import type { CardContent } from '../cards/card-content.js';
import { hasVote } from '../cards/readers.js';
import { hasAsked, seatOf } from '../electorate.js';
import { ApprovalRefusal } from '../refusal.js';

/**
 * Who sees a request: who asked or owns the action, whoever may vote, and who sits in the committee of the action or of
 * those who decide. A guest sees what they asked for, wherever they sit.
 */
export function maySeeApproval({ person, seats }: Speaker, content: CardContent): boolean {
  const { approval, item } = content;
  if (hasAsked(person.key, approval) || item.raisedByKey === person.key) return true;
  if (person.isGuest) return false;
  if (seats.has(item.committeeId) || seats.has(approval.committeeId)) return true;
  return item.ownerKey === person.key || hasVote(content, person.key);
}

/**
 * Refuses what `castVote` would refuse, before somebody types; the vote itself is judged anew.
 * @throws ApprovalRefusal with its reason
 */
export function refuseVote(
  content: CardContent,
  by: { readonly personKey: string; readonly isGuest: boolean; readonly round: number; readonly at: Date },
): void {
  const { approval, item } = content;
  if (approval.state !== 'pending') throw new ApprovalRefusal('decided', content);
  if (approval.round !== by.round) throw new ApprovalRefusal('stale-round', content);
  if (by.at > approval.expiresAt) throw new ApprovalRefusal('expired', content);
  if (seatOf(by.personKey, content.electorate, content.votes) !== null) return;
  if (hasVote(content, by.personKey)) throw new ApprovalRefusal('spoken', content);
  if (hasAsked(by.personKey, approval)) throw new ApprovalRefusal('own-request', content);
  if (by.personKey === item.ownerKey) throw new ApprovalRefusal('is-owner', content);
  throw new ApprovalRefusal(by.isGuest ? 'guest' : 'not-approver', content);
}
