import type { User } from '../state/model.js';
import type { SlackState } from '../state/slack-state.js';
import { visibleChannels } from './sight.js';

const everybody: readonly string[] = ['here', 'channel', 'everyone'];

/**
 * What somebody typed as Slack's client sends it: names of people and of channels they see become mentions, everything
 * else is text with `&`, `<` and `>` escaped. Nothing is a mention inside of code.
 */
export function writtenText(state: SlackState, writer: User, typed: string): string {
  const channels = new Map(visibleChannels(state, writer).map(({ name, id, is_im }) => [is_im ? '' : name, id]));
  const people = new Map([...state.users.values()].map(({ name, id }) => [name.toLowerCase(), id]));
  const mention = (mark: string, name: string): string | undefined => {
    const id = mark === '@' ? people.get(name.toLowerCase()) : channels.get(name.toLowerCase());
    if (id !== undefined) return `<${mark}${id}>`;
    return mark === '@' && everybody.includes(name) ? `<!${name}>` : undefined;
  };
  return typed
    .split(/(```[\s\S]*?```|`[^`\n]*`)/)
    .map((piece, index) => (index % 2 === 1 ? escaped(piece) : withMentions(piece, mention)))
    .join('');
}

/** A name may be followed by a full stop that is not part of it. */
function withMentions(text: string, mention: (mark: string, name: string) => string | undefined): string {
  const parts = text.split(/(?<![\p{L}\p{N}_.@#/-])([@#][\p{L}\p{N}][\p{L}\p{N}._-]*)/u);
  return parts
    .map((part, index) => {
      if (index % 2 === 0) return escaped(part);
      for (let name = part.slice(1); name !== ''; name = shorter(name)) {
        const found = mention(part.charAt(0), name);
        if (found !== undefined) return found + escaped(part.slice(1 + name.length));
      }
      return escaped(part);
    })
    .join('');
}

/** Without the mark at its end, or empty when there is none. */
function shorter(name: string): string {
  return /[._-]$/.test(name) ? name.slice(0, -1) : '';
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
