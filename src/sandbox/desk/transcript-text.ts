import { isRecord } from '../blocks/rules.js';
import type { Ephemeral, Message } from '../state/model.js';
import type { SlackState } from '../state/slack-state.js';
import { personOf } from './people.js';

type Leaf = Readonly<Record<string, unknown>>;

/** What people read of a message, as plain lines: the blocks where there are some; the text is for notifications then. */
export function readableText(state: SlackState, { text, blocks }: Message | Ephemeral): string {
  const lines = blocks.flatMap(textsIn);
  return readable(state, lines.length > 0 ? lines.join('\n') : text);
}

/** Each text of a block as one piece, in Slack's markup. */
function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (!isRecord(value)) return [];
  if (value['type'] === 'image') return [`[${encoded(value['alt_text'] ?? '')}]`];
  if (value['type'] === 'rich_text') return richLines(value['elements'], '');
  if (typeof value['text'] === 'string') return [value['text']];
  return Object.values(value).flatMap(textsIn);
}

/** The parts of a rich text: what stands in one section is one piece, and each entry of a list another. */
function richLines(parts: unknown, mark: string): string[] {
  return recordsIn(parts).flatMap((part) => {
    if (part['type'] === 'rich_text_list') return richLines(part['elements'], '• ');
    return [mark + recordsIn(part['elements']).map(leafText).join('')];
  });
}

function recordsIn(value: unknown): Leaf[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function leafText(leaf: Leaf): string {
  switch (leaf['type']) {
    case 'user':
      return `<@${String(leaf['user_id'])}>`;
    case 'channel':
      return `<#${String(leaf['channel_id'])}>`;
    case 'usergroup':
      return `@${String(leaf['usergroup_id'])}`;
    case 'broadcast':
      return `@${String(leaf['range'])}`;
    case 'link':
      return linkText(leaf);
    case 'emoji':
      return `:${String(leaf['name'])}:`;
    case 'date':
      return encoded(leaf['fallback'] ?? new Date(Number(leaf['timestamp']) * 1000).toISOString());
    default:
      return encoded(leaf['text'] ?? leaf['value'] ?? leaf['team_id'] ?? '');
  }
}

function linkText({ text, url }: Leaf): string {
  const address = encoded(url);
  return text === undefined || text === '' || text === url ? address : `${encoded(text)} (${address})`;
}

/** What is no markup stays what it is when markup is read. */
function encoded(text: unknown): string {
  return String(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Slack's markup as one reads it: names instead of ids, addresses as they are. */
function readable(state: SlackState, text: string): string {
  return text
    .replace(/<@([A-Z0-9]+)(?:\|[^>]*)?>/g, (_, id: string) => `@${personOf(state, id).name}`)
    .replace(/<#([A-Z0-9]+)(?:\|[^>]*)?>/g, (_, id: string) => `#${state.channels.get(id)?.name ?? id}`)
    .replace(/<!date\^[^|>]*\|([^>]*)>/g, '$1')
    .replace(/<!(\w+)(?:[|^][^>]*)?>/g, '@$1')
    .replace(/<([^|>]+)\|([^>]*)>/g, '$2 ($1)')
    .replace(/<([^>]+)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
