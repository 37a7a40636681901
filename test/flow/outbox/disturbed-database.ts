import type { Database } from '../../../src/platform/db/database.js';

/** What the outbox stores on the way of a message to Slack. */
export type Step = 'claim' | 'begin' | 'renew' | 'settle';

export type Disturbance = {
  /** Steps of which the database says that they are stored, and stores nothing. */
  lost?: (step: Step) => boolean;
  before?: (step: Step) => Promise<void> | void;
  after?: (step: Step) => Promise<void> | void;
};

/** The same database, with something happening before or after the steps of a delivery. */
export function disturbed(database: Database, { before, after, lost }: Disturbance): Database {
  const client = database.client.$extends({
    query: {
      delivery: {
        async updateMany({ args, query }) {
          const step = stepOf(args.data);
          if (step) await before?.(step);
          const result = step && lost?.(step) ? { count: 1 } : await query(args);
          if (step) await after?.(step);
          return result;
        },
      },
    },
  }) as unknown as Database['client'];
  return { ...database, client };
}

/** What a database looks like to a process that can be killed: from then on nothing comes back, and nothing goes in. */
export function mortal(database: Database): { readonly database: Database; die(): void; isDead(): boolean } {
  let isDead = false;
  const never = () => new Promise<never>(() => undefined);
  const client = database.client.$extends({
    query: {
      $allOperations: async ({ args, query }) => {
        if (isDead) return never();
        const result: unknown = await query(args);
        return isDead ? never() : result;
      },
    },
  }) as unknown as Database['client'];
  return {
    database: { ...database, client },
    die: () => {
      isDead = true;
    },
    isDead: () => isDead,
  };
}

/** The same, killed at a step. */
export function dyingAt(database: Database, step: Step, when: 'before' | 'after'): Database {
  const life = mortal(disturbed(database, { [when]: (at: Step) => at === step && life.die() }));
  return life.database;
}

function stepOf(data: Readonly<Record<string, unknown>>): Step | null {
  if ('attemptStartedAt' in data && data['attemptStartedAt'] instanceof Date) return 'begin';
  if (data['claimedBy'] === null && 'state' in data) return 'settle';
  if ('claimedBy' in data && data['claimedBy'] !== null) return 'claim';
  return Object.keys(data).join() === 'leaseUntil' ? 'renew' : null;
}
