import type { InTwoLanguages } from '../desk/controls.js';

/** A scheduled run, as far as a person is told of it. */
export type RunInWords = {
  readonly at: Date;
  readonly committee: InTwoLanguages;
  readonly reports: 'week' | 'month' | 'quarter';
  readonly timeZone: string;
};

type Language = keyof InTwoLanguages;

const inBoth = (write: (language: Language) => string): InTwoLanguages => ({ en: write('en'), fr: write('fr') });

const regions: InTwoLanguages = { en: 'en-GB', fr: 'fr-FR' };

const digests: Record<RunInWords['reports'], InTwoLanguages> = {
  week: { en: 'the weekly digest of', fr: 'le point hebdomadaire de' },
  month: { en: 'the monthly digest of', fr: 'le point mensuel de' },
  quarter: { en: 'the quarterly digest of', fr: 'le point trimestriel de' },
};

/** Before a colon or a semicolon in French. */
const narrow = '\u202f';
const colon: InTwoLanguages = { en: ': ', fr: `${narrow}: ` };
const semicolon: InTwoLanguages = { en: '; ', fr: `${narrow}; ` };
const dayMs = 24 * 60 * 60_000;

function when(at: Date, { zone, language, hasDate }: { zone: string; language: Language; hasDate: boolean }): string {
  const format = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(regions[language], { timeZone: zone, ...options }).format(at);
  const day = format({ weekday: 'long', ...(hasDate ? { day: 'numeric', month: 'long' } : {}) });
  const time = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return `${capital(day)}${hasDate ? ',' : ''} ${time}`;
}

const capital = (text: string): string => text.charAt(0).toLocaleUpperCase('fr') + text.slice(1);

function runLine({ at, committee, reports, timeZone }: RunInWords, language: Language, hasDate: boolean): string {
  const time = when(at, { zone: timeZone, language, hasDate });
  return `${time}${colon[language]}${digests[reports][language]} ${committee[language]}`;
}

/** What the runtime tells a person, in both languages. */
export const runtimeWords = {
  /** "Monday 09:00: the weekly digest of Growth operations"; with its date when that is more than six days away. */
  nextRun: (run: RunInWords, now: Date): InTwoLanguages =>
    inBoth((language) => runLine(run, language, run.at.getTime() - now.getTime() > 6 * dayMs)),
  runs: (runs: readonly RunInWords[]): InTwoLanguages =>
    inBoth((language) => runs.map((run) => runLine(run, language, true)).join(semicolon[language])),
  waiting: (at: Date, zone: string): InTwoLanguages => ({
    en: `${when(at, { zone, language: 'en', hasDate: true })}: a digest waits for late figures`,
    fr: `${when(at, { zone, language: 'fr', hasDate: true })}${narrow}: un point attend des chiffres en retard`,
  }),
  goingTo: (at: Date, zone: string): InTwoLanguages =>
    inBoth((language) => when(at, { zone, language, hasDate: true })),
  heldBack: (count: number): InTwoLanguages => ({
    en: `${count === 1 ? 'One message is' : `${count} messages are`} held back by a bad day; the clock goes on`,
    fr: `${count === 1 ? 'Un message est retenu' : `${count} messages sont retenus`} par un mauvais jour${narrow}; l’horloge continue`,
  }),
  arrived: (at: Date, zone: string): InTwoLanguages => ({
    en: `It is now ${when(at, { zone, language: 'en', hasDate: true })}`,
    fr: `Nous sommes maintenant le ${uncapital(when(at, { zone, language: 'fr', hasDate: true }))}`,
  }),
  moveFailed: {
    en: 'The clock stopped on its way. What had left stays; try again.',
    fr: `L’horloge s’est arrêtée en chemin. Ce qui est parti reste${narrow}; réessayez.`,
  },
  resetting: { en: 'Back to the sample organisation …', fr: 'Retour à l’organisation d’exemple…' },
  readings: { en: 'Three years of sample readings …', fr: 'Trois ans de relevés d’exemple…' },
  digest: { en: 'The latest digest …', fr: 'Le dernier point…' },
  isThere: { en: 'The sample is there', fr: 'L’exemple est là' },
  wasReset: { en: 'The sandbox is as new', fr: 'Le bac à sable est comme neuf' },
  resetFailed: {
    en: 'The sandbox could not be reset. Reset it once more; if that fails too, stop it and start it with --reset.',
    fr: `Le bac à sable n’a pas pu être réinitialisé. Réessayez${narrow}; si cela échoue encore, arrêtez-le et relancez-le avec --reset.`,
  },
};

const uncapital = (text: string): string => text.charAt(0).toLocaleLowerCase('fr') + text.slice(1);
