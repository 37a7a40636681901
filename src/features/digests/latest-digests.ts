import type { Client } from '../../platform/db/database.js';
import type { DigestState } from './digest.js';

export type DigestSummary = {
  readonly period: string;
  readonly state: DigestState;
  readonly publishedAt: Date | null;
  /** Messages that have not left. */
  readonly waiting: number;
  readonly lastError: string | null;
  /** Why some of its messages stand with less than all of them, and whether that is still tried; null where all is there. */
  readonly lack: { readonly reason: string; readonly isGivenUp: boolean } | null;
};

/** A committee's newest three digests and how far they got, newest first. */
export async function latestDigests(
  database: { readonly client: Client },
  committeeId: string,
): Promise<DigestSummary[]> {
  const rows = await database.client.digest.findMany({
    where: { committeeId },
    orderBy: { scheduledFor: 'desc' },
    take: 3,
    include: {
      deliveries: {
        where: { OR: [{ state: { in: ['pending', 'sending', 'failed'] } }, { fullness: { not: 'full' } }] },
        orderBy: { position: 'asc' },
        include: { lack: true },
      },
    },
  });
  return rows.map(({ period, state, publishedAt, deliveries }) => {
    const waiting = deliveries.filter((delivery) => delivery.state !== 'sent' && delivery.state !== 'withheld');
    const lacking = deliveries.find(({ fullness, slackTs }) => fullness !== 'full' && slackTs !== null);
    return {
      period,
      state: state as DigestState,
      publishedAt,
      waiting: waiting.length,
      lastError: waiting.find(({ lastError }) => lastError)?.lastError ?? null,
      lack: lacking ? { reason: lacking.lackReason ?? '', isGivenUp: lacking.lack?.givenUpAt != null } : null,
    };
  });
}
