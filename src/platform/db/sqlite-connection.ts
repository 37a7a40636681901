import type { InStatement, InValue, ResultSet } from '@libsql/client';
import Connection from 'libsql';
import { storable } from '../../kernel/well-formed.js';
import type { Durability } from './connection.js';

/** 8 MB of pages are kept; what was written is moved from the log into the file every 16 MB, instead of every 4. */
const settings = 'PRAGMA cache_size = -8000; PRAGMA wal_autocheckpoint = 4000;';

/** One connection to a SQLite file, which keeps its statements and is replaced when it can no longer be trusted. */
export interface KeptConnection {
  /** Runs one statement to its end. A change outside a transaction is committed once this returns. */
  run(asked: InStatement | string): ResultSet;
  /** Several statements at once; what it leaves open is rolled back where it fails. */
  script(sql: string): void;
  begin(): void;
  /** A transaction that cannot be committed is rolled back, and the error thrown. */
  end(how: 'COMMIT' | 'ROLLBACK'): void;
  close(): void;
}

/**
 * The driver never resets a statement that met a lock. Left in progress, it keeps every later commit from happening,
 * also that of a single change, which reports success all the same. So only BEGIN meets another writer's lock (it is run
 * by `exec`, which leaves nothing behind), and a connection on which anything else was refused for one is replaced.
 */
export function keepConnection(path: string, durability: Durability): KeptConnection {
  let current: Open | undefined;
  let isInTransaction = false;
  let isSpoiled = false;

  const open = (): Open => {
    current ??= openAt(path, durability);
    return current;
  };
  const close = (): void => {
    const { connection, statements } = current ?? {};
    current = undefined;
    statements?.forget();
    connection?.close();
  };
  /** After a failure: nothing may stay open, and nothing in progress. */
  const tidyUp = (error?: unknown): void => {
    isSpoiled ||= isLocked(error);
    if (isInTransaction) return;
    if (current?.connection.inTransaction) isSpoiled = !isRolledBack(current.connection) || isSpoiled;
    if (isSpoiled) close();
    isSpoiled = false;
  };
  const guarded = <T>(work: (on: Open) => T): T => {
    try {
      return work(open());
    } catch (error) {
      tidyUp(error);
      throw error;
    }
  };
  const end = (how: 'COMMIT' | 'ROLLBACK'): void => {
    isInTransaction = false;
    guarded(({ connection }) => {
      // A full disk makes the engine roll back by itself; nothing is left to be undone then.
      if (how === 'COMMIT' || connection.inTransaction) connection.exec(how);
    });
    tidyUp();
  };
  return {
    run: (asked) =>
      guarded(({ connection, statements }) => {
        if (isInTransaction) {
          if (!connection.inTransaction) throw new Error('SQLite rolled the transaction back after an earlier error');
          return statements.run(asked);
        }
        if (!changesRows(asked)) return statements.run(asked);
        connection.exec('BEGIN IMMEDIATE');
        const result = statements.run(asked);
        connection.exec('COMMIT');
        return result;
      }),
    script: (sql) =>
      guarded(({ connection, statements }) => {
        connection.exec(sql);
        // It may have changed what a statement gives back.
        statements.forget();
      }),
    begin() {
      guarded(({ connection }) => connection.exec('BEGIN IMMEDIATE'));
      isInTransaction = true;
    },
    end,
    close() {
      // As the last connection does when it closes: the file alone holds everything, and may be copied.
      if (current && !current.connection.inTransaction) {
        current.statements.forget();
        current.connection.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      }
      close();
    },
  };
}

type Open = { readonly connection: Connection.Database; readonly statements: ReturnType<typeof createStatements> };

/**
 * Readers and the writer do not block one another where the log is beside the file, which it stays once it was chosen: by
 * the migrations, which are the first to open a database.
 */
const settingsFor = {
  'power-cut': 'PRAGMA synchronous = FULL;',
  'process-end': 'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;',
};

function openAt(path: string, durability: Durability): Open {
  const connection = new Connection(path);
  connection.exec(`${settings} ${settingsFor[durability]}`);
  return { connection, statements: createStatements(connection) };
}

function isRolledBack(connection: Connection.Database): boolean {
  try {
    connection.exec('ROLLBACK');
  } catch {
    // The caller throws the error that came before.
  }
  return !connection.inTransaction;
}

const busy = 5;
const lockedTable = 6;

/** The engine's own codes; what an extended code says more is in its higher bytes. */
function isLocked(error: unknown): boolean {
  const { rawCode } = (error ?? {}) as { readonly rawCode?: unknown };
  return typeof rawCode === 'number' && [busy, lockedTable].includes(rawCode & 0xff);
}

function changesRows(asked: InStatement | string): boolean {
  return /^\s*(WITH\b.*\b)?(INSERT|UPDATE|DELETE|REPLACE)\b/is.test(typeof asked === 'string' ? asked : asked.sql);
}

/** SQL text varies with the length of lists; what is not used for long need not be kept. */
const keptAtMost = 500;

type Prepared = {
  readonly columns: string[];
  readonly columnTypes: string[];
  readonly isReader: boolean;
  readonly statement: Connection.Statement;
};

function createStatements(connection: Connection.Database) {
  const kept = new Map<string, Prepared>();
  const prepare = (sql: string): Prepared => {
    const known = kept.get(sql);
    if (known) return known;
    const statement = connection.prepare(sql).safeIntegers(true);
    const isReader = statement.reader;
    const columns = isReader ? statement.raw(true).columns() : [];
    const prepared = {
      statement,
      isReader,
      columns: columns.map(({ name }) => name),
      columnTypes: columns.map(({ type }) => type ?? ''),
    };
    if (kept.size >= keptAtMost) kept.clear();
    kept.set(sql, prepared);
    return prepared;
  };
  return {
    /** Runs to the end: a statement that is left half-way would hold what it reads. */
    run(asked: InStatement | string): ResultSet {
      const { sql, args } = typeof asked === 'string' ? { sql: asked, args: [] } : asked;
      const { statement, isReader, columns, columnTypes } = prepare(sql);
      const values = (args as InValue[]).map(bound);
      const rows = isReader ? (statement.all(values) as unknown[][]).map((row) => row.map(received)) : [];
      const rowsAffected = isReader ? 0 : statement.run(values).changes;
      return { columns, columnTypes, rows, rowsAffected } as unknown as ResultSet;
    },
    forget: () => kept.clear(),
  };
}

/** The engine knows no booleans, takes bytes as a buffer, and half of a character pair that it then cannot give back. */
function bound(value: InValue): unknown {
  if (typeof value === 'string') return storable(value);
  if (typeof value === 'boolean') return value ? 1 : 0;
  return value instanceof ArrayBuffer ? Buffer.from(value) : value;
}

/** @throws RangeError for a whole number that a JavaScript number does not hold exactly */
function received(cell: unknown): unknown {
  if (typeof cell === 'bigint') {
    if (!Number.isSafeInteger(Number(cell))) throw new RangeError(`${cell} is too large to be read exactly`);
    return Number(cell);
  }
  return cell instanceof Buffer ? new Uint8Array(cell).buffer : cell;
}
