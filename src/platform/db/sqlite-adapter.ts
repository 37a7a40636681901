import type { Client, Config, InStatement, InValue, ResultSet } from '@libsql/client';
import { PrismaLibSql } from '@prisma/adapter-libsql';
import type { SqlDriverAdapter, SqlQuery } from '@prisma/driver-adapter-utils';
import Connection from 'libsql';

/** Path of the file that a `file:` address names. */
export function pathOf(url: string): string {
  return decodeURIComponent(url.slice('file:'.length).replace(/^\/\/(?=\/)/, ''));
}

/**
 * Prisma's driver for SQLite, on connections that are kept. The driver by itself opens a new connection after each
 * transaction, which reads the whole schema again, prepares each statement anew, and lets readers wait for the
 * transaction to end. Here one connection writes and one reads, side by side, and both keep their statements.
 */
export class SqliteAdapterFactory extends PrismaLibSql {
  override createClient({ url }: Config): Client {
    // What the driver calls of a client, as of the version in the lock file.
    return keptClient(url === ':memory:' ? url : pathOf(url)) as Client;
  }

  override async connect(): Promise<SqlDriverAdapter> {
    const [writer, reader] = [await super.connect(), await super.connect()];
    return {
      provider: writer.provider,
      adapterName: writer.adapterName,
      queryRaw: (query) => (onlyReads(query) ? reader : writer).queryRaw(query),
      executeRaw: (query) => writer.executeRaw(query),
      executeScript: (script) => writer.executeScript(script),
      startTransaction: (isolationLevel) => writer.startTransaction(isolationLevel),
      async dispose() {
        await reader.dispose();
        await writer.dispose();
      },
    };
  }
}

/** Anything else goes to the writer, and waits there for its turn. */
function onlyReads({ sql }: SqlQuery): boolean {
  return /^\s*SELECT\b/i.test(sql);
}

/** 8 MB of pages are kept; what was written is moved from the log into the file every 16 MB, instead of every 4. */
const settings = 'PRAGMA cache_size = -8000; PRAGMA wal_autocheckpoint = 4000;';

type KeptClient = Pick<Client, 'execute' | 'executeMultiple' | 'transaction' | 'close'>;

function keptClient(path: string): KeptClient {
  const connection = new Connection(path);
  connection.exec(settings);
  const statements = createStatements(connection);
  const execute = async (asked: InStatement | string) => statements.run(asked);
  const script = async (sql: string) => {
    connection.exec(sql);
    // It may have changed what a statement gives back.
    statements.forget();
  };
  const end = async (sql: 'COMMIT' | 'ROLLBACK') => void statements.run(sql);
  return {
    execute,
    executeMultiple: script,
    async transaction() {
      // Not deferred, as the driver asks: who reads first and writes then meets another process's lock half-way.
      statements.run('BEGIN IMMEDIATE');
      return {
        execute,
        executeMultiple: script,
        commit: () => end('COMMIT'),
        rollback: () => end('ROLLBACK'),
      } as Awaited<ReturnType<Client['transaction']>>;
    },
    close() {
      statements.forget();
      // As the last connection does when it closes: the file alone holds everything, and may be copied.
      if (!connection.inTransaction) connection.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      connection.close();
    },
  };
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

/** The engine knows no booleans, and takes bytes as a buffer. */
function bound(value: InValue): unknown {
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
