import type { PagePerson } from '../../platform/pages/page-view.js';
import type { User } from '../state/model.js';
import type { SlackState } from '../state/slack-state.js';
import type { SandboxActor } from './controls.js';
import type { PageActor } from './page-api.js';
import { isActor } from './sight.js';
import { unreadOf } from './unread.js';
import { languageOf } from './words.js';

const appEmoji = '🧭';

export function personOf(state: SlackState, id: string): PagePerson {
  const user = state.users.get(id);
  const isApp = id === state.installation.botUserId;
  return { id, name: user?.real_name ?? id, isBot: user?.is_bot ?? false, ...(isApp && { emoji: appEmoji }) };
}

/** Whom one can act as: those that were named, else everybody; `also` is added where it is not among them. */
export function actorsOf(state: SlackState, sample: readonly SandboxActor[], also?: User): User[] {
  const named = sample.map(({ userId }) => state.users.get(userId)).filter(isActor);
  const all = named.length > 0 ? named : [...state.users.values()].filter(isActor);
  return also && !all.includes(also) ? [...all, also] : all;
}

/** Roles are told in the language of whoever is acted as. */
export function pageActor(
  state: SlackState,
  user: User,
  { sample, locale }: { readonly sample: readonly SandboxActor[]; readonly locale: string },
): PageActor {
  const role = sample.find(({ userId }) => userId === user.id)?.role[languageOf(locale)] ?? '';
  return {
    ...personOf(state, user.id),
    handle: user.name,
    locale: user.locale,
    timeZone: user.tz,
    role,
    isGuest: user.is_restricted,
    unread: unreadOf(state, user),
  };
}
