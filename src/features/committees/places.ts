import type { Database } from '../../platform/db/database.js';
import type { Messenger } from '../../platform/slack/messenger.js';
import { SlackFailure } from '../../platform/slack/slack-failure.js';
import type { AccessLevel } from '../kpis/public.js';
import { channelAccessOf } from './repository.js';

export type PlaceDeps = {
  readonly database: Database;
  readonly messenger: Messenger;
  readonly workspaceId: string;
};

/** What is known of the place a message goes to, read from Slack just before it is posted. */
type Place = { readonly isShared: boolean; readonly accessLevel: AccessLevel | null };

/**
 * The highest level that may be shown in a place. Outsiders read a shared (Slack Connect) channel, and nobody
 * vouched for a channel without a level: both get public figures only.
 */
export function clearanceOf(place: Place): AccessLevel {
  if (place.isShared || place.accessLevel === null) return 'public';
  return place.accessLevel;
}

/** What a channel may show at this moment. */
export interface Places {
  /** @throws SlackFailure (`place`) when it is archived or Copil is not in it, so that nothing is drawn in vain. */
  clearanceOf(slackChannelId: string): Promise<AccessLevel>;
  /** The same, with whether people of another company read there. @throws as `clearanceOf` */
  lookAt(slackChannelId: string): Promise<{ readonly clearance: AccessLevel; readonly isShared: boolean }>;
}

/**
 * Slack is asked before each message: a channel may have been shared with another company a second ago, and what was
 * read there cannot be taken back.
 */
export function createPlaces({ database, messenger, workspaceId }: PlaceDeps): Places {
  const lookAt: Places['lookAt'] = async (channel) => {
    const facts = await messenger.channelFacts(channel);
    const refusal = facts.isArchived ? 'is_archived' : facts.isMember ? null : 'not_in_channel';
    if (refusal) throw new SlackFailure({ kind: 'place', method: 'conversations.info', slackError: refusal });
    const accessLevel = await channelAccessOf(database.client, { workspaceId, slackId: channel });
    const { isShared } = facts;
    return { isShared, clearance: clearanceOf({ isShared, accessLevel }) };
  };
  return { lookAt, clearanceOf: async (channel) => (await lookAt(channel)).clearance };
}
