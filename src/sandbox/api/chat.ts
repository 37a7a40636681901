import { limits } from '../limits.js';
import { changeMessage, deleteMessage, tellPosted } from '../message-events.js';
import { Refusal } from '../refusal.js';
import { messageJson } from '../state/as-json.js';
import type { Channel, Message } from '../state/model.js';
import type { Call, Method } from './call.js';
import { postableChannel, visibleChannel, writableChannel } from './channels.js';
import { readContent, readMetadata } from './message-content.js';

const writes = ['chat:write'];

/**
 * The parent of a thread; a reply names its own parent, never another reply. One whose parent is gone is not refused:
 * it stands in the channel by itself.
 */
function readThread(call: Call, channel: Channel): Pick<Message, 'thread_ts' | 'is_broadcast'> {
  const ts = call.args.text('thread_ts');
  if (ts === undefined) return {};
  if (!/^\d+\.\d{6}$/.test(ts)) throw new Refusal('invalid_thread_ts');
  const parent = call.world.state.findMessage(channel.id, ts);
  if (!parent) return {};
  const isBroadcast = call.args.isTrue('reply_broadcast');
  return { thread_ts: parent.thread_ts ?? parent.ts, ...(isBroadcast && { is_broadcast: true }) };
}

function postMessage(call: Call): Record<string, unknown> {
  const { state } = call.world;
  const channel = postableChannel(call);
  const { text = '', blocks = [] } = readContent(call);
  const metadata = readMetadata(call);
  const message = state.addMessage({
    channel: channel.id,
    user: state.installation.botUserId,
    bot_id: state.installation.botId,
    ...readThread(call, channel),
    text,
    blocks,
    ...(metadata && { metadata }),
    files: [],
  });
  void tellPosted(call.world, message);
  const posted = messageJson(call.world, message, { hasMetadata: true });
  return { channel: channel.id, ts: message.ts, message: posted };
}

/** A message of the app's own that may be changed. @throws Refusal channel_not_found, message_not_found, the given error */
function ownMessage(call: Call, notOwn: string): Message {
  const channel = visibleChannel(call);
  if (channel.is_archived) throw new Refusal('is_archived');
  const message = call.world.state.findMessage(channel.id, call.args.needed('ts', 'message_not_found'));
  if (!message || message.isTombstone) throw new Refusal('message_not_found');
  if (message.bot_id !== call.world.state.installation.botId) throw new Refusal(notOwn);
  return message;
}

function update(call: Call): Record<string, unknown> {
  const { state } = call.world;
  const message = ownMessage(call, 'cant_update_message');
  if ((call.args.text('text')?.length ?? 0) > limits.textOfUpdate) throw new Refusal('msg_too_long');
  const { text, blocks } = readContent(call);
  if (blocks && message.blocks[0]?.type === 'rich_text' && blocks[0]?.type !== 'rich_text') {
    throw new Refusal('block_mismatch');
  }
  const metadata = readMetadata(call);
  changeMessage(call.world, message, () => {
    if (text !== undefined) message.text = text;
    // Text without blocks removes the blocks there were, and only then the message is marked as edited.
    if (blocks === undefined) message.edited = { user: state.installation.botUserId, ts: state.nextTs() };
    message.blocks = blocks ?? [];
    if (metadata === null) delete message.metadata;
    else if (metadata) message.metadata = metadata;
  });
  const updated = messageJson(call.world, message, { hasMetadata: true });
  return { channel: message.channel, ts: message.ts, text: message.text, message: updated };
}

function remove(call: Call): Record<string, unknown> {
  const message = ownMessage(call, 'cant_delete_message');
  deleteMessage(call.world, message);
  return { channel: message.channel, ts: message.ts };
}

function postEphemeral(call: Call): Record<string, unknown> {
  const { state } = call.world;
  const channel = writableChannel(call);
  const user = call.args.needed('user');
  if (!state.users.has(user)) throw new Refusal('user_not_found');
  if (!channel.members.has(user)) throw new Refusal('user_not_in_channel');
  const { text = '', blocks = [] } = readContent(call);
  const thread = call.args.text('thread_ts');
  const shown = state.addEphemeral({ channel: channel.id, user, ...(thread && { thread_ts: thread }), text, blocks });
  return { message_ts: shown.ts };
}

function getPermalink(call: Call): Record<string, unknown> {
  const channel = visibleChannel(call);
  const message = call.world.state.findMessage(channel.id, call.args.needed('message_ts', 'message_not_found'));
  if (!message) throw new Refusal('message_not_found');
  const base = `https://${call.world.state.team.domain}.slack.com/archives/${channel.id}/p${message.ts.replace('.', '')}`;
  const thread = message.thread_ts ? `?thread_ts=${message.thread_ts}&cid=${channel.id}` : '';
  return { channel: channel.id, permalink: `${base}${thread}` };
}

export const chatMethods: Readonly<Record<string, Method>> = {
  'chat.postMessage': { tier: 'post', token: 'bot', scopes: writes, handle: postMessage },
  'chat.update': { tier: 3, token: 'bot', scopes: writes, handle: update },
  'chat.delete': { tier: 3, token: 'bot', scopes: writes, handle: remove },
  'chat.postEphemeral': { tier: 4, token: 'bot', scopes: writes, handle: postEphemeral },
  'chat.getPermalink': { tier: 'many', token: 'bot', scopes: [], handle: getPermalink },
};
