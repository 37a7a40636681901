import type { KnownBlock } from '@slack/types';
import type { ChartSpec } from '../../platform/charts/chart-spec.js';

/** Stands where an image block will stand once its chart is drawn and Slack holds the file. */
export type ChartBlock = {
  readonly type: 'chart';
  readonly spec: ChartSpec;
  /** Title under which the table of its figures is folded away below it; left out where it has none. */
  readonly foldedAs?: string;
};

export type DraftBlock = KnownBlock | ChartBlock;

/** A message before its charts are drawn. `part` is its name within the digest, the same in every snapshot. */
export type MessageDraft = { readonly part: string; readonly text: string; readonly blocks: readonly DraftBlock[] };

/** Lines go to the top-level text, which screen readers and notifications read; blocks to the message. */
export type ParentContribution = { readonly lines: readonly string[]; readonly blocks: readonly DraftBlock[] };

export function isChartBlock(block: DraftBlock): block is ChartBlock {
  return block.type === 'chart';
}
