import type { ImageBlock, KnownBlock } from '@slack/types';
import { chartTable, type TextTable } from '../../platform/charts/chart-words.js';
import { clampText } from '../../platform/slack/escape.js';
import { folded, table } from './blocks.js';
import { type ChartBlock, isChartBlock, type MessageDraft } from './message.js';

/**
 * A chart as it stands in a message: its picture, with the table folded away below where it has one; without its picture
 * the table alone, open.
 */
export function shownChart({ spec, foldedAs }: Omit<ChartBlock, 'type'>, picture: ImageBlock | null): KnownBlock[] {
  const figures = chartTable(spec);
  if (!picture) return [table(withShortNames(figures))];
  return foldedAs === undefined ? [picture] : [picture, folded(foldedAs, table(figures))];
}

/** What first columns may take of the 10,000 characters of a message, which says more than its table. */
const namesAtMost = 3_000;

/** So little of a name still tells what is meant. */
const leastName = 12;

function withShortNames(figures: TextTable): TextTable {
  const atMost = Math.max(leastName, Math.floor(namesAtMost / figures.rows.length));
  return { ...figures, rows: figures.rows.map(([name = '', ...rest]) => [clampText(name, atMost), ...rest]) };
}

/** The blocks of a message with its charts as pictures; where there is none, as an open table. */
export async function withCharts(
  { blocks }: Pick<MessageDraft, 'blocks'>,
  pictureOfChart: (chart: ChartBlock) => Promise<ImageBlock | null>,
): Promise<KnownBlock[]> {
  const shown: KnownBlock[] = [];
  for (const block of blocks) {
    if (isChartBlock(block)) shown.push(...shownChart(block, await pictureOfChart(block)));
    else shown.push(block);
  }
  return shown;
}
