import { chartTable } from '../../../platform/charts/chart-words.js';
import { escapeMrkdwn } from '../../../platform/slack/escape.js';
import { section, table } from '../blocks.js';
import { boardRow, boardSpec } from '../chart-specs.js';
import type { SectionModule } from '../message.js';

/** Every KPI in figures, for those who read numbers rather than pictures. */
export const figuresTable: SectionModule = {
  thread(view) {
    if (view.items.length === 0) return [];
    const content = chartTable({ ...boardSpec(view), rows: view.items.map((item) => boardRow(item, view)) });
    const title = view.say('digests.table.title');
    const lines = [content.header, ...content.rows].map((row) => row.join(' | '));
    return [
      {
        part: 'figures-table',
        text: escapeMrkdwn([title, ...lines].join('\n')),
        blocks: [section(`*${title}*`), table(content)],
      },
    ];
  },
};
