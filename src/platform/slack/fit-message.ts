import type { Block } from '@slack/types';
import { clampText } from './escape.js';
import { fitBlock, textLengthOf } from './fit-block.js';
import { slackLimits as limits } from './limits.js';

type Message = { readonly text: string; readonly blocks: readonly Block[] };

/** Says, as mrkdwn, that `count` parts of the message were left out. */
type LeftOutWords = (count: number) => string;

/** Stands in a message of any language. */
const bareCount: LeftOutWords = (count) => `… (+${count})`;

/**
 * Makes any message one that Slack accepts: texts shortened, one table, at most 50 blocks and 10,000 characters. What
 * has no room is taken from the end, except buttons, and a last line says how many parts that were. Never throws;
 * a message that fits comes back with the same content.
 */
export function fitMessage<M extends Message>(message: M, leftOut: LeftOutWords = bareCount): M {
  const fitted = message.blocks.flatMap((block) => fitBlock(block) ?? []);
  const kept = withinCounts(fitted);
  const text = clampText(message.text, limits.topLevelText);
  if (kept.length === fitted.length && hasRoom(kept, 0)) return { ...message, text, blocks: kept };
  const notice = noticeOf(leftOut(fitted.length));
  const room = dropFromEnd(kept, textLengthOf(notice));
  return { ...message, text, blocks: [...room, noticeOf(leftOut(fitted.length - room.length))] };
}

/** A last line that says what was left out. */
export function noticeOf(text: string): Block & { readonly elements: readonly unknown[] } {
  return { type: 'context', elements: [{ type: 'mrkdwn', text: clampText(text, limits.textObject), verbatim: true }] };
}

/** The first table and the first two native charts; Slack refuses a message with more. */
function withinCounts(blocks: readonly Block[]): Block[] {
  let tables = 0;
  let charts = 0;
  return blocks.filter((block) => {
    tables += countOf(block, ['table', 'data_table']);
    charts += countOf(block, ['data_visualization']);
    return (
      (countOf(block, ['table', 'data_table']) === 0 || tables <= limits.tablesPerMessage) &&
      (countOf(block, ['data_visualization']) === 0 || charts <= limits.chartsPerMessage)
    );
  });
}

function countOf(block: Block, types: readonly string[]): number {
  const children = 'child_blocks' in block && Array.isArray(block.child_blocks) ? block.child_blocks : [];
  return [block, ...children].filter((entry: Block) => types.includes(entry.type)).length;
}

function hasRoom(blocks: readonly Block[], reserved: number): boolean {
  const blockCount = blocks.length + (reserved > 0 ? 1 : 0);
  return blockCount <= limits.blocksPerMessage && textLengthOf(blocks) + reserved <= limits.blockTextPerMessage;
}

/** Buttons go last: without them people could read the message but not answer it. */
function dropFromEnd(blocks: readonly Block[], reserved: number): Block[] {
  const kept = [...blocks];
  while (kept.length > 0 && !hasRoom(kept, reserved)) {
    const last = kept.findLastIndex((block) => block.type !== 'actions');
    kept.splice(last >= 0 ? last : kept.length - 1, 1);
  }
  return kept;
}
