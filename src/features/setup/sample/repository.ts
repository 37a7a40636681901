import type { CalendarDate } from '../../../kernel/calendar.js';
import type { Database, Transaction } from '../../../platform/db/database.js';

/** First day of the newest reading of each source, by source key; a source without readings has no entry. */
export async function findNewestStarts(store: Transaction, workspaceId: string): Promise<Map<string, CalendarDate>> {
  const sources = await store.source.findMany({ where: { workspaceId }, select: { id: true, key: true } });
  const newest = await store.reading.groupBy({
    by: ['sourceId'],
    where: { sourceId: { in: sources.map(({ id }) => id) }, import: { state: 'committed' } },
    _max: { start: true },
  });
  const keys = new Map(sources.map(({ id, key }) => [id, key]));
  return new Map(newest.flatMap(({ sourceId, _max }) => (_max.start ? [[keys.get(sourceId) ?? '', _max.start]] : [])));
}

/** Forgets every digest and message of a sandbox: the Slack they were posted to is gone. */
export function forgetSlack(database: Database): Promise<void> {
  return database.transaction(async (transaction) => {
    await transaction.delivery.deleteMany({ where: { parentId: { not: null } } });
    await transaction.delivery.deleteMany();
    await transaction.uploadedFile.deleteMany();
    await transaction.digestSnapshot.deleteMany();
    await transaction.digest.deleteMany();
  });
}
