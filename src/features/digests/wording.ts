import { regionalDate } from '../../kernel/dates-in-words.js';
import { formatChange, formatValue, type Locale } from '../../kernel/numbers.js';
import type { Say } from '../../platform/texts/texts.js';
import type { KpiFigures, TargetValue } from '../kpis/public.js';
import { type DigestItem, newSignal } from './digest.js';

/** The sentences about one KPI that several sections share. Names stand as labels, so no article has to agree with them. */
export type Words = { readonly say: Say; readonly locale: Locale };

type Unit = 'day' | 'week' | 'month' | 'quarter';

export function unitOf(figures: KpiFigures): Unit {
  const { kind } = figures.current.period;
  return kind === 'fiscal-quarter' ? 'quarter' : kind;
}

export function targetText(target: TargetValue, figures: KpiFigures, locale: Locale): string {
  const { format } = figures.kpi;
  if ('value' in target) return formatValue(target.value, format, locale);
  return `${formatValue(target.low, format, locale)} – ${formatValue(target.high, format, locale)}`;
}

/** "Coût par lead : 48,20 €, au-dessus de sa limite de 40 €, et saut inhabituel d'une semaine à l'autre". */
export function findingText(item: DigestItem, words: Words): string {
  const finding = statusText(item, words);
  const signal = newSignal(item);
  if (!signal || item.figures.current.value === null) return finding;
  const text = words.say(`digests.signal.${signal.rule}`, {
    judgement: signal.judgement,
    unit: unitOf(item.figures),
    count: signal.length,
  });
  return words.say('digests.finding.signal', { finding, signal: text });
}

/** "+12,4 % par rapport à la semaine précédente · +3 % sur un an", or an empty text where nothing can be compared. */
export function changesText(figures: KpiFigures, { say, locale }: Words): string {
  const parts: string[] = [];
  if (figures.change) {
    parts.push(
      say('digests.change.onPrevious', { change: formatChange(figures.change, locale), unit: unitOf(figures) }),
    );
  }
  if (figures.changeOnYear) {
    parts.push(say('digests.change.onYear', { change: formatChange(figures.changeOnYear, locale) }));
  }
  return parts.join(' · ');
}

/** "15 novembre 2026", or a dash where there is no data at all. */
export function dateText(date: string | null, locale: Locale): string {
  return date === null ? '–' : regionalDate(date, locale);
}

function statusText(item: DigestItem, { say, locale }: Words): string {
  const { figures } = item;
  const { current } = figures;
  const name = item.name[locale];
  if (current.value === null) {
    const { present, expected } = current;
    if (figures.greyReason === 'late') return say('digests.finding.late', { name });
    if (current.completeness === 'incomplete') return say('digests.finding.incomplete', { name, present, expected });
    return say('digests.finding.noData', { name });
  }
  const value = formatValue(current.value, figures.kpi.format, locale);
  if (figures.status === 'grey' || !figures.target) {
    return figures.greyReason === 'late'
      ? say('digests.finding.late', { name })
      : say('digests.finding.noTarget', { name, value });
  }
  const target = targetText(figures.target, figures, locale);
  return say(`digests.finding.${findingKey(figures)}`, { name, value, target });
}

const findingKeys = {
  higher: { red: 'belowTarget', amber: 'closeToTarget', green: 'onTarget' },
  lower: { red: 'aboveLimit', amber: 'closeToLimit', green: 'onTarget' },
  range: { red: 'outsideRange', amber: 'closeToRange', green: 'inRange' },
} as const;

function findingKey(figures: KpiFigures): string {
  return findingKeys[figures.kpi.direction][figures.status === 'grey' ? 'green' : figures.status];
}
