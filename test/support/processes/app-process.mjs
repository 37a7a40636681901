/**
 * The app as a process of its own, for tests that kill it: `node app-process.mjs '{"databaseUrl":…,"apiUrl":…}'`.
 * The same createApp that production calls; only the technical waits are shorter, so that a test ends.
 */
import { createApp } from '../../../dist/app.js';
import { readConfig } from '../../../dist/config.js';
import { systemClock } from '../../../dist/kernel/clock.js';
import { openDatabase } from '../../../dist/platform/db/database.js';
import { createLogger } from '../../../dist/platform/log.js';

const { databaseUrl, apiUrl, botToken, signingSecret, timings } = JSON.parse(process.argv[2]);
const config = readConfig({
  SLACK_BOT_TOKEN: botToken,
  SLACK_SIGNING_SECRET: signingSecret,
  SLACK_API_URL: apiUrl,
  DATABASE_URL: databaseUrl,
  PORT: '0',
  LOG_LEVEL: process.env.COPIL_TEST_LOG ?? 'silent',
});
const database = await openDatabase(databaseUrl);
const app = await createApp({
  config,
  database,
  clock: systemClock,
  log: createLogger({ level: config.logLevel }),
  timings,
});
await app.start();
process.send?.({ ready: true, port: app.port() });
process.on('SIGTERM', () => {
  void app
    .stop()
    .then(() => database.close())
    .then(() => process.exit(0));
});
