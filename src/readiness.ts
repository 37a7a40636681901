import type { Database } from './platform/db/database.js';
import { type ReadinessCheck, sweepCheck } from './platform/http/health.js';

/** What has to be so for the app to be of use: a database, a token that Slack takes, a sweep each minute. */
export function readinessChecks(parts: {
  readonly database: Database;
  readonly refusedSince: () => Promise<Date | null>;
  readonly problem: () => string | null;
  readonly lastSweepMs: () => number;
}): ReadinessCheck[] {
  const { client } = parts.database;
  return [
    {
      name: 'database',
      check: async () => {
        await client.workspace.count();
        return null;
      },
    },
    {
      name: 'token',
      check: async () => {
        const since = await parts.refusedSince();
        return since
          ? `Slack has refused the token since ${since.toISOString()}; set a new SLACK_BOT_TOKEN and restart`
          : parts.problem();
      },
    },
    sweepCheck(parts.lastSweepMs, Date.now),
  ];
}
