import { Refusal } from '../refusal.js';
import type { Channel } from '../state/model.js';
import { type Call, requireScope } from './call.js';

function isMember(call: Call, channel: Channel): boolean {
  return channel.members.has(call.world.state.installation.botUserId);
}

/** `groups` for private channels, `im` for direct ones: the first half of the scopes that read them. */
export function scopeFamily(channel: Channel): 'channels' | 'groups' | 'im' {
  if (channel.is_im) return 'im';
  return channel.is_private ? 'groups' : 'channels';
}

/** A channel the app may know of: a private one it is not in does not exist for it. @throws Refusal channel_not_found */
export function visibleChannel(call: Call): Channel {
  const channel = call.world.state.channels.get(call.args.needed('channel', 'channel_not_found'));
  if (!channel || (channel.is_private && !isMember(call, channel))) throw new Refusal('channel_not_found');
  return channel;
}

/** A channel whose content the app may read. @throws Refusal channel_not_found, missing_scope, not_in_channel */
export function readableChannel(call: Call): Channel {
  const channel = visibleChannel(call);
  requireScope(call, `${scopeFamily(channel)}:history`);
  if (!isMember(call, channel)) throw new Refusal('not_in_channel');
  return channel;
}

/** Where a message may go; a person's id stands for the direct conversation. @throws Refusal channel_not_found, not_in_channel, is_archived */
export function writableChannel(call: Call): Channel {
  const id = call.args.needed('channel', 'channel_not_found');
  const channel = resolve(call, id);
  if (!channel || (channel.is_private && !isMember(call, channel))) throw new Refusal('channel_not_found');
  if (channel.is_archived) throw new Refusal('is_archived');
  if (!isMember(call, channel)) throw new Refusal('not_in_channel');
  return channel;
}

/** The same, where a scope lets the app post to public channels it is not in; files it may share only as a member. */
export function postableChannel(call: Call): Channel {
  const isPublicPoster = call.world.state.installation.scopes.includes('chat:write.public');
  const channel = isPublicPoster ? resolve(call, call.args.needed('channel', 'channel_not_found')) : undefined;
  return channel && !channel.is_private && !channel.is_archived ? channel : writableChannel(call);
}

function resolve(call: Call, id: string): Channel | undefined {
  const { state } = call.world;
  if (state.users.has(id)) return state.openIm(id);
  const name = id.replace(/^#/, '');
  return (
    state.channels.get(id) ?? [...state.channels.values()].find((channel) => !channel.is_im && channel.name === name)
  );
}
