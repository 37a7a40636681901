import { formatValue } from '../../kernel/numbers.js';
import { periodLabelText } from '../../kernel/period-text.js';
import { parsePeriod } from '../../kernel/periods.js';
import type { KpiFigures, Signal } from '../kpis/public.js';
import { type DigestItem, newSignal } from './digest.js';
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
  const signal = newSignal(item);
  if (!signal) return continuingText(item, words);
  const usual = usualText(signal, figures, words);
  const sentences = [
    ...(figures.status === 'red' ? [labelled(signal, item, words)] : []),
    ...(usual ? [usual] : []),
    ...(figures.behaviour.isTrial ? [say('digests.signal.trial')] : []),
    ...(figures.behaviour.isAutocorrelated ? [say('digests.signal.autocorrelated')] : []),
  ];
  return sentences.join(' ');
}

function labelled(signal: Signal, item: DigestItem, words: Words): string {
  const signalWords = signalText(signal, item, words);
  return words.say('digests.signal.labelled', { judgement: signal.judgement, signal: signalWords });
}

/** A signal told before is not told anew, only that it is still there and since when. */
function continuingText(item: DigestItem, { say, locale }: Words): string {
  const signal = item.figures.behaviour.signals[0];
  if (!signal) return '';
  const since = parsePeriod(signal.since);
  const unit = since.kind === 'week' ? 'week' : 'other';
  const period = since.kind === 'week' ? String(Number(since.label.slice(-2))) : periodLabelText(since, locale);
  return say('digests.signal.continuing', { judgement: signal.judgement, unit, period });
}

/** What the signal stands out from: the average where it is about that, else the limits this very period is held against. */
function usualText(signal: Signal, figures: KpiFigures, { say, locale }: Words): string {
  const limits = figures.series.at(-1)?.limits;
  if (!limits) return '';
  const written = (limit: number) => formatValue(limit, figures.kpi.format, locale);
  if (signal.rule === 'R2') return say('digests.signal.average', { average: written(limits.centre) });
  return say('digests.signal.usual', { low: written(limits.lower), high: written(limits.upper) });
}

/** What the usual level means for the target. Hit and miss is worth a word only while nothing else happened. */
export function outlookText(item: DigestItem, { say }: Words): string {
  const { behaviour } = item.figures;
  if (!behaviour.assurance || (behaviour.assurance === 'hit-and-miss' && behaviour.signals.length > 0)) return '';
  return say(`digests.outlook.${behaviour.assurance}`, { unit: unitOf(item.figures) });
}
