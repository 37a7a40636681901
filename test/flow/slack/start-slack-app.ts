import { createLogger } from '../../../src/platform/log.js';
import { createMetrics } from '../../../src/platform/metrics.js';
import { createRightOfWay } from '../../../src/platform/right-of-way.js';
import type { Messenger } from '../../../src/platform/slack/messenger.js';
import { createSlackApp, type SlackApp, type SlackAppOptions } from '../../../src/platform/slack/slack-app.js';
import { createMessenger } from '../../../src/platform/slack/slack-messenger.js';
import { type AppManifest, readManifest } from '../../../src/sandbox/manifest.js';
import { type SlackWords, startSlack } from '../../support/slack/start-slack.js';
import { silentLogger } from './silent-logger.js';

export type Mode = 'http' | 'socket';

/** An app that answers whatever a test registers, and the Slack it is installed in. */
export interface StartedApp {
  readonly slack: SlackWords;
  readonly app: SlackApp;
  readonly messenger: Messenger;
  /** Where Slack's requests arrive; of use over HTTP alone. */
  readonly address: string;
  /** Direct messages, in order. */
  readonly told: { readonly user: string; readonly text: string }[];
  errors(): Record<string, unknown>[];
  stop(): Promise<void>;
}

/** Shortcuts of both kinds and a Home tab, whatever the app's own manifest has. */
function manifest(): AppManifest {
  const shortcut = (type: 'message' | 'global', callback_id: string) => ({
    type,
    callback_id,
    name: callback_id,
    description: '',
  });
  return {
    ...readManifest(),
    hasHomeTab: true,
    shortcuts: [
      shortcut('message', 'raise_blocker'),
      shortcut('global', 'new_blocker'),
      shortcut('message', 'old_message_shortcut'),
      shortcut('global', 'old_global_shortcut'),
    ],
  };
}

export async function startSlackApp(
  mode: Mode,
  register: (app: SlackApp, messenger: Messenger) => void = () => undefined,
  changes: Partial<SlackAppOptions> = {},
): Promise<StartedApp> {
  const slack = await startSlack({ manifest: manifest() });
  const { botToken, appToken, signingSecret } = slack.secrets;
  const lines: string[] = [];
  const told: { user: string; text: string }[] = [];
  const app = createSlackApp({
    slack: {
      botToken,
      apiUrl: slack.apiUrl,
      ...(mode === 'http' ? ({ mode, signingSecret } as const) : ({ mode, appToken } as const)),
    },
    host: '127.0.0.1',
    port: 0,
    routes: [],
    log: createLogger({ level: 'info', destination: { write: (line) => void lines.push(line) } }),
    metrics: createMetrics(),
    rightOfWay: createRightOfWay(),
    localeOf: async () => 'en',
    wordsFor: ({ error }) =>
      error instanceof Error && 'userMessage' in error && typeof error.userMessage === 'string'
        ? error.userMessage
        : 'failed',
    identity: () => null,
    onTokenRevoked: async () => undefined,
    tellPerson: async (user, { text }) => void told.push({ user, text }),
    ...changes,
  });
  const messenger = createMessenger({ token: botToken, apiUrl: slack.apiUrl, logger: silentLogger, timeoutMs: 1_500 });
  register(app, messenger);
  const address = `http://127.0.0.1:${await app.start()}/slack/events`;
  if (mode === 'http') slack.setRequestUrl(address);
  return {
    slack,
    app,
    messenger,
    address,
    told,
    errors: () =>
      lines.map((line): Record<string, unknown> => JSON.parse(line)).filter(({ level }) => level === 'error'),
    async stop() {
      await app.stop({ deadlineMs: 500 });
      await slack.stop();
    },
  };
}
