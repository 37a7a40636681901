import type { Message, User } from '../state/model.js';
import type { SlackState } from '../state/slack-state.js';
import { visibleChannels } from './sight.js';

/**
 * How many messages of a channel somebody has not read. Others' messages count that stand in the channel, and replies
 * in threads one began or wrote in; Slack shows the latter in a list of threads, which there is none of here.
 */
export function unreadIn(state: SlackState, channelId: string, userId: string): number {
  const messages = state.messagesOf(channelId);
  const read = state.readTs(userId, channelId);
  const firstNew = messages.findLastIndex(({ ts }) => ts <= read) + 1;
  const news = messages.slice(firstNew).filter(({ user }) => user !== userId);
  const replies = news.filter(isOnlyReply);
  if (replies.length === 0) return news.length;
  const own = ownThreads(messages, userId);
  return news.length - replies.filter(({ thread_ts }) => !own.has(thread_ts ?? '')).length;
}

function isOnlyReply({ thread_ts, is_broadcast }: Message): boolean {
  return thread_ts !== undefined && !is_broadcast;
}

function ownThreads(messages: readonly Message[], userId: string): ReadonlySet<string> {
  return new Set(messages.filter(({ user }) => user === userId).map(({ ts, thread_ts }) => thread_ts ?? ts));
}

/** Over all conversations one is a member of. */
export function unreadOf(state: SlackState, user: User): number {
  const own = visibleChannels(state, user).filter(({ members }) => members.has(user.id));
  return own.reduce((sum, { id }) => sum + unreadIn(state, id, user.id), 0);
}
