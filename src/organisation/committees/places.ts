import type { Database, Transaction } from '../../platform/db/database.js';
import { inTime } from '../../platform/scheduler/in-background.js';
import type { Messenger } from '../../platform/slack/messenger.js';
import { SlackFailure } from '../../platform/slack/slack-failure.js';
import type { Say } from '../../platform/texts.js';
import { type AccessLevel, accessLevels, mayShow } from '../access-level.js';
import { channelAccessOf } from './committees.js';
import { guestRulesIn, outsidersIn, type RosterPlace } from './rosters.js';

export type PlaceDeps = {
  readonly database: Database;
  readonly messenger: Messenger;
  readonly workspaceId: string;
};

/** What may be shown in a channel at this moment. */
export type Room = {
  /** The highest level of figures. */
  readonly clearance: AccessLevel;
  /** Others than colleagues read there: what people wrote stays inside. */
  readonly hasOutsiders: boolean;
};

/** What is known of a channel: from Slack just before something is posted, and from the store. */
type Place = {
  readonly isShared: boolean;
  readonly accessLevel: AccessLevel | null;
  /** The lowest level among the guests who are there and from whom things are withheld; null where there are none. */
  readonly guestLevel: AccessLevel | null;
};

/**
 * The highest level that may be shown in a place. Outsiders read a shared (Slack Connect) channel, and nobody
 * vouched for a channel without a level: both get public figures only.
 */
export function clearanceOf({ isShared, accessLevel }: Pick<Place, 'isShared' | 'accessLevel'>): AccessLevel {
  return isShared || accessLevel === null ? 'public' : accessLevel;
}

/** Where guests are and their committee withholds, nothing above the level of any of them; what people wrote is internal. */
export function roomOf({ isShared, accessLevel, guestLevel }: Place): Room {
  const level = clearanceOf({ isShared, accessLevel });
  if (isShared || guestLevel === null) return { clearance: level, hasOutsiders: isShared };
  const clearance = mayShow(level, guestLevel) ? level : guestLevel;
  return { clearance, hasOutsiders: !mayShow('internal', guestLevel) };
}

/** What a channel may show: every message that goes to one is made for what this says, at the moment of sending. */
export interface Places {
  /** @throws SlackFailure (`place`) when it is archived or Copil is not in it, so that nothing is drawn in vain. */
  lookAt(slackChannelId: string): Promise<Room>;
  /** What can be said of a card that goes there, within the time that an answer has. */
  stateOf(slackChannelId: string): Promise<ChannelState>;
}

/**
 * `outside`: Copil is not in it. `lost`: it is not there, or not to be seen. `outsiders`: people read there who may not
 * see cards. `unknown`: Slack did not say.
 */
export type ChannelState = 'open' | 'archived' | 'outside' | 'lost' | 'outsiders' | 'unknown';

const closedBy: Readonly<Record<string, ChannelState>> = {
  is_archived: 'archived',
  not_in_channel: 'outside',
  not_in_group: 'outside',
  channel_not_found: 'lost',
};

/** An answer has three seconds, with all that it stores. */
const statePatienceMs = 1_500;

/** Where a card goes, or why it waits; never that it stands where it does not. */
export function cardPlaceText(say: Say, place: { readonly state: ChannelState; readonly channel: string }): string {
  return say('rooms.card', place);
}

/**
 * Slack is asked before each message: a channel may have been shared with another company a second ago, and what was
 * read there cannot be taken back. Who is in it is as it was last known; where that was never read, nothing is withheld
 * for it.
 */
export function createPlaces({ database, messenger, workspaceId }: PlaceDeps): Places {
  const lookAt = async (channel: string): Promise<Room> => {
    const { isArchived, isMember, isShared } = await messenger.channelFacts(channel);
    const refusal = isArchived ? 'is_archived' : isMember === false ? 'not_in_channel' : null;
    if (refusal) throw new SlackFailure({ kind: 'place', method: 'conversations.info', slackError: refusal });
    const place = { workspaceId, slackId: channel };
    const accessLevel = await channelAccessOf(database.client, place);
    // Where Slack does not say that it is not shared, it may be.
    const isTakenForShared = isShared !== false;
    return roomOf({ isShared: isTakenForShared, accessLevel, guestLevel: await guestLevelIn(database.client, place) });
  };
  return {
    lookAt,
    async stateOf(channel) {
      const asked = lookAt(channel).then(
        ({ hasOutsiders }): ChannelState => (hasOutsiders ? 'outsiders' : 'open'),
        (error: unknown): ChannelState =>
          (error instanceof SlackFailure && closedBy[error.slackError ?? '']) || 'unknown',
      );
      return (await inTime(asked, { ms: statePatienceMs })) ?? 'unknown';
    },
  };
}

/** A channel in which one committee withholds, withholds; one that has not said it yet goes on as it did. */
async function guestLevelIn(store: Transaction, place: RosterPlace): Promise<AccessLevel | null> {
  const rules = await guestRulesIn(store, place);
  if (rules.length > 0 && !rules.includes('withhold')) return null;
  const levels = (await outsidersIn(store, place)).map(({ accessLevel }) => accessLevel);
  return accessLevels.find((level) => levels.includes(level)) ?? null;
}
