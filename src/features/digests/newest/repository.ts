import type { Transaction } from '../../../platform/db/database.js';
import { parentPart } from '../compose.js';
import type { DigestItem } from '../digest.js';
import { deliveryKey } from '../publish.js';
import { findSnapshot } from '../repository.js';
import { kpiPart } from '../sections/attention.js';

/** A message in Slack. */
type PostedMessage = { readonly channel: string; readonly ts: string };

/** The newest digest of a committee that arrived, and the message in whose thread things about it are said. */
type NewestDigest = PostedMessage & { readonly digestId: string; readonly key: string };

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
  const posted = digestId === null ? null : await postedPart(store, digestId, parentPart);
  return digestId && posted ? { digestId, key: deliveryKey(digestId, parentPart), ...posted } : null;
}

/** What a digest told of a KPI, and the message that shows it: its own, else the digest's first. */
export async function toldOf(
  store: Transaction,
  digest: NewestDigest,
  kpiKey: string,
): Promise<{ readonly item: DigestItem; readonly message: PostedMessage } | null> {
  const snapshot = await findSnapshot(store, { digestId: digest.digestId });
  const item = snapshot?.content.items.find(({ figures }) => figures.kpi.key === kpiKey);
  return item ? { item, message: (await postedPart(store, digest.digestId, kpiPart(kpiKey))) ?? digest } : null;
}

/** Where a part of a digest stands in Slack. */
async function postedPart(store: Transaction, digestId: string, part: string): Promise<PostedMessage | null> {
  const key = deliveryKey(digestId, part);
  const row = await store.delivery.findUnique({ where: { key }, select: { slackChannelId: true, slackTs: true } });
  return row?.slackChannelId && row.slackTs ? { channel: row.slackChannelId, ts: row.slackTs } : null;
}
