import type { Client, Transaction } from '../db/database.js';
import type { SlackFailure } from '../slack/slack-failure.js';
import type { Delivery } from './delivery.js';

/** Slack's words for a channel that somebody can open again: out of the archive, or to Copil. */
const closingCodes: readonly string[] = ['is_archived', 'not_in_channel', 'not_in_group', 'channel_not_found'];

const free = { claimedBy: null, leaseUntil: null };

/**
 * Lets a message wait for its channel, which is closed, or be gone where nobody can open it. What stands there already
 * and was to be edited waits as well.
 */
export async function waitForPlace(
  client: Client,
  { id, slackTs, destination }: Delivery,
  failure: SlackFailure,
): Promise<void> {
  const code = failure.slackError ?? '';
  const canOpen = destination.kind === 'channel' && closingCodes.includes(code);
  if (!canOpen && slackTs !== null) return;
  await client.delivery.updateMany({
    where: { id, slackTs, state: { not: 'sent' } },
    data: canOpen ? { state: 'closed', lastError: code, ...free } : { state: 'withheld', ...free },
  });
}

/** Whether a message comes late to a channel that was closed when it was to be there first. */
export function comesLate({ slackTs, lastError }: Pick<Delivery, 'slackTs' | 'lastError'>): boolean {
  return slackTs === null && closingCodes.includes(lastError ?? '');
}

/** Channels for which something waits, with what Slack said last. */
export async function listClosedPlaces(
  client: Client,
  workspaceId: string,
): Promise<readonly { readonly channel: string; readonly count: number; readonly code: string }[]> {
  const rows = await client.delivery.groupBy({
    by: ['place', 'lastError'],
    where: { workspaceId, state: 'closed' },
    _count: { _all: true },
    orderBy: { place: 'asc' },
  });
  return rows.map(({ place, lastError, _count }) => ({ channel: place, code: lastError ?? '', count: _count._all }));
}

/** Makes due what waited for a channel, also what is still tried now and then. False when nothing did. */
export async function reopenPlace(
  store: Transaction,
  { workspaceId, channel, now }: { readonly workspaceId: string; readonly channel: string; readonly now: Date },
): Promise<boolean> {
  const there = { workspaceId, placeKind: 'channel', place: channel };
  const waiting = await store.delivery.updateMany({
    where: { ...there, state: 'closed' },
    data: { state: 'pending', attempts: 0, nextAttemptAt: now, createdAt: now },
  });
  const tried = await store.delivery.updateMany({
    where: { ...there, state: 'pending', attempts: { gt: 0 }, nextAttemptAt: { gt: now } },
    data: { nextAttemptAt: now },
  });
  return waiting.count + tried.count > 0;
}
