import type { KnownBlock } from '@slack/types';
import type { Locale } from '../../kernel/numbers.js';
import type { ChartSpec } from '../../platform/charts/chart-spec.js';
import type { Say } from '../../platform/texts.js';
import type { DigestContent, DigestItem } from './digest.js';

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

/** What a section sees: the content its readers may see, in reading order, and the words. */
export type SectionView = {
  readonly content: DigestContent;
  readonly items: readonly DigestItem[];
  /** KPIs, and blockers and actions, that its readers may not see. */
  readonly withheld: number;
  readonly withheldItems: number;
  readonly locale: Locale;
  readonly say: Say;
};

/** Lines go to the top-level text, which screen readers and notifications read; blocks to the message. */
export type ParentContribution = { readonly lines: readonly string[]; readonly blocks: readonly DraftBlock[] };

/** One ability of a digest. A template names the sections it wants; a section may write in the parent, the thread, or both. */
export type SectionModule = {
  readonly parent?: (view: SectionView) => ParentContribution;
  readonly thread?: (view: SectionView) => readonly MessageDraft[];
};

export function isChartBlock(block: DraftBlock): block is ChartBlock {
  return block.type === 'chart';
}
