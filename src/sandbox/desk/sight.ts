import type { AppManifest } from '../manifest.js';
import type { Channel, User } from '../state/model.js';
import type { SlackState } from '../state/slack-state.js';

/** Whether somebody finds a channel: guests and people of other companies only those they were invited to. */
export function canSee(channel: Channel, user: User): boolean {
  if (channel.members.has(user.id)) return true;
  return !(channel.is_private || user.is_restricted || user.is_stranger);
}

export function canWrite(channel: Channel, user: User, manifest: AppManifest): boolean {
  if (!channel.members.has(user.id) || channel.is_archived) return false;
  return !channel.is_im || manifest.takesMessages !== false;
}

export function visibleChannels(state: SlackState, user: User): Channel[] {
  return [...state.channels.values()].filter((channel) => canSee(channel, user));
}

/** Those who can be acted as. */
export function isActor(user: User | undefined): user is User {
  return user !== undefined && !user.is_bot && !user.deleted;
}
