import type { AuthTestResponse, ConversationsInfoResponse, UsersInfoResponse } from '@slack/web-api';
import type { Affiliation, ChannelFacts, Identity, UserFacts } from './messenger.js';

type Channel = NonNullable<ConversationsInfoResponse['channel']>;
export type User = NonNullable<UsersInfoResponse['user']>;

/** What `conversations.info` says; what it does not say is not known, and never taken for a no. */
export function toChannelFacts(channel: Channel, id: string): ChannelFacts {
  const isIm = channel.is_im === true;
  return {
    id,
    name: channel.name ?? '',
    isArchived: channel.is_archived === true,
    isMember: isIm || (channel.is_member ?? null),
    isShared: isAnyShared(channel) || (isIm || channel.is_ext_shared === false ? false : null),
    isPrivate: isIm || channel.is_private !== false,
    isIm,
  };
}

function isAnyShared(channel: Channel): boolean {
  return (
    channel.is_shared === true ||
    channel.is_ext_shared === true ||
    channel.is_org_shared === true ||
    channel.is_pending_ext_shared === true ||
    (channel.pending_shared ?? []).length > 0
  );
}

/** What Slack says of a person, as seen from our own workspace. */
export function toUserFacts(user: User, id: string, own: Pick<Identity, 'teamId'>): UserFacts {
  return {
    id,
    name: user.profile?.real_name || user.real_name || user.name || id,
    email: user.profile?.email ?? null,
    locale: user.locale ?? null,
    timeZone: user.tz ?? null,
    isBot: user.is_bot === true,
    isDeleted: user.deleted === true,
    affiliation: affiliationOf(user, own),
    isTeamKnown: teamsOf(user).length > 0,
  };
}

/**
 * Somebody of another company need not be marked: in a shared channel the team alone tells. On Enterprise Grid a person
 * has several, ours among them or not.
 */
function affiliationOf(user: User, { teamId }: Pick<Identity, 'teamId'>): Affiliation {
  if (user.is_stranger === true || !teamsOf(user).includes(teamId)) return 'stranger';
  return user.is_restricted === true || user.is_ultra_restricted === true ? 'guest' : 'member';
}

function teamsOf({ team_id, enterprise_user }: User): string[] {
  return [...(team_id ? [team_id] : []), ...(enterprise_user?.teams ?? [])];
}

export function toIdentity(answer: AuthTestResponse): Omit<Identity, 'clockAheadMs'> {
  return {
    teamId: answer.team_id ?? '',
    enterpriseId: answer.enterprise_id ?? null,
    teamName: answer.team ?? '',
    botUserId: answer.user_id ?? '',
    botId: answer.bot_id ?? null,
    scopes: answer.response_metadata?.scopes ?? null,
  };
}
