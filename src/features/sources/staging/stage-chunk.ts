import type { Database } from '../../../platform/db/database.js';
import { isUniqueViolation } from '../../../platform/db/errors.js';
import type { Lease } from '../import-lease.js';
import type { NewReading } from '../rows/decode.js';
import { dialectOf, undoneImports } from '../sql.js';
import type { SeenStarts } from './seen-starts.js';

/** Rows a single transaction writes: about 40 ms of the one write lock that SQLite has. */
export const chunkSize = 2_000;

export type Chunk = {
  readonly importId: string;
  readonly sourceId: string;
  /** At most one for each KPI, segment and start. */
  readonly readings: readonly NewReading[];
  /** Whether what the import has staged before gives way; else it stays, and another value is a conflict. */
  readonly isReplaced: boolean;
  /** Whether the readings are likely to be new: a wrong guess costs time, no more. */
  readonly isLikelyNew: boolean;
  /** Readings of this import that are in force already and therefore were not staged; `stageChunk` adds to it. */
  readonly unstaged: SeenStarts;
};

export type Staged = {
  /** Nothing in the chunk was there in any revision. */
  readonly wasNew: boolean;
  /** Readings that an earlier chunk of the same import has with another value; they were not staged. */
  readonly conflicts: readonly NewReading[];
};

type Existing = {
  readonly position: number;
  readonly revision: number;
  readonly isOwn: boolean;
  readonly isSame: boolean;
};

/** Writes a chunk as the next revision of each reading. */
export async function stageChunk(database: Database, lease: Lease, chunk: Chunk): Promise<Staged> {
  await lease.keep();
  if (chunk.isLikelyNew && (await stageNew(database, chunk))) return { wasNew: true, conflicts: [] };
  return stageKnown(database, chunk);
}

/**
 * Twice as fast, because nothing is looked up. False, and nothing written, when a reading is there already.
 *
 * No transactions here and below: one import runs at a time, single statements are whole by themselves, and SQLite's
 * client opens a new connection with an empty cache after each transaction. An import that lost its lease has lost its
 * `Import` row too, so that whatever it still writes is refused.
 */
async function stageNew(database: Database, chunk: Chunk): Promise<boolean> {
  const rows = chunk.readings.map((reading) => asRow(reading, 1));
  try {
    await insert(database, { ...chunk, rows, onConflict: '' });
    return true;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}

async function stageKnown(database: Database, chunk: Chunk): Promise<Staged> {
  const existing = await findExisting(database, chunk);
  const byPosition = new Map(existing.map((one) => [one.position, one]));
  const { isReplaced } = chunk;
  const conflicts: NewReading[] = [];
  const rows = chunk.readings.flatMap((reading, position) => {
    const found = byPosition.get(position);
    if (!found) return [asRow(reading, 1)];
    if (isReplaced) return [asRow(reading, found.isOwn ? found.revision : found.revision + 1)];
    const wasSaid = found.isOwn || chunk.unstaged.has(reading);
    if (found.isSame && !found.isOwn) chunk.unstaged.add(reading);
    if (found.isSame) return [];
    if (!wasSaid) return [asRow(reading, found.revision + 1)];
    conflicts.push(reading);
    return [];
  });
  const onConflict = isReplaced ? replacing : '';
  if (rows.length > 0) await insert(database, { ...chunk, rows, onConflict });
  return { wasNew: existing.length === 0, conflicts };
}

const replacing = `("kpiId", "segment", "sourceId", "grain", "start", "revision") DO UPDATE SET ${[
  'value',
  'numerator',
  'denominator',
]
  .map((part) => `"${part}" = excluded."${part}"`)
  .join(', ')}`;

type Row = readonly (string | number | null)[];

function asRow({ target, start, value, numerator, denominator }: NewReading, revision: number): Row {
  return [target.kpiId, target.segment, target.grain, start, value, numerator, denominator, revision];
}

async function findExisting({ client, engine }: Database, chunk: Chunk): Promise<Existing[]> {
  const { statement, incoming, same, joined } = dialectOf(engine);
  const sameAs = (alias: string): string =>
    ['value', 'numerator', 'denominator'].map((part) => same(`${alias}."${part}"`, `j.${part}`)).join(' AND ');
  const flag = (condition: string): string => `CASE WHEN ${condition} THEN 1 ELSE 0 END`;
  // The newest revision gives the number of the next one. Where it was undone, an older one is in force.
  const inForce = `SELECT max(n."revision") FROM "Reading" n WHERE ${keyOf('n')} AND n."importId" NOT IN ${undoneImports}`;
  const isSame = `CASE WHEN e."importId" NOT IN ${undoneImports} THEN ${sameAs('e')}
    ELSE EXISTS (SELECT 1 FROM "Reading" o WHERE ${keyOf('o')} AND o."revision" = (${inForce}) AND ${sameAs('o')}) END`;
  const line = `j.position || ',' || e."revision" || ',' || ${flag('e."importId" = ?')} || ',' || ${flag(isSame)}`;
  const [row] = await client.$queryRawUnsafe<{ existing: string | null }[]>(
    statement(`
      WITH ${incoming} SELECT ${joined(line)} AS existing FROM j JOIN "Reading" e ON ${keyOf('e')}
       WHERE e."revision" = (SELECT max(n."revision") FROM "Reading" n WHERE ${keyOf('n')})`),
    JSON.stringify(chunk.readings.map((reading) => asRow(reading, 0))),
    chunk.importId,
    ...Array.from({ length: 4 }, () => chunk.sourceId),
  );
  if (!row?.existing) return [];
  return row.existing.split(';').map((text) => {
    const [position, revision, isOwn, isEqual] = text.split(',').map(Number);
    return { position: position ?? 0, revision: revision ?? 0, isOwn: isOwn === 1, isSame: isEqual === 1 };
  });
}

type Insert = Pick<Chunk, 'importId' | 'sourceId'> & { readonly rows: readonly Row[]; readonly onConflict: string };

function insert({ client, engine }: Database, { importId, sourceId, rows, onConflict }: Insert): Promise<number> {
  const { statement, incoming } = dialectOf(engine);
  // `WHERE true` keeps SQLite from reading ON CONFLICT as a join's ON.
  return client.$executeRawUnsafe(
    statement(`
      WITH ${incoming}
      INSERT INTO "Reading" ("sourceId", "importId", "kpiId", "segment", "grain", "start", "value", "numerator", "denominator", "revision")
      SELECT ?, ?, j.kpi_id, j.segment, j.grain, j.start, j.value, j.numerator, j.denominator, j.revision
        FROM j WHERE true ${onConflict === '' ? '' : `ON CONFLICT ${onConflict}`}`),
    JSON.stringify(rows),
    sourceId,
    importId,
  );
}

/** Takes back what was staged of these periods. */
export async function takeBack(
  { client, engine }: Database,
  { importId, sourceId, readings }: Pick<Chunk, 'importId' | 'sourceId' | 'readings'>,
): Promise<void> {
  const { statement, incoming } = dialectOf(engine);
  await client.$executeRawUnsafe(
    statement(`
      DELETE FROM "Reading" WHERE "id" IN (
        WITH ${incoming} SELECT r."id" FROM j JOIN "Reading" r ON ${keyOf('r')} AND r."importId" = ?)`),
    JSON.stringify(readings.map((reading) => asRow(reading, 0))),
    sourceId,
    importId,
  );
}

/** The stored reading `alias` is about what the incoming row `j` is about; takes the source as a parameter. */
function keyOf(alias: string): string {
  return `${alias}."kpiId" = j.kpi_id AND ${alias}."segment" = j.segment AND ${alias}."sourceId" = ? AND ${alias}."grain" = j.grain AND ${alias}."start" = j.start`;
}
