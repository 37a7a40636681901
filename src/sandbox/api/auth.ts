import type { Method } from './call.js';

export const authMethods: Readonly<Record<string, Method>> = {
  'auth.test': {
    tier: 'many',
    token: 'bot',
    scopes: [],
    handle: ({ world }) => {
      const { team, installation } = world.state;
      return {
        url: `https://${team.domain}.slack.com/`,
        team: team.name,
        team_id: team.id,
        user: installation.name.toLowerCase(),
        user_id: installation.botUserId,
        bot_id: installation.botId,
        is_enterprise_install: false,
      };
    },
  },
};
