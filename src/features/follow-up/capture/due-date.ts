import { addMonths, type CalendarDate, isCalendarDate } from '../../../kernel/calendar.js';
import { isDateWord, isDayName, isShortWeekday } from '../../../kernel/spoken-days/date-vocabulary.js';
import {
  type DateForm,
  type DateWords,
  type ReadingPlace,
  readDateWords,
} from '../../../kernel/spoken-days/spoken-days.js';
import type { LineWords } from '../../../platform/slack/slack-words.js';
import { belongingAfter, endsSentence } from './date-neighbours.js';
import { bindingWords, frenchBelonging, type Lead, leadOf, negations, unitWords } from './deadline-words.js';
import { isAtEnd, isAtStart, isClosedAfter, isDash } from './line-places.js';

/**
 * `ambiguous`: the words can mean several days. `clash`: their parts do not agree ("Monday 15 December" on a Tuesday).
 * `unread`: more words than were understood may belong to the date.
 */
export type DueDateProblem = 'past' | 'far' | 'ambiguous' | 'clash' | 'unread';

/** `words[first]` to `words[last]` say when; `on` is null exactly when there is a problem. */
export type FoundDueDate = {
  readonly first: number;
  readonly last: number;
  /** What was read as a date, without "by" or "before". */
  readonly said: string;
  readonly on: CalendarDate | null;
  readonly problem: DueDateProblem | null;
  /** The days it may mean where that is the problem, the nearest first. */
  readonly readings: readonly CalendarDate[];
};

type Phrase = DateWords & {
  readonly first: number;
  readonly start: number;
  readonly last: number;
  readonly cores: readonly string[];
  readonly lead: Pick<Lead, 'strength' | 'language'> | null;
};

/** Dates further ahead than this are taken for typing errors. */
const farthestMonths = 24;

/** Words looked at from the end and from the start of the line, so that pages of pasted text cost no more than a line. */
const wordsFromEnd = 48;
const wordsFromStart = 12;
const longestPhrase = 9;

/**
 * The last phrase of the line that stands as a deadline. Reads little rather than too much: a date that may be part of
 * a name or of what is to be done ("fix the Sunday newsletter") stays where it is.
 */
export function findDueDate(words: LineWords, place: ReadingPlace): FoundDueDate | null {
  const fromEnd = Math.max(0, words.length - wordsFromEnd);
  return (
    lastDueDate(words, { from: fromEnd, to: words.length }, place) ??
    (fromEnd > 0 ? lastDueDate(words, { from: 0, to: Math.min(wordsFromStart, fromEnd) }, place) : null)
  );
}

type Span = { readonly from: number; readonly to: number };

function lastDueDate(words: LineWords, { from, to }: Span, place: ReadingPlace): FoundDueDate | null {
  let found: FoundDueDate | null = null;
  for (let at = from; at < to; at += 1) {
    const phrase = phraseAt(words, at, place);
    if (!phrase) continue;
    const more = unreadAfter(words, phrase);
    const isElse = found !== null && isAlternative(words, phrase);
    if (isElse || (more !== null && isMeantAsDeadline(words, phrase))) {
      found = unread(words, { first: isElse ? (found?.first ?? 0) : phrase.start, last: phrase.last + (more ?? 0) });
    } else if (more === null && found?.problem !== 'unread' && isDeadline(words, phrase)) {
      found = judged(words, phrase, place.today) ?? found;
    }
    // A date that was no deadline is stepped over whole: its tail is no date of its own.
    at = phrase.last + (more ?? 0);
  }
  return found;
}

/** How many words behind the phrase belong to it without being understood; null where it stands whole. */
function unreadAfter(words: LineWords, phrase: Phrase): number | null {
  const { first, last, lead } = phrase;
  // "the figures of Monday before Friday": the first day belongs to what stands before it.
  if (!lead && isBound(words, first)) return null;
  const more = belongingAfter(words, last);
  if (more > 0) return more;
  if (phrase.form === 'delay' && isCountedFrom(words, last)) return 0;
  return isLooseNumber(phrase) && !isClosedAfter(words, last) ? 0 : null;
}

/** "within 5 days of signing", « 30 jours à réception »: days counted from another day than today. */
function isCountedFrom(words: LineWords, last: number): boolean {
  if (words[last]?.endsClause) return false;
  return /^(?:of|from|since|starting|à|de|du|dès|depuis)$/.test(words[last + 1]?.core ?? '');
}

/** "by Friday 4 | banners": the number counts what follows as well as days. */
function isLooseNumber({ cores }: Phrase): boolean {
  const before = cores.at(-2) ?? '';
  const isBehindDay =
    /^(?:at|à|a)$/.test(before) || (isDayName(before) && !/^\d/.test(before)) || isShortWeekday(before);
  return isBehindDay && /^\d{1,2}$/.test(cores.at(-1) ?? '');
}

function isMeantAsDeadline(words: LineWords, phrase: Phrase): boolean {
  if (!phrase.lead || isShortNameAlone(phrase) || isTurnedRound(words, phrase)) return false;
  if (phrase.cores[0] === 'le' && phrase.first === phrase.start && isBound(words, phrase.first)) return false;
  return phrase.form !== 'number' || !isUnlikeNumber(words, phrase);
}

/** "by Friday if you can, or Monday". */
function isAlternative(words: LineWords, { first }: Phrase): boolean {
  return [words[first - 1], words[first - 2]].some((word) => word != null && alternatives.has(word.core));
}

const alternatives: ReadonlySet<string> = new Set(['or', 'else', 'otherwise', 'ou', 'sinon', 'voire']);

type Ends = { readonly first: number; readonly last: number };

function unread(words: LineWords, { first, last }: Ends): FoundDueDate {
  return { first, last, said: textOf(words, first, last), on: null, problem: 'unread', readings: [] };
}

/** As it was written, without the marks around it. */
function textOf(words: LineWords, first: number, last: number): string {
  const said = words.slice(first, last + 1).map((word) => word?.text ?? '');
  return said.join(' ').replaceAll(/^[^\p{L}\p{N}]{1,20}|[^\p{L}\p{N}]{1,20}$/gu, '');
}

function phraseAt(words: LineWords, first: number, place: ReadingPlace): Phrase | null {
  const lead = leadOf(coresFrom(words, first, 4));
  const afterLead = lead ? first + lead.length : first;
  const isColonNext = lead !== null && /^[:=]$/.test(words[afterLead]?.text ?? '');
  return (
    (lead ? dateAt(words, { first, start: isColonNext ? afterLead + 1 : afterLead, lead }, place) : null) ??
    dateAt(words, { first, start: first, lead: null }, place)
  );
}

/** The longest date that begins at `start`. */
function dateAt(words: LineWords, at: Pick<Phrase, 'first' | 'start' | 'lead'>, place: ReadingPlace): Phrase | null {
  const cores = coresFrom(words, at.start, longestPhrase);
  const run = cores.findIndex((core) => !isDateWord(core));
  for (let length = run < 0 ? cores.length : run; length > 0; length -= 1) {
    const phrase = cores.slice(0, length);
    const read = readDateWords(phrase.join(' '), place);
    if (read)
      return {
        ...read,
        ...at,
        lead: at.lead ?? ownLead(phrase, read.form),
        last: at.start + length - 1,
        cores: phrase,
      };
  }
  return null;
}

/** "in 3 days", « d'ici 10 jours », « le 27 novembre » bring their deadline word with them. */
function ownLead(cores: readonly string[], form: DateForm): Phrase['lead'] {
  const [first = ''] = cores;
  if (first === 'before' || first === 'within') return { strength: 'strong', language: 'en' };
  if (first === 'avant' || first === "d'ici" || first === 'sous') return { strength: 'strong', language: 'fr' };
  if (form === 'delay') return { strength: 'weak', language: cores.some(isFrenchUnit) ? 'fr' : 'en' };
  const isDated = form === 'date' || form === 'number' || form === 'monthDay';
  return isDated && first === 'le' ? { strength: 'weak', language: 'fr' } : null;
}

const isFrenchUnit = (core: string): boolean => /^(?:jour|semaine|quinzaine|mois|ans?$|ann[ée]e)/.test(core);

/** Cores of the words from there on, up to one that cannot be read. */
function coresFrom(words: LineWords, start: number, most: number): string[] {
  const cores: string[] = [];
  for (let at = start; at < Math.min(start + most, words.length); at += 1) {
    const word = words[at];
    if (word?.kind !== 'word' || word.core === '' || word.isGlued) break;
    cores.push(word.core);
    if (endsSentence(words, at)) break;
  }
  return cores;
}

function isDeadline(words: LineWords, phrase: Phrase): boolean {
  if (isOneOfTwo(words, phrase) || isShortNameAlone(phrase) || isTurnedRound(words, phrase)) return false;
  if (phrase.form === 'monthDay' && phrase.first === phrase.start) return isFrenchMonthDayAtEnd(words, phrase);
  if (!phrase.lead) return isBareDeadline(words, phrase);
  if (phrase.form === 'number' && isUnlikeNumber(words, phrase)) return false;
  // « depuis le 3 novembre », « entre le 3 et le 7 »
  if (phrase.cores[0] === 'le' && phrase.first === phrase.start && isBound(words, phrase.first)) return false;
  if (isClosedAfter(words, phrase.last) || phrase.form === 'dayWord') return true;
  if (phrase.lead.language === 'fr') return !frenchBelonging.has(words[phrase.last + 1]?.core ?? '');
  const isEarnest = phrase.form === 'delay' || (phrase.lead.strength === 'strong' && phrase.form !== 'monthDay');
  const isAtHead = isAtStart(words, phrase.first) || words[phrase.first - 1]?.endsClause === true;
  return isEarnest && isAtHead;
}

function isBareDeadline(words: LineWords, { form, first, last, cores }: Phrase): boolean {
  const [firstCore = ''] = cores;
  if (form !== 'dayWord' && /^(?:the|le|la|au|last|past)$/.test(firstCore)) return false;
  if (form === 'number' && !isDateLikeNumber(cores.at(-1) ?? '')) return false;
  if (isAtEnd(words, last)) return first === 0 || !(isBound(words, first) || isNumbered(words, first, form));
  return isAtStart(words, first) && (form === 'dayWord' || words[last]?.endsClause === true || isDash(words[last + 1]));
}

function isBound(words: LineWords, first: number): boolean {
  const before = words[first - 1];
  return before != null && !before.endsClause && bindingWords.has(before.core);
}

/** "the 14 Monday", "3 Fridays" are more than their weekday. */
function isNumbered(words: LineWords, first: number, form: DateForm): boolean {
  const before = words[first - 1];
  return (
    form !== 'dayWord' && before != null && !before.endsClause && /^\d{1,4}(?:st|nd|rd|th|e|h)?$/.test(before.core)
  );
}

/** Without a word such as "by", 3/4, 24/7, 10/10 and 2.10 are fractions, hours, marks and versions. */
function isDateLikeNumber(core: string): boolean {
  const short = /^(\d\d)\/(\d\d)$/.exec(core);
  return short ? short[1] !== short[2] : /\d{4}/.test(core) || /^\d{1,2}([/.-])\d{1,2}\1\d{2}$/.test(core);
}

/** "for 24/7", « pour 3/4 »; with "on" or « le » they are days. */
function isUnlikeNumber(words: LineWords, { first, start, cores, lead }: Phrase): boolean {
  const isDayLead = start === first || cores.length > 1 || words[first]?.core === 'on';
  return lead?.strength === 'weak' && !isDayLead && !isDateLikeNumber(cores.at(-1) ?? '');
}

/** « le 27 » needs no other word at the end of a line; « le 1er » there is more often a rank. */
function isFrenchMonthDayAtEnd(words: LineWords, { cores, last }: Phrase): boolean {
  return cores[0] === 'le' && cores[1] !== '1er' && cores[1] !== '1' && isAtEnd(words, last);
}

/** "sun", « mon » and « jeu » are words of their own. */
function isShortNameAlone({ form, cores, lead }: Phrase): boolean {
  const isShort = cores.some(isShortWeekday);
  return form === 'weekday' && isShort && lead?.language !== 'en';
}

/** "24 November to 27 November", "Thursday and Friday": two dates are no due date. */
function isOneOfTwo(words: LineWords, { first, last }: Phrase): boolean {
  const next = words[last + 1];
  const joins = next != null && (/^(?:to|au|and|et)$/.test(next.core) || isDash(next));
  const isArticleNext = /^(?:the|le)$/.test(words[last + 2]?.core ?? '');
  const other = words[last + (isArticleNext ? 3 : 2)];
  if (joins && other != null && isDayName(other.core)) return true;
  const [before, beforeThat] = [words[first - 1], words[first - 2]];
  return isDash(before) && beforeThat != null && isDayName(beforeThat.core);
}

/** "not before Friday" and "two days before Friday" name a day on which nothing is due. */
function isTurnedRound(words: LineWords, { first, start, cores }: Phrase): boolean {
  const lead = start > first ? words[first]?.core : cores[0];
  if (!lead || !/^(?:before|until|till|avant)/.test(lead)) return false;
  const before = words.slice(Math.max(0, first - 4), first).map((word) => word?.core ?? '');
  const last = before.at(-1) ?? '';
  // « 48h avant vendredi »
  return before.some((core) => negations.has(core)) || unitWords.has(last) || /^\d+(?:h|j|d|w)$/.test(last);
}

/** Null for a day gone by that nobody called a deadline: "check the numbers on 3 November" looks back. */
function judged(words: LineWords, phrase: Phrase, today: CalendarDate): FoundDueDate | null {
  const { days, parts = [] } = phrase;
  const [day, ...others] = days;
  const isPast = days.length > 0 && days.every((each) => each < today);
  if (isPast && phrase.lead?.strength !== 'strong') return null;
  const problem = problemOf(phrase, { isPast, today });
  const readings = problem === 'clash' ? parts : others.length > 0 ? days : [];
  return {
    first: phrase.first,
    last: phrase.last,
    said: textOf(words, phrase.start, phrase.last),
    on: problem === null ? (day ?? null) : null,
    problem,
    readings: [...new Set(readings)].sort(),
  };
}

type Judging = { readonly isPast: boolean; readonly today: CalendarDate };

function problemOf({ days: [day, ...others] }: Phrase, { isPast, today }: Judging): DueDateProblem | null {
  if (isPast) return 'past';
  if (day === undefined) return 'clash';
  if (others.length > 0) return 'ambiguous';
  return isFar(day, today) ? 'far' : null;
}

function isFar(day: CalendarDate, today: CalendarDate): boolean {
  return !isCalendarDate(day) || day > addMonths(today, farthestMonths);
}
