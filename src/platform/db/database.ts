import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { createAdapter, type Durability, type Engine, engineOf, lockPatienceMs } from './connection.js';
import { isBusy, toDatabaseError } from './errors.js';
import { chainOlderEvents, isUnchained, withEvents } from './events.js';
import type { Prisma, PrismaClient as SqliteClient } from './generated/sqlite/client.js';
import { mendTexts } from './mend-texts.js';
import { migrate } from './migrations.js';
import { openingFault } from './opening-fault.js';
import { peek } from './peek.js';

/** Both generated clients have the same models; SQLite's type stands for both. */
export type Client = SqliteClient;
export type Transaction = Prisma.TransactionClient;

/** Gives the client that asks through a driver: a new one, where nothing else is said. */
export type ClientOn = (engine: Engine, adapter: SqlDriverAdapterFactory) => Promise<Client>;

/** The store, open and up to date. */
export interface Database {
  readonly engine: Engine;
  /** Reads and single writes; each is tried again while another writer holds the database. */
  readonly client: Client;
  /**
   * Runs `work` in one transaction, from the start again when it meets another writer.
   * Keep it short: no network, no drawing, at most 200 ms.
   * @throws ExternalError (retryable) when the database stays locked or does not answer.
   */
  transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
  /** Names of the migrations applied when it was opened. */
  readonly appliedMigrations: readonly string[];
  close(): Promise<void>;
}

const transactionOptions = { maxWait: 10_000, timeout: 20_000 };

/** Every event of an older version is gone through. */
const upgradeOptions = { maxWait: 60_000, timeout: 600_000 };

/**
 * Opens the database at `url`, makes it where it is missing, and applies what migrations it lacks.
 * @throws ConfigError when a newer program made it, or its settings or its file cannot be used; ExternalError when it
 * cannot be reached. Both say what to do.
 */
export async function openDatabase(
  url: string,
  durability: Durability = 'power-cut',
  clientOn: ClientOn = createClient,
): Promise<Database> {
  try {
    return await open(url, durability, clientOn);
  } catch (error) {
    throw openingFault(error, url);
  }
}

async function open(url: string, durability: Durability, clientOn: ClientOn): Promise<Database> {
  const engine = engineOf(url);
  // A migration is a hundred commits; one that a power cut takes back is made again.
  const migrating = await createAdapter(url, 'process-end');
  const appliedMigrations = await retryWhileBusy(() => migrate({ engine, adapter: migrating }));
  const plain = await clientOn(engine, await createAdapter(url, durability));
  // Before anything else of it is read.
  if (engine === 'sqlite') await retryWhileBusy(() => mendTexts(plain));
  // Also where a process brought the database up to date, and ended before its events were chained.
  if (appliedMigrations.length > 0 || (await isUnchained(plain))) {
    await retryWhileBusy(() => plain.$transaction(chainOlderEvents, upgradeOptions));
  }
  const client = plain.$extends({
    query: {
      async $allOperations({ args, query }) {
        const result = await retryWhileBusy(() => query(args));
        // SQLite answers at once: without a turn of the event loop, a chain of reads would keep Slack waiting to its end.
        if (engine === 'sqlite') await nextTurn();
        return result;
      },
    },
  }) as unknown as Client;
  const inTurn = engine === 'sqlite' ? createQueue() : <T>(work: () => Promise<T>) => work();
  return {
    engine,
    client,
    appliedMigrations,
    transaction: (work) =>
      inTurn(() =>
        retryWhileBusy(() => plain.$transaction((transaction) => withEvents(transaction, work), transactionOptions)),
      ),
    close: () => plain.$disconnect(),
  };
}

/**
 * Rows of a database that was not opened yet, for whoever must know whose it is before it is brought up to date. None
 * where a table that is asked for is not there.
 * @throws ExternalError when it cannot be reached
 */
export async function readUnopened(url: string, sql: string): Promise<unknown[][]> {
  try {
    const adapter = await createAdapter(url);
    return await retryWhileBusy(() => peek(adapter, sql));
  } catch (error) {
    throw openingFault(error, url);
  }
}

/** Each engine has a client of its own, 20 MB of it; the other one is left unloaded. */
export async function createClient(engine: Engine, adapter: SqlDriverAdapterFactory): Promise<Client> {
  if (engine === 'sqlite') {
    const { PrismaClient } = await import('./generated/sqlite/client.js');
    return new PrismaClient({ adapter });
  }
  const { PrismaClient } = await import('./generated/postgresql/client.js');
  return new PrismaClient({ adapter }) as unknown as Client;
}

/** Transactions that met on PostgreSQL, a SQLite file that is brought up to date, or opened after a crash. */
async function retryWhileBusy<T>(work: () => Promise<T>): Promise<T> {
  const giveUpAt = performance.now() + lockPatienceMs;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isBusy(error) || performance.now() > giveUpAt) throw toDatabaseError(error);
      await sleep(Math.min(2 ** attempt, 64) * (1 + Math.random()));
    }
  }
}

/** Write transactions of one process go one after the other, so that they never meet each other's lock. */
function createQueue(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };
}
