import { formatChange, formatCompact } from '../../kernel/numbers.js';
import { periodLabelText } from '../../kernel/period-text.js';
import type {
  BoardRow,
  BoardSpec,
  PeriodPoint,
  SixTwelveSpec,
  SummaryBox,
  Target,
} from '../../platform/charts/chart-spec.js';
import type { ComparedValue, KpiFigures, TargetValue } from '../kpis/public.js';
import { type DigestItem, isLate } from './digest.js';
import type { SectionView } from './message.js';
import { findingText, type Words } from './wording.js';

/** How many KPIs one board image holds; the others stand in the table. */
export const boardRows = 10;

const sparklinePoints = 12;

/** The board: one row per KPI, the first ten in reading order. */
export function boardSpec(view: SectionView): BoardSpec {
  const { content, items, locale, say } = view;
  return {
    kind: 'board',
    locale,
    title: say('digests.board.title', { committee: content.committee.name[locale] }),
    subtitle: periodLabelText(items[0]?.figures.period ?? emptyPeriod(content.period), locale),
    rows: items.slice(0, boardRows).map((item) => boardRow(item, view)),
  };
}

function emptyPeriod(label: string): KpiFigures['period'] {
  return { kind: 'day', label, start: label, end: label };
}

/** A KPI as a row of the board or of the table of all KPIs. */
export function boardRow(item: DigestItem, { locale, say }: Words): BoardRow {
  const { figures } = item;
  const signal = figures.behaviour.signals[0];
  const limits = figures.series.at(-1)?.limits;
  return {
    name: item.name[locale],
    value: figures.current.value,
    format: figures.kpi.format,
    status: figures.status,
    change: figures.change ?? undefined,
    target: figures.target ? chartTarget(figures.target) : undefined,
    signal: signal?.judgement,
    points: figures.series.slice(-sparklinePoints).map((point) => point.value),
    band: limits ? { low: limits.lower, high: limits.upper } : undefined,
    note: noteOf(item, { locale, say }),
    owner: item.owner?.name,
  };
}

/** The 6-12 chart of one KPI, titled with the finding. */
export function sixTwelveSpec(item: DigestItem, words: Words): SixTwelveSpec {
  const { figures } = item;
  return {
    kind: 'six-twelve',
    locale: words.locale,
    title: findingText(item, words),
    subtitle: words.say('digests.chart.weekly', { period: periodLabelText(figures.current.period, words.locale) }),
    format: figures.kpi.format,
    status: figures.status,
    weeks: figures.weeks.map((week) => pointOf(week, weekLabel(week, words))),
    months: figures.months.map((month) => pointOf(month, monthLabel(month, words))),
    boxes: boxesOf(figures, words),
  };
}

function chartTarget(target: TargetValue): Target {
  return 'value' in target ? target.value : { low: target.low, high: target.high };
}

function noteOf(item: DigestItem, { locale, say }: Words): string | undefined {
  const { figures } = item;
  if (isLate(item)) return say('digests.note.late');
  if (figures.current.completeness === 'incomplete') return say('digests.note.incomplete');
  if (figures.isCoarser) return periodLabelText(figures.current.period, locale);
  return undefined;
}

function pointOf(value: ComparedValue, label: string): PeriodPoint {
  const target = value.target && 'value' in value.target ? value.target.value : null;
  return {
    label,
    value: value.value ?? value.partialValue,
    priorYear: value.lastYear,
    target,
    isIncomplete: value.completeness === 'incomplete',
  };
}

function weekLabel(week: ComparedValue, { say }: Words): string {
  return say('digests.chart.week', { number: String(Number(week.period.label.slice(-2))) });
}

function monthLabel(month: ComparedValue, { locale }: Words): string {
  const format = new Intl.DateTimeFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', { month: 'short', timeZone: 'UTC' });
  return format.format(Date.parse(`${month.period.start}T00:00:00Z`)).replace('.', '');
}

function boxesOf(figures: KpiFigures, { locale, say }: Words): SummaryBox[] {
  const value = (amount: number | null) => (amount === null ? '–' : formatCompact(amount, figures.kpi.format, locale));
  const change = (amount: KpiFigures['change']) => (amount ? formatChange(amount, locale) : '–');
  const { month, quarter, year } = figures.toDate;
  const box = (key: string, text: string): SummaryBox => ({ label: say(`digests.box.${key}`), text });
  return [
    box('lastWeek', value(figures.current.value)),
    box('onWeek', change(figures.change)),
    box('onYear', change(figures.changeOnYear)),
    ...[
      { key: 'month', figure: month },
      { key: 'quarter', figure: quarter },
      { key: 'year', figure: year },
    ].flatMap(({ key, figure }) => [box(key, value(figure.value)), box('onYear', change(figure.change))]),
  ];
}
