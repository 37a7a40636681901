import type {
  ContainerBlock,
  ContextBlock,
  KnownBlock,
  RichTextBlock,
  RichTextEmoji,
  RichTextList,
  RichTextSection,
  RichTextText,
  RichTextUserMention,
  TableBlock,
} from '@slack/types';
import type { TextTable } from '../../platform/charts/chart-words.js';
import { clampText, plainInMrkdwn } from '../../platform/slack/escape.js';

/**
 * The few shapes digests are built of. None of them is mrkdwn: what stands in rich text, plain text or a cell is shown
 * as it is written, so a name in it can neither call anybody nor break the format.
 */

/** A piece of a line: words, words in bold, a person who is called, or an emoji by its name. */
export type Span = string | { readonly bold: string } | { readonly userId: string } | { readonly emoji: string };

export type Line = readonly Span[];

/** Lines of text, and below them, where there are any, points of a list. */
export function prose(lines: readonly Line[], points: readonly Line[] = []): RichTextBlock {
  return outline([{ lines, points }]);
}

/** Several times lines with points below them, in one block. */
export function outline(
  parts: readonly { readonly lines: readonly Line[]; readonly points: readonly Line[] }[],
): RichTextBlock {
  return {
    type: 'rich_text',
    elements: parts.flatMap(({ lines, points }) => [
      sectionOf(joined(lines)),
      ...(points.length > 0 ? [list(points)] : []),
    ]),
  };
}

function list(points: readonly Line[]): RichTextList {
  return { type: 'rich_text_list', style: 'bullet', elements: points.map(sectionOf) };
}

function sectionOf(line: Line): RichTextSection {
  return { type: 'rich_text_section', elements: line.map(elementOf) };
}

/** The same lines for a message's top-level text, which Slack does read as mrkdwn; emoji are for the eye alone. */
export function asText(lines: readonly Line[]): string {
  return lines.map((line) => line.map(textOf).join('').replaceAll(/ {2,}/g, ' ').trim()).join('\n');
}

/** What a point may take of a message's top-level text, of which twenty have to fit. */
const pointAtMost = 165;

/** The points of a list for the top-level text, none of which takes the room of another. */
export function pointsText(points: readonly Line[]): string[] {
  return points.map((point) => clampText(`• ${asText([point])}`, pointAtMost));
}

function textOf(span: Span): string {
  if (typeof span === 'string') return plainInMrkdwn(span);
  if ('bold' in span) return plainInMrkdwn(span.bold);
  return 'userId' in span ? `<@${span.userId}>` : '';
}

/** Small and grey, for what is read once. */
export function context(text: string): ContextBlock {
  return { type: 'context', elements: [{ type: 'plain_text', text, emoji: false }] };
}

/** A native table; figures read right, words left and wrapped, like the first column. */
export function table(content: TextTable): TableBlock {
  const cell = (text: string) => ({ type: 'raw_text' as const, text: text === '' ? '–' : text });
  return {
    type: 'table',
    column_settings: content.header.map((_, column) =>
      column === 0 || content.words?.includes(column) ? { align: 'left', is_wrapped: true } : { align: 'right' },
    ),
    rows: [content.header, ...content.rows].slice(0, 100).map((row) => row.slice(0, 20).map(cell)),
  };
}

/** Folded away until somebody wants it, so that a thread stays short. */
export function folded(title: string, child: KnownBlock): ContainerBlock {
  return {
    type: 'container',
    title: { type: 'plain_text', text: title },
    is_collapsible: true,
    default_collapsed: true,
    child_blocks: [child] as ContainerBlock['child_blocks'],
  };
}

function joined(lines: readonly Line[]): Span[] {
  return lines.flatMap((line, index) => (index === 0 ? line : ['\n', ...line]));
}

function elementOf(span: Span): RichTextText | RichTextUserMention | RichTextEmoji {
  if (typeof span === 'string') return { type: 'text', text: span };
  if ('bold' in span) return { type: 'text', text: span.bold, style: { bold: true } };
  return 'userId' in span ? { type: 'user', user_id: span.userId } : { type: 'emoji', name: span.emoji };
}
