import type { Transaction } from '../../platform/db/database.js';

const eventsAtOnce = 500;

/**
 * What items were before the first change that was made to them at or after an instant, as their history has it, by id.
 * Items that nobody changed since have no entry.
 */
export async function writtenBeforeChanges<Facts>(
  store: Transaction,
  { workspaceId, since }: { readonly workspaceId: string; readonly since: Date },
): Promise<Map<string, Facts>> {
  const first = new Map<string, number>();
  // Newest first and by the order of writing, so that what is old is never looked at.
  for (let sequence: number | undefined; ; ) {
    const events = await store.event.findMany({
      where: { workspaceId, ...(sequence === undefined ? {} : { sequence: { lt: sequence } }) },
      select: { sequence: true, at: true, subjectKind: true, subjectId: true, what: true },
      orderBy: { sequence: 'desc' },
      take: eventsAtOnce,
    });
    const later = events.filter(({ at }) => at >= since);
    for (const event of later) {
      if (isChange(event)) first.set(event.subjectId, event.sequence);
    }
    sequence = events.at(-1)?.sequence;
    if (later.length === 0 || events.length < eventsAtOnce) break;
  }
  return readBefore(store, workspaceId, [...first.values()]);
}

/** What only the program counts leaves no state before it. */
function isChange({ subjectKind, what }: { readonly subjectKind: string; readonly what: string }): boolean {
  return subjectKind === 'item' && !['item.raised', 'item.reminded', 'item.silence-told'].includes(what);
}

async function readBefore<Facts>(
  store: Transaction,
  workspaceId: string,
  sequences: readonly number[],
): Promise<Map<string, Facts>> {
  const facts = new Map<string, Facts>();
  for (let from = 0; from < sequences.length; from += eventsAtOnce) {
    const events = await store.event.findMany({
      where: { workspaceId, sequence: { in: sequences.slice(from, from + eventsAtOnce) } },
      select: { subjectId: true, before: true },
    });
    for (const { subjectId, before } of events) {
      if (before !== null) facts.set(subjectId, JSON.parse(before) as Facts);
    }
  }
  return facts;
}
