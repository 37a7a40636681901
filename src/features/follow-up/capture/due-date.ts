import { addMonths, type CalendarDate, isCalendarDate } from '../../../kernel/calendar.js';
import {
  bindingWords,
  continuingWords,
  courtesies,
  frenchBelonging,
  type Lead,
  leadOf,
  negations,
  unitWords,
} from './deadline-words.js';
import {
  type DateForm,
  type DateWords,
  isDateWord,
  isDayName,
  type ReadingPlace,
  readDateWords,
} from './due-date-words.js';
import { weekdayNamed } from './relative-days.js';
import type { SlackWord } from './slack-words.js';

/** A word that was taken out of the line already (owner, tags) is null: a date may stand before it as before the end. */
export type LineWords = readonly (SlackWord | null)[];

export type DueDateProblem = 'past' | 'far' | 'ambiguous';

/** `words[first]` to `words[last]` say when; `on` is null exactly when there is a problem. */
export type FoundDueDate = {
  readonly first: number;
  readonly last: number;
  /** What was read as a date, without "by" or "before". */
  readonly said: string;
  readonly on: CalendarDate | null;
  readonly problem: DueDateProblem | null;
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
    const dueDate = phrase && isDeadline(words, phrase) ? judged(words, phrase, place.today) : null;
    if (dueDate) found = dueDate;
    // A date that was no deadline is stepped over whole: its tail is no date of its own.
    if (phrase) at = phrase.last;
  }
  return found;
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
  if (form === 'delay') return { strength: 'weak', language: first === 'in' ? 'en' : 'fr' };
  const isDated = form === 'date' || form === 'number' || form === 'monthDay';
  return isDated && first === 'le' ? { strength: 'weak', language: 'fr' } : null;
}

/** Cores of the words from there on, up to one that cannot be read. */
function coresFrom(words: LineWords, start: number, most: number): string[] {
  const cores: string[] = [];
  for (const word of words.slice(start, start + most)) {
    if (word?.kind !== 'word' || word.core === '' || word.isGlued) break;
    cores.push(word.core);
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
  if (isAtEnd(words, last)) return first === 0 || !isBound(words, first);
  return isAtStart(words, first) && (form === 'dayWord' || words[last]?.endsClause === true || isDash(words[last + 1]));
}

function isBound(words: LineWords, first: number): boolean {
  const before = words[first - 1];
  return before != null && !before.endsClause && bindingWords.has(before.core);
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
  const isShort = cores.some((core) => weekdayNamed(core, { short: true }) !== weekdayNamed(core, { short: false }));
  return form === 'weekday' && isShort && lead?.language !== 'en';
}

/** "Friday or Monday", "24 November to 27 November": two dates are no due date. */
function isOneOfTwo(words: LineWords, { first, last }: Phrase): boolean {
  const [next, afterNext] = [words[last + 1], words[last + 2]];
  const joins = next != null && (/^(?:or|ou|to|au|and|et)$/.test(next.core) || isDash(next));
  if (joins && afterNext != null && (isDayName(afterNext.core) || afterNext.core === 'le')) return true;
  const [before, beforeThat] = [words[first - 1], words[first - 2]];
  return isDash(before) && beforeThat != null && isDayName(beforeThat.core);
}

/** "not before Friday" and "two days before Friday" name a day on which nothing is due. */
function isTurnedRound(words: LineWords, { first, start, cores }: Phrase): boolean {
  const lead = start > first ? words[first]?.core : cores[0];
  if (!lead || !/^(?:before|until|till|avant)/.test(lead)) return false;
  const before = words.slice(Math.max(0, first - 4), first).map((word) => word?.core ?? '');
  return before.some((core) => negations.has(core)) || unitWords.has(before.at(-1) ?? '');
}

/** Nothing after the date can make it part of a name. */
function isClosedAfter(words: LineWords, last: number): boolean {
  const next = words[last + 1];
  if (next == null || words[last]?.endsClause || next.startsClause || next.kind !== 'word' || next.core === '')
    return true;
  return continuingWords.has(next.core) || /^[#+!]\p{L}/u.test(next.text);
}

function isAtStart(words: LineWords, first: number): boolean {
  return words.slice(0, first).every(isNoWord);
}

function isAtEnd(words: LineWords, last: number): boolean {
  return words.slice(last + 1).every((word) => isNoWord(word) || courtesies.has(word?.core ?? ''));
}

function isNoWord(word: SlackWord | null): boolean {
  return word === null || (word.kind === 'word' && word.core === '');
}

function isDash(word: SlackWord | null | undefined): boolean {
  return /^[-–—:→]+>?$/u.test(word?.text ?? '');
}

/** Null for a day gone by that nobody called a deadline: "check the numbers on 3 November" looks back. */
function judged(words: LineWords, phrase: Phrase, today: CalendarDate): FoundDueDate | null {
  const [day, ...others] = phrase.days;
  const isPast = phrase.days.length > 0 && phrase.days.every((each) => each < today);
  if (isPast && phrase.lead?.strength !== 'strong') return null;
  const problem = isPast
    ? 'past'
    : day === undefined || others.length > 0
      ? 'ambiguous'
      : isFar(day, today)
        ? 'far'
        : null;
  const said = words.slice(phrase.start, phrase.last + 1).map((word) => word?.text ?? '');
  return {
    first: phrase.first,
    last: phrase.last,
    said: said.join(' ').replaceAll(/^[^\p{L}\p{N}]{1,20}|[^\p{L}\p{N}]{1,20}$/gu, ''),
    on: problem === null ? (day ?? null) : null,
    problem,
  };
}

function isFar(day: CalendarDate, today: CalendarDate): boolean {
  return !isCalendarDate(day) || day > addMonths(today, farthestMonths);
}
