import type { Database } from './platform/db/database.js';
import { tryWrite } from './platform/db/try-write.js';
import { type ReadinessCheck, sweepCheck } from './platform/http/health.js';

/** What has to be so for the app to be of use: a database that takes what is stored, a token that Slack takes, a sweep each minute. */
export function readinessChecks(parts: {
  readonly database: Database;
  readonly refusedSince: () => Promise<Date | null>;
  readonly problem: () => string | null;
  readonly lastSweepMs: () => number;
}): ReadinessCheck[] {
  return [
    {
      name: 'database',
      check: async () => {
        await tryWrite(parts.database);
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
