import type { Transaction } from '../../platform/db/database.js';
import { parentPart } from './compose.js';
import type { DigestItem } from './digest.js';
import { partOfKey } from './publish.js';
import { kpiPart } from './sections/attention.js';
import { findSnapshot } from './stored-digests.js';

/** A message in Slack. */
type PostedMessage = { readonly channel: string; readonly ts: string };

/** The newest digest of a committee that arrived, and the message in whose thread things about it are said. */
type NewestDigest = PostedMessage & { readonly digestId: string };

/** Id of the newest digest of a committee that arrived. */
export async function newestPublished(store: Transaction, committeeId: string): Promise<string | null> {
  const row = await store.digest.findFirst({
    where: { committeeId, publishedAt: { not: null } },
    orderBy: { scheduledFor: 'desc' },
    select: { id: true },
  });
  return row?.id ?? null;
}

/** Null where none arrived, or its message is not in Slack. */
export async function newestDigest(store: Transaction, committeeId: string): Promise<NewestDigest | null> {
  const digestId = await newestPublished(store, committeeId);
  const posted = digestId === null ? null : await digestMessage(store, digestId);
  return digestId && posted ? { digestId, ...posted } : null;
}

/** The first message of a digest, in whose thread things about it are said; null where it is not in Slack. */
export function digestMessage(store: Transaction, digestId: string): Promise<PostedMessage | null> {
  return postedPart(store, digestId, parentPart);
}

/** A figure that is older helps nobody who decides now. */
const lookedAtMost = 4;

/**
 * The newest figure that a committee's last digests told of a KPI, and the message that shows it: its own, else the
 * digest's first. A period of which nothing was known is no figure.
 */
export async function toldOf(
  store: Transaction,
  committeeId: string,
  kpiKey: string,
): Promise<{ readonly item: DigestItem; readonly message: PostedMessage } | null> {
  const digests = await store.digest.findMany({
    where: { committeeId, publishedAt: { not: null } },
    orderBy: { scheduledFor: 'desc' },
    select: { id: true },
    take: lookedAtMost,
  });
  for (const { id } of digests) {
    const snapshot = await findSnapshot(store, { digestId: id });
    const item = snapshot?.content.items.find(({ figures }) => figures.kpi.key === kpiKey);
    if (!item || item.figures.current.value === null) continue;
    const message = (await postedPart(store, id, kpiPart(kpiKey))) ?? (await postedPart(store, id, parentPart));
    if (message) return { item, message };
  }
  return null;
}

/** Where a part of a digest stands in Slack. */
async function postedPart(store: Transaction, digestId: string, part: string): Promise<PostedMessage | null> {
  const rows = await store.delivery.findMany({
    where: { digestId },
    select: { key: true, slackChannelId: true, slackTs: true },
  });
  const row = rows.find(({ key }) => partOfKey(key) === part);
  return row?.slackChannelId && row.slackTs ? { channel: row.slackChannelId, ts: row.slackTs } : null;
}
