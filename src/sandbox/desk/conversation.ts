import type { PageBlock, PageFile } from '../../platform/pages/page-view.js';
import type { Channel, Ephemeral, Message, User } from '../state/model.js';
import type { SlackState } from '../state/slack-state.js';
import type { ChangeBook } from './change-book.js';
import type { PageConversation, PageEntry } from './page-api.js';
import { personOf } from './people.js';
import { fileAddresses } from './shown-files.js';

interface Asked {
  readonly channel: Channel;
  readonly user: User;
  /** 0 for everything. */
  readonly since: number;
}

/** What changed in a conversation since a version, as one person sees it; one pass over its messages. */
export function conversationSince(state: SlackState, book: ChangeBook, asked: Asked): PageConversation {
  const { channel, user } = asked;
  const { isWhole, gone, isNew } = book.since(asked.since, { channel: channel.id, user: user.id });
  const shown = messagesFor(state, channel, user).filter(({ ts }) => isNew(ts));
  const files = fileAddresses(state, shown);
  return {
    channel: channel.id,
    version: book.versionOf(channel.id),
    messages: shown.map((message) => entryOf(state, book, message)),
    gone,
    ...(isWhole && { isWhole }),
    ...(Object.keys(files).length > 0 && { files }),
  };
}

/** Everybody's messages and what this person alone sees, oldest first. */
export function messagesFor(state: SlackState, channel: Channel, user: User): (Message | Ephemeral)[] {
  const own = state.ephemerals.filter((one) => one.channel === channel.id && one.user === user.id);
  const all = [...state.messagesOf(channel.id), ...own];
  return own.length === 0 ? all : all.sort((a, b) => Number(a.ts) - Number(b.ts));
}

function entryOf(state: SlackState, book: ChangeBook, message: Message | Ephemeral): PageEntry {
  const isEphemeral = isForOne(message);
  return {
    ts: message.ts,
    author: personOf(state, isEphemeral ? state.installation.botUserId : message.user),
    at: message.shownAt,
    text: message.text,
    blocks: message.blocks as readonly PageBlock[],
    isEdited: !isEphemeral && message.edited !== undefined,
    isEphemeral,
    replies: [],
    files: isEphemeral ? [] : message.files.flatMap((id) => filesOf(state, id)),
    version: book.versionOfMessage(message.channel, message.ts),
    ...(message.thread_ts !== undefined && { thread: message.thread_ts }),
    ...(isEphemeral && { ephemeralId: message.id }),
    ...(!isEphemeral && message.is_broadcast && { isBroadcast: true }),
  };
}

export function isForOne(message: Message | Ephemeral): message is Ephemeral {
  return 'id' in message;
}

function filesOf(state: SlackState, id: string): PageFile[] {
  const file = state.files.get(id);
  return file ? [{ id, name: file.name, ...(file.altText && { altText: file.altText }) }] : [];
}
