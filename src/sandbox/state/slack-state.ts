import type { Clock } from '../../kernel/clock.js';
import { newSlackId } from '../ids.js';
import { Refusal } from '../refusal.js';
import type { Change, Channel, Ephemeral, Installation, Message, StoredFile, StoredView, Team, User } from './model.js';

export type UserOptions = Pick<User, 'id' | 'name'> & Partial<User>;
export type ChannelOptions = Pick<Channel, 'id' | 'name'> &
  Partial<Omit<Channel, 'members'>> & { members?: Iterable<string> };

export interface StateOptions {
  readonly team: Team;
  readonly users: readonly UserOptions[];
  readonly channels: readonly ChannelOptions[];
  readonly installation: Installation;
  readonly technicalClock: Clock;
  readonly shownClock: Clock;
}

/** Everything the workspace holds. Whoever changes it calls `changed`, so that a page can follow. */
export class SlackState {
  readonly team: Team;
  readonly installation: Installation;
  readonly users = new Map<string, User>();
  readonly channels = new Map<string, Channel>();
  readonly messages = new Map<string, Message[]>();
  readonly ephemerals: Ephemeral[] = [];
  readonly files = new Map<string, StoredFile>();
  readonly views = new Map<string, StoredView>();
  /** Open modals of a person, the newest last. */
  readonly stacks = new Map<string, string[]>();
  readonly homes = new Map<string, string>();
  /** Of each person, by channel: the newest message they have read. */
  readonly readMarks = new Map<string, Map<string, string>>();
  readonly #technicalClock: Clock;
  readonly #shownClock: Clock;
  readonly #listeners = new Set<(change: Change) => void>();
  #lastMicros = 0;

  constructor(options: StateOptions) {
    this.team = options.team;
    this.installation = options.installation;
    this.#technicalClock = options.technicalClock;
    this.#shownClock = options.shownClock;
    this.#addBotUser();
    for (const user of options.users) this.addUser(user);
    for (const channel of options.channels) this.addChannel(channel);
  }

  /** Calls the listener after each change; the returned function ends that. */
  onChange(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }

  /** Real milliseconds: file readiness, trigger life, rate windows. */
  now(): number {
    return this.#technicalClock.now().getTime();
  }

  shownNow(): number {
    return this.#shownClock.now().getTime();
  }

  /** A message time stamp: real seconds with six digits, never twice and never going back. */
  nextTs(): string {
    this.#lastMicros = Math.max(this.now() * 1000, this.#lastMicros + 1);
    return `${Math.floor(this.#lastMicros / 1e6)}.${String(this.#lastMicros % 1e6).padStart(6, '0')}`;
  }

  addUser(options: UserOptions): User {
    const user: User = {
      real_name: options.name,
      tz: 'Europe/Paris',
      locale: 'en-GB',
      is_bot: false,
      deleted: false,
      is_restricted: false,
      is_stranger: false,
      ...options,
    };
    this.users.set(user.id, user);
    this.changed({ kind: 'team' });
    return user;
  }

  addChannel(options: ChannelOptions): Channel {
    const channel: Channel = {
      is_im: false,
      is_private: false,
      is_archived: false,
      is_ext_shared: false,
      topic: '',
      created: Math.floor(this.now() / 1000),
      ...options,
      members: new Set(options.members ?? []),
    };
    this.channels.set(channel.id, channel);
    this.messages.set(channel.id, this.messages.get(channel.id) ?? []);
    this.changed({ kind: 'channel', channel: channel.id });
    return channel;
  }

  /** The direct conversation between the app and a person, opened on demand. @throws Refusal user_not_found */
  openIm(userId: string): Channel {
    const user = this.users.get(userId);
    if (!user) throw new Refusal('user_not_found');
    if (user.is_bot) throw new Refusal('cannot_dm_bot');
    if (user.deleted) throw new Refusal('user_disabled');
    const open = this.findIm(userId);
    if (open) return open;
    const members = [userId, this.installation.botUserId];
    return this.addChannel({ id: newSlackId('D'), name: '', is_im: true, is_private: true, members });
  }

  findIm(userId: string): Channel | undefined {
    return [...this.channels.values()].find((channel) => channel.is_im && channel.members.has(userId));
  }

  /** The app's own messages and people's, oldest first. */
  messagesOf(channelId: string): Message[] {
    return this.messages.get(channelId) ?? [];
  }

  findMessage(channelId: string, ts: string): Message | undefined {
    return this.messagesOf(channelId).find((message) => message.ts === ts);
  }

  repliesTo(channelId: string, ts: string): Message[] {
    return this.messagesOf(channelId).filter((message) => message.thread_ts === ts && message.ts !== ts);
  }

  addMessage(message: Omit<Message, 'ts' | 'shownAt'>): Message {
    const stored: Message = { ...message, ts: this.nextTs(), shownAt: this.shownNow() };
    this.messagesOf(message.channel).push(stored);
    for (const id of stored.files) this.files.get(id)?.shares.add(stored.channel);
    this.changed({ kind: 'message', channel: message.channel, ts: stored.ts });
    return stored;
  }

  removeMessage(message: Message): void {
    const list = this.messagesOf(message.channel);
    list.splice(list.indexOf(message), 1);
    this.changed({ kind: 'message', channel: message.channel, ts: message.ts, isGone: true });
  }

  addEphemeral(ephemeral: Omit<Ephemeral, 'id' | 'ts' | 'shownAt'>): Ephemeral {
    const stored = { ...ephemeral, id: newSlackId('E'), ts: this.nextTs(), shownAt: this.shownNow() };
    this.ephemerals.push(stored);
    this.ephemeralChanged(stored);
    return stored;
  }

  removeEphemeral(ephemeral: Ephemeral): void {
    this.ephemerals.splice(this.ephemerals.indexOf(ephemeral), 1);
    this.ephemeralChanged(ephemeral, { isGone: true });
  }

  ephemeralChanged({ user, channel, ts }: Ephemeral, { isGone = false } = {}): void {
    this.changed({ kind: 'ephemeral', user, channel, ts, ...(isGone && { isGone }) });
  }

  /** The newest message a person has read in a channel; empty when none. */
  readTs(userId: string, channelId: string): string {
    return this.readMarks.get(userId)?.get(channelId) ?? '';
  }

  /** A mark never goes back. */
  markRead(userId: string, channelId: string, ts: string): void {
    if (ts <= this.readTs(userId, channelId)) return;
    const marks = this.readMarks.get(userId) ?? new Map<string, string>();
    this.readMarks.set(userId, marks.set(channelId, ts));
    this.changed({ kind: 'read', user: userId });
  }

  isReady(file: StoredFile): boolean {
    return file.readyAt !== undefined && this.now() >= file.readyAt;
  }

  #addBotUser(): void {
    const { botUserId, name } = this.installation;
    this.addUser({ id: botUserId, name: name.toLowerCase(), real_name: name, is_bot: true });
  }
}
