import { createApp } from './app.js';
import { type Config, readConfig } from './config.js';
import { applyOrganisation, loadOrganisation } from './features/setup/public.js';
import { systemClock } from './kernel/clock.js';
import { AppError } from './kernel/errors.js';
import { type Database, openDatabase } from './platform/db/database.js';
import { createLogger, type Logger } from './platform/log.js';
import { loadTexts } from './platform/texts.js';

/** Production: settings from the environment, the real clock, until a signal says stop. Never loads the sandbox. */
async function run(): Promise<void> {
  const config = readConfig();
  const log = createLogger({ level: config.logLevel, secrets: secretsOf(config) });
  const database = await openDatabase(config.databaseUrl.reveal());
  await applyFile(config, database, log);
  const app = await createApp({ config, database, clock: systemClock, log });
  await app.start();
  log.info('Copil is ready', { port: app.port(), mode: config.slack.mode });
  let isStopping = false;
  const stop = async (signal: string) => {
    if (isStopping) process.exit(1);
    isStopping = true;
    log.info('stopping', { signal });
    await app.stop();
    await database.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void stop(signal));
}

async function applyFile({ organisationFile }: Config, database: Database, log: Logger): Promise<void> {
  if (!organisationFile) return;
  const organisation = await loadOrganisation(organisationFile);
  const report = await applyOrganisation(
    { database, clock: systemClock },
    { organisation, prune: false, actorKey: null, surface: 'cli' },
  );
  log.info('organisation applied', { created: report.created.length, changed: report.changed.length });
  const reader = { say: loadTexts().in('en'), locale: 'en', now: systemClock.now() } as const;
  for (const warning of report.warnings) log.warn(warning(reader));
}

function secretsOf({ slack, apiToken }: Config): string[] {
  const proof = slack.mode === 'http' ? slack.signingSecret : slack.appToken;
  return [slack.botToken, proof, apiToken].flatMap((secret) => secret?.reveal() ?? []);
}

try {
  await run();
} catch (error) {
  const text =
    error instanceof AppError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`copil: ${text}\n`);
  process.exit(1);
}
