import { randomBytes } from 'node:crypto';
import { type Organisation, sampleChannels, samplePeople } from '../../features/setup/public.js';
import type { Clock } from '../../kernel/clock.js';
import { ConfigError } from '../../kernel/errors.js';
import { createStandIn, type StandIn } from '../stand-in.js';
import { preparingPage } from './preparing-page.js';

/** What the app and its workspace know each other by; made anew at each start. */
export type Tokens = { readonly bot: string; readonly app: string; readonly signing: string };

export function newTokens(): Tokens {
  return {
    bot: `xoxb-sandbox-${randomBytes(12).toString('hex')}`,
    app: `xapp-sandbox-${randomBytes(12).toString('hex')}`,
    signing: randomBytes(16).toString('hex'),
  };
}

export type WorkspaceOptions = {
  readonly organisation: Organisation;
  readonly tokens: Tokens;
  /** Business time: what messages are shown to be of. */
  readonly clock: Clock;
  readonly port: number;
};

/**
 * A workspace with the people and channels of the sample organisation, on this machine's own address alone. It listens
 * at once; whoever looks before there is a page is told to wait.
 * @throws ConfigError when the port is taken
 */
export async function openWorkspace({ organisation, tokens, clock, port }: WorkspaceOptions): Promise<StandIn> {
  const standIn = createStandIn({
    host: '127.0.0.1',
    port,
    users: usersOf(organisation),
    channels: channelsOf(organisation),
    botToken: tokens.bot,
    appToken: tokens.app,
    signingSecret: tokens.signing,
    shownClock: clock,
    // A quarter goes by in a minute here, and nobody should wait a second for each message.
    rateLimits: 'roomy',
  });
  standIn.serveOthersWith(preparingPage);
  await standIn.start().catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'EADDRINUSE') throw cause;
    throw new ConfigError(
      `Port ${port} is in use. Close what runs there, or choose another: PORT=3001 npm start, or copil sandbox --port 3001.`,
      [],
      { cause },
    );
  });
  return standIn;
}

function usersOf(organisation: Organisation) {
  return samplePeople(organisation).map(({ slackUserId, key, name, email, locale, timeZone, isGuest }) => ({
    id: slackUserId,
    name: key,
    real_name: name,
    email,
    locale: locale === 'fr' ? 'fr-FR' : 'en-GB',
    tz: timeZone,
    is_restricted: isGuest,
  }));
}

function channelsOf(organisation: Organisation) {
  return sampleChannels(organisation).map(({ slackId, name, isPrivate, members }) => ({
    id: slackId,
    name,
    is_private: isPrivate,
    members: ['U0COPIL0001', ...members],
  }));
}
