import type { Locale } from '../../kernel/numbers.js';
import type { SignalKind, Status } from './chart-spec.js';

export type Column =
  | 'name'
  | 'status'
  | 'value'
  | 'change'
  | 'target'
  | 'signal'
  | 'note'
  | 'owner'
  | 'period'
  | 'priorYear';

/** The few words that charts themselves need. They live in code, not in /templates, because the drawing threads load nothing. */
export type Lexicon = {
  readonly noData: string;
  readonly weeks: (count: number) => string;
  readonly months: (count: number) => string;
  /** Behind a value that is the mean of a month's weeks. */
  readonly perWeek: string;
  /** Behind "12 months /", where the legend leaves little room. */
  readonly week: string;
  readonly inWeeks: (sum: { total: string; weeks: string }) => string;
  readonly priorYear: string;
  readonly target: string;
  readonly mean: string;
  readonly high: string;
  readonly low: string;
  readonly incomplete: string;
  readonly more: (count: number) => string;
  readonly status: Record<Status, string>;
  readonly signal: Record<SignalKind, string>;
  readonly indicators: (count: number) => string;
  readonly points: (count: number) => string;
  readonly lastWeek: string;
  readonly lastMonth: string;
  readonly lastValue: string;
  readonly over: (span: string) => string;
  readonly fromTo: (range: { from: string; to: string }) => string;
  readonly between: (range: { low: string; high: string }) => string;
  readonly limits: string;
  readonly trial: string;
  readonly signals: string;
  readonly events: string;
  readonly withoutData: string;
  readonly columns: Record<Column, string>;
  /** Between a label and what it introduces: French puts a space that does not break before its colon. */
  readonly colon: string;
  readonly semicolon: string;
};

const english: Lexicon = {
  noData: 'no data',
  weeks: (count) => (count === 1 ? '1 week' : `${count} weeks`),
  months: (count) => (count === 1 ? '1 month' : `${count} months`),
  perWeek: 'per week',
  week: 'week',
  inWeeks: ({ total, weeks }) => `${total} in ${weeks}`,
  priorYear: 'last year',
  target: 'target',
  mean: 'mean',
  high: 'upper limit',
  low: 'lower limit',
  incomplete: 'incomplete',
  more: (count) => `+ ${count} in the table`,
  status: { green: 'green', amber: 'amber', red: 'red', grey: 'no status' },
  signal: { improvement: 'improvement', concern: 'concern', neutral: 'change' },
  indicators: (count) => (count === 1 ? '1 indicator' : `${count} indicators`),
  points: (count) => (count === 1 ? '1 point' : `${count} points`),
  lastWeek: 'Last week',
  lastMonth: 'Last month',
  lastValue: 'Last value',
  over: (span) => `Over ${span}`,
  fromTo: ({ from, to }) => `from ${from} to ${to}`,
  between: ({ low, high }) => `between ${low} and ${high}`,
  limits: 'Natural limits',
  trial: 'trial',
  signals: 'Signals',
  events: 'Events',
  withoutData: 'Without data',
  columns: {
    name: 'Indicator',
    status: 'Status',
    value: 'Value',
    change: 'Change',
    target: 'Target',
    signal: 'Signal',
    note: 'Note',
    owner: 'Owner',
    period: 'Period',
    priorYear: 'Last year',
  },
  colon: ': ',
  semicolon: '; ',
};

const french: Lexicon = {
  noData: 'pas de données',
  weeks: (count) => (count === 1 ? '1 semaine' : `${count} semaines`),
  months: (count) => `${count} mois`,
  perWeek: 'par semaine',
  week: 'sem.',
  inWeeks: ({ total, weeks }) => `${total} en ${weeks}`,
  priorYear: 'an dernier',
  target: 'objectif',
  mean: 'moyenne',
  high: 'limite haute',
  low: 'limite basse',
  incomplete: 'incomplet',
  more: (count) => `+ ${count} dans le tableau`,
  status: { green: 'vert', amber: 'orange', red: 'rouge', grey: 'sans statut' },
  signal: { improvement: 'amélioration', concern: 'dégradation', neutral: 'changement' },
  indicators: (count) => (count < 2 ? `${count} indicateur` : `${count} indicateurs`),
  points: (count) => (count < 2 ? `${count} point` : `${count} points`),
  lastWeek: 'Dernière semaine',
  lastMonth: 'Dernier mois',
  lastValue: 'Dernière valeur',
  over: (span) => `Sur ${span}`,
  fromTo: ({ from, to }) => `de ${from} à ${to}`,
  between: ({ low, high }) => `entre ${low} et ${high}`,
  limits: 'Limites naturelles',
  trial: 'à titre provisoire',
  signals: 'Signaux',
  events: 'Événements',
  withoutData: 'Sans données',
  columns: {
    name: 'Indicateur',
    status: 'Statut',
    value: 'Valeur',
    change: 'Évolution',
    target: 'Objectif',
    signal: 'Signal',
    note: 'Note',
    owner: 'Responsable',
    period: 'Période',
    priorYear: 'An dernier',
  },
  colon: '\u00a0: ',
  semicolon: '\u00a0; ',
};

const lexicons: Record<Locale, Lexicon> = { en: english, fr: french };

/** The first letter as a capital, to begin a sentence or a cell. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function lexiconOf(locale: Locale): Lexicon {
  return lexicons[locale];
}
