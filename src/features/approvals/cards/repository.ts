import type { Transaction } from '../../../platform/db/database.js';
import { type DigestContent, findSnapshot } from '../../digests/public.js';

/** The newest digest of a committee that arrived, and where its thread hangs. */
export type NewestDigest = { readonly digestId: string; readonly channel: string; readonly ts: string };

/** Null where none arrived, or its message is not in Slack. */
export async function newestDigest(store: Transaction, committeeId: string): Promise<NewestDigest | null> {
  const digest = await store.digest.findFirst({
    where: { committeeId, publishedAt: { not: null } },
    orderBy: { scheduledFor: 'desc' },
    select: { id: true },
  });
  const parent = digest && (await findPosted(store, `digest:${digest.id}:parent`));
  return digest && parent ? { digestId: digest.id, ...parent } : null;
}

type Posted = { readonly channel: string; readonly ts: string };

async function findPosted(store: Transaction, key: string): Promise<Posted | null> {
  const row = await store.delivery.findUnique({ where: { key }, select: { slackChannelId: true, slackTs: true } });
  return row?.slackChannelId && row.slackTs ? { channel: row.slackChannelId, ts: row.slackTs } : null;
}

/** What a digest told of a KPI, and the message that shows it: its own, else the digest's first. */
export async function toldOf(
  store: Transaction,
  digest: NewestDigest,
  kpiKey: string,
): Promise<{ readonly item: DigestContent['items'][number]; readonly message: Posted } | null> {
  const snapshot = await findSnapshot(store, { digestId: digest.digestId });
  const item = snapshot?.content.items.find(({ figures }) => figures.kpi.key === kpiKey);
  if (!item) return null;
  return { item, message: (await findPosted(store, `digest:${digest.digestId}:kpi:${kpiKey}`)) ?? digest };
}

export async function currencyOf(store: Transaction, workspaceId: string): Promise<string> {
  const { currency } = await store.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
  return currency;
}

/** What is known of people by their keys, archived ones too: their votes stay. */
export async function peopleOfKeys(
  store: Transaction,
  { workspaceId, keys }: { readonly workspaceId: string; readonly keys: readonly string[] },
): Promise<ReadonlyMap<string, { readonly name: string; readonly slackUserId: string | null }>> {
  const rows = await store.person.findMany({
    where: { workspaceId, key: { in: [...new Set(keys)] } },
    select: { key: true, name: true, slackUserId: true },
  });
  return new Map(rows.map((row) => [row.key, row]));
}

export type StoredEvent = {
  readonly what: string;
  readonly actorKey: string | null;
  readonly onBehalfOf: string | null;
  readonly before: unknown;
  readonly after: unknown;
  readonly at: Date;
};

/** The newest events of an approval, the newest first; what was erased from them is null. */
export async function eventsOf(
  store: Transaction,
  ask: { readonly workspaceId: string; readonly approvalId: string; readonly take: number; readonly what?: string[] },
): Promise<StoredEvent[]> {
  const { workspaceId, approvalId, take, what } = ask;
  const rows = await store.event.findMany({
    where: {
      workspaceId,
      subjectKind: 'approval',
      subjectId: approvalId,
      ...(what === undefined ? {} : { what: { in: what } }),
    },
    orderBy: { sequence: 'desc' },
    take,
  });
  return rows.map((row) => ({
    what: row.what,
    actorKey: row.actorKey,
    onBehalfOf: row.onBehalfOf,
    before: parsed(row.before),
    after: parsed(row.after),
    at: row.at,
  }));
}

function parsed(json: string | null): unknown {
  return json === null ? null : (JSON.parse(json) as unknown);
}

/** Keys under which the outbox has a message, among these. */
export async function knownKeys(store: Transaction, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await store.delivery.findMany({ where: { key: { in: [...keys] } }, select: { key: true } });
  return new Set(rows.map(({ key }) => key));
}

export type StandingCard = {
  readonly key: string;
  readonly placeKind: string;
  readonly place: string;
  readonly threadTs: string | null;
  readonly slackChannelId: string | null;
  readonly slackTs: string | null;
  readonly state: string;
  readonly payload: string;
};

/** The messages that tell of a subject, wherever they stand, the oldest first. */
export async function cardsOf(store: Transaction, subject: string): Promise<StandingCard[]> {
  return store.delivery.findMany({
    where: { subject },
    select: {
      key: true,
      placeKind: true,
      place: true,
      threadTs: true,
      slackChannelId: true,
      slackTs: true,
      state: true,
      payload: true,
    },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
}

/** Whose an item is, and its version, so that a card that shows it is drawn again when it moved. */
export async function itemStandOf(
  store: Transaction,
  itemId: string,
): Promise<{ readonly version: number; readonly ownerKey: string }> {
  return store.item.findUniqueOrThrow({ where: { id: itemId }, select: { version: true, ownerKey: true } });
}

/** Keys of the people with these Slack accounts. */
export async function keysOfSlackIds(
  store: Transaction,
  { workspaceId, slackUserIds }: { readonly workspaceId: string; readonly slackUserIds: readonly string[] },
): Promise<string[]> {
  const where = { workspaceId, slackUserId: { in: [...slackUserIds] } };
  const rows = await store.person.findMany({ where, select: { key: true } });
  return rows.map(({ key }) => key);
}
