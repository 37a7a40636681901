import { addToRoster, changeKind, removeFromRoster, rosterReadAt } from '../../organisation/committees/rosters.js';
import type { Database } from '../../platform/db/database.js';
import type { Identity, Messenger } from '../../platform/slack/messenger.js';
import type { SlackApp } from '../../platform/slack/slack-app.js';
import { kindOf, type RoomLook } from './look.js';
import type { Reopening } from './reopening.js';

export type RoomEventDeps = {
  readonly database: Database;
  readonly workspaceId: string;
  readonly messenger: Pick<Messenger, 'userFacts' | 'readUser'>;
  /** Who we are, once Slack has said it. */
  readonly identity: () => Pick<Identity, 'botUserId'> | null;
  readonly look: RoomLook;
  readonly reopening: Pick<Reopening, 'opened'>;
};

/**
 * Hears of who comes into a channel and who leaves it, of channels out of the archive, and of accounts that
 * become something else.
 */
export function registerRooms(slack: SlackApp, deps: RoomEventDeps): void {
  const { workspaceId } = deps;
  const { client } = deps.database;
  slack.onEvent('member_joined_channel', async ({ event }) => {
    const [slackUserId, slackId] = [text(event['user']), text(event['channel'])];
    if (slackUserId === deps.identity()?.botUserId) {
      await deps.reopening.opened(slackId);
      return deps.look.entered(slackId);
    }
    if (!(await rosterReadAt(client, { workspaceId, slackId }))) return;
    // Whom Slack tells nothing about reads as a stranger until the next look.
    const facts = await deps.messenger.userFacts(slackUserId).catch(() => null);
    await addToRoster(client, { workspaceId, slackId }, { slackUserId, kind: facts ? kindOf(facts) : 'stranger' });
  });
  slack.onEvent('member_left_channel', async ({ event }) => {
    await removeFromRoster(client, { workspaceId, slackId: text(event['channel']) }, text(event['user']));
  });
  for (const name of ['channel_unarchive', 'group_unarchive']) {
    slack.onEvent(name, ({ event }) => deps.reopening.opened(text(event['channel'])));
  }
  slack.onEvent('user_change', async ({ event }) => {
    const facts = await deps.messenger.readUser(event['user']);
    if (facts) await changeKind(client, { workspaceId, slackUserId: facts.id, kind: kindOf(facts) });
  });
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
