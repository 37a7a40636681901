import type { Block } from '@slack/types';
import type { Config } from './config.js';
import { newUuid } from './kernel/ids.js';
import { storeTeam } from './organisation/people/accounts/accounts.js';
import type { Database } from './platform/db/database.js';
import type { Logger } from './platform/log.js';
import type { PostOffice } from './platform/outbox/post-office.js';
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
  deps: {
    readonly database: Database;
    readonly workspaceId: string;
    readonly messenger: Messenger;
    readonly log: Logger;
  },
  postOffice: Pick<PostOffice, 'noteTokenTaken' | 'noteTokenRefused'>,
): ReturnType<typeof createIdentity> {
  const { database, workspaceId, messenger, log } = deps;
  return createIdentity(messenger, {
    async onAccepted({ teamId }) {
      await storeTeam(database.client, { workspaceId, teamId });
      await postOffice.noteTokenTaken();
    },
    onRefused: ({ slackError }) => postOffice.noteTokenRefused(slackError),
    log,
  });
}
