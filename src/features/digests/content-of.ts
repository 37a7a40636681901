import type { Committee } from '../../organisation/committees/committees.js';
import type { DigestContent } from './digest.js';
import { type GatherAsk, type GatherDeps, gatherContent } from './gather.js';
import { type DigestRecord, listMissedBefore } from './stored-digests.js';

export type Subject = { readonly committee: Committee; readonly digest: DigestRecord };

/** What a planned digest says now, or one that left, with what has landed since. */
export async function contentOf(
  deps: GatherDeps,
  { committee, digest }: Subject,
  since: Pick<GatherAsk, 'landed' | 'corrected'>,
): Promise<DigestContent> {
  const missedPeriods = await listMissedBefore(deps.database.client, digest);
  const { period, scheduledFor, isLate } = digest;
  return gatherContent(deps, { committee, period, scheduledFor, isLate, missedPeriods, ...since });
}
