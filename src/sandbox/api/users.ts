import { Refusal } from '../refusal.js';
import { teamOf, userJson } from '../state/as-json.js';
import type { User } from '../state/model.js';
import { type Call, type Method, page } from './call.js';

/** Slack's own account, in every list of people, and no bot by its own account. */
const slackbot: User = {
  id: 'USLACKBOT',
  name: 'slackbot',
  real_name: 'Slackbot',
  tz: 'America/Los_Angeles',
  locale: 'en-US',
  is_bot: false,
  deleted: false,
  is_restricted: false,
  is_stranger: false,
};

function info(call: Call): Record<string, unknown> {
  const id = call.args.needed('user', 'user_not_found');
  const user = id === slackbot.id ? slackbot : call.world.state.users.get(id);
  if (!user) throw new Refusal('user_not_found');
  return { user: userJson(call.world, user, { hasLocale: call.args.isTrue('include_locale') }) };
}

function isStranger({ world }: Call, user: User): boolean {
  return teamOf(world, user) !== world.state.team.id;
}

/** Strangers and deactivated people are not found by their address. */
function lookupByEmail(call: Call): Record<string, unknown> {
  const email = call.args.needed('email', 'users_not_found').toLowerCase();
  const found = [...call.world.state.users.values()].find((user) => user.email?.toLowerCase() === email);
  if (!found || found.deleted || isStranger(call, found)) throw new Refusal('users_not_found');
  return { user: userJson(call.world, found, { hasLocale: false }) };
}

function list(call: Call): Record<string, unknown> {
  const all = [slackbot, ...[...call.world.state.users.values()].filter((user) => !isStranger(call, user))];
  const { items, next_cursor } = page(all, call, call.args.limit(all.length || 1, 1000));
  const hasLocale = call.args.isTrue('include_locale');
  return {
    members: items.map((user) => userJson(call.world, user, { hasLocale })),
    cache_ts: Math.floor(call.world.state.now() / 1000),
    response_metadata: { next_cursor },
  };
}

export const usersMethods: Readonly<Record<string, Method>> = {
  'users.info': { tier: 4, token: 'bot', scopes: ['users:read'], handle: info },
  'users.lookupByEmail': { tier: 3, token: 'bot', scopes: ['users:read.email'], handle: lookupByEmail },
  'users.list': { tier: 2, token: 'bot', scopes: ['users:read'], handle: list },
};
