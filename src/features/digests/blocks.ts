import type { ContainerBlock, ContextBlock, HeaderBlock, KnownBlock, SectionBlock, TableBlock } from '@slack/types';
import type { TextTable } from '../../platform/charts/chart-words.js';

/** The few shapes digests are built of. Texts given to `section` and `context` are mrkdwn, escaped by the caller. */

export function header(text: string): HeaderBlock {
  return { type: 'header', text: { type: 'plain_text', text, emoji: false } };
}

export function section(text: string): SectionBlock {
  return { type: 'section', text: { type: 'mrkdwn', text, verbatim: true }, expand: true };
}

export function context(text: string): ContextBlock {
  return { type: 'context', elements: [{ type: 'mrkdwn', text, verbatim: true }] };
}

/** The figures of a chart as a native table; the first column reads left, the others right. */
export function table(content: TextTable): TableBlock {
  const cell = (text: string) => ({ type: 'raw_text' as const, text: text === '' ? '–' : text });
  return {
    type: 'table',
    column_settings: content.header.map((_, column) => ({ align: column === 0 ? 'left' : 'right' })),
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
