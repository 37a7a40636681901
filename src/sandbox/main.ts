import { randomBytes } from 'node:crypto';
import { createApp } from '../app.js';
import { readToolConfig, Secret } from '../config.js';
import {
  forgetSlack,
  loadSampleOrganisation,
  prepareSandbox,
  sampleChannels,
  samplePeople,
} from '../features/setup/public.js';
import { systemClock } from '../kernel/clock.js';
import { AppError, ConfigError, ConflictError } from '../kernel/errors.js';
import { openDatabase } from '../platform/db/database.js';
import { createLogger } from '../platform/log.js';
import type { SandboxControls } from './desk/controls.js';
import { createDesk } from './desk/desk.js';
import { createStandIn, type StandIn } from './stand-in.js';

/**
 * The sandbox: a Slack workspace on this machine with the sample organisation in it, and the very app that production
 * runs beside it. It listens on 127.0.0.1 alone and never starts where a real token is set.
 */

const announce = (line: string) => {
  process.stdout.write(`${line}\n`);
};

const sandboxDatabase = 'file:./data/sandbox.db';

async function start(): Promise<() => Promise<void>> {
  const settings = readToolConfig();
  if (settings.slack) {
    throw new ConfigError(
      'The sandbox does not start where SLACK_BOT_TOKEN is set: it must never meet a real workspace.',
    );
  }
  const log = createLogger({ level: settings.logLevel === 'info' ? 'warn' : settings.logLevel });
  const databaseUrl = settings.isDatabaseChosen ? settings.databaseUrl.reveal() : sandboxDatabase;
  const database = await openDatabase(databaseUrl);
  announce('copil: preparing the sample organisation …');
  await prepareSandbox({ database, clock: systemClock });
  await forgetSlack(database);
  const standIn = await openWorkspace(settings.port);
  const app = await createApp({
    config: {
      ...settings,
      host: '127.0.0.1',
      port: 0,
      slack: {
        mode: 'http',
        botToken: new Secret(tokens.bot),
        signingSecret: new Secret(tokens.signing),
        apiUrl: standIn.apiUrl,
      },
    },
    database,
    clock: systemClock,
    log,
  });
  await app.start();
  standIn.setRequestUrl(`http://127.0.0.1:${app.port()}/slack/events`);
  await app.runDigest({ committeeKey: 'growth-ops', period: 'latest' });
  announce(`Copil’s sandbox is open: ${standIn.baseUrl} (sample data; nothing leaves this machine; Ctrl+C ends it)`);
  return async () => {
    await app.stop();
    await standIn.stop();
    await database.close();
  };
}

const tokens = {
  bot: `xoxb-sandbox-${randomBytes(12).toString('hex')}`,
  app: `xapp-sandbox-${randomBytes(12).toString('hex')}`,
  signing: randomBytes(16).toString('hex'),
};

/** Real time, until the clock can be moved. */
const controls: SandboxControls = {
  clock: () => ({
    now: systemClock.now().getTime(),
    isAhead: false,
    isMoving: false,
    next: () => Promise.resolve(null),
  }),
  moveClock: () => Promise.reject(new ConflictError('The clock cannot be moved yet')),
  reset: () => Promise.reject(new ConflictError('The sandbox cannot be reset yet')),
  onProgress: () => () => {},
};

/** The workspace with the people and channels of the sample organisation, and its page on the same port. */
async function openWorkspace(port: number): Promise<StandIn> {
  const organisation = await loadSampleOrganisation();
  const users = samplePeople(organisation).map(({ slackUserId, key, name, email, locale, timeZone, isGuest }) => ({
    id: slackUserId,
    name: key,
    real_name: name,
    email,
    locale: locale === 'fr' ? 'fr-FR' : 'en-GB',
    tz: timeZone,
    is_restricted: isGuest,
  }));
  const channels = sampleChannels(organisation).map(({ slackId, name, isPrivate, members }) => ({
    id: slackId,
    name,
    is_private: isPrivate,
    members: ['U0COPIL0001', ...members],
  }));
  const standIn = createStandIn({
    port,
    users,
    channels,
    botToken: tokens.bot,
    appToken: tokens.app,
    signingSecret: tokens.signing,
  });
  const desk = createDesk({ standIn, controls });
  standIn.serveOthersWith(desk.listener);
  await standIn.start().catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'EADDRINUSE') throw cause;
    throw new ConfigError(`Port ${port} is in use. Close what runs there, or start with PORT=3001 npm start.`, [], {
      cause,
    });
  });
  return standIn;
}

try {
  const stop = await start();
  let isStopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (isStopping) process.exit(1);
      isStopping = true;
      void stop().then(() => process.exit(0));
    });
  }
} catch (error) {
  process.stderr.write(
    `copil: ${error instanceof AppError ? error.message : String((error as Error).stack ?? error)}\n`,
  );
  process.exitCode = 1;
}
