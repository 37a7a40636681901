import type { CalendarDate } from '../../kernel/calendar.js';
import { ConflictError, NotFoundError } from '../../kernel/errors.js';
import type { Database } from '../../platform/db/database.js';
import { recordEvent } from '../../platform/db/events.js';
import type { ReadingValue } from '../kpis/public.js';
import { takeLease } from './import-lease.js';
import { dialectOf } from './sql.js';

/** Why an import cannot be taken back: a later one counts in its place, or it does not count itself. */
export type UndoRefusal = 'revised' | 'not-committed';

export class UndoRefusedError extends ConflictError {
  readonly reason: UndoRefusal;

  constructor(reason: UndoRefusal, message: string) {
    super(message, { userMessage: message });
    this.reason = reason;
  }
}

export type UndoAsked = {
  readonly workspaceId: string;
  readonly importId: string;
  readonly actorKey: string | null;
  readonly surface: 'cli' | 'http' | 'slack' | 'schedule';
  /** Business time. */
  readonly at: Date;
};

const leaseMs = 60_000;

/**
 * Takes an import back, in one step: what was in force before it counts again. Nothing is deleted, and an event stays.
 * It holds the workspace's import lease meanwhile, or an import could take for unchanged what is about to go.
 * @throws NotFoundError for an import nobody made; UndoRefusedError when it was taken back already, or a later import
 * revised one of its readings; ImportRunningError while an import runs. Nothing is changed then.
 */
export async function undoImport(database: Database, ask: UndoAsked): Promise<void> {
  const { workspaceId, importId, actorKey, at } = ask;
  const lease = await takeLease(database, {
    workspaceId,
    id: `undo:${importId}`,
    holder: { importing: `the undoing of ${importId}`, actorKey, since: at.toISOString() },
    termMs: leaseMs,
    now: () => new Date(),
  });
  try {
    const found = await database.client.import.findFirst({
      where: { id: importId, workspaceId },
      include: { source: { select: { key: true } } },
    });
    if (!found) throw new NotFoundError(`There is no import ${importId}. Nothing was changed`);
    if (found.state !== 'committed') throw notCommitted(importId);
    if (await isRevised(database, importId)) throw revised();
    await database.transaction(async (transaction) => {
      await lease.renew(transaction);
      const { count } = await transaction.import.updateMany({
        where: { id: importId, state: 'committed' },
        data: { state: 'undone' },
      });
      if (count === 0) throw notCommitted(importId);
      await recordEvent(transaction, {
        workspaceId,
        actorKey,
        what: 'readings.undone',
        subjectKind: 'import',
        subjectId: importId,
        before: { state: 'committed' },
        after: { state: 'undone', source: found.source.key, accepted: found.accepted, revised: found.revised },
        surface: ask.surface,
        at,
      });
    });
  } finally {
    await lease.release();
  }
}

function notCommitted(importId: string): UndoRefusedError {
  return new UndoRefusedError('not-committed', `The import ${importId} does not count (any more). Nothing was changed`);
}

function revised(): UndoRefusedError {
  const message = 'A later import has revised one of its readings, so it cannot be taken back. Nothing was changed';
  return new UndoRefusedError('revised', message);
}

async function isRevised({ client, engine }: Database, importId: string): Promise<boolean> {
  const key = ['kpiId', 'segment', 'sourceId', 'grain', 'start'].map((name) => `l."${name}" = r."${name}"`);
  const rows = await client.$queryRawUnsafe<unknown[]>(
    dialectOf(engine).statement(`
      SELECT l."id" AS id FROM "Reading" r JOIN "Reading" l ON ${key.join(' AND ')} AND l."revision" > r."revision"
        JOIN "Import" i ON i."id" = l."importId" AND i."state" = 'committed'
       WHERE r."importId" = ? LIMIT 1`),
    importId,
  );
  return rows.length > 0;
}

/** One reading of an import, and what was in force for its period before; null when nothing was. */
export type ImportedReading = {
  readonly kpi: string;
  readonly segment: string;
  readonly start: CalendarDate;
  readonly value: ReadingValue;
  readonly before: ReadingValue | null;
};

export type ImportMade = {
  readonly id: string;
  readonly actorKey: string | null;
  readonly state: string;
  /** The first ten. */
  readonly readings: readonly ImportedReading[];
};

const shownReadings = 10;

/** What an import brought, for words about a value typed by hand; null for an import nobody made. */
export async function findImport(
  { client }: Pick<Database, 'client'>,
  ask: { readonly workspaceId: string; readonly importId: string },
): Promise<ImportMade | null> {
  const found = await client.import.findFirst({ where: { id: ask.importId, workspaceId: ask.workspaceId } });
  if (!found) return null;
  const rows = await client.reading.findMany({
    where: { importId: found.id },
    orderBy: { id: 'asc' },
    take: shownReadings,
    include: { kpi: { select: { key: true } } },
  });
  const readings = rows.map(async ({ kpiId, segment, sourceId, grain, start, revision, kpi, ...worth }) => {
    const before = await client.reading.findFirst({
      where: { kpiId, segment, sourceId, grain, start, revision: { lt: revision }, import: { state: 'committed' } },
      orderBy: { revision: 'desc' },
    });
    return { kpi: kpi.key, segment, start, value: worthOf(worth), before: before && worthOf(before) };
  });
  const { id, actorKey, state } = found;
  return { id, actorKey, state, readings: await Promise.all(readings) };
}

type Worth = { readonly value: number | null; readonly numerator: number | null; readonly denominator: number | null };

function worthOf({ value, numerator, denominator }: Worth): ReadingValue {
  return value === null ? { numerator: numerator ?? 0, denominator: denominator ?? 0 } : { value };
}
