import type { AnyMiddlewareArgs, Middleware } from '@slack/bolt';
import type { Identity } from './messenger.js';

type Loose = Readonly<Record<string, unknown>>;

/**
 * Drops what we did ourselves. Bolt's own filter lets our edits (`message_changed`), files and metadata through, and
 * an app that answers its own edits never stops.
 */
export function dropOwnEvents(
  identity: () => Pick<Identity, 'botUserId' | 'botId'> | null,
): Middleware<AnyMiddlewareArgs> {
  return async (args) => {
    const me = identity();
    if (me && 'event' in args && isOwn({ ...args.event }, me)) return;
    await args.next();
  };
}

/** We are told that we joined a channel, or left it, as of anybody else. */
const aboutUs: readonly unknown[] = ['member_joined_channel', 'member_left_channel'];

function isOwn(event: Loose, me: Pick<Identity, 'botUserId' | 'botId'>): boolean {
  if (aboutUs.includes(event['type'])) return false;
  const inner = event['message'];
  const authors = [event, typeof inner === 'object' && inner !== null ? { ...inner } : {}] as readonly Loose[];
  return authors.some(
    ({ user, user_id: userId, bot_id: botId }) =>
      user === me.botUserId || userId === me.botUserId || (me.botId !== null && botId === me.botId),
  );
}
