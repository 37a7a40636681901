import { pageWords } from '../../../platform/pages/words.js';
import type { PageState } from '../../desk/page-api.js';
import type { Completion, CompletionQuery } from './completion.js';

/** Everything that can be completed for one kind of query, in the order it is shown. */
export function completionsOf(kind: CompletionQuery['kind'], state: PageState): readonly Completion[] {
  switch (kind) {
    case 'command':
      return state.commands.map(({ command, usageHint, description }) => ({
        key: command,
        insert: command,
        label: command,
        hint: usageHint,
        detail: description,
        also: [],
      }));
    case 'person':
      return [...state.actors, ...appsOf(state)].map(({ id, handle, name, role }) => ({
        key: id,
        insert: `@${handle}`,
        label: name,
        hint: `@${handle}`,
        detail: role,
        also: [],
      }));
    default:
      return state.channels
        .filter((channel) => channel.kind !== 'im')
        .map(({ id, name, topic }) => ({
          key: id,
          insert: `#${name}`,
          label: `#${name}`,
          hint: '',
          detail: topic ?? '',
          also: [],
        }));
  }
}

/** The app is mentioned as people are; its handle is its name in small letters. */
function appsOf({ workspace, actor }: PageState) {
  return workspace.people
    .filter(({ isBot }) => isBot)
    .map(({ id, name }) => ({ id, name, handle: name.toLowerCase(), role: pageWords(actor.locale).app }));
}
