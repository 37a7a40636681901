import type { Message } from './model.js';

/** What Slack's composer makes of what a person types: one rich_text block, whose `text` is only its fallback. */
export function typedBlocks(message: Message): Record<string, unknown>[] {
  if (message.client_msg_id === undefined || message.text === '') return [];
  const section = { type: 'rich_text_section', elements: leaves(message.text) };
  return [{ type: 'rich_text', block_id: message.client_msg_id.slice(0, 5), elements: [section] }];
}

const marked = /<([@#!]?)([^|>]+)(?:\|([^>]*))?>/g;

function leaves(text: string): Record<string, unknown>[] {
  const found: Record<string, unknown>[] = [];
  let end = 0;
  for (const match of text.matchAll(marked)) {
    found.push(...plain(text.slice(end, match.index)), leafOf(match));
    end = match.index + match[0].length;
  }
  return [...found, ...plain(text.slice(end))];
}

function leafOf([whole, mark, id = '', shown]: RegExpMatchArray): Record<string, unknown> {
  if (mark === '@') return { type: 'user', user_id: id };
  if (mark === '#') return { type: 'channel', channel_id: id };
  if (mark === '!' && ['here', 'channel', 'everyone'].includes(id)) return { type: 'broadcast', range: id };
  if (mark === '') return { type: 'link', url: id, ...(shown !== undefined && { text: shown }) };
  return { type: 'text', text: whole };
}

function plain(text: string): Record<string, unknown>[] {
  const unescaped = text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
  return text === '' ? [] : [{ type: 'text', text: unescaped }];
}
