import { formatChange, formatValue } from '../../../kernel/numbers.js';
import { context } from '../blocks.js';
import { boardRows, boardSpec } from '../chart-specs.js';
import type { DigestItem } from '../digest.js';
import type { SectionModule, SectionView } from '../message.js';

/** The image of all KPIs, and the same as lines of text for those who hear or search it. */
export const board: SectionModule = {
  parent(view) {
    const { items, say } = view;
    if (items.length === 0) return { lines: [], blocks: [] };
    const rest = items.length - boardRows;
    return {
      lines: items.map((item) => itemLine(item, view)),
      blocks: [
        { type: 'chart', spec: boardSpec(view) },
        ...(rest > 0 ? [context(say('digests.board.rest', { count: rest }))] : []),
      ],
    };
  },
};

function itemLine(item: DigestItem, { locale, say }: SectionView): string {
  const { figures } = item;
  const value = figures.current.value === null ? '–' : formatValue(figures.current.value, figures.kpi.format, locale);
  const change = figures.change ? ` (${formatChange(figures.change, locale)})` : '';
  return `• ${item.name[locale]} : ${value}${change}, ${say(`digests.status.${figures.status}`)}`;
}
