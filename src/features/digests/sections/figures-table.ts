import { formatChange } from '../../../kernel/numbers.js';
import type { TextTable } from '../../../platform/charts/chart-words.js';
import { clampText } from '../../../platform/slack/escape.js';
import { asText, prose, table } from '../blocks.js';
import type { DigestItem } from '../digest.js';
import type { DigestSection, DigestView } from '../section.js';
import { labelText, statusWord, targetText, valueText } from '../wording.js';

type Column = {
  readonly key: 'name' | 'status' | 'value' | 'change' | 'target' | 'owner';
  readonly isFigure: boolean;
  readonly cell: (item: DigestItem, view: DigestView) => string;
};

/** What a phone shows without scrolling stands first. */
const columns: readonly Column[] = [
  { key: 'name', isFigure: false, cell: (item, view) => clampText(labelText(item, view), nameAtMost(view)) },
  { key: 'value', isFigure: true, cell: (item, { locale }) => valueText(item, locale) ?? '' },
  { key: 'status', isFigure: false, cell: statusCell },
  {
    key: 'change',
    isFigure: true,
    cell: ({ figures }, { locale }) => (figures.change ? formatChange(figures.change, figures.kpi.format, locale) : ''),
  },
  {
    key: 'target',
    isFigure: true,
    cell: ({ figures }, view) => (figures.target ? targetText(figures.target, figures, view) : ''),
  },
  { key: 'owner', isFigure: false, cell: ({ owner }, view) => clampText(owner?.name ?? '', nameAtMost(view)) },
];

/** What names may take of the 10,000 characters of a message, owners' names included. */
const namesAtMost = 6_000;

function nameAtMost({ items }: DigestView): number {
  return Math.max(12, Math.floor(namesAtMost / items.length / 2));
}

/** Every KPI in figures, for those who read numbers rather than pictures. */
export const figuresTable: DigestSection = {
  name: 'figures-table',
  thread(view) {
    if (view.items.length === 0) return [];
    const title = view.say('digests.table.title');
    const content = tableOf(view, title);
    const lines = [content.header, ...content.rows].map((row) => [row.map((cell) => cell || '–').join(' | ')]);
    return [
      {
        part: 'figures-table',
        text: asText([[title], ...lines]),
        blocks: [prose([[{ bold: title }]]), table(content)],
      },
    ];
  },
};

function tableOf(view: DigestView, caption: string): TextTable {
  return {
    caption,
    words: columns.flatMap(({ isFigure }, index) => (isFigure ? [] : [index])),
    header: columns.map(({ key }) => view.say(`digests.table.columns.${key}`)),
    rows: view.items.map((item) => columns.map(({ cell }) => cell(item, view))),
  };
}

function statusCell(item: DigestItem, view: DigestView): string {
  const status = statusWord(item, view);
  const signal = item.figures.behaviour.signals[0];
  return signal ? view.say('digests.table.signal', { status, judgement: signal.judgement }) : status;
}
