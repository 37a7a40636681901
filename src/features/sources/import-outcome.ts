import type { Database } from '../../platform/db/database.js';
import { type NewEvent, recordEvent } from '../../platform/db/events.js';
import type { Lease } from './import-lease.js';
import { dialectOf, undoneImports } from './sql.js';

/** Rows that one transaction takes away. */
const chunkSize = 2_000;

/** How readings came into the store. */
export type ImportOrigin = 'typed' | 'file' | 'api' | 'fetch' | 'computed' | 'sample';

/** States whose readings are history and stay. */
const finished = ['committed', 'undone'];

type StagedImport = {
  readonly id: string;
  readonly workspaceId: string;
  readonly sourceId: string;
  readonly name: string;
  readonly contentHash: string;
  readonly actorKey: string | null;
  readonly origin: ImportOrigin;
  readonly startedAt: Date;
};

/** Opens an import: what is staged under it stays invisible until it is committed. */
export async function createImport(database: Database, staged: StagedImport): Promise<void> {
  await database.client.import.create({
    data: { ...staged, state: 'staging', accepted: 0, unchanged: 0, revised: 0, rejected: 0 },
  });
}

export type Counts = { readonly accepted: number; readonly unchanged: number; readonly revised: number };

/** Takes away the staged readings that say what is in force already, a chunk at a time, and counts what is left. */
export async function settleImport(database: Database, lease: Lease, importId: string): Promise<Counts> {
  let counts: Counts = { accepted: 0, unchanged: 0, revised: 0 };
  for (let after = 0; ; ) {
    const step = await nextStep(database, importId, after);
    if (step === null) return counts;
    const unchanged = step.later === 0 ? 0 : await dropUnchanged(database, lease, { importId, after, last: step.last });
    counts = {
      accepted: counts.accepted + step.all - step.later,
      unchanged: counts.unchanged + unchanged,
      revised: counts.revised + step.later - unchanged,
    };
    after = step.last;
  }
}

type Step = { readonly last: number; readonly all: number; readonly later: number };

async function nextStep({ client, engine }: Database, importId: string, after: number): Promise<Step | null> {
  const [row] = await client.$queryRawUnsafe<{ last: unknown; all_rows: unknown; later: unknown }[]>(
    dialectOf(engine).statement(`
      SELECT max(id) AS last, count(*) AS all_rows, sum(CASE WHEN revision > 1 THEN 1 ELSE 0 END) AS later
        FROM (SELECT "id" AS id, "revision" AS revision FROM "Reading"
               WHERE "importId" = ? AND "id" > ? ORDER BY "id" LIMIT ${chunkSize}) AS step`),
    importId,
    after,
  );
  if (!row || Number(row.all_rows) === 0) return null;
  return { last: Number(row.last), all: Number(row.all_rows), later: Number(row.later) };
}

async function dropUnchanged(
  database: Database,
  lease: Lease,
  { importId, after, last }: { importId: string; after: number; last: number },
): Promise<number> {
  const { statement, same } = dialectOf(database.engine);
  const keyOf = (alias: string): string =>
    ['kpiId', 'segment', 'sourceId', 'grain', 'start']
      .map((name) => `${alias}."${name}" = "Reading"."${name}"`)
      .join(' AND ');
  const inForce = `SELECT max(n."revision") FROM "Reading" n WHERE ${keyOf('n')} AND n."revision" < "Reading"."revision" AND n."importId" NOT IN ${undoneImports}`;
  const parts = ['value', 'numerator', 'denominator'].map((name) => same(`o."${name}"`, `"Reading"."${name}"`));
  await lease.keep();
  // Leftovers are gone and no other import runs, so the newest before it that was not undone is the one in force.
  return database.client.$executeRawUnsafe(
    statement(`
      DELETE FROM "Reading" WHERE "importId" = ? AND "id" > ? AND "id" <= ? AND "revision" > 1
         AND EXISTS (SELECT 1 FROM "Reading" o WHERE ${[keyOf('o'), `o."revision" = (${inForce})`, ...parts].join(' AND ')})`),
    importId,
    after,
    last,
  );
}

type Commit = {
  readonly workspaceId: string;
  readonly actorKey: string | null;
  readonly surface: NewEvent['surface'];
  readonly at: Date;
  readonly imports: readonly ({ readonly id: string; readonly source: string; readonly rejected: number } & Counts)[];
};

/** Makes everything visible at once, in one short transaction that also leaves the events. */
export async function commitImports(database: Database, lease: Lease, commit: Commit): Promise<void> {
  const { workspaceId, actorKey, surface, at } = commit;
  await database.transaction(async (transaction) => {
    await lease.renew(transaction);
    for (const { id, source, ...counts } of commit.imports) {
      await transaction.import.update({ where: { id }, data: { ...counts, state: 'committed', committedAt: at } });
      await recordEvent(transaction, {
        workspaceId,
        actorKey,
        what: 'readings.imported',
        subjectKind: 'import',
        subjectId: id,
        after: { source, ...counts },
        surface,
        at,
      });
    }
  });
}

/** Takes an import back, a chunk at a time; nothing of it was ever visible. */
export async function dropImport(database: Database, importId: string): Promise<void> {
  const { client, engine } = database;
  const chunk = dialectOf(engine).statement(
    `DELETE FROM "Reading" WHERE "id" IN (SELECT r."id" FROM "Reading" r WHERE r."importId" = ? LIMIT ${chunkSize})`,
  );
  while ((await client.$executeRawUnsafe(chunk, importId)) > 0);
  await client.import.deleteMany({ where: { id: importId, state: { notIn: finished } } });
}

/** Imports that a crash left half done; asked by the holder of the lease, so none of them is running. */
export async function listLeftovers({ client }: Database, workspaceId: string): Promise<string[]> {
  const rows = await client.import.findMany({
    where: { workspaceId, state: { notIn: finished } },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}
