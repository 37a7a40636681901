import { assertNever } from '../../kernel/errors.js';
import { altSentences } from './chart-sentences.js';
import {
  type BoardSpec,
  type ChartSpec,
  finiteOrNull,
  type PeriodPoint,
  type ProcessSpec,
  type SixTwelveSpec,
} from './chart-spec.js';
import { type Figures, figuresOf } from './figures.js';
import { type Column, capital, type Lexicon, lexiconOf } from './lexicon.js';

/** Every row has as many cells as the header; cells are plain text, empty where there is nothing to say. */
export type TextTable = {
  readonly caption: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Columns that hold words rather than figures, by their place; the first does anyway. */
  readonly words?: readonly number[];
};

/** Slack's limit for alt text. */
const altTextLimit = 1_000;

/** What the chart shows, in sentences of its language: at most 1,000 characters, cut between code points with an ellipsis. */
export function chartAltText(spec: ChartSpec): string {
  const text = [spec.title, spec.subtitle ?? '', ...altSentences(spec)].filter(Boolean).map(asSentence).join(' ');
  return cut(text, altTextLimit);
}

function asSentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

/** Slack counts UTF-16 units, so an emoji takes two; it must not lose its second half. */
function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let kept = '';
  for (const character of text) {
    if (kept.length + character.length > limit - 1) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}

/** Every figure of the chart, with all its digits, also what the picture has no room for. Columns that would be empty are left out. */
export function chartTable(spec: ChartSpec): TextTable {
  switch (spec.kind) {
    case 'board':
      return boardTable(spec);
    case 'six-twelve':
      return sixTwelveTable(spec);
    case 'process':
      return processTable(spec);
    default:
      return assertNever(spec);
  }
}

type Cells = Partial<Record<Column, string>>;

const wordColumns: readonly Column[] = ['status', 'signal', 'note', 'owner'];

function tableOf(spec: ChartSpec, columns: readonly Column[], rows: readonly Cells[]): TextTable {
  const words = lexiconOf(spec.locale);
  const first = columns[0];
  const used = columns.filter((column) => column === first || column === 'value' || rows.some((row) => row[column]));
  return {
    caption: spec.title,
    words: used.flatMap((column, place) => (wordColumns.includes(column) ? [place] : [])),
    header: used.map((column) => words.columns[column]),
    rows: rows.map((row) => used.map((column) => row[column] ?? '')),
  };
}

function boardTable(spec: BoardSpec): TextTable {
  const words = lexiconOf(spec.locale);
  const rows = spec.rows.map((row): Cells => {
    const figures = figuresOf(row.format, spec.locale);
    return {
      name: row.name,
      status: words.status[row.status],
      value: valueOrNoData(row.value, figures.full, words),
      change: figures.change(row.change),
      target: figures.target(row.target),
      signal: row.signal ? words.signal[row.signal] : '',
      note: row.note ?? '',
      owner: row.owner ?? '',
    };
  });
  return tableOf(spec, ['name', 'status', 'value', 'change', 'target', 'signal', 'note', 'owner'], rows);
}

function sixTwelveTable(spec: SixTwelveSpec): TextTable {
  const words = lexiconOf(spec.locale);
  const figures = figuresOf(spec.format, spec.locale);
  const optional = (value: number | null | undefined): string =>
    finiteOrNull(value) === null ? '' : figures.full(value);
  const rowOf = (point: PeriodPoint): Cells => ({
    period: point.label,
    value: valueOrNoData(point.value, figures.full, words),
    priorYear: optional(point.priorYear),
    target: optional(point.target),
    signal: point.signal ? words.signal[point.signal] : '',
    note: [weeksHeld(point, figures, words), point.isIncomplete ? words.incomplete : ''].filter(Boolean).join(', '),
  });
  const events = new Map<number, string>();
  for (const { week, text } of spec.events ?? []) events.set(week, [events.get(week), text].filter(Boolean).join(', '));
  const weeks = spec.weeks.map((point, index): Cells => {
    const row = rowOf(point);
    return { ...row, note: [row.note, events.get(index)].filter(Boolean).join(', ') };
  });
  const boxes = (spec.boxes ?? []).map((box): Cells => ({ period: box.label, value: box.text }));
  const columns: Column[] = ['period', 'value', 'priorYear', 'target', 'signal', 'note'];
  return tableOf(spec, columns, [...weeks, ...spec.months.map(rowOf), ...boxes]);
}

/** "per week, 500 in 5 weeks" */
function weeksHeld({ weeks }: PeriodPoint, figures: Figures, words: Lexicon): string {
  if (!weeks) return '';
  return `${words.perWeek}, ${words.inWeeks({ total: figures.full(weeks.total), weeks: words.weeks(weeks.count) })}`;
}

function processTable(spec: ProcessSpec): TextTable {
  const words = lexiconOf(spec.locale);
  const figures = figuresOf(spec.format, spec.locale);
  const points = spec.points.map(
    (point): Cells => ({
      period: point.label,
      value: valueOrNoData(point.value, figures.full, words),
      signal: point.signal ? words.signal[point.signal] : '',
      note: point.isIncomplete ? words.incomplete : '',
    }),
  );
  const note = spec.limits?.isTrial ? words.trial : '';
  const limits: Cells[] = spec.limits
    ? [
        { period: capital(words.mean), value: figures.full(spec.limits.mean) },
        { period: capital(words.high), value: figures.full(spec.limits.high), note },
        { period: capital(words.low), value: figures.full(spec.limits.low), note },
      ]
    : [];
  const target: Cells[] =
    spec.target === undefined ? [] : [{ period: capital(words.target), value: figures.target(spec.target) }];
  return tableOf(spec, ['period', 'value', 'signal', 'note'], [...points, ...limits, ...target]);
}

function valueOrNoData(value: number | null, full: (value: number | null) => string, words: Lexicon): string {
  return finiteOrNull(value) === null ? words.noData : full(value);
}
