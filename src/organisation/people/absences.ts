import { addDays, type CalendarDate } from '../../kernel/calendar.js';
import { type NewId, newUuid } from '../../kernel/ids.js';
import type { Database, Transaction } from '../../platform/db/database.js';
import { recordEvent } from '../../platform/db/events.js';
import { type Absence, type AbsentDays, assertAbsentDays, joined, touches } from './absence.js';

type AbsenceRow = Absence & { readonly workspaceId: string; readonly createdAt: Date };

function asAbsence({ id, personKey, fromOn, toOn }: AbsenceRow): Absence {
  return { id, personKey, fromOn, toOn };
}

type Change = {
  readonly workspaceId: string;
  readonly personKey: string;
  /** Who says so: the person, or whoever may speak for them; rights are the caller's to check. */
  readonly actorKey: string | null;
  readonly at: Date;
};

export type NewAbsence = Change & AbsentDays & { readonly newId?: NewId };

/**
 * Notes that a person is away on these days, both included, with an event. Absences that share a day with others, or
 * follow them without a gap, become one; days that are covered already change nothing.
 * @throws ValidationError by field for days that make no absence; see `assertAbsentDays`
 */
export function addAbsence(database: Database, ask: NewAbsence): Promise<Absence> {
  const { workspaceId, personKey, fromOn, toOn, at } = ask;
  assertAbsentDays(ask);
  return database.transaction(async (transaction) => {
    const near = { toOn: { gte: addDays(fromOn, -1) }, fromOn: { lte: addDays(toOn, 1) } };
    const found = await transaction.absence.findMany({ where: { workspaceId, personKey, ...near } });
    const others = found.filter((other) => touches(other, ask));
    const covering = others.find((other) => other.fromOn <= fromOn && other.toOn >= toOn);
    if (covering) return asAbsence(covering);
    const days = joined([{ fromOn, toOn }, ...others]);
    await transaction.absence.deleteMany({ where: { id: { in: others.map(({ id }) => id) } } });
    const id = (ask.newId ?? newUuid)();
    const row = await transaction.absence.create({ data: { id, workspaceId, personKey, ...days, createdAt: at } });
    await leaveEvent(transaction, ask, { what: 'person.absent', before: others.map(daysOf), after: [days] });
    return asAbsence(row);
  });
}

export type AbsenceEnd = Change & {
  readonly id: string;
  /** The first day on which they are back; an absence that begins later is taken back as a whole. */
  readonly backOn: CalendarDate;
};

/** Ends an absence early, with an event; null when it is over by then anyway, or there is no such absence of theirs. */
export function endAbsence(database: Database, ask: AbsenceEnd): Promise<Absence | null> {
  const { workspaceId, personKey, id, backOn } = ask;
  return database.transaction(async (transaction) => {
    const found = await transaction.absence.findFirst({ where: { id, workspaceId, personKey } });
    if (found === null || found.toOn < backOn) return null;
    const after = found.fromOn < backOn ? [{ fromOn: found.fromOn, toOn: addDays(backOn, -1) }] : [];
    const [days] = after;
    if (days === undefined) await transaction.absence.deleteMany({ where: { id } });
    else await transaction.absence.updateMany({ where: { id }, data: days });
    await leaveEvent(transaction, ask, { what: 'person.back-early', before: [daysOf(found)], after });
    return asAbsence({ ...found, ...days });
  });
}

/** Absences that last until `from` or later, the earliest first. */
export async function absencesOf(
  store: Transaction,
  ask: { readonly workspaceId: string; readonly personKeys: readonly string[]; readonly from: CalendarDate },
): Promise<Absence[]> {
  const { workspaceId, personKeys, from } = ask;
  if (personKeys.length === 0) return [];
  const rows = await store.absence.findMany({
    where: { workspaceId, personKey: { in: [...personKeys] }, toOn: { gte: from } },
    orderBy: [{ fromOn: 'asc' }, { id: 'asc' }],
  });
  return rows.map(asAbsence);
}

function daysOf({ fromOn, toOn }: AbsentDays): AbsentDays {
  return { fromOn, toOn };
}

function leaveEvent(
  transaction: Transaction,
  { workspaceId, personKey, actorKey, at }: Change,
  told: { what: string; before: readonly AbsentDays[]; after: readonly AbsentDays[] },
): Promise<void> {
  const subject = { subjectKind: 'person', subjectId: personKey } as const;
  return recordEvent(transaction, { workspaceId, actorKey, ...subject, ...told, surface: 'slack', at });
}
