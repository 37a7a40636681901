import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { createApp } from '../../src/app.js';
import { readConfig } from '../../src/config.js';
import { prepareSandbox } from '../../src/features/setup/public.js';
import { systemClock } from '../../src/kernel/clock.js';
import { silentLog } from '../../src/platform/log.js';
import { databasesOf } from '../support/databases.js';

type Manifest = {
  features: { slash_commands?: { command: string }[]; shortcuts?: { callback_id: string }[] };
  oauth_config: { scopes: { bot: string[] } };
  settings: { event_subscriptions: { bot_events: string[] } };
};

const manifest = parse(readFileSync(fileURLToPath(new URL('../../manifest.yml', import.meta.url)), 'utf8')) as Manifest;

/** What each Web API method that the messenger calls needs, by Slack's own pages. */
const scopesOfMethods: Record<string, string[]> = {
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.info': ['channels:read', 'groups:read'],
  'conversations.history': ['channels:history', 'groups:history', 'im:history'],
  'conversations.replies': ['channels:history', 'groups:history', 'im:history'],
  'conversations.members': ['channels:read', 'groups:read'],
  'conversations.open': ['im:write'],
  'files.getUploadURLExternal': ['files:write'],
  'files.completeUploadExternal': ['files:write'],
  'files.info': ['files:read'],
  'chat.getPermalink': [],
  'views.open': [],
  'views.push': [],
  'views.update': [],
  'views.publish': [],
  'users.info': ['users:read', 'users:read.email'],
  'users.list': ['users:read'],
  'users.lookupByEmail': ['users:read.email'],
  'auth.test': [],
};

describe('manifest.yml', () => {
  const databases = databasesOf('sqlite');
  const running: { stop(): Promise<void> }[] = [];
  afterAll(async () => {
    await Promise.all(running.map((app) => app.stop()));
  });

  it('names the commands, shortcuts and events that the code answers, no more and no less', async () => {
    const database = await databases.open();
    await prepareSandbox({ database, clock: systemClock });
    const config = readConfig({ SLACK_BOT_TOKEN: 'xoxb-test', SLACK_SIGNING_SECRET: 'secret', PORT: '0' });

    const app = await createApp({ config, database, clock: systemClock, log: silentLog });
    running.push(app);

    const { commands, events, shortcuts } = app.registered();
    expect(manifest.features.slash_commands?.map(({ command }) => command).sort()).toEqual([...commands].sort());
    expect(manifest.features.shortcuts?.map((shortcut) => shortcut.callback_id).sort()).toEqual([...shortcuts].sort());
    expect([...manifest.settings.event_subscriptions.bot_events].sort()).toEqual([...events].sort());
  });

  it('asks for the scopes that the calls in platform/slack need, and for no other but those of commands and events', () => {
    const folder = new URL('../../src/platform/slack/', import.meta.url);
    const files = ['slack-messenger.ts', 'history-search.ts', 'image-upload.ts', 'slack-views.ts', 'message-lookup.ts'];
    const sources = files.map((file) => readFileSync(new URL(file, folder), 'utf8'));
    const called = sources.flatMap((text) =>
      [...text.matchAll(/\.((?:chat|conversations|files|users|auth|views)\.[a-zA-Z]+)\(/g)].map(
        (match) => match[1] ?? '',
      ),
    );
    const needed = new Set(called.flatMap((method) => scopesOfMethods[method] ?? [`unknown method ${method}`]));

    expect(called.length).toBeGreaterThan(8);
    const declared = new Set(manifest.oauth_config.scopes.bot);
    expect([...needed].filter((scope) => !declared.has(scope))).toEqual([]);
    const forEvents = manifest.settings.event_subscriptions.bot_events.includes('app_mention')
      ? ['app_mentions:read']
      : [];
    expect([...declared].filter((scope) => !needed.has(scope) && !['commands', ...forEvents].includes(scope))).toEqual(
      [],
    );
  });
});
