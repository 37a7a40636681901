import { canonicalJson } from '../../../kernel/json.js';
import { peopleOfKeys } from '../../../organisation/people/people.js';
import { listGone } from '../../../organisation/people/presence.js';
import type { Transaction } from '../../../platform/db/database.js';
import { recordEvent } from '../../../platform/db/events.js';
import { readHead } from '../../../platform/db/read-events.js';
import type { Item } from '../item.js';
import { asItem } from '../stored-items.js';
import { type Departure, losers } from './departure.js';
import { departureKey, leaverSubject } from './messages.js';

/** Open items whose owner has left the company or the file, by committee and owner. Reads nobody else's. */
export async function listGoneOwners(store: Transaction, workspaceId: string): Promise<Departure[]> {
  const people = await listGone(store, workspaceId);
  if (people.length === 0) return [];
  const owned = await store.item.groupBy({
    by: ['committeeId', 'ownerKey'],
    where: { workspaceId, isOpen: true, ownerKey: { in: people.map(({ key }) => key) } },
  });
  const since = new Map(people.map(({ key, leftAt, archivedAt }) => [key, earlier(leftAt, archivedAt)]));
  return owned.map(({ committeeId, ownerKey }) => ({
    committeeId,
    personKey: ownerKey,
    cause: 'gone',
    id: `gone-${since.get(ownerKey) ?? 0}`,
  }));
}

/** Somebody who is archived after they left has left once. */
function earlier(...dates: readonly (Date | null)[]): number {
  return Math.min(...dates.flatMap((date) => date?.getTime() ?? []));
}

const channelLeft = 'committee.channel-left';

/** A departure that the record of events tells of, with its place in the record. */
export type RecordedDeparture = { readonly sequence: number; readonly departure: Departure };

/** Who lost their seat in a committee, or left its channel, after a place in the record, the earliest first. */
export async function listRecordedDepartures(
  store: Transaction,
  ask: { readonly workspaceId: string; readonly after: number; readonly limit: number },
): Promise<{ readonly found: RecordedDeparture[]; readonly last: number }> {
  const { workspaceId, after, limit } = ask;
  const events = await store.event.findMany({
    where: {
      workspaceId,
      subjectKind: 'committee',
      sequence: { gt: after },
      what: { in: ['committee.changed', channelLeft] },
    },
    orderBy: { sequence: 'asc' },
    take: limit,
  });
  const committees = await store.committee.findMany({
    where: { workspaceId, archivedAt: null, key: { in: [...new Set(events.map(({ subjectId }) => subjectId))] } },
    select: { id: true, key: true },
  });
  const idOf = new Map(committees.map(({ id, key }) => [key, id]));
  const found = events.flatMap(({ sequence, subjectId, ...event }): RecordedDeparture[] => {
    const committeeId = idOf.get(subjectId);
    if (committeeId === undefined) return [];
    const cause = event.what === channelLeft ? 'channel' : 'committee';
    return leaversOf(event).map((personKey) => {
      return { sequence, departure: { committeeId, personKey, cause, id: `${cause}-${sequence}` } };
    });
  });
  return { found, last: events.at(-1)?.sequence ?? after };
}

function leaversOf({ what, before, after }: { what: string; before: string | null; after: string | null }): string[] {
  const [was, is] = [before, after].map((text) => JSON.parse(text ?? '{}') as Readonly<Record<string, unknown>>);
  if (what === channelLeft) return typeof is?.['personKey'] === 'string' ? [is['personKey']] : [];
  return losers(was ?? {}, is ?? {});
}

/** Notes that somebody left a committee's channel, once for each event of Slack's. */
export async function recordChannelLeft(
  transaction: Transaction,
  ask: {
    readonly workspaceId: string;
    readonly committeeKey: string;
    readonly personKey: string;
    readonly eventTs: string;
    readonly at: Date;
  },
): Promise<void> {
  const { workspaceId, committeeKey: subjectId, personKey, eventTs, at } = ask;
  const after = { personKey, eventTs };
  const subject = { workspaceId, subjectKind: 'committee', subjectId, what: channelLeft };
  if ((await transaction.event.count({ where: { ...subject, after: canonicalJson(after) } })) > 0) return;
  await recordEvent(transaction, { ...subject, actorKey: null, after, surface: 'slack', at });
}

/** Open items of a committee that somebody owns, the oldest date first, and how many there are in all. */
export async function listLeft(
  store: Transaction,
  ask: { readonly committeeId: string; readonly ownerKey: string; readonly take: number },
): Promise<{ readonly items: Item[]; readonly total: number }> {
  const { take, ...owned } = ask;
  const where = { ...owned, isOpen: true };
  const rows = await store.item.findMany({ where, orderBy: [{ dueOn: 'asc' }, { id: 'asc' }], take });
  return { items: rows.map(asItem), total: rows.length < take ? rows.length : await store.item.count({ where }) };
}

/** Those of these items that somebody owns and that are open, the oldest date first. */
export async function listHanded(
  store: Transaction,
  { itemIds, ownerKey }: { readonly itemIds: readonly string[]; readonly ownerKey: string },
): Promise<Item[]> {
  const where = { id: { in: [...itemIds] }, ownerKey, isOpen: true };
  const rows = await store.item.findMany({ where, orderBy: [{ dueOn: 'asc' }, { id: 'asc' }] });
  return rows.map(asItem);
}

export async function ownsSomething(
  store: Transaction,
  { committeeId, personKey: ownerKey }: Pick<Departure, 'committeeId' | 'personKey'>,
): Promise<boolean> {
  return (
    (await store.item.findFirst({ where: { committeeId, ownerKey, isOpen: true }, select: { id: true } })) !== null
  );
}

/** Whether anybody was told of this very departure. */
export async function wasTold(store: Transaction, departure: Departure): Promise<boolean> {
  const where = { subject: leaverSubject(departure), key: { startsWith: departureKey(departure) } };
  return (await store.delivery.findFirst({ where, select: { id: true } })) !== null;
}

/** The name of somebody who may be archived; their key where they are not known at all. */
export async function nameOf(store: Transaction, workspaceId: string, key: string): Promise<string> {
  return (await peopleOfKeys(store, { workspaceId, keys: [key] })).get(key)?.name ?? key;
}

const mark = 'leavers.read-until';

/** The place in the record of events up to which departures were looked at; null before the first sweep. */
export async function readMark(store: Transaction, workspaceId: string): Promise<number | null> {
  const row = await store.counter.findUnique({ where: { workspaceId_name: { workspaceId, name: mark } } });
  return row?.value ?? null;
}

export async function moveMark(store: Transaction, workspaceId: string, value: number): Promise<void> {
  const where = { workspaceId_name: { workspaceId, name: mark } };
  await store.counter.upsert({ where, create: { workspaceId, name: mark, value }, update: { value } });
}

/** The newest place in the record of a workspace's events. */
export async function newestEvent(store: Transaction, workspaceId: string): Promise<number> {
  return (await readHead(store, workspaceId))?.sequence ?? 0;
}
