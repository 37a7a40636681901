import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { ConfigError } from '../../kernel/errors.js';
import type { Engine } from './connection.js';
import { isTableMissing, peek } from './peek.js';
import { everything, type MigrationList, type SchemaEngine, withSchemaEngine } from './schema-engine.js';

/** Where the migrations lie, from `src` as from `dist`. */
const migrationsFolder = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url));

/** Reads the migrations of one engine, in order, as Prisma's schema engine wants them. */
export async function readMigrations(engine: Engine, folder: string = migrationsFolder): Promise<MigrationList> {
  const baseDir = join(folder, engine);
  const names = (await readdir(baseDir, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const migrationDirectories = await Promise.all(
    names.map(async (name) => {
      const content = await readFile(join(baseDir, name, 'migration.sql'), 'utf8');
      return { path: name, migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value: content } } };
    }),
  );
  const lockfile = { path: 'migration_lock.toml', content: `provider = "${engine}"\n` };
  return { baseDir, lockfile, shadowDbInitScript: '', migrationDirectories };
}

/**
 * Brings the database up to this program's migrations and returns the names of those it applied.
 * Safe when several processes start at once: the engine takes a lock.
 * @throws ConfigError when the database was made by a newer program, or a migration failed half-way before.
 */
export async function migrate(options: {
  engine: Engine;
  adapter: SqlMigrationAwareDriverAdapterFactory;
  folder?: string;
}): Promise<string[]> {
  const migrationsList = await readMigrations(options.engine, options.folder);
  if (await isCurrent(options.adapter, migrationsList)) return [];
  return withSchemaEngine({ adapter: options.adapter }, async (schemaEngine) => {
    await refuseNewer(schemaEngine, migrationsList);
    const giveUpAt = performance.now() + (options.engine === 'sqlite' ? underWayPatienceMs : 0);
    for (;;) {
      try {
        return (await schemaEngine.applyMigrations({ migrationsList, filters: everything })).appliedMigrationNames;
      } catch (error) {
        if (!isFailedBefore(error)) throw error;
        if (performance.now() > giveUpAt) throw failedBefore(error);
        await sleep(100);
      }
    }
  });
}

/** On SQLite the engine's lock does not keep out other processes: what one of them is applying looks broken for a moment. */
const underWayPatienceMs = 5_000;

/**
 * Whether exactly these migrations were applied, each to its end. One query, where the engine would have to be loaded: 24 MB and
 * a tenth of a second. Anything else, an older, newer, broken or empty database, is the engine's to judge.
 */
async function isCurrent(
  adapter: SqlMigrationAwareDriverAdapterFactory,
  { migrationDirectories }: MigrationList,
): Promise<boolean> {
  const rows = await peek(adapter, recordedMigrations);
  const names = new Set(rows.map(([name]) => name));
  return (
    rows.every(([, finishedAt, rolledBackAt]) => finishedAt !== null && rolledBackAt === null) &&
    names.size === migrationDirectories.length &&
    migrationDirectories.every(({ path }) => names.has(path))
  );
}

/** Rows of the engine's own table: name, end, and when it was taken back; none where the database holds nothing yet. */
const recordedMigrations = 'SELECT migration_name, finished_at, rolled_back_at FROM _prisma_migrations';

/** What a newer program applied is told apart without the engine's lock: such a row never comes and goes. */
async function refuseNewer(schemaEngine: SchemaEngine, migrationsList: MigrationList): Promise<void> {
  const input = { migrationsList, optInToShadowDatabase: false, filters: everything };
  const found = await schemaEngine.diagnoseMigrationHistory(input).catch((error: unknown) => {
    // A database that holds nothing yet lacks the engine's own table as well.
    if (isTableMissing(error)) return null;
    throw error;
  });
  const unknown =
    found?.history && 'unpersistedMigrationNames' in found.history ? found.history.unpersistedMigrationNames : [];
  if (unknown.length === 0) return;
  throw new ConfigError(
    `This database was made by a newer Copil: it holds ${unknown.join(', ')}, which this version does not know. ` +
      'Nothing was changed. Start the newer version, or point DATABASE_URL at another database.',
  );
}

/**
 * The engine's own refusal, which it makes under its lock: looked at without the lock, a migration that another process
 * is applying at this moment cannot be told from one that stopped half-way.
 */
function isFailedBefore(error: unknown): error is Error {
  return /P3009|found failed migrations/.test(`${codeOf(error)} ${String(error)}`);
}

function failedBefore(error: Error): ConfigError {
  const names = [...new Set(String(error).match(/\b\d{4}_\w+/g))].join(', ');
  return new ConfigError(
    `An earlier upgrade of this database stopped half-way: ${names}. ` +
      'Restore the backup made before it, or repair the tables by hand and delete that row of _prisma_migrations.',
    [],
    { cause: error },
  );
}

function codeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : '';
  return typeof code === 'string' ? code : '';
}
