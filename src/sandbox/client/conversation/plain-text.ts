import type { Drawing } from '../../../platform/pages/drawing.js';
import { type MrkdwnNode, parseMrkdwn } from '../../../platform/pages/mrkdwn.js';

/** What is read of a text in Slack's markup: its words with the names of who is mentioned, without its signs. */
export function plainText(text: string, drawing: Drawing): string {
  return parseMrkdwn(text)
    .map((part) => (part.kind === 'pre' ? part.text : part.children.map((node) => wordsOf(node, drawing)).join('')))
    .join('\n');
}

function wordsOf(node: MrkdwnNode, drawing: Drawing): string {
  switch (node.kind) {
    case 'text':
    case 'code':
      return node.text;
    case 'user':
      return drawing.people.get(node.id)?.name ?? node.label ?? '';
    case 'channel':
      return `#${drawing.channels.get(node.id)?.name ?? node.label ?? node.id}`;
    case 'usergroup':
      return node.label ?? '';
    case 'broadcast':
      return `@${node.range}`;
    case 'date':
      return drawing.times.slackDate(node.seconds, node.format, node.fallback);
    case 'link':
      return node.label ?? node.url;
    case 'emoji':
      return drawing.emoji(node.name) ?? '';
    default:
      return node.children.map((child) => wordsOf(child, drawing)).join('');
  }
}
