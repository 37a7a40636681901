import { assertNever } from '../../kernel/errors.js';
import {
  type BoardRow,
  type BoardSpec,
  type ChartSpec,
  finiteOrNull,
  type PeriodPoint,
  type ProcessSpec,
  type SixTwelveSpec,
  type Status,
} from './chart-spec.js';
import { type Figures, figuresOf } from './figures.js';
import { capital, type Lexicon, lexiconOf } from './lexicon.js';

type Voice = { readonly words: Lexicon; readonly figures: Figures };

/** Statements about the figures, the most pressing first; names stand as labels, since their article cannot be known. */
export function altSentences(spec: ChartSpec): string[] {
  switch (spec.kind) {
    case 'board':
      return boardSentences(spec);
    case 'six-twelve':
      return sixTwelveSentences(spec);
    case 'process':
      return processSentences(spec);
    default:
      return assertNever(spec);
  }
}

const urgency: readonly Status[] = ['red', 'amber', 'green', 'grey'];

function boardSentences(spec: BoardSpec): string[] {
  const words = lexiconOf(spec.locale);
  if (spec.rows.length === 0) return [capital(words.noData)];
  const counts = urgency
    .map((status) => ({ status, count: spec.rows.filter((row) => row.status === status).length }))
    .filter(({ count }) => count > 0)
    .map(({ status, count }) => `${count} ${words.status[status]}`);
  const listed = (label: string, rows: readonly BoardRow[], tell: (row: BoardRow) => string): string[] =>
    rows.length === 0 ? [] : [`${label}${words.colon}${rows.map(tell).join(words.semicolon)}`];
  const told = (row: BoardRow): string => rowInWords(row, { words, figures: figuresOf(row.format, spec.locale) });
  const empty = spec.rows.filter((row) => finiteOrNull(row.value) === null);
  const full = spec.rows.filter((row) => finiteOrNull(row.value) !== null);
  const withStatus = (status: Status): string[] =>
    listed(
      capital(words.status[status]),
      full.filter((row) => row.status === status),
      told,
    );
  return [
    `${words.indicators(spec.rows.length)}${words.colon}${counts.join(', ')}`,
    ...urgency.flatMap(withStatus),
    ...listed(words.withoutData, empty, (row) => row.name),
  ];
}

function rowInWords(row: BoardRow, { words, figures }: Voice): string {
  const details = [
    figures.change(row.change),
    row.target === undefined ? '' : `${words.target} ${figures.target(row.target)}`,
    row.signal ? words.signal[row.signal] : '',
    row.note ?? '',
  ].filter(Boolean);
  return `${row.name} ${figures.full(row.value)}${details.length > 0 ? ` (${details.join(', ')})` : ''}`;
}

function sixTwelveSentences(spec: SixTwelveSpec): string[] {
  const words = lexiconOf(spec.locale);
  const voice = { words, figures: figuresOf(spec.format, spec.locale) };
  const events = (spec.events ?? []).map((event) => {
    const week = spec.weeks[event.week]?.label;
    return week ? `${event.text} (${week})` : event.text;
  });
  const sentences = [
    ...panelSentences(spec.weeks, { ...voice, label: words.lastWeek, span: words.weeks }),
    ...panelSentences(spec.months, { ...voice, label: words.lastMonth, span: words.months }),
  ];
  if (sentences.length === 0) return [capital(words.noData)];
  return events.length > 0 ? [...sentences, `${words.events}${words.colon}${events.join(words.semicolon)}`] : sentences;
}

function panelSentences(
  points: readonly PeriodPoint[],
  voice: Voice & { readonly label: string; readonly span: (count: number) => string },
): string[] {
  const { words, figures, label, span } = voice;
  const last = points.findLast((point) => finiteOrNull(point.value) !== null);
  if (!last) return [];
  const comparisons = [
    finiteOrNull(last.priorYear) === null ? '' : `${words.priorYear} ${figures.full(last.priorYear)}`,
    finiteOrNull(last.target) === null ? '' : `${words.target} ${figures.full(last.target)}`,
    last.weeks ? words.inWeeks({ total: figures.full(last.weeks.total), weeks: words.weeks(last.weeks.count) }) : '',
    last.signal ? words.signal[last.signal] : '',
  ].filter(Boolean);
  const name = last.isIncomplete ? `${last.label}, ${words.incomplete}` : last.label;
  const details = comparisons.length > 0 ? ` (${comparisons.join(', ')})` : '';
  const whole = points.flatMap((point) => (point.isIncomplete ? [] : (finiteOrNull(point.value) ?? [])));
  const value = last.weeks ? `${figures.full(last.value)} ${words.perWeek}` : figures.full(last.value);
  const newest = `${label} (${name})${words.colon}${value}${details}`;
  if (whole.length < 2) return [newest];
  return [newest, `${words.over(span(whole.length))}${words.colon}${rangeOf(whole, voice)}`];
}

function rangeOf(values: readonly number[], { words, figures }: Voice): string {
  return words.between({ low: figures.full(Math.min(...values)), high: figures.full(Math.max(...values)) });
}

function processSentences(spec: ProcessSpec): string[] {
  const words = lexiconOf(spec.locale);
  const figures = figuresOf(spec.format, spec.locale);
  const points = spec.points.filter((point) => finiteOrNull(point.value) !== null);
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return [capital(words.noData)];
  const values = points.flatMap((point) => finiteOrNull(point.value) ?? []);
  const signals = points.flatMap((point) => (point.signal ? [`${point.label} (${words.signal[point.signal]})`] : []));
  const name = last.isIncomplete ? `${last.label}, ${words.incomplete}` : last.label;
  const span = words.fromTo({ from: first.label, to: last.label });
  return [
    `${words.lastValue} (${name})${words.colon}${figures.full(last.value)}`,
    `${words.points(points.length)} ${span}, ${rangeOf(values, { words, figures })}`,
    ...limitSentences(spec, { words, figures }),
    ...(signals.length > 0 ? [`${words.signals}${words.colon}${signals.join(', ')}`] : []),
  ];
}

function limitSentences(spec: ProcessSpec, { words, figures }: Voice): string[] {
  const { limits, target } = spec;
  const sentences: string[] = [];
  if (limits) {
    const trial = limits.isTrial ? ` (${words.trial})` : '';
    sentences.push(
      `${capital(words.mean)}${words.colon}${figures.full(limits.mean)}`,
      `${words.limits}${words.colon}${figures.full(limits.low)} – ${figures.full(limits.high)}${trial}`,
    );
  }
  if (target !== undefined) sentences.push(`${capital(words.target)}${words.colon}${figures.target(target)}`);
  return sentences;
}
