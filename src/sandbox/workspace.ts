import { NotFoundError } from '../kernel/errors.js';
import type { SlackEvent } from './outgoing/events.js';
import { teamOf, userJson } from './state/as-json.js';
import type { Channel, User } from './state/model.js';
import type { World } from './world.js';

type Emit = (event: SlackEvent) => Promise<unknown>;

/** What of a person can be changed by themselves or by an administrator. */
export type UserChange = Partial<
  Pick<User, 'name' | 'real_name' | 'email' | 'tz' | 'locale' | 'is_restricted' | 'is_ultra_restricted' | 'is_stranger'>
>;

/**
 * What people and administrators do to the workspace itself. The state changes at once; the promise resolves when the
 * app has heard of it, where it subscribes. @throws NotFoundError for a person or a channel that is not there
 */
export class Workspace {
  readonly #world: World;
  readonly #emit: Emit;

  constructor(world: World) {
    this.#world = world;
    this.#emit = (event) => world.emit(event);
  }

  /** Somebody enters a channel, by themselves or invited; the app may be that somebody. */
  async join(userId: string, channelId: string, { inviter }: { inviter?: string } = {}): Promise<void> {
    const [user, channel] = [this.#user(userId), this.#channel(channelId)];
    if (channel.members.has(user.id)) return;
    channel.members.add(user.id);
    this.#changed(channel);
    if (this.#hears(channel)) {
      const by = inviter === undefined ? {} : { inviter };
      await this.#emit({ type: 'member_joined_channel', ...this.#membership(user, channel), ...by });
    }
  }

  /** Somebody leaves a channel or is taken out of it. The app hears of its own leaving by another event. */
  async leave(userId: string, channelId: string, { by = userId }: { by?: string } = {}): Promise<void> {
    const [user, channel] = [this.#user(userId), this.#channel(channelId)];
    if (!channel.members.delete(user.id)) return;
    this.#changed(channel);
    if (user.id === this.#bot) {
      await this.#emit({ type: `${family(channel)}_left`, channel: channel.id, actor_id: by });
    } else if (this.#hears(channel)) {
      await this.#emit({ type: 'member_left_channel', ...this.#membership(user, channel) });
    }
  }

  async archive(channelId: string, { by = this.#somebody }: { by?: string } = {}): Promise<void> {
    const channel = this.#channel(channelId);
    if (channel.is_archived) return;
    channel.is_archived = true;
    this.#changed(channel);
    await this.#tell(channel, { type: `${family(channel)}_archive`, channel: channel.id, user: by });
  }

  async unarchive(channelId: string, { by = this.#somebody }: { by?: string } = {}): Promise<void> {
    const channel = this.#channel(channelId);
    if (!channel.is_archived) return;
    channel.is_archived = false;
    this.#changed(channel);
    await this.#tell(channel, { type: `${family(channel)}_unarchive`, channel: channel.id, user: by });
  }

  async rename(channelId: string, name: string): Promise<void> {
    const channel = this.#channel(channelId);
    channel.name = name;
    this.#changed(channel);
    const { id, created, is_private } = channel;
    const renamed = { id, name, name_normalized: name, created, is_channel: !is_private, is_mpim: false };
    await this.#tell(channel, { type: `${family(channel)}_rename`, channel: renamed });
  }

  /** The account ends; its channels and messages stay as they are. */
  deactivate(userId: string): Promise<void> {
    return this.#changeUser(userId, { deleted: true });
  }

  reactivate(userId: string): Promise<void> {
    return this.#changeUser(userId, { deleted: false });
  }

  changeUser(userId: string, change: UserChange): Promise<void> {
    return this.#changeUser(userId, change);
  }

  /** An administrator removes the app: its tokens end, and it is told so, in no particular order. */
  async uninstall(): Promise<void> {
    const { state } = this.#world;
    state.installation.isRevoked = true;
    state.changed({ kind: 'team' });
    await this.#emit({ type: 'tokens_revoked', tokens: { oauth: [], bot: [this.#bot] } });
    await this.#emit({ type: 'app_uninstalled' });
  }

  get #bot(): string {
    return this.#world.state.installation.botUserId;
  }

  /** Who did what nobody is named for. */
  get #somebody(): string {
    const people = [...this.#world.state.users.values()].filter((user) => !user.is_bot && !user.deleted);
    return people[0]?.id ?? this.#bot;
  }

  async #changeUser(userId: string, change: UserChange & { deleted?: boolean }): Promise<void> {
    const user = this.#user(userId);
    Object.assign(user, change);
    this.#world.state.changed({ kind: 'team' });
    const seconds = Math.floor(this.#world.state.now() / 1000);
    const shown = { ...userJson(this.#world, user, { hasLocale: true }), updated: seconds };
    await this.#emit({ type: 'user_change', user: shown, cache_ts: seconds });
  }

  /** Public channels are everybody's business, private ones that of their members. */
  async #tell(channel: Channel, event: SlackEvent): Promise<void> {
    if (!channel.is_private || this.#hears(channel)) await this.#emit(event);
  }

  #hears(channel: Channel): boolean {
    return channel.members.has(this.#bot);
  }

  #membership(user: User, channel: Channel): Record<string, unknown> {
    return { user: user.id, channel: channel.id, channel_type: channel.id[0], team: teamOf(this.#world, user) };
  }

  #changed(channel: Channel): void {
    this.#world.state.changed({ kind: 'channel', channel: channel.id });
  }

  #user(id: string): User {
    const user = this.#world.state.users.get(id);
    if (!user) throw new NotFoundError(`No user ${id} in the stand-in's team`);
    return user;
  }

  #channel(id: string): Channel {
    const channel = this.#world.state.channels.get(id);
    if (!channel || channel.is_im) throw new NotFoundError(`No channel ${id} in the stand-in`);
    return channel;
  }
}

/** Events of private channels still carry the name these had before 2017. */
function family(channel: Channel): 'channel' | 'group' {
  return channel.is_private ? 'group' : 'channel';
}
