import type { CalendarDate } from '../../../kernel/calendar.js';
import { type AbsentDays, isAbsent } from '../../../organisation/people/absence.js';

/** Why somebody no longer looks after what they own: their account or their entry is gone, their seat, or they left the channel. */
export const causes = ['gone', 'committee', 'channel'] as const;
export type Cause = (typeof causes)[number];

/** Somebody left a committee with things open. `id` tells one departure from a later one of the same person. */
export type Departure = {
  readonly committeeId: string;
  readonly personKey: string;
  readonly cause: Cause;
  readonly id: string;
};

const roleFields = ['chair', 'leads', 'members', 'approvers'] as const;

type RoleChange = Readonly<Record<string, unknown>>;

/** Keys of the people whom a change of a committee takes a role from without giving them another in the same change. */
export function losers(before: RoleChange, after: RoleChange): string[] {
  const keysIn = (side: RoleChange) =>
    roleFields.flatMap((field) =>
      Array.isArray(side[field]) ? side[field].filter((key) => typeof key === 'string') : [],
    );
  const kept = new Set(keysIn(after));
  return [...new Set(keysIn(before))].filter((key) => !kept.has(key));
}

/** Who leads a committee and can be written to, chairs first. */
export type Leader = { readonly key: string; readonly absences: readonly AbsentDays[]; readonly today: CalendarDate };

/** Who hears that somebody left: the chair, a lead where the chair is away or is the one who left; null where nobody leads. */
export function whoHandsOver<L extends Leader>(leaders: readonly L[], leaverKey: string): L | null {
  const others = leaders.filter(({ key }) => key !== leaverKey);
  return others.find(({ absences, today }) => !isAbsent(today, absences)) ?? others[0] ?? null;
}
