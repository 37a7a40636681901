import { messageJson } from './state/as-json.js';
import type { Channel, Message } from './state/model.js';
import type { World } from './world.js';

/** What Slack tells an app of messages, its own included: it is up to the app not to answer itself. */

/** `channel_type` of a message event, and the last word of the subscription to it. */
export function channelKind(channel: Channel): 'channel' | 'group' | 'im' {
  if (channel.is_im) return 'im';
  return channel.is_private ? 'group' : 'channel';
}

export function tellPosted(world: World, message: Message): Promise<unknown> {
  return tell(world, message.channel, () => ({
    ...messageJson(world, message, { hasMetadata: false }),
    event_ts: message.ts,
  }));
}

/** Changes a message and tells of it, as it was and as it is. */
export function changeMessage(world: World, message: Message, change: () => void): void {
  const before = messageJson(world, message, { hasMetadata: true });
  change();
  world.state.changed({ kind: 'message', channel: message.channel, ts: message.ts });
  void tell(world, message.channel, () => ({
    subtype: 'message_changed',
    hidden: true,
    message: messageJson(world, message, { hasMetadata: true }),
    previous_message: before,
    ts: world.state.nextTs(),
  }));
}

/** Deletes a message and tells of it; where it has replies its place stays, without its words. */
export function deleteMessage(world: World, message: Message): void {
  const { state } = world;
  const before = messageJson(world, message, { hasMetadata: true });
  if (state.repliesTo(message.channel, message.ts).length > 0) leaveTombstone(world, message);
  else state.removeMessage(message);
  void tell(world, message.channel, () => ({
    subtype: 'message_deleted',
    hidden: true,
    previous_message: before,
    deleted_ts: message.ts,
    ts: state.nextTs(),
  }));
}

function leaveTombstone({ state }: World, message: Message): void {
  const { channel, ts, user, thread_ts, shownAt } = message;
  const text = 'This message was deleted.';
  const place = { channel, ts, user, shownAt, ...(thread_ts && { thread_ts }) };
  const all = state.messagesOf(channel);
  all[all.indexOf(message)] = { ...place, text, blocks: [], files: [], isTombstone: true };
  state.changed({ kind: 'message', channel, ts });
}

async function tell(world: World, channelId: string, fields: () => Record<string, unknown>): Promise<void> {
  const { channels, installation } = world.state;
  const channel = channels.get(channelId);
  const isHeard = installation.botEvents.some((event) => event.startsWith('message.'));
  if (!isHeard || !channel?.members.has(installation.botUserId)) return;
  const kind = channelKind(channel);
  await world.emit({ ...fields(), type: 'message', channel: channelId, channel_type: kind });
}
