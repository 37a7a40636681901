import { limits } from '../limits.js';
import { Refusal } from '../refusal.js';
import { channelJson, messageJson } from '../state/as-json.js';
import type { Message } from '../state/model.js';
import { type Call, type Method, notModelled, page, requireScope } from './call.js';
import { readableChannel, scopeFamily, visibleChannel } from './channels.js';

const reads = ['channels:read', 'groups:read', 'im:read', 'mpim:read'];
const histories = ['channels:history', 'groups:history', 'im:history', 'mpim:history'];

function info(call: Call): Record<string, unknown> {
  const channel = visibleChannel(call);
  requireScope(call, `${scopeFamily(channel)}:read`);
  const count = call.args.isTrue('include_num_members') ? { num_members: channel.members.size } : {};
  return { channel: { ...channelJson(call.world, channel), ...count } };
}

/** `oldest` and `latest` exclude their own instant unless `inclusive`. @throws Refusal invalid_ts_oldest, invalid_ts_latest */
function between(call: Call, messages: readonly Message[]): Message[] {
  const oldest = Number(call.args.text('oldest') ?? 0);
  const latest = Number(call.args.text('latest') ?? Number.POSITIVE_INFINITY);
  if (Number.isNaN(oldest)) throw new Refusal('invalid_ts_oldest');
  if (Number.isNaN(latest)) throw new Refusal('invalid_ts_latest');
  const isInclusive = call.args.isTrue('inclusive');
  return messages.filter(({ ts }) => {
    const at = Number(ts);
    return (at > oldest && at < latest) || (isInclusive && (at === oldest || at === latest));
  });
}

function listed(call: Call, messages: readonly Message[], fallback: number): Record<string, unknown> {
  const limit = call.args.limit(fallback, limits.historyPage);
  const { items, next_cursor } = page(messages, call, limit);
  const hasMetadata = call.args.isTrue('include_all_metadata');
  return {
    messages: items.map((message) => messageJson(call.world, message, { hasMetadata })),
    has_more: next_cursor !== '',
    ...(next_cursor && { response_metadata: { next_cursor } }),
  };
}

function history(call: Call): Record<string, unknown> {
  const channel = readableChannel(call);
  const all = call.world.state.messagesOf(channel.id);
  const topLevel = all.filter(({ thread_ts, is_broadcast }) => !thread_ts || is_broadcast);
  return { ...listed(call, between(call, topLevel).reverse(), 100), pin_count: 0 };
}

function replies(call: Call): Record<string, unknown> {
  const channel = readableChannel(call);
  const { state } = call.world;
  const named = state.findMessage(channel.id, call.args.needed('ts', 'thread_not_found'));
  const parent = named?.thread_ts ? state.findMessage(channel.id, named.thread_ts) : named;
  if (!parent) throw new Refusal('thread_not_found');
  const thread = between(call, state.repliesTo(channel.id, parent.ts));
  return listed(call, [parent, ...thread], limits.historyPage);
}

function open(call: Call): Record<string, unknown> {
  const { state } = call.world;
  const users = (call.args.text('users') ?? '').split(',').filter((id) => id !== '');
  if (users.length > 1) throw notModelled('conversations of several people');
  const known = call.args.text('channel');
  const user = users[0];
  if (user === undefined && known === undefined) throw new Refusal('users_list_not_supplied');
  if (user !== undefined && state.users.get(user)?.deleted) throw new Refusal('user_disabled');
  const wasOpen = user !== undefined && state.findIm(user) !== undefined;
  const channel = user === undefined ? state.channels.get(known ?? '') : state.openIm(user);
  if (!channel?.is_im) throw new Refusal('channel_not_found');
  const shown = call.args.isTrue('return_im') ? channelJson(call.world, channel) : { id: channel.id };
  return { ...(wasOpen && { no_op: true, already_open: true }), channel: shown };
}

function members(call: Call): Record<string, unknown> {
  const channel = visibleChannel(call);
  requireScope(call, `${scopeFamily(channel)}:read`);
  const { items, next_cursor } = page([...channel.members], call, call.args.limit(100, 1000));
  return { members: items, response_metadata: { next_cursor } };
}

function join(call: Call): Record<string, unknown> {
  const { state } = call.world;
  const channel = visibleChannel(call);
  if (channel.is_private) throw new Refusal('method_not_supported_for_channel_type');
  if (channel.is_archived) throw new Refusal('is_archived');
  void call.world.workspace.join(state.installation.botUserId, channel.id);
  return { channel: channelJson(call.world, channel) };
}

export const conversationsMethods: Readonly<Record<string, Method>> = {
  'conversations.info': { tier: 3, token: 'bot', scopes: reads, handle: info },
  'conversations.history': { tier: 3, token: 'bot', scopes: histories, handle: history },
  'conversations.replies': { tier: 3, token: 'bot', scopes: histories, handle: replies },
  'conversations.open': { tier: 3, token: 'bot', scopes: ['im:write', 'mpim:write'], handle: open },
  'conversations.members': { tier: 4, token: 'bot', scopes: reads, handle: members },
  'conversations.join': { tier: 3, token: 'bot', scopes: ['channels:join'], handle: join },
};
