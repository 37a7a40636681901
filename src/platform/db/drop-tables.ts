import type { Database, Transaction } from './database.js';
import { readMigrations } from './migrations.js';

/**
 * Where the schema engine notes which migrations it applied. It is emptied, not dropped: SQLite keeps a table of its own
 * for numbered rows, and without this one the engine takes that for somebody's database.
 */
const historyTable = '_prisma_migrations';

/**
 * Drops every table that the migrations made, and no other, after `assertMay` has looked, in one transaction: it throws
 * to keep everything. Close the database afterwards; opening it again makes the tables anew.
 */
export async function dropTables(
  database: Database,
  assertMay: (transaction: Transaction) => Promise<void>,
): Promise<void> {
  const names = await tablesOfMigrations(database);
  await database.transaction(async (transaction) => {
    await assertMay(transaction);
    for (const statement of await dropsOf(transaction, { engine: database.engine, names })) {
      await transaction.$executeRawUnsafe(statement);
    }
    await transaction.$executeRawUnsafe(`DELETE FROM ${quoted(historyTable)}`);
  });
}

async function tablesOfMigrations({ engine }: Database): Promise<string[]> {
  const { migrationDirectories } = await readMigrations(engine);
  const texts = migrationDirectories.map(({ migrationFile }) =>
    migrationFile.content.tag === 'ok' ? migrationFile.content.value : '',
  );
  const names = texts.flatMap((text) => [...text.matchAll(/CREATE TABLE "(\w+)"/g)].map((match) => match[1] ?? ''));
  return [...new Set(names)];
}

async function dropsOf(
  transaction: Transaction,
  { engine, names }: { engine: Database['engine']; names: readonly string[] },
): Promise<string[]> {
  if (engine === 'postgresql') return [`DROP TABLE IF EXISTS ${names.map(quoted).join(', ')} CASCADE`];
  const tables = await transaction.$queryRawUnsafe<{ name: string; sql: string }[]>(
    "SELECT name, sql FROM sqlite_master WHERE type = 'table'",
  );
  const ours = tables.filter(({ name }) => names.includes(name));
  return childrenFirst(ours).map((name) => `DROP TABLE ${quoted(name)}`);
}

const quoted = (name: string): string => `"${name}"`;

/** SQLite empties a table before it drops it, which a row that refers to one of its rows refuses. */
function childrenFirst(tables: readonly { readonly name: string; readonly sql: string }[]): string[] {
  const refersTo = (sql: string, name: string): boolean => sql.includes(`REFERENCES ${quoted(name)}`);
  const order: string[] = [];
  for (let left = [...tables]; left.length > 0; ) {
    const free = left.filter(({ name }) => !left.some((other) => other.name !== name && refersTo(other.sql, name)));
    // A circle of references has no first; whatever is left then goes in any order.
    const next = free.length > 0 ? free : left;
    order.push(...next.map(({ name }) => name));
    left = left.filter((table) => !next.includes(table));
  }
  return order;
}
