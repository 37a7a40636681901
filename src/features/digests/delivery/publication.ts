import type { Clock } from '../../../kernel/clock.js';
import { recordEvent } from '../../../platform/db/events.js';
import type { Metrics } from '../../../platform/metrics.js';
import type { PublishDeps } from '../publish.js';
import { deliveriesOf, findDigestById, moveDigest } from '../repository.js';

export type PublicationDeps = Pick<PublishDeps, 'database'> & {
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
  const isPublished = await deps.database.transaction(async (transaction) => {
    if (!(await moveDigest(transaction, { id: digestId, from: ['approved'], to: 'published', publishedAt: at })))
      return false;
    await recordEvent(transaction, {
      workspaceId: deps.workspaceId,
      actorKey: null,
      what: 'digest.published',
      subjectKind: 'digest',
      subjectId: digestId,
      after: { messages: deliveries.length },
      surface: 'schedule',
      at,
    });
    return true;
  });
  if (isPublished)
    deps.metrics.digestSent({ isLate: (await findDigestById(deps.database.client, digestId))?.isLate ?? false });
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
