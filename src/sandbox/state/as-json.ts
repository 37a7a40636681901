import type { World } from '../world.js';
import type { Channel, Message, StoredFile, StoredView, User } from './model.js';
import { pictureFields } from './picture-fields.js';
import { typedBlocks } from './typed-blocks.js';

/** How the workspace's things read in Slack's answers and payloads. */

export function messageJson(
  world: World,
  message: Message,
  options: { hasMetadata: boolean },
): Record<string, unknown> {
  const { state } = world;
  const replies = state.repliesTo(message.channel, message.ts);
  const blocks = message.blocks.length > 0 ? message.blocks : typedBlocks(message);
  return {
    type: 'message',
    user: message.isTombstone ? slackbot : message.user,
    ts: message.ts,
    ...(message.is_broadcast && { subtype: 'thread_broadcast' }),
    ...(message.isTombstone && { subtype: 'tombstone', hidden: true }),
    ...(message.client_msg_id && message.files.length > 0 && { subtype: 'file_share', display_as_bot: false }),
    ...(message.bot_id && appFields(world)),
    ...(message.client_msg_id && { client_msg_id: message.client_msg_id }),
    text: message.text,
    team: state.team.id,
    ...(blocks.length > 0 && { blocks }),
    ...(message.metadata && {
      metadata: options.hasMetadata ? message.metadata : { event_type: message.metadata.event_type },
    }),
    ...(message.edited && { edited: message.edited }),
    ...(message.files.length > 0 && { files: message.files.flatMap((id) => fileOrNothing(world, id)), upload: false }),
    ...(message.thread_ts && { thread_ts: message.thread_ts, parent_user_id: parentUser(world, message) }),
    ...(replies.length > 0 && {
      thread_ts: message.ts,
      reply_count: replies.length,
      reply_users_count: new Set(replies.map(({ user }) => user)).size,
      reply_users: [...new Set(replies.map(({ user }) => user))],
      latest_reply: replies.at(-1)?.ts,
      is_locked: false,
      subscribed: false,
    }),
  };
}

function parentUser(world: World, message: Message): string | undefined {
  return world.state.findMessage(message.channel, message.thread_ts ?? '')?.user;
}

function fileOrNothing(world: World, id: string): Record<string, unknown>[] {
  const file = world.state.files.get(id);
  return file ? [fileJson(world, file)] : [];
}

/** Slack's own account, which answers for what is gone and stands among the people. */
const slackbot = 'USLACKBOT';

/** Where Slack keeps the icon of an app that brought none. */
function botIcon(side: number): string {
  return `https://a.slack-edge.com/80588/img/plugins/app/bot_${side}.png`;
}

function appFields(world: World): Record<string, unknown> {
  const { installation, team } = world.state;
  return {
    bot_id: installation.botId,
    app_id: installation.appId,
    bot_profile: {
      id: installation.botId,
      app_id: installation.appId,
      name: installation.name,
      deleted: false,
      updated: 0,
      icons: Object.fromEntries([36, 48, 72].map((side) => [`image_${side}`, botIcon(side)])),
      team_id: team.id,
    },
  };
}

export function channelJson(world: World, channel: Channel): Record<string, unknown> {
  const { installation, team } = world.state;
  const other = [...channel.members].find((id) => id !== installation.botUserId);
  if (channel.is_im) return { id: channel.id, created: channel.created, is_im: true, is_archived: false, user: other };
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: !channel.is_private,
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: channel.is_private,
    is_archived: channel.is_archived,
    is_general: false,
    is_shared: channel.is_ext_shared,
    is_ext_shared: channel.is_ext_shared,
    is_org_shared: false,
    is_pending_ext_shared: false,
    is_member: channel.members.has(installation.botUserId),
    created: channel.created,
    creator: installation.botUserId,
    context_team_id: team.id,
    shared_team_ids: [team.id],
    topic: { value: channel.topic, creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
  };
}

/** The workspace somebody is a member of. */
export function teamOf({ state: { team } }: World, user: User): string {
  return user.team_id ?? (user.is_stranger ? `${team.id}X` : team.id);
}

export function userJson(world: World, user: User, options: { hasLocale: boolean }): Record<string, unknown> {
  const { installation } = world.state;
  const showsEmail = user.email !== undefined && installation.scopes.includes('users:read.email');
  return {
    id: user.id,
    team_id: teamOf(world, user),
    name: user.name,
    deleted: user.deleted,
    real_name: user.real_name,
    tz: user.tz,
    tz_label: user.tz,
    tz_offset: offsetSeconds(user.tz, world.state.now()),
    is_admin: false,
    is_owner: false,
    is_restricted: user.is_restricted,
    is_ultra_restricted: user.is_ultra_restricted === true,
    is_bot: user.is_bot,
    is_app_user: false,
    ...(user.is_stranger && { is_stranger: true }),
    ...(options.hasLocale && { locale: user.locale }),
    updated: 0,
    profile: {
      real_name: user.real_name,
      real_name_normalized: user.real_name,
      display_name: user.name,
      display_name_normalized: user.name,
      ...(showsEmail && { email: user.email }),
      team: teamOf(world, user),
    },
  };
}

function offsetSeconds(timeZone: string, at: number): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(at);
  const match = /GMT([+-])(\d\d):(\d\d)/.exec(parts.find(({ type }) => type === 'timeZoneName')?.value ?? '');
  if (!match) return 0;
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 3600 + Number(match[3]) * 60);
}

const mimeTypes: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  csv: 'text/csv',
  txt: 'text/plain',
  pdf: 'application/pdf',
  json: 'application/json',
};

export function fileExtension(file: StoredFile): string {
  return file.name.split('.').at(-1)?.toLowerCase() ?? '';
}

export function mimeType(file: StoredFile): string {
  return mimeTypes[fileExtension(file)] ?? 'application/octet-stream';
}

/** Type and address are empty until Slack has looked through the file; that is how an app sees that it must wait. */
export function fileJson(world: World, file: StoredFile): Record<string, unknown> {
  const { state } = world;
  const isReady = state.isReady(file);
  const address = `${world.baseUrl()}/files/${file.id}/${encodeURIComponent(file.name)}`;
  const shared = [...file.shares].map((id) => state.channels.get(id)).filter((channel) => channel !== undefined);
  const idsOf = (family: (channel: Channel) => boolean): string[] => shared.filter(family).map(({ id }) => id);
  return {
    id: file.id,
    created: file.created,
    timestamp: file.created,
    name: file.name,
    title: file.title,
    mimetype: isReady ? mimeType(file) : '',
    filetype: isReady ? fileExtension(file) : '',
    pretty_type: isReady ? fileExtension(file).toUpperCase() : '',
    user: file.user,
    user_team: state.team.id,
    editable: false,
    size: file.declaredBytes,
    mode: 'hosted',
    is_external: false,
    external_type: '',
    is_public: shared.some((channel) => !channel.is_private),
    public_url_shared: false,
    display_as_bot: false,
    username: '',
    url_private: address,
    url_private_download: address,
    permalink: `https://${state.team.domain}.slack.com/files/${file.user}/${file.id}/${encodeURIComponent(file.name)}`,
    permalink_public: `https://slack-files.com/${state.team.id}-${file.id}-0000000000`,
    ...(file.altText && { alt_txt: file.altText }),
    ...(isReady && pictureFields(file, address)),
    channels: idsOf((channel) => !channel.is_private),
    groups: idsOf((channel) => channel.is_private && !channel.is_im),
    ims: idsOf((channel) => channel.is_im),
    has_rich_preview: false,
    file_access: 'visible',
  };
}

export function viewJson(world: World, stored: StoredView): Record<string, unknown> {
  const { team, installation } = world.state;
  return {
    id: stored.id,
    team_id: team.id,
    type: stored.type,
    private_metadata: '',
    callback_id: '',
    clear_on_close: false,
    notify_on_close: false,
    close: null,
    submit: null,
    external_id: '',
    ...(stored.type === 'home' && { title: { type: 'plain_text', text: 'View Title', emoji: true } }),
    ...stored.view,
    state: { values: stored.state },
    hash: stored.hash,
    previous_view_id: stored.previous_view_id,
    root_view_id: stored.root_view_id,
    app_id: installation.appId,
    app_installed_team_id: team.id,
    bot_id: installation.botId,
  };
}
