import { type Member, membersOf } from '../../organisation/committees/committees.js';
import type { Actor } from '../../organisation/committees/seats.js';
import type { Transaction } from '../../platform/db/database.js';
import type { Attendance, Meeting } from './minutes.js';

type Of = { readonly committeeId: string };

/**
 * Whoever sits in the committee. Guests as well: it gives them no right, and who knew what is worth keeping; they are not
 * counted among the members.
 */
export function mayRead({ person, seats }: Actor, { committeeId }: Of): boolean {
  return person.leftAt === null && seats.has(committeeId);
}

/** Colleagues who sit in the committee, operators, and whoever was at the meeting. */
export function maySee(actor: Actor, { committeeId }: Of, attendance: readonly Attendance[]): boolean {
  const { person } = actor;
  return (person.isOperator && person.leftAt === null) || mayCorrect(actor, { committeeId }, attendance);
}

/** Colleagues who sit in the committee, and whoever was at the meeting. */
export function mayCorrect({ person, seats }: Actor, { committeeId }: Of, attendance: readonly Attendance[]): boolean {
  if (person.leftAt !== null) return false;
  if (!person.isGuest && seats.has(committeeId)) return true;
  return attendance.some(
    ({ personKey, presence }) => personKey === person.key && (presence === 'present' || presence === 'guest'),
  );
}

/** The members a meeting counts, each once, by key: colleagues who had not left when its digest was published. */
export function seatedAmong(members: readonly Member[], { publishedAt }: Pick<Meeting, 'publishedAt'>): Member[] {
  const seated = members.filter(({ isGuest, leftAt }) => !isGuest && (leftAt === null || leftAt > publishedAt));
  const byKey = new Map(seated.map((member) => [member.personKey, member]));
  return [...byKey.values()].sort((a, b) => (a.personKey < b.personKey ? -1 : 1));
}

export async function seatedIn(store: Transaction, meeting: Meeting): Promise<Member[]> {
  return seatedAmong(await membersOf(store, { committeeId: meeting.committee.id }), meeting);
}
