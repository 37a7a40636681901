import type { SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import type { Durability, Engine } from '../../src/platform/db/connection.js';
import { type Client, createClient, type Database, openDatabase } from '../../src/platform/db/database.js';

type Kept = { readonly client: Client; adapter: SqlDriverAdapterFactory };

/** Of this worker, and in nobody's use. */
const free: Record<Engine, Kept[]> = { sqlite: [], postgresql: [] };

/**
 * Opens a database on a client that asked another one before, where there is such a client. A new client plans each query
 * anew: a fifth of what it takes to open an office and answer a command.
 */
export async function openOnKeptClient(url: string, durability: Durability): Promise<Database> {
  let kept: Kept | undefined;
  let isClosed = false;
  const database = await openDatabase(url, durability, async (engine, adapter) => {
    kept = free[engine].pop() ?? (await makeKept(engine, adapter));
    kept.adapter = adapter;
    return kept.client.$extends({
      query: {
        async $allOperations({ args, query }) {
          // Whoever still asks must not be answered by the next test's database.
          if (isClosed) throw new Error('This database was closed at the end of its test');
          return query(args);
        },
      },
    }) as unknown as Client;
  });
  return {
    ...database,
    async close() {
      if (isClosed) return;
      isClosed = true;
      await database.close();
      if (kept) free[database.engine].push(kept);
    },
  };
}

async function makeKept(engine: Engine, first: SqlDriverAdapterFactory): Promise<Kept> {
  const { provider, adapterName } = first;
  const kept: { client?: Client; adapter: SqlDriverAdapterFactory } = { adapter: first };
  kept.client = await createClient(engine, { provider, adapterName, connect: () => kept.adapter.connect() });
  return kept as Kept;
}
