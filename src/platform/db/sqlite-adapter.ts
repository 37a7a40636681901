import { setTimeout as sleep } from 'node:timers/promises';
import type { Client, Config, InStatement } from '@libsql/client';
import { PrismaLibSql } from '@prisma/adapter-libsql';
import type { SqlDriverAdapter, SqlQuery } from '@prisma/driver-adapter-utils';
import type { Durability } from './connection.js';
import { keepConnection } from './sqlite-connection.js';
import { pathOf } from './sqlite-path.js';

type Settings = {
  /** How long a write waits for another process that has the only writer's place. */
  readonly lockPatienceMs: number;
  readonly durability: Durability;
};

/**
 * Prisma's driver for SQLite, on connections that are kept. The driver by itself opens a new connection after each
 * transaction, which reads the whole schema again, prepares each statement anew, and lets readers wait for the
 * transaction to end. Here one connection writes and one reads, side by side, and both keep their statements.
 */
export class SqliteAdapterFactory extends PrismaLibSql {
  readonly #settings: Settings;

  constructor({ url, ...settings }: Settings & { readonly url: string }) {
    super({ url });
    this.#settings = settings;
  }

  override createClient({ url }: Config): Client {
    // What the driver calls of a client, as of the version in the lock file.
    return keptClient(url === ':memory:' ? url : pathOf(url), this.#settings.durability) as Client;
  }

  override async connect(): Promise<SqlDriverAdapter> {
    const [writer, reader] = [await super.connect(), await super.connect()];
    const patiently = <T>(work: () => Promise<T>) => waitForLock(work, this.#settings.lockPatienceMs);
    return {
      provider: writer.provider,
      adapterName: writer.adapterName,
      queryRaw: (query) => (onlyReads(query) ? reader.queryRaw(query) : patiently(() => writer.queryRaw(query))),
      executeRaw: (query) => patiently(() => writer.executeRaw(query)),
      executeScript: (script) => writer.executeScript(script),
      startTransaction: (isolationLevel) => patiently(() => writer.startTransaction(isolationLevel)),
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

/**
 * The engine's own waiting (`busy_timeout`) would block the event loop, and deadlock when the holder is this very
 * process. Tried often: a long import leaves the writer's place free for a few milliseconds at a time.
 */
async function waitForLock<T>(work: () => Promise<T>, patienceMs: number): Promise<T> {
  const giveUpAt = performance.now() + patienceMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!metLock(error) || performance.now() > giveUpAt) throw error;
      await sleep(2 + Math.random() * 10);
    }
  }
}

function metLock(error: unknown): boolean {
  return (error as { readonly cause?: { readonly kind?: unknown } } | null)?.cause?.kind === 'SocketTimeout';
}

type KeptClient = Pick<Client, 'execute' | 'executeMultiple' | 'transaction' | 'close'>;

function keptClient(path: string, durability: Durability): KeptClient {
  const connection = keepConnection(path, durability);
  const execute = async (asked: InStatement | string) => connection.run(asked);
  const executeMultiple = async (sql: string) => connection.script(sql);
  return {
    execute,
    executeMultiple,
    async transaction() {
      // Not deferred, as the driver asks: who reads first and writes then meets another process's lock half-way.
      connection.begin();
      return {
        execute,
        executeMultiple,
        commit: async () => connection.end('COMMIT'),
        rollback: async () => connection.end('ROLLBACK'),
      } as Awaited<ReturnType<Client['transaction']>>;
    },
    close: () => connection.close(),
  };
}
