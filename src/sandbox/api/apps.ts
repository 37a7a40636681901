import type { Method } from './call.js';

export const appsMethods: Readonly<Record<string, Method>> = {
  'apps.connections.open': {
    tier: 1,
    token: 'app',
    scopes: [],
    handle: ({ world }) => ({ url: world.issueSocketUrl() }),
  },
};
