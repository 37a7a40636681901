import { isDayName, isShortWeekday, unaccented } from '../../../kernel/spoken-days/date-vocabulary.js';
import { isNumberWord } from '../../../kernel/spoken-days/delays.js';
import type { LineWords, SlackWord } from '../../../platform/slack/slack-words.js';
import { wordSet } from './deadline-words.js';

/**
 * What stands right behind a date that was read and may belong to it: "Friday | after next", « vendredi | en 9 »,
 * "lundi | ou mardi". A day stored too early does more harm than a form too many.
 */

/** Each of these changes the date before it, whatever follows. */
const changing = wordSet(
  'next following last past after before or business working excluding except week weekend ' +
    "prochain prochaine prochains prochaines suivant suivante suivants suivantes dernier passe avant apres d'avant d'apres ou voire sauf hors " +
    'ouvre ouvres ouvrable ouvrables calendaires francs',
);

/** After a comma or a bracket these begin something new: "by Friday, before the board meets". */
const changingWithinClause = wordSet('after before last past avant apres dernier passe');

/** These belong to a date where something of a date follows them. */
const linking = wordSet(
  'the of on in at a an this that same next last from within not plus minus le la les de du en au aux un une ce cette dans sous pas moins prochain prochaine prochains prochaines',
);
const linkingSign = /^[-–—,(/&+~±]+$/u;
const linkedAtMost = 3;

/** Units, and what turns a deadline round: "at the earliest". */
const units = wordSet(
  'earliest soonest tot day days week weeks weekend month months year years quarter fortnight fortnights hour hours ' +
    "jour jours semaine semaines mois ans annee annees l'annee l'an trimestre semaine-la quinzaine huitaine heure heures week-end",
);

const ordinals = wordSet(
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth premier deuxieme troisieme',
);

/** How many words behind `words[last]` may belong to the date that ends there; 0 where it stands by itself. */
export function belongingAfter(words: LineWords, last: number): number {
  let end = last;
  for (let more = stepAfter(words, end); more > 0; more = stepAfter(words, end)) end += more;
  return end - last;
}

function stepAfter(words: LineWords, last: number): number {
  if (endsSentence(words, last)) return 0;
  const core = coreAt(words, last + 1);
  const isNewClause = words[last]?.endsClause === true || words[last + 1]?.startsClause === true;
  if (changing.has(core) && !(isNewClause && changingWithinClause.has(core))) return 1;
  for (let ahead = 1; ahead <= linkedAtMost + 1; ahead += 1) {
    if (isOfDate(words, last + ahead)) return ahead;
    if (!isLinking(words[last + ahead])) return 0;
  }
  return 0;
}

function isLinking(word: SlackWord | null | undefined): boolean {
  if (word?.kind !== 'word' || word.isGlued) return false;
  return word.core === '' ? linkingSign.test(word.text) : linking.has(unaccented(word.core));
}

function isOfDate(words: LineWords, at: number): boolean {
  const word = words[at];
  if (word?.kind !== 'word' || word.core === '') return false;
  const core = unaccented(word.core);
  // "the first draft" is no first of a month.
  if (ordinals.has(core)) return words.slice(at + 1).every((after) => after === null || after.core === '');
  const isDay = isDayName(core) && !/^\d/.test(core);
  return isDay || units.has(core) || isNumberWord(core) || isNumberOfDate(word);
}

/** 14, 11th, 2/3, 17h, week 50 as S50; not #12, 300€, 10k. */
function isNumberOfDate({ text, core }: SlackWord): boolean {
  if (/[#%€$£]/.test(text)) return false;
  return /^(?:\d{1,4}(?:st|nd|rd|th|er|e|eme|h\d{0,2}|[ap]m|[-:./]\d.*)?|[qstw]\d{1,2})$/.test(unaccented(core));
}

function coreAt(words: LineWords, at: number): string {
  const word = words[at];
  return word?.kind === 'word' ? unaccented(word.core) : '';
}

/** Whether a sentence or a line ends with this word. */
export function endsSentence(words: LineWords, last: number): boolean {
  const [word, next] = [words[last], words[last + 1]];
  const end = /[.!?;:…]["”»)\]]*$/u.exec(word?.text ?? '')?.[0];
  const isNewLine = next?.startsClause === true && /^[\p{L}\p{N}]/u.test(next.text);
  if (isNewLine) return true;
  if (end === undefined || word == null) return false;
  return end !== '.' || !isShortForm(word.core);
}

/** "Friday." ends a sentence, "Fri." and "Nov." are short forms. Months that are as short as the short forms of others. */
const shortMonths = wordSet('march april may june july mars avril mai juin aout today hier');

function isShortForm(core: string): boolean {
  return (
    /^[ap]\.m$/.test(core) ||
    isShortWeekday(core) ||
    (core.length <= 5 && isDayName(core) && !shortMonths.has(unaccented(core)) && !/^\d/.test(core))
  );
}
