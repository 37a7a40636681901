import type { Clock } from '../../../kernel/clock.js';
import type { Transaction } from '../../../platform/db/database.js';
import { recordEvent } from '../../../platform/db/events.js';
import type { Metrics } from '../../../platform/metrics.js';
import { markReviewed } from '../../decisions/public.js';
import { type PublishDeps, partOfKey } from '../publish.js';
import { deliveriesOf, findDigestById, findSnapshot, moveDigest } from '../stored-digests.js';

export type PublicationDeps = Pick<PublishDeps, 'database' | 'newId' | 'nowMs'> & {
  readonly workspaceId: string;
  readonly clock: Clock;
  readonly metrics: Metrics;
};

/** A digest is published once none of its messages is on its way, and some of it can be read. */
export async function publishWhenAllArrived(deps: PublicationDeps, digestId: string): Promise<void> {
  const deliveries = await deliveriesOf(deps.database.client, digestId);
  if (deliveries.some(({ state }) => state === 'pending' || state === 'sending')) return;
  if (!deliveries.some(({ state }) => state === 'sent')) return;
  const at = deps.clock.now();
  const isWhole = deliveries.every(({ fullness }) => fullness === 'full');
  const isPublished = await deps.database.transaction(async (transaction) => {
    if (!(await moveDigest(transaction, { id: digestId, from: ['approved'], to: 'published', publishedAt: at })))
      return false;
    const hasDecisions = deliveries.some(({ key, state }) => partOfKey(key) === 'decisions' && state === 'sent');
    if (hasDecisions) await markShownReviews(deps, transaction, digestId);
    await recordEvent(transaction, {
      workspaceId: deps.workspaceId,
      actorKey: null,
      what: 'digest.published',
      subjectKind: 'digest',
      subjectId: digestId,
      after: { messages: deliveries.length, ...(isWhole ? {} : { isWhole }) },
      surface: 'schedule',
      at,
    });
    return true;
  });
  if (!isPublished) return;
  const isLate = (await findDigestById(deps.database.client, digestId))?.isLate ?? false;
  deps.metrics.digestSent({ isLate, isWhole });
}

/** Decisions whose review the digest has shown with a figure are reviewed; the others come back in the next. */
async function markShownReviews(deps: PublicationDeps, transaction: Transaction, digestId: string): Promise<void> {
  const snapshot = await findSnapshot(transaction, { digestId });
  const reviews = snapshot?.content.decisions?.reviews.items ?? [];
  const shown = reviews.filter(({ kpi, realised }) => kpi === null || realised !== null);
  await markReviewed(
    deps,
    transaction,
    shown.map(({ id, realised }) => ({ decisionId: id, realised })),
  );
}

/** Publishes what arrived just before a crash, when nobody was left to say so. Cheap; call it at each sweep. */
export async function publishArrived(deps: PublicationDeps): Promise<void> {
  const { workspaceId } = deps;
  const approved = await deps.database.client.digest.findMany({
    where: { workspaceId, state: 'approved' },
    select: { id: true },
  });
  for (const { id } of approved) await publishWhenAllArrived(deps, id);
}
