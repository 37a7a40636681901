import { addDays } from '../../dist/kernel/calendar.js';
import { openDatabase } from '../../dist/platform/db/database.js';

const chunk = 1_000;

/** The first of them fill the lists of two members to more than a page, however few are stored. */
const ofTheFirst = 50;

/**
 * Puts blockers and actions into a founded company. The first fifty are open, of its first committee and two members, the
 * blockers overdue; of the others, in turn over committees and members, half are open, with due dates from half a year
 * ago to half a year ahead.
 */
export async function storeItems({ databaseUrl, count, memberKeys }) {
  const { client, engine, close } = await openDatabase(databaseUrl);
  try {
    const committees = await client.committee.findMany({ orderBy: { key: 'asc' } });
    for (let from = 0; from < count; from += chunk) {
      const length = Math.min(chunk, count - from);
      const data = Array.from({ length }, (_, index) => itemAt(from + index, { committees, memberKeys }));
      await client.item.createMany({ data });
    }
    // As the server does by itself in a store that grew to this.
    if (engine === 'postgresql') await client.$executeRawUnsafe('ANALYZE');
  } finally {
    await close();
  }
}

function itemAt(index, { committees, memberKeys }) {
  const isFirst = index < ofTheFirst;
  const kind = index % 3 === 0 ? 'blocker' : 'action';
  const isOpen = isFirst || index % 2 === 0;
  const { id: committeeId, workspaceId } = committees[isFirst ? 0 : Math.floor(index / 2) % committees.length];
  const owners = isFirst ? memberKeys.slice(0, 2) : memberKeys;
  const raisedAt = new Date(Date.now() - ((index * 7_919) % 730) * 86_400_000);
  const ahead = ((index * 104_729) % 365) - 182;
  const today = new Date().toISOString().slice(0, 10);
  const dueOn = addDays(today, isFirst && kind === 'blocker' ? -1 - Math.abs(ahead) : ahead);
  return {
    id: `bench-${index}`,
    workspaceId,
    kind,
    number: index + 1,
    committeeId,
    title: `Renegotiate the display contract, part ${index}`,
    details: '',
    state: stateOf(kind, isOpen),
    isOpen,
    grade: kind === 'blocker' ? 'medium' : 'corrective',
    ownerKey: owners[Math.floor(index / (isFirst ? 1 : 8)) % owners.length],
    dueOn,
    firstDueOn: dueOn,
    redates: 0,
    raisedByKey: memberKeys[Math.floor(index / 8 + 1) % memberKeys.length],
    raisedAt,
    closedAt: isOpen ? null : new Date(),
    requestKey: `bench:${index}`,
    version: 1,
  };
}

function stateOf(kind, isOpen) {
  if (isOpen) return 'open';
  return kind === 'blocker' ? 'resolved' : 'done';
}
