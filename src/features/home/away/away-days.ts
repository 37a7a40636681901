import {
  addDays,
  addMonths,
  type CalendarDate,
  dayNumber,
  isCalendarDate,
  weekdayIndex,
} from '../../../kernel/calendar.js';
import { countsWorkingDays } from '../../../kernel/spoken-days/delays.js';
import { type DateWords, type ReadingPlace, readDateWords } from '../../../kernel/spoken-days/spoken-days.js';
import type { AbsentDays } from '../../../organisation/people/absence.js';

/**
 * Why days make no absence: `unread` and `ambiguous` words, an end before the start (`order`), all `past`, a start more
 * than two years ahead (`far`), or more than 400 days (`long`).
 */
export type AwayProblem = 'unread' | 'ambiguous' | 'order' | 'past' | 'far' | 'long';

export type AwayRead = { readonly days: AbsentDays } | { readonly problem: AwayProblem };

export type AwayPlace = ReadingPlace;

/** Somebody who was ill last week may say so now; an earlier start is a slip of the year. */
const recentDays = 31;
const longestDays = 400;
const farthestMonths = 24;

/** Longer lines are no dates, and each split of a line is tried. */
const wordsAtMost = 14;

/** Days somebody gives, in a form or in words, as an absence or what is wrong with it. */
export function judgedDays({ fromOn, toOn }: AbsentDays, today: CalendarDate): AwayRead {
  if (!isCalendarDate(fromOn) || !isCalendarDate(toOn)) return { problem: 'far' };
  if (toOn < fromOn) return { problem: 'order' };
  if (toOn < today || fromOn < addDays(today, -recentDays)) return { problem: 'past' };
  if (fromOn > addMonths(today, farthestMonths)) return { problem: 'far' };
  if (dayNumber(toOn) - dayNumber(fromOn) >= longestDays) return { problem: 'long' };
  return { days: { fromOn, toOn } };
}

/**
 * "2026-12-01 2026-12-05", "until Friday", "from Monday to 5 December", "tomorrow", "next week", "for 3 days",
 * « du 24 au 27 novembre », « jusqu’à vendredi ». The end is read as seen from the start. Both days are included.
 */
export function readAway(text: string, place: AwayPlace): AwayRead {
  const words = wordsOf(text);
  if (words.length === 0 || words.length > wordsAtMost) return { problem: 'unread' };
  const found = readWhole(words, place) ?? readSplit(words, place) ?? 'unread';
  return typeof found === 'string' ? { problem: found } : judgedDays(found, place.today);
}

function wordsOf(text: string): string[] {
  const plain = text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[’ʼ]/g, "'")
    .replaceAll(/\.{2,}|→|->|[–—]/g, ' - ')
    .replaceAll(/jusqu'(au|à|a|en)\b/g, "jusqu'$1");
  return plain
    .split(/\s+/)
    .map((word) => word.replaceAll(/^[("«]+|(?<![)"»,;!?.])[)"»,;!?.]+$/g, ''))
    .filter(Boolean);
}

type Found = AbsentDays | 'unread' | 'ambiguous';

const untilWords = /^(?:until|till|til|to|through|up to|jusqu'(?:au|à|a|en)|jusque) /;
const betweenWords = /^(?:to|until|till|til|through|and|-|au|à|a|et|jusqu'(?:au|à|a|en)|jusque) /;
const startWords = /^(?:from|starting|on|between|du|de|dès|entre|à partir d[ue]) /;
const sinceWords = /^(?:since|depuis) (?:le )?/;
const lastWords = / (?:included|inclusive|inclus|compris)$/;
const weekWords: readonly (readonly [RegExp, number])[] = [
  [/^(?:all )?(?:this week|(?:toute )?cette semaine)$/, 0],
  [/^(?:all )?(?:next week|la semaine prochaine|semaine prochaine)$/, 7],
];

/** One day, one week, or an end alone, which counts from today. */
function readWhole(words: readonly string[], place: AwayPlace): Found | null {
  const phrase = words.join(' ').replace(lastWords, '');
  const { today } = place;
  const week = weekWords.find(([shape]) => shape.test(phrase));
  if (week) return weekFrom(addDays(today, week[1]), today);
  if (untilWords.test(phrase)) {
    const end = dayIn(phrase.replace(untilWords, ''), place);
    return end === null || end === 'ambiguous' ? end : { fromOn: today, toOn: end };
  }
  const end = lastDayOf(phrase, place);
  if (end !== null) return { fromOn: today, toOn: end };
  const day = dayIn(phrase.replace(startWords, ''), place);
  return day === null || day === 'ambiguous' ? day : { fromOn: day, toOn: day };
}

/** From Monday to Sunday; of this week only what is left of it. */
function weekFrom(day: CalendarDate, today: CalendarDate): AbsentDays {
  const monday = addDays(day, -weekdayIndex(dayNumber(day)));
  return { fromOn: monday < today ? today : monday, toOn: addDays(monday, 6) };
}

function readSplit(words: readonly string[], place: AwayPlace): Found | null {
  let isAmbiguous = false;
  for (let at = 1; at < words.length; at += 1) {
    const [first, second] = [words.slice(0, at).join(' '), words.slice(at).join(' ')];
    const start = first.replace(startWords, '');
    const end = second.replace(lastWords, '').replace(betweenWords, '');
    const found = readPair(start, end, place);
    const isList = /^(?:and|et) /.test(second) && !/^(?:between|entre) /.test(first);
    if (found === 'ambiguous' || (isList && found !== null && !isNextDay(found))) isAmbiguous = true;
    else if (found !== null) return found;
  }
  return isAmbiguous ? 'ambiguous' : null;
}

/** "Monday and Tuesday" are two days that touch; "Monday and Friday" are no week. */
function isNextDay({ fromOn, toOn }: AbsentDays): boolean {
  return isCalendarDate(fromOn) && toOn === addDays(fromOn, 1);
}

function readPair(start: string, end: string, place: AwayPlace): AbsentDays | 'ambiguous' | null {
  const fromOn = firstDay(start, place) ?? dayIn(borrowed(start, end), place);
  if (fromOn === null || fromOn === 'ambiguous') return fromOn;
  const seenFrom = { ...place, today: isCalendarDate(fromOn) ? fromOn : place.today };
  const toOn = lastDayOf(end, seenFrom) ?? endIn(end, place, seenFrom) ?? dayIn(borrowed(end, start), seenFrom);
  return toOn === null || toOn === 'ambiguous' ? toOn : { fromOn, toOn };
}

/** "since Monday" looks back where "from Monday" looks ahead. */
function firstDay(phrase: string, place: AwayPlace): ReturnType<typeof dayIn> {
  if (!sinceWords.test(phrase)) return dayIn(phrase, place);
  const day = phrase.replace(sinceWords, '');
  return dayIn(`last ${day}`, place) ?? dayIn(day, place);
}

/** A Friday is the one after the start; tomorrow, and in three days, are counted from today all the same. */
function endIn(phrase: string, place: AwayPlace, seenFrom: AwayPlace): ReturnType<typeof dayIn> {
  const form = phrase === '' ? undefined : readDateWords(phrase, place)?.form;
  return dayIn(phrase, form === 'dayWord' || form === 'delay' ? place : seenFrom);
}

const countedDays =
  /^(?:for |pendant |durant )?(\S+ (?:(?:working |business )?days?|weeks?|months?|jours?(?: ouvr[ée]s?)?|semaines?|mois))$/;

/** "for 3 days", « pendant 5 jours ouvrés »: the last of that many days from `today` on; null for anything else. */
function lastDayOf(phrase: string, place: AwayPlace): CalendarDate | null {
  const count = countedDays.exec(phrase)?.[1];
  if (count === undefined) return null;
  // Today is the first of them, where it is worked.
  if (countsWorkingDays(count)) return daysAhead(count, { ...place, today: addDays(place.today, -1) });
  const back = daysAhead(count, place);
  return back === null ? null : addDays(back, -1);
}

function daysAhead(count: string, place: AwayPlace): CalendarDate | null {
  const day = (readDateWords(`in ${count}`, place) ?? readDateWords(`dans ${count}`, place))?.days[0];
  return day !== undefined && isCalendarDate(day) ? day : null;
}

const bareDay = /^(?:the |le )?(\d{1,2})(?:st|nd|rd|th|er)?$/;

/** "24" in "24 to 27 November" takes the month from the other end; « du 24 au 27 » has none to take. */
function borrowed(day: string, other: string): string {
  const number = bareDay.exec(day)?.[1];
  if (number === undefined) return '';
  const words = other.split(' ').filter((word) => !bareDay.test(word));
  return words.length === 0 || words.length > 2 ? `le ${number}` : `${number} ${words.join(' ')}`;
}

/** Null for words that are no day; two days mean that nobody can tell which, as do a weekday and a date that disagree. */
function dayIn(phrase: string, place: AwayPlace): CalendarDate | 'ambiguous' | null {
  const read: DateWords | null = phrase === '' ? null : readDateWords(phrase, place);
  if (read === null) return null;
  const [day, ...others] = read.days;
  return day === undefined || others.length > 0 ? 'ambiguous' : day;
}
