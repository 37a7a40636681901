import { regionalDate } from '../../kernel/dates-in-words.js';
import { compareFigures, formatChange, formatValue, type Locale, type ValueFormat } from '../../kernel/numbers.js';
import { periodDaysText, periodLabelText } from '../../kernel/period-text.js';
import { type ComparedValue, isSumOfWeeks, type KpiFigures, type TargetValue } from '../kpis/public.js';
import { type DigestItem, isLate, lastingSignal, newSignal } from './digest.js';
import { connectorOf, sinceText as signalSinceText, signalText } from './signal-wording.js';
import { unitOf, type Words } from './words.js';

/* The sentences about one KPI that several sections share. Names stand as labels, so no article has to agree with them. */

/** "40 €", "2 à 4": a target is a round number more often than not, so decimals that say nothing are left out. */
export function targetText(target: TargetValue, figures: KpiFigures, { say, locale }: Words): string {
  const { format } = figures.kpi;
  const ends = 'value' in target ? [target.value] : [target.low, target.high];
  const scale = format.style === 'percent' ? 100 : 1;
  const isRound = ends.every((end) => Math.abs(end * scale - Math.round(end * scale)) < 1e-9);
  const shown = isRound ? { ...format, decimals: 0 } : format;
  const [low = '', high] = ends.map((end) => formatValue(end, shown, locale));
  return high === undefined ? low : say('digests.range', { low, high });
}

/** The KPI's name, and the period of its value where that is not the digest's: "Satisfaction client (octobre 2026)". */
export function labelText({ name, figures }: DigestItem, words: Words): string {
  const { locale } = words;
  if (figures.current.value === null) return name[locale];
  const parts = [ownPeriodText(figures, locale) ?? '', weeksText(figures, words)].filter(Boolean);
  return parts.length === 0 ? name[locale] : `${name[locale]} (${parts.join(', ')})`;
}

/** How many weeks a month or quarter sums up: "5 weeks"; empty for any other value. */
export function weeksText({ kpi, current }: KpiFigures, { say }: Words): string {
  return isSumOfWeeks(kpi, current.period) ? say('digests.weeks', { count: current.expected }) : '';
}

/** The period of a value, or the days of its week, where they are not those of the digest; else null. */
export function ownPeriodText(
  { current, period: reported }: KpiFigures,
  locale: Locale,
  length: 'long' | 'short' = 'long',
): string | null {
  const { period } = current;
  if (period.start === reported.start && period.end === reported.end) return null;
  return period.kind === 'week' ? periodDaysText(period, locale, length) : periodLabelText(period, locale);
}

/** The value, or null where there is none that may be shown as the period's. */
export function valueText({ figures }: DigestItem, locale: Locale): string | null {
  return figures.current.value === null ? null : formatValue(figures.current.value, formatOf(figures), locale);
}

/** How many digits may be added to tell a value from a target that it misses by little. */
const extraDecimals = 6;

/** The KPI's format, with more digits where a missed target would read the same: "99.96%, just short of its target of 100%". */
export function formatOf({ current, target, status, kpi }: KpiFigures): ValueFormat {
  const { format } = kpi;
  if (current.value === null || target === null || status === 'green' || status === 'grey') return format;
  const value = current.value;
  const ends = 'value' in target ? [target.value] : [target.low, target.high];
  for (let decimals = format.decimals; decimals <= format.decimals + extraDecimals; decimals += 1) {
    const finer = { ...format, decimals };
    const written = formatValue(value, finer, 'en');
    if (ends.every((end) => formatValue(end, finer, 'en') !== written)) return finer;
  }
  return format;
}

/** "saisi par David Okafor", for a value that somebody typed by hand; else an empty text. */
export function typedText({ typed }: DigestItem, { say, locale }: Words): string {
  if (!typed) return '';
  return say('digests.typed', { names: listText(typed.names, locale), part: typed.isPartly ? 'some' : 'all' });
}

/**
 * "Coût par lead : 51,35 €, au-dessus de sa limite de 40 € depuis 3 semaines". A new signal is added where the status
 * alone would not tell that something happened: "…, objectif tenu (6 h), mais hausse brutale en une semaine".
 */
export function findingText(item: DigestItem, words: Words): string {
  const signal = newSignal(item);
  const finding = statusText(item, words);
  if (!signal || item.figures.status === 'red' || item.figures.current.value === null) return finding;
  return words.say('digests.finding.signal', {
    finding,
    connector: connectorOf(item, signal),
    signal: signalText(signal, item, words),
  });
}

/** More than this is cut off in the picture. */
const titleAtMost = 56;

/** The finding as the title of a chart, which shows the values itself: "Coût par lead : au-dessus de sa limite depuis 3 semaines". */
export function chartTitle(item: DigestItem, words: Words): string {
  const { say, locale } = words;
  const { figures } = item;
  const name = item.name[locale];
  const signal = newSignal(item);
  const isStatusNews = figures.status === 'red' || (figures.status === 'amber' && !signal);
  if (isStatusNews && figures.target && !figures.variance?.isGood) {
    const titleWith = (since: string) => say(`digests.chart.title.${findingKey(figures)}`, { name, since });
    const whole = titleWith(sinceText(figures, words));
    return whole.length > titleAtMost ? titleWith('') : whole;
  }
  if (signal) return say('digests.chart.title.signal', { name, signal: signalText(signal, item, words) });
  const lasting = lastingSignal(item);
  if (lasting) {
    const period = signalSinceText(lasting, figures, words);
    return say('digests.chart.title.continuing', { name, judgement: lasting.judgement, period });
  }
  return name;
}

/** "+12,4 % sur une semaine · +3 % sur un an", or an empty text where nothing can be compared. */
export function changesText(figures: KpiFigures, { say, locale }: Words): string {
  const parts: string[] = [];
  if (figures.change) {
    const change = formatChange(figures.change, figures.kpi.format, locale);
    parts.push(say('digests.change.onPrevious', { change, unit: unitOf(figures) }));
  }
  if (figures.changeOnYear) {
    parts.push(
      say('digests.change.onYear', { change: formatChange(figures.changeOnYear, figures.kpi.format, locale) }),
    );
  }
  const changes = parts.join(' · ');
  return changes && isSumOfWeeks(figures.kpi, figures.current.period)
    ? say('digests.change.perWeek', { changes })
    : changes;
}

/** One word for where a KPI stands: its colour, or why it has none. */
export function statusWord(item: DigestItem, { say }: Words): string {
  const { figures } = item;
  if (figures.status !== 'grey') return say(`digests.status.${figures.status}`);
  return say(`digests.status.${figures.greyReason ?? 'no-data'}`);
}

/** "15 novembre", with its year only where it is not that of the digest; a dash where there is no data at all. */
export function dateText(date: string | null, figures: KpiFigures | undefined, locale: Locale): string {
  return date === null ? '–' : regionalDate(date, { locale, near: figures?.period.end });
}

/** "A, B et C". */
export function listText(names: readonly string[], locale: Locale): string {
  return new Intl.ListFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', { type: 'conjunction' }).format(names);
}

function statusText(item: DigestItem, words: Words): string {
  const { say, locale } = words;
  const { figures } = item;
  const { current } = figures;
  const name = labelText(item, words);
  const number = valueText(item, locale);
  const typed = typedText(item, words);
  const value = number !== null && typed !== '' ? `${number} (${typed})` : number;
  if (isLate(item)) return say('digests.finding.late', { name });
  if (value === null) {
    const { present, expected } = current;
    if (current.completeness === 'incomplete' && !figures.kpi.computed)
      return say('digests.finding.incomplete', { name, present, expected });
    return say(`digests.finding.${figures.greyReason === 'no-base' ? 'noBase' : 'noData'}`, { name });
  }
  if (figures.status === 'grey' || !figures.target) return say('digests.finding.noTarget', { name, value });
  const target = targetText(figures.target, figures, words);
  return say(`digests.finding.${findingKey(figures)}`, { name, value, target, since: sinceText(figures, words) });
}

const findingKeys = {
  higher: { red: 'belowTarget', amber: 'closeToTarget', green: 'onTarget' },
  lower: { red: 'aboveLimit', amber: 'closeToLimit', green: 'onTarget' },
  range: { red: 'outsideRange', amber: 'closeToRange', green: 'inRange' },
} as const;

/** Limits of its own may be stricter than the target: what meets that is never called short of it. */
function findingKey({ kpi, status, variance }: KpiFigures): string {
  return findingKeys[kpi.direction][status === 'grey' || variance?.isGood ? 'green' : status];
}

/**
 * " depuis 3 semaines": how many periods in a row have missed the target, among those of the 6-12 chart. Where the oldest
 * of them missed it too it says "more than", so that nobody reads 6 weeks where it may be 60.
 */
function sinceText(figures: KpiFigures, { say }: Words): string {
  const unit = unitOf(figures);
  const points = unit === 'week' ? figures.weeks : unit === 'month' ? figures.months : [];
  const isMissed = points.map((point) => misses(point, figures));
  const count = isMissed.length - 1 - isMissed.lastIndexOf(false);
  if (count < 2) return '';
  const isOpen = count === isMissed.length;
  return say('digests.since', { count: isOpen ? count - 1 : count, start: isOpen ? 'earlier' : 'known', unit });
}

function misses({ value, target }: ComparedValue, { kpi }: KpiFigures): boolean {
  if (value === null || target === null) return false;
  if ('low' in target) return compareFigures(value, target.low) < 0 || compareFigures(value, target.high) > 0;
  return compareFigures(value, target.value) === (kpi.direction === 'lower' ? 1 : -1);
}
