import type { KnownBlock } from '@slack/types';
import type { ComposedMessage } from '../../platform/outbox/delivery.js';
import { header, words } from '../../platform/slack/elements.js';
import { textLengthOf } from '../../platform/slack/fit-block.js';
import { slackLimits as limits } from '../../platform/slack/limits.js';
import type { PartMessage } from './part.js';

/** Of each part, how many of its entries are shown. */
type Shown = ReadonlyMap<PartMessage, number>;

/**
 * The parts below one title, with a line between, in a message that Slack accepts. Where there is no room for all of their
 * entries, each part in turn gets one more as long as there is: none crowds out another, and each counts what it leaves out.
 */
export function composeParts(title: string, parts: readonly PartMessage[]): ComposedMessage {
  const blocksOf = (shown: Shown) => [
    header(title),
    ...parts.flatMap((part, index) => [
      ...(index > 0 ? [{ type: 'divider' } as const] : []),
      ...(part.heading === null ? [] : [words(part.heading)]),
      ...partBlocks(part, shown),
    ]),
  ];
  return fitted(parts, (shown) => ({ text: textOf(parts, shown), blocks: blocksOf(shown) }));
}

/** A part by itself, below a title that names it. */
export function composeAlone(title: string, part: PartMessage): ComposedMessage {
  return fitted([part], (shown) => ({
    text: wordsOf(part, shown).join('\n'),
    blocks: [header(title), ...partBlocks(part, shown)],
  }));
}

/** A part of which nothing waits any more, in words that say so. */
export function settledPart(
  text: string,
  { heading, tail = [] }: Pick<PartMessage, 'heading'> & Partial<Pick<PartMessage, 'tail'>>,
): PartMessage {
  return { heading, brief: text, opening: text, head: [words(text)], entries: [], total: 0, more: () => [], tail };
}

function partBlocks(part: PartMessage, shown: Shown): KnownBlock[] {
  const entries = shownOf(part, shown);
  const rest = part.total - entries.length;
  return [...part.head, ...entries.flatMap(({ blocks }) => blocks), ...(rest > 0 ? part.more(rest) : []), ...part.tail];
}

function shownOf(part: PartMessage, shown: Shown): PartMessage['entries'] {
  return part.entries.slice(0, shown.get(part) ?? 0);
}

/**
 * All of it in words; the first line names each part, since a notification shows little more. What is settled is said in
 * the blocks: here it would contradict what is not.
 */
function textOf(parts: readonly PartMessage[], shown: Shown): string {
  const open = parts.filter(({ total }) => total > 0);
  if (open.length === 0) return parts.map(({ brief }) => brief).join('\n');
  const texts = open.map((part) => wordsOf(part, shown).join('\n'));
  return [...(open.length > 1 ? [open.map(({ brief }) => brief).join(' ')] : []), ...texts].join('\n\n');
}

function wordsOf(part: PartMessage, shown: Shown): string[] {
  const lines = shownOf(part, shown).map(({ line }) => line);
  return [...(part.opening === null ? [] : [part.opening]), ...lines];
}

function fitted(parts: readonly PartMessage[], draw: (shown: Shown) => ComposedMessage): ComposedMessage {
  const shown = new Map(parts.map((part) => [part, 0]));
  const growing = new Set(parts);
  while (growing.size > 0) {
    for (const part of growing) {
      const count = shown.get(part) ?? 0;
      const larger = new Map(shown).set(part, count + 1);
      if (count === part.entries.length || !hasRoom(draw(larger))) growing.delete(part);
      else shown.set(part, count + 1);
    }
  }
  return draw(shown);
}

function hasRoom({ text, blocks }: ComposedMessage): boolean {
  return (
    blocks.length <= limits.blocksPerMessage &&
    textLengthOf(blocks) <= limits.blockTextPerMessage &&
    text.length <= limits.topLevelText
  );
}
