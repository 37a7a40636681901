import type { Block } from '@slack/types';
import type { Config } from './config.js';
import type { Digests } from './features/digests/index.js';
import { noteTokenRefused } from './features/digests/public.js';
import { storeTeam } from './features/people/public.js';
import { newUuid } from './kernel/ids.js';
import type { Messenger } from './platform/slack/messenger.js';
import { createIdentity } from './platform/slack/own-identity.js';
import type { SlackAppOptions } from './platform/slack/slack-app.js';
import { unstoredKey } from './platform/slack/unstored-keys.js';

/** Brings somebody their own message where their request left no other way. */
export async function tellPerson(
  messenger: Messenger,
  slackUserId: string,
  { text, blocks }: { readonly text: string; readonly blocks: readonly Block[] },
): Promise<void> {
  const channel = await messenger.openDirectMessage(slackUserId);
  await messenger.post({ channel, text, blocks, key: unstoredKey('answer', newUuid()) });
}

/** How Slack reaches the app, and the app reaches Slack. */
export function slackSettings({ slack }: Config): SlackAppOptions['slack'] {
  const { apiUrl } = slack;
  const botToken = slack.botToken.reveal();
  return slack.mode === 'http'
    ? { mode: 'http', botToken, apiUrl, signingSecret: slack.signingSecret.reveal() }
    : { mode: 'socket', botToken, apiUrl, appToken: slack.appToken.reveal() };
}

/** Who the app is in Slack, and what becomes known with it: the workspace's team, and whether the token is taken. */
export function ownIdentity(
  deps: Parameters<typeof noteTokenRefused>[0] & { readonly messenger: Messenger },
  digests: Pick<Digests, 'tokenWorks'>,
): ReturnType<typeof createIdentity> {
  const { database, workspaceId, messenger, log } = deps;
  return createIdentity(messenger, {
    async onAccepted({ teamId }) {
      await storeTeam(database.client, { workspaceId, teamId });
      await digests.tokenWorks();
    },
    onRefused: (failure) => noteTokenRefused(deps, failure),
    log,
  });
}
