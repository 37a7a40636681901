import { afterEach, beforeAll, beforeEach } from 'vitest';
import type { Database } from '../../../src/platform/db/database.js';
import { type Databases, databasesOf, describeFlow, describeOnce } from '../../support/databases.js';
import { type SlackWords, startSlack } from '../../support/slack/start-slack.js';
import { dyingAt, type Step } from './disturbed-database.js';
import { type Running, type RunOptions, runOutbox } from './outbox-words.js';

/** An empty outbox and a fresh Slack for each test. */
export type World = {
  database: Database;
  slack: SlackWords;
  /** A second connection, as another process has it. */
  another(): Promise<Database>;
  /** Starts an outbox that is stopped when the test is over. */
  run(options?: Partial<RunOptions>): Running;
  /** Starts an outbox whose process dies at a step: it never stops, it is just not heard of any more. */
  runUntilDeath(step: Step, when: 'before' | 'after'): void;
};

/** On both engines. */
export function describeOutbox(title: string, tests: (world: World) => void): void {
  describeFlow(title, (databases) => tests(worldOf(databases)));
}

/** On SQLite alone: for what only Slack has a say in. */
export function describeOutboxOnSqlite(title: string, tests: (world: World) => void): void {
  describeOnce(title, () => tests(worldOf(databasesOf('sqlite'))));
}

function worldOf(databases: Databases): World {
  let url: string;
  let running: Running[] = [];
  const world = {
    another: () => databases.open(url),
    run: (options: Partial<RunOptions> = {}) => {
      const one = runOutbox({ database: world.database, slack: world.slack, ...options });
      running.push(one);
      one.outbox.start();
      return one;
    },
    runUntilDeath: (step, when) => {
      const database = dyingAt(world.database, step, when);
      runOutbox({ database, slack: world.slack, timings: { leaseMs: 600 } }).outbox.start();
    },
  } as World;

  beforeAll(async () => {
    url = await databases.migratedUrl();
    world.database = await databases.open(url);
  });

  beforeEach(async () => {
    world.slack = await startSlack();
    await world.database.client.delivery.deleteMany();
  });

  afterEach(async () => {
    await Promise.all(running.map(({ outbox }) => outbox.stop()));
    running = [];
    await world.slack.stop();
  });

  return world;
}
