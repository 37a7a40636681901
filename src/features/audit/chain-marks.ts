import type { CalendarDate } from '../../kernel/calendar.js';
import type { Transaction } from '../../platform/db/database.js';
import { type ChainHead, firstHash } from '../../platform/db/event-chain.js';
import type { PersonMarks } from './person-marks.js';

/** Where the chain stood before the first event of a day in UTC, or of a later one; null where there is none so late. */
export async function headBefore(
  store: Transaction,
  { workspaceId, since }: { readonly workspaceId: string; readonly since: CalendarDate },
): Promise<ChainHead | null> {
  const where = { workspaceId, at: { gte: new Date(`${since}T00:00:00Z`) } };
  const first = await store.event.findFirst({ where, orderBy: { sequence: 'asc' }, select: { sequence: true } });
  if (!first) return null;
  const sequence = first.sequence - 1;
  const before = await store.event.findUnique({
    where: { workspaceId_sequence: { workspaceId, sequence } },
    select: { hash: true },
  });
  // Without the event before, which somebody took out, the part cannot be tied to it: an empty hash fits nothing.
  return { sequence, hash: before?.hash ?? (sequence === 0 ? firstHash(workspaceId) : '') };
}

/** What tells of a person, also of one who is no longer in the organisation; null for a key that nobody ever had. */
export async function findMarks(
  store: Transaction,
  { workspaceId, key }: { readonly workspaceId: string; readonly key: string },
): Promise<PersonMarks | null> {
  const select = { id: true, key: true, name: true, email: true, slackUserId: true };
  return store.person.findFirst({ where: { workspaceId, key }, select });
}
