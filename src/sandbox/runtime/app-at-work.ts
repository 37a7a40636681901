import { type App, createApp } from '../../app.js';
import { Secret, type ToolConfig } from '../../config.js';
import type { Clock } from '../../kernel/clock.js';
import type { Database } from '../../platform/db/database.js';
import type { Logger } from '../../platform/log.js';
import type { StandIn } from '../stand-in.js';
import { askOnceArrived, firstDigest } from './first-things.js';
import type { Tokens } from './workspace.js';

export type AppParts = {
  readonly settings: ToolConfig;
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly standIn: StandIn;
  readonly tokens: Tokens;
};

/**
 * Starts the app that production runs, on a loopback port of its own, with the workspace in Slack's place. In a new
 * workspace a digest is on its way when this resolves, and what waits for a visitor follows it.
 */
export async function startApp(parts: AppParts, { isNew }: { readonly isNew: boolean }): Promise<App> {
  const { settings, database, clock, log, standIn, tokens } = parts;
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
    clock,
    log,
  });
  try {
    // Before the first sweep, which would compose it as well.
    if (isNew) await app.runDigest(firstDigest);
    await app.start();
  } catch (error) {
    await app.stop().catch(() => undefined);
    throw error;
  }
  standIn.setRequestUrl(`http://127.0.0.1:${app.port()}/slack/events`);
  if (isNew) askOnceArrived(app, log);
  return app;
}
