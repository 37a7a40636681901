import { formatChange } from '../../../kernel/numbers.js';
import { clampText, plainInMrkdwn } from '../../../platform/slack/escape.js';
import { boardSpec } from '../chart-specs.js';
import type { DigestItem } from '../digest.js';
import type { DigestSection, DigestView } from '../section.js';
import { labelText, statusWord, typedText, valueText } from '../wording.js';

/** What the lines may take of the top-level text, whose other lines need the rest of Slack's 3,900 characters. */
const linesAtMost = 2_700;

/** Of that, what a line holds beside the name: bullet, value, change, status. */
const besideName = 45;

/** So little of a name still tells which KPI is meant. */
const leastName = 12;

/** The image of all KPIs, and the same as lines of text for those who hear or search it. */
export const board: DigestSection = {
  name: 'board',
  parent(view) {
    if (view.items.length === 0) return { lines: [], blocks: [] };
    return { lines: itemLines(view), blocks: [{ type: 'chart', spec: boardSpec(view) }] };
  },
};

/** Every KPI has its line; the more there are, the shorter their names. What would still not fit is counted. */
function itemLines(view: DigestView): string[] {
  const { items, say } = view;
  const named = items.slice(0, Math.floor(linesAtMost / (leastName + besideName)));
  const nameAtMost = Math.floor(linesAtMost / named.length) - besideName;
  const lines = named.map((item) => `• ${itemText(item, view, nameAtMost)}`);
  const rest = items.length - named.length;
  return rest > 0 ? [...lines, `• ${say('digests.board.more', { count: rest })}`] : lines;
}

function itemText(item: DigestItem, view: DigestView, nameAtMost: number): string {
  const { locale, say } = view;
  // Escaping makes a name longer, so it comes first.
  const name = clampText(plainInMrkdwn(labelText(item, view)), nameAtMost);
  const number = valueText(item, locale);
  const status = statusWord(item, view);
  if (number === null) return say('digests.board.lineWithoutValue', { name, status });
  const typed = plainInMrkdwn(typedText(item, view));
  const value = typed === '' ? number : `${number} (${typed})`;
  const { change, kpi } = item.figures;
  if (!change) return say('digests.board.lineWithoutChange', { name, value, status });
  return say('digests.board.line', { name, value, change: formatChange(change, kpi.format, locale), status });
}
