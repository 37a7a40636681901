import { appsMethods } from './apps.js';
import { authMethods } from './auth.js';
import type { Method } from './call.js';
import { chatMethods } from './chat.js';
import { conversationsMethods } from './conversations.js';
import { filesMethods } from './files.js';
import { teamMethods } from './team.js';
import { usersMethods } from './users.js';
import { viewsMethods } from './views.js';

/** Every Web API method that is modelled; anything else answers unknown_method. */
export const registry: Readonly<Record<string, Method>> = {
  ...appsMethods,
  ...authMethods,
  ...chatMethods,
  ...conversationsMethods,
  ...filesMethods,
  ...teamMethods,
  ...usersMethods,
  ...viewsMethods,
};
