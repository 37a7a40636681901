import { Refusal } from '../refusal.js';
import type { Method } from './call.js';

export const teamMethods: Readonly<Record<string, Method>> = {
  'team.info': {
    tier: 3,
    token: 'bot',
    scopes: ['team:read'],
    handle: ({ world }) => {
      const { id, name, domain } = world.state.team;
      return { team: { id, name, domain, email_domain: '', icon: {} } };
    },
  },
  'bots.info': {
    tier: 3,
    token: 'bot',
    scopes: ['users:read'],
    handle: ({ world, args }) => {
      const { botId, botUserId, appId, name } = world.state.installation;
      if (args.text('bot') !== botId) throw new Refusal('bot_not_found');
      return { bot: { id: botId, app_id: appId, user_id: botUserId, name, deleted: false, updated: 0, icons: {} } };
    },
  },
};
