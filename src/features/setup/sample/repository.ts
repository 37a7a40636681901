import type { CalendarDate } from '../../../kernel/calendar.js';
import type { Database, Transaction } from '../../../platform/db/database.js';

/**
 * First day of the newest daily reading in a workspace: whatever arrived later is not there yet. Null without readings.
 */
export async function findNewestReadingStart(store: Transaction, workspaceId: string): Promise<CalendarDate | null> {
  const newest = await store.reading.aggregate({
    where: { kpi: { workspaceId }, grain: 'day', import: { state: 'committed' } },
    _max: { start: true },
  });
  return newest._max.start;
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
