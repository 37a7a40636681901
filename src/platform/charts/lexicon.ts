import type { Locale } from '../../kernel/numbers.js';
import type { SignalKind, Status } from './chart-spec.js';

/** The few words that charts themselves need. They live in code, not in /templates, because the drawing threads load nothing. */
export type Lexicon = {
  readonly noData: string;
  readonly weeks: (count: number) => string;
  readonly months: (count: number) => string;
  readonly priorYear: string;
  readonly target: string;
  readonly mean: string;
  readonly high: string;
  readonly low: string;
  readonly incomplete: string;
  readonly more: (count: number) => string;
  readonly status: Record<Status, string>;
  readonly signal: Record<SignalKind, string>;
  /** Between a label and what it introduces: French puts a narrow space before its colon. */
  readonly colon: string;
};

const english: Lexicon = {
  noData: 'no data',
  weeks: (count) => (count === 1 ? '1 week' : `${count} weeks`),
  months: (count) => (count === 1 ? '1 month' : `${count} months`),
  priorYear: 'last year',
  target: 'target',
  mean: 'mean',
  high: 'upper limit',
  low: 'lower limit',
  incomplete: 'incomplete',
  more: (count) => `+ ${count} in the table`,
  status: { green: 'on target', amber: 'at risk', red: 'off target', grey: 'no status' },
  signal: { improvement: 'improvement', concern: 'concern', neutral: 'change' },
  colon: ': ',
};

const french: Lexicon = {
  noData: 'pas de données',
  weeks: (count) => (count === 1 ? '1 semaine' : `${count} semaines`),
  months: (count) => `${count} mois`,
  priorYear: 'an dernier',
  target: 'cible',
  mean: 'moyenne',
  high: 'limite haute',
  low: 'limite basse',
  incomplete: 'incomplet',
  more: (count) => `+ ${count} dans le tableau`,
  status: { green: 'dans la cible', amber: 'à surveiller', red: 'hors cible', grey: 'sans statut' },
  signal: { improvement: 'amélioration', concern: 'dégradation', neutral: 'changement' },
  colon: '\u00a0: ',
};

const lexicons: Record<Locale, Lexicon> = { en: english, fr: french };

export function lexiconOf(locale: Locale): Lexicon {
  return lexicons[locale];
}
