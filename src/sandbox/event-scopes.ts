/** Scopes of which an app needs one to be told of an event; events not named need none. */
const scopes: Readonly<Record<string, readonly string[]>> = {
  app_mention: ['app_mentions:read'],
  'message.channels': ['channels:history'],
  'message.groups': ['groups:history'],
  'message.im': ['im:history'],
  'message.mpim': ['mpim:history'],
  member_joined_channel: ['channels:read', 'groups:read'],
  member_left_channel: ['channels:read', 'groups:read'],
  channel_created: ['channels:read'],
  channel_archive: ['channels:read'],
  channel_unarchive: ['channels:read'],
  channel_rename: ['channels:read'],
  channel_deleted: ['channels:read'],
  channel_left: ['channels:read'],
  group_archive: ['groups:read'],
  group_unarchive: ['groups:read'],
  group_rename: ['groups:read'],
  group_deleted: ['groups:read'],
  group_left: ['groups:read'],
  user_change: ['users:read'],
  team_join: ['users:read'],
  file_shared: ['files:read'],
  file_deleted: ['files:read'],
  reaction_added: ['reactions:read'],
  reaction_removed: ['reactions:read'],
};

/** Slack takes no manifest that subscribes to what its scopes do not cover. @returns one line for each such event */
export function uncoveredEvents(events: readonly string[], granted: readonly string[]): string[] {
  return events.flatMap((event) => {
    const needed = scopes[event] ?? [];
    const isCovered = needed.length === 0 || needed.some((scope) => granted.includes(scope));
    return isCovered ? [] : [`the event ${event} needs the scope ${needed.join(' or ')}`];
  });
}
