import type { RightOfWay } from '../right-of-way.js';
import type { Client, Database } from './database.js';

/** Before each question: what takes a dozen of them moves on all the same where people never stop asking. */
const longestMs = 50;

/**
 * The same store for work that nobody waits for: before each question, and each transaction, whoever waits for an answer
 * goes first. Never for work that somebody waits for: it would wait for itself.
 */
export function givingWay(database: Database, { whenFree }: Pick<RightOfWay, 'whenFree'>): Database {
  const client = database.client.$extends({
    query: {
      async $allOperations({ args, query }) {
        await whenFree(longestMs);
        return query(args);
      },
    },
  }) as unknown as Client;
  return {
    ...database,
    client,
    async transaction(work) {
      await whenFree(longestMs);
      return database.transaction(work);
    },
  };
}
