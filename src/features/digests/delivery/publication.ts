import type { Clock } from '../../../kernel/clock.js';
import type { Transaction } from '../../../platform/db/database.js';
import { recordEvent } from '../../../platform/db/events.js';
import type { Metrics } from '../../../platform/metrics.js';
import { type PublishDeps, partOfKey } from '../publish.js';
import { deliveriesOf, findDigestById, findSnapshot, moveDigest } from '../stored-digests.js';

export type PublicationDeps = Pick<PublishDeps, 'database' | 'templates' | 'newId' | 'nowMs'> & {
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
    const arrived = deliveries.flatMap(({ key, state }) => (state === 'sent' ? [partOfKey(key)] : []));
    await tellSections(deps, transaction, { digestId, arrived });
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

/** Tells each section, of which a message arrived, that what it brought is published. */
async function tellSections(
  { templates, database, workspaceId, clock, newId, nowMs }: PublicationDeps,
  transaction: Transaction,
  { digestId, arrived }: { readonly digestId: string; readonly arrived: readonly string[] },
): Promise<void> {
  const content = (await findSnapshot(transaction, { digestId }))?.content;
  if (!content || !templates.has(content.template)) return;
  const publication = { transaction, database, workspaceId, clock, newId, nowMs };
  for (const section of templates.get(content.template).sections) {
    const told = content.sections[section.name];
    const hasArrived = arrived.some((part) => part === section.name || part.startsWith(`${section.name}:`));
    if (told !== undefined && hasArrived) await section.onPublished?.(publication, told);
  }
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
