import { randomUUID } from 'node:crypto';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, describe, inject, onTestFinished, TestRunner } from 'vitest';
import { createAdapter, type Engine } from '../../src/platform/db/connection.js';
import type { Client, Database } from '../../src/platform/db/database.js';
import { PrismaClient as PostgresqlClient } from '../../src/platform/db/generated/postgresql/client.js';
import { PrismaClient as SqliteClient } from '../../src/platform/db/generated/sqlite/client.js';
import { openOnKeptClient } from './kept-clients.js';

/**
 * Hands out empty databases of one engine, and takes them away again when the file's tests are done. What a test opened is
 * closed at its end.
 */
export type Databases = {
  readonly engine: Engine;
  /** Of a new database that holds nothing, not even tables. */
  newUrl(): Promise<string>;
  /** Of a new database that is up to date and holds no rows; much sooner than one that is brought up to date. */
  migratedUrl(): Promise<string>;
  /** Opens the database at a URL, or a new one. */
  open(url?: string): Promise<Database>;
};

const part = process.env['COPIL_TEST_PART'];
const bothEngines = ['sqlite', 'postgresql'] as const;

/** Runs the same tests on SQLite and on PostgreSQL. */
export function describeOnBothEngines(title: string, tests: (databases: Databases) => void): void {
  describeOn(bothEngines, title, tests);
}

/** The same for what an app does from end to end: on SQLite by `npm test`, on PostgreSQL by `npm run test:more`. */
export function describeFlow(title: string, tests: (databases: Databases) => void): void {
  describeOn(part === 'first' ? ['sqlite'] : part === 'more' ? ['postgresql'] : bothEngines, title, tests);
}

/** For tests beside flows of both engines that one engine is enough for: `npm run test:more` does not run them again. */
export function describeOnce(title: string, tests: () => void): void {
  if (part !== 'more') describe(title, tests);
}

function describeOn(engines: readonly Engine[], title: string, tests: (databases: Databases) => void): void {
  describe.each(engines)(`${title} on %s`, (engine) => tests(databasesOf(engine)));
}

/** For tests that choose the engine themselves; call it inside `describe`. */
export function databasesOf(engine: Engine): Databases {
  const opened: Database[] = [];
  const folders: string[] = [];
  const newFile = async () => {
    const folder = await mkdtemp(join(tmpdir(), 'copil-sqlite-'));
    folders.push(folder);
    return join(folder, 'copil.db');
  };
  const newUrl = async () => (engine === 'postgresql' ? createPostgresqlDatabase() : `file:${await newFile()}`);
  const migratedUrl = async () => {
    const templates = inject('templates');
    if (engine === 'postgresql') return createPostgresqlDatabase(templates.postgresql);
    const file = await newFile();
    await copyFile(templates.sqlite, file);
    return `file:${file}`;
  };
  afterAll(async () => {
    await Promise.all(opened.map((database) => database.close()));
    await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
  });
  return {
    engine,
    newUrl,
    migratedUrl,
    open: async (url) => {
      // No power is cut in a test, and the disk is slow.
      const database = await openOnKeptClient(url ?? (await migratedUrl()), 'process-end');
      if (TestRunner.getCurrentTest()) onTestFinished(() => database.close());
      else opened.push(database);
      return database;
    },
  };
}

async function createPostgresqlDatabase(template = 'template1'): Promise<string> {
  const server = inject('postgresqlUrl');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ connectionString: `${server}postgres` });
  await client.connect();
  await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  await client.end();
  return `${server}${name}`;
}

/** A client on a database to which no migration was applied. */
export async function openUnmigrated(engine: Engine, url: string): Promise<Client> {
  const adapter = await createAdapter(url);
  return engine === 'sqlite'
    ? new SqliteClient({ adapter })
    : (new PostgresqlClient({ adapter }) as unknown as SqliteClient);
}

/** Every column and index of a database in words, sorted, so that two databases can be compared. */
export async function describeTables(engine: Engine, client: Client): Promise<string[]> {
  const rows = await client.$queryRawUnsafe<{ line: string }[]>(engine === 'sqlite' ? sqliteTables : postgresqlTables);
  return rows.map((row) => row.line).sort();
}

const sqliteTables = `
  SELECT t.name || '.' || c.name || ' ' || c.type || ' ' || c."notnull" || ' ' || c.pk AS line
    FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table' AND t.name NOT LIKE '\\_prisma%' ESCAPE '\\'
  UNION ALL
  SELECT i.sql AS line FROM sqlite_master i WHERE i.type = 'index' AND i.sql IS NOT NULL AND i.tbl_name NOT LIKE '\\_prisma%' ESCAPE '\\'`;

const postgresqlTables = `
  SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable AS line
    FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'
  UNION ALL
  SELECT indexdef AS line FROM pg_indexes WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'
  UNION ALL
  SELECT conrelid::regclass::text || ' ' || pg_get_constraintdef(oid) AS line
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid <> 0
      AND conrelid::regclass::text <> '_prisma_migrations'`;
