import { dateFormat } from '../../kernel/date-formats.js';
import { formatCompact } from '../../kernel/numbers.js';
import { periodLabelText } from '../../kernel/period-text.js';
import { type Period, parsePeriod } from '../../kernel/periods.js';
import type {
  BoardRow,
  BoardSpec,
  PeriodPoint,
  SixTwelveSpec,
  SummaryBox,
  Target,
} from '../../platform/charts/chart-spec.js';
import { figuresOf } from '../../platform/charts/figures.js';
import { capital } from '../../platform/charts/lexicon.js';
import type { ComparedValue, KpiFigures, TargetValue } from '../kpis/public.js';
import { type DigestItem, isLate, isUnknown, lastingSignal, needsAttention } from './digest.js';
import type { DigestView } from './section.js';
import { chartTitle, formatOf, ownPeriodText, weeksText } from './wording.js';
import { unitOf, type Words } from './words.js';

const sparklinePoints = 12;

/** The board: one row per KPI in reading order; the picture shows the first ten and says how many more the table has. */
export function boardSpec({ content, items, locale, say }: DigestView): BoardSpec {
  const count = items.filter(needsAttention).length;
  const continuing = items.filter(lastingSignal).length;
  const isCalm = count === 0 && continuing > 0;
  const period = periodLabelText(parsePeriod(content.period), locale);
  return {
    kind: 'board',
    locale,
    title: isCalm
      ? say('digests.board.titleContinuing', { count: continuing, total: items.length })
      : say('digests.board.title', { count, total: items.length, unknown: items.filter(isUnknown).length }),
    subtitle: say('digests.board.subtitle', { committee: content.committee.name[locale], period }),
    rows: items.map((item) => boardRow(item, { locale, say })),
  };
}

/** The font of the pictures has no emoji: a name stands there without them, unless it is made of nothing else. */
function drawable(name: string): string {
  const kept = name.replaceAll(/\p{Emoji_Presentation}|\p{Emoji}\ufe0f|[\u200d\u20e3\ufe0f]/gu, '').trim();
  return kept === '' ? name : kept;
}

/** A KPI as a row of the board. */
function boardRow(item: DigestItem, { locale, say }: Words): BoardRow {
  const { figures } = item;
  const signal = figures.behaviour.signals[0];
  const limits = figures.series.at(-1)?.limits;
  return {
    name: drawable(item.name[locale]),
    value: figures.current.value,
    format: formatOf(figures),
    status: figures.status,
    change: figures.change ?? undefined,
    target: figures.target ? chartTarget(figures.target) : undefined,
    signal: signal?.judgement,
    points: figures.series.slice(-sparklinePoints).map((point) => point.value),
    band: limits ? { low: limits.lower, high: limits.upper } : undefined,
    note: noteOf(item, { locale, say }),
  };
}

/** The 6-12 chart of one KPI, titled with the finding. */
export function sixTwelveSpec(item: DigestItem, words: Words): SixTwelveSpec {
  const { figures } = item;
  return {
    kind: 'six-twelve',
    locale: words.locale,
    title: drawable(chartTitle(item, words)),
    subtitle: capital(periodLabelText(figures.current.period, words.locale)),
    format: formatOf(figures),
    status: figures.status,
    weeks: figures.weeks.map((week) => ({
      ...pointOf(week, weekLabel(week, words)),
      signal: markOf(week.period, figures),
    })),
    months: figures.months.map((month) => pointOf(month, monthLabel(month, words))),
    boxes: boxesOf(figures, words),
  };
}

function chartTarget(target: TargetValue): Target {
  return 'value' in target ? target.value : { low: target.low, high: target.high };
}

/** A few words beside a name: whose period the value is, or why there is none. */
function noteOf(item: DigestItem, { locale, say }: Words): string | undefined {
  const { figures } = item;
  if (isLate(item)) return say('digests.status.late');
  if (figures.current.completeness === 'incomplete') return say('digests.status.incomplete');
  return ownPeriodText(figures, locale, 'short') ?? (weeksText(figures, { locale, say }) || undefined);
}

/** The points of a signal keep its colour. */
function markOf(period: Period, { series }: KpiFigures): SixTwelveSpec['weeks'][number]['signal'] {
  return series.find((point) => point.period.label === period.label)?.mark ?? undefined;
}

function pointOf(compared: ComparedValue, label: string): PeriodPoint {
  const { value, partialValue, lastYear, target } = compared.perWeek ?? compared;
  return {
    label,
    value: value ?? partialValue,
    priorYear: lastYear,
    target: target && 'value' in target ? target.value : null,
    weeks: compared.perWeek && {
      count: compared.completeness === 'incomplete' ? compared.present : compared.expected,
      total: compared.value ?? compared.partialValue,
    },
    isIncomplete: compared.completeness === 'incomplete',
  };
}

function weekLabel(week: ComparedValue, { say }: Words): string {
  return say('digests.chart.week', { number: String(Number(week.period.label.slice(-2))) });
}

function monthLabel(month: ComparedValue, { locale }: Words): string {
  const format = dateFormat(locale, { month: 'short', timeZone: 'UTC' });
  return format.format(Date.parse(`${month.period.start}T00:00:00Z`)).replace('.', '');
}

function boxesOf(figures: KpiFigures, { locale, say }: Words): SummaryBox[] {
  const value = (amount: number | null) => (amount === null ? '–' : formatCompact(amount, formatOf(figures), locale));
  const { change: changed } = figuresOf(figures.kpi.format, locale);
  const change = (amount: KpiFigures['change']) => (amount ? changed(amount) : '–');
  const { month, quarter, year } = figures.toDate;
  const calendar = year.start.endsWith('-01-01') ? 'calendar' : 'fiscal';
  const unit = unitOf(figures);
  const box = (key: string, text: string): SummaryBox => ({
    label: say(`digests.box.${key}`, { unit, calendar }),
    text,
  });
  return [
    box('current', value(figures.current.value)),
    box('onPrevious', change(figures.change)),
    box('onYear', change(figures.changeOnYear)),
    ...[
      { key: 'month', figure: month },
      { key: 'quarter', figure: quarter },
      { key: 'year', figure: year },
    ].flatMap(({ key, figure }) => [box(key, value(figure.value)), box('onYear', change(figure.change))]),
  ];
}
