import type { PageSnapshot, PageSource } from './page/page-routes.js';
import type { PageBlock, PageChannel, PageFile, PageMessage, PagePerson } from './page/page-view.js';
import type { StandIn } from './stand-in.js';
import type { Channel, Ephemeral, Message } from './state/model.js';
import type { SlackState } from './state/slack-state.js';

/** Whose view is drawn: a person's, with what only they see; without one everything but what is for one person alone. */
export interface Viewer {
  readonly userId?: string;
  /** Used when nobody is named. */
  readonly timeZone?: string;
}

/** Lets the page read a stand-in, as one person sees it. */
export function pageSourceOf({ state }: Pick<StandIn, 'state'>, viewer: Viewer = {}): PageSource {
  return {
    snapshot: () => snapshotOf(state, viewer),
    subscribe: (listener) => state.onChange(listener),
  };
}

function snapshotOf(state: SlackState, { userId, timeZone }: Viewer): PageSnapshot {
  const user = userId === undefined ? undefined : state.users.get(userId);
  const visible = [...state.channels.values()].filter((channel) => isVisible(channel, userId));
  return {
    workspace: {
      name: state.team.name,
      people: [...state.users.keys()].map((id) => personOf(state, id)),
      channels: visible.map((channel) => channelOf(state, channel)),
    },
    messagesOf: (id) => (visible.some((channel) => channel.id === id) ? conversation(state, id, userId) : []),
    fileUrl: (id) => fileUrl(state, id),
    reader: { timeZone: user?.tz ?? timeZone ?? 'Europe/Paris', ...(user && { locale: user.locale }) },
    now: state.shownNow(),
  };
}

function isVisible(channel: Channel, userId: string | undefined): boolean {
  return userId === undefined || !channel.is_private || channel.members.has(userId);
}

function channelOf(state: SlackState, channel: Channel): PageChannel {
  const other = [...channel.members].find((id) => id !== state.installation.botUserId) ?? '';
  return {
    id: channel.id,
    name: channel.is_im ? personOf(state, other).name : channel.name,
    kind: channel.is_im ? 'im' : channel.is_private ? 'private' : 'channel',
    topic: channel.topic,
    isArchived: channel.is_archived,
    isShared: channel.is_ext_shared,
  };
}

function personOf(state: SlackState, id: string): PagePerson {
  const user = state.users.get(id);
  return { id, name: user?.real_name ?? id, isBot: user?.is_bot ?? false };
}

/** Replies are gathered in one pass: a channel may hold thousands of messages. */
function conversation(state: SlackState, channelId: string, userId: string | undefined): PageMessage[] {
  const own = state.ephemerals.filter(({ channel, user }) => channel === channelId && user === userId);
  const all = [...state.messagesOf(channelId), ...own].sort((a, b) => Number(a.ts) - Number(b.ts));
  const replies = new Map<string, PageMessage[]>();
  for (const message of all) {
    if (message.thread_ts)
      replies.set(message.thread_ts, [...(replies.get(message.thread_ts) ?? []), drawn(state, message)]);
  }
  const topLevel = all.filter((message) => !message.thread_ts || ('is_broadcast' in message && message.is_broadcast));
  return topLevel.map((message) => drawn(state, message, replies.get(message.ts)));
}

function drawn(state: SlackState, message: Message | Ephemeral, replies: PageMessage[] = []): PageMessage {
  const isEphemeral = 'id' in message;
  const author = isEphemeral ? state.installation.botUserId : message.user;
  return {
    ts: message.ts,
    author: personOf(state, author),
    at: message.shownAt,
    text: message.text,
    blocks: message.blocks as readonly PageBlock[],
    isEdited: !isEphemeral && message.edited !== undefined,
    isEphemeral,
    replies,
    files: isEphemeral ? [] : message.files.flatMap((id) => filesOf(state, id)),
  };
}

function filesOf(state: SlackState, id: string): PageFile[] {
  const file = state.files.get(id);
  return file ? [{ id, name: file.name, ...(file.altText && { altText: file.altText }) }] : [];
}

function fileUrl(state: SlackState, id: string): string | null {
  const file = state.files.get(id);
  return file && state.isReady(file) ? `/files/${id}/${encodeURIComponent(file.name)}` : null;
}
