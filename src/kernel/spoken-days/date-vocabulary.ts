import { isNumberWord, readDayWord } from './delays.js';
import { isMonthWord } from './named-days.js';
import { weekdayNamed } from './weekday-words.js';

/** Single words of dates: cheap to know, before phrases are read. */

/** Some write without accents, on keyboards that have none. */
export function unaccented(text: string): string {
  return /[^\0-\x7f]/.test(text) ? text.normalize('NFD').replaceAll(/\p{M}/gu, '') : text;
}

const otherDateWords = new Set(
  (
    'the of on at by from now next this last past coming latest sharp time end week weekend weeks month months year years day days ' +
    'fortnight fortnights in within before after a an today tonight tomorrow tmrw yesterday eod eob cob eow eom eoy close business ' +
    'working calendar first thing noon midday midnight morning afternoon evening night lunchtime am pm a.m p.m around max maximum maxi ' +
    'included inclusive ' +
    "le la les du de d'ici a au en ce cette fin debut semaine semaines mois an ans annee annees d'annee l'annee l'an jour jours journee quinzaine quinzaines " +
    'dans sous vers avant prochain prochaine prochains prochaines dernier derniere passe qui vient un une one ouvre ouvres ouvrable ouvrables suivant calendaires ' +
    "aujourd'hui d'aujourd'hui demain hier apres-demain apres avant-hier week-end midi minuit matin matinee apres-midi d'apres-midi l'apres-midi soir soiree " +
    'premiere h heures heure plus tard delai grand inclus compris 1er'
  ).split(' '),
);

/** True for a word (lower case) that can stand in a phrase `readDateWords` reads; cheap, to bound how much is tried. */
export function isDateWord(word: string): boolean {
  const plain = unaccented(word);
  return /^\d/.test(plain) || otherDateWords.has(plain) || isNumberWord(plain) || isNamed(plain);
}

function isNamed(plain: string): boolean {
  return weekdayNamed(plain, { short: true }) !== null || isMonthWord(plain);
}

/** True for a word that names a day by itself, or starts to: "Friday or Monday" names two. */
export function isDayName(word: string): boolean {
  const plain = unaccented(word);
  return (
    /^\d/.test(plain) ||
    weekdayNamed(plain, { short: false }) !== null ||
    isMonthWord(plain) ||
    readDayWord(plain) !== null
  );
}

/** True for "sun", « mon » and « jeu », which are words of their own too. */
export function isShortWeekday(word: string): boolean {
  const plain = unaccented(word);
  return weekdayNamed(plain, { short: true }) !== weekdayNamed(plain, { short: false });
}
