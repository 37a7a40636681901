import { monthOf } from '../../kernel/calendar.js';
import { formatValue } from '../../kernel/numbers.js';
import { periodLabelText } from '../../kernel/period-text.js';
import { parsePeriod } from '../../kernel/periods.js';
import { isSumOfWeeks, type KpiFigures, type Signal } from '../kpis/public.js';
import { type DigestItem, lastingSignal, newSignal } from './digest.js';
import { unitOf, type Words } from './words.js';

/** What a detection rule found, as a part of a sentence: "hausse brutale en une semaine". */
export function signalText(signal: Signal, { figures }: DigestItem, { say }: Words): string {
  return say(`digests.signal.${signal.rule}`, { side: signal.side, unit: unitOf(figures), count: signal.length });
}

/** A signal for the worse beside a green status is a "but"; one that agrees with the status is an "and". */
export function connectorOf({ figures }: DigestItem, signal: Signal): 'and' | 'but' {
  if (figures.status === 'green') return signal.judgement === 'concern' ? 'but' : 'and';
  if (figures.status === 'amber') return signal.judgement === 'improvement' ? 'but' : 'and';
  return 'and';
}

/**
 * What changed, in sentences: the signal where the finding does not say it, what is usual for this KPI, and how far to
 * trust that. Empty where nothing did.
 */
export function whatChangedText(item: DigestItem, words: Words): string {
  const { say } = words;
  const { figures } = item;
  const lasting = lastingSignal(item);
  const signal = newSignal(item) ?? lasting;
  if (!signal) return '';
  const usual = usualText(signal, figures, words);
  const sentences = [
    ...(lasting ? [continuingText(lasting, figures, words)] : []),
    ...(!lasting && figures.status === 'red' ? [labelled(signal, item, words)] : []),
    ...(usual ? [usual] : []),
    ...(figures.behaviour.isTrial ? [say('digests.signal.trial')] : []),
  ];
  return sentences.join(' ');
}

function labelled(signal: Signal, item: DigestItem, words: Words): string {
  const signalWords = signalText(signal, item, words);
  return words.say('digests.signal.labelled', { judgement: signal.judgement, signal: signalWords });
}

/** A signal told before is not told anew, only that it continues: "… since week 41 (2024), 13 weeks." */
export function continuingText(signal: Signal, figures: KpiFigures, words: Words): string {
  return words.say('digests.signal.continuing', {
    judgement: signal.judgement,
    period: sinceText(signal, figures, words),
    count: signal.lasting ?? signal.length,
    unit: unitOf(figures),
  });
}

/** Since when a signal holds; the year of a week stands there only where it is another than the figure's. */
export function sinceText(signal: Signal, figures: KpiFigures, { say, locale }: Words): string {
  const since = parsePeriod(signal.since, { fiscalStartMonth: monthOf(figures.toDate.year.start) });
  if (since.kind !== 'week') return periodLabelText(since, locale);
  const { year, number: week } = weekOf(since.label);
  const isSameYear = year === weekOf(figures.current.period.label).year;
  return isSameYear ? say('digests.signal.sinceWeek', { week }) : say('digests.signal.sinceWeekOf', { week, year });
}

function weekOf(label: string): { year: string; number: string } {
  return { year: label.slice(0, 4), number: String(Number(label.slice(6))) };
}

/** On which periods the limits were set, "limits set on weeks 5–28 of 2026"; empty where there are none. */
export function limitsText({ behaviour }: KpiFigures, words: Words): string {
  const { setOn } = behaviour;
  if (!setOn) return '';
  const span = spanText(setOn, words);
  return words.say(behaviour.isTrial ? 'digests.limits.trial' : 'digests.limits.set', { span });
}

function spanText(setOn: { readonly from: string; readonly to: string }, { say, locale }: Words): string {
  const [from, to] = [parsePeriod(setOn.from), parsePeriod(setOn.to)];
  if (from.kind === 'month') {
    return say('digests.limits.months', { from: periodLabelText(from, locale), to: periodLabelText(to, locale) });
  }
  const [first, last] = [weekOf(from.label), weekOf(to.label)];
  const numbers = { from: first.number, fromYear: first.year, to: last.number, year: last.year };
  if (from.kind !== 'week') return say('digests.limits.quarters', numbers);
  return say(first.year === last.year ? 'digests.limits.weeks' : 'digests.limits.weeksAcross', numbers);
}

/** What the signal stands out from: the average where it is about that, else the limits this very period is held against. */
function usualText(signal: Signal, figures: KpiFigures, { say, locale }: Words): string {
  const limits = figures.series.at(-1)?.limits;
  if (!limits) return '';
  const written = (limit: number) => formatValue(limit, figures.kpi.format, locale);
  const per = isSumOfWeeks(figures.kpi, figures.current.period) ? 'week' : 'none';
  if (signal.rule === 'R2') return say('digests.signal.average', { average: written(limits.centre), per });
  return say('digests.signal.usual', { low: written(limits.lower), high: written(limits.upper), per });
}

/** What the usual level means for the target. Hit and miss is worth a word only while nothing else happened. */
export function outlookText(item: DigestItem, { say }: Words): string {
  const { behaviour } = item.figures;
  if (!behaviour.assurance || (behaviour.assurance === 'hit-and-miss' && behaviour.signals.length > 0)) return '';
  return say(`digests.outlook.${behaviour.assurance}`, { unit: unitOf(item.figures) });
}
