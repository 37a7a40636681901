import { readNumber } from '../values.js';
import { type Column, isAboutPerson } from './columns.js';
import type { DatesFound } from './dates.js';
import type { MapDraft } from './suggestion.js';

/** Says in a map how the numbers of some columns are written. */
export function describeNumbers(draft: MapDraft, columns: readonly Column[]): void {
  const marks = new Set(columns.map(({ numbers }) => numbers.mark));
  const isDecided = marks.has(',') !== marks.has('.') && !marks.has('mixed');
  if (isDecided) draft.set('decimal', marks.has(',') ? ',' : '.');
  else if (marks.has('either')) {
    const unclear = columns.find(({ numbers }) => numbers.mark === 'either')?.numbers.unclear ?? '';
    draft.ask('decimal', { cell: unclear, point: `${readNumber(unclear, '.')}`, comma: `${readNumber(unclear, ',')}` });
  }
  if (columns.some(({ numbers }) => numbers.hasDurations)) {
    draft.set('durations', 'hours');
    draft.note('durations', 'durations');
  }
  const words = [...new Set(columns.flatMap((column) => column.words))].filter((word) => !isAboutPerson(word));
  if (words.length > 0) {
    draft.set('missing', words);
    draft.note('missing', 'missing');
  }
}

/** Of a hundred rows, fewer with a period of their own are no slip any more: each period has several. */
const mostDifferent = 0.8;

/** Says in a map what becomes of periods that stand in several rows of one thing. */
export function describeRepeats(
  draft: MapDraft,
  { starts }: DatesFound,
  ask: { readonly nameOfRow?: (row: number) => string; readonly isRate: boolean },
): void {
  const seen = new Set<string>();
  let rows = 0;
  for (const [row, start] of starts.entries()) {
    if (start === null) continue;
    rows += 1;
    seen.add(`${start}\n${ask.nameOfRow?.(row) ?? ''}`);
  }
  if (seen.size === rows) return;
  const isUsual = seen.size < rows * mostDifferent;
  draft.set('onDuplicate', isUsual ? (ask.isRate ? 'mean' : 'sum') : 'reject');
  draft.note('onDuplicate', isUsual ? 'several' : 'twice', { rows: rows - seen.size });
}
