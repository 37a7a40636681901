import {
  addDays,
  addMonths,
  type CalendarDate,
  calendarDate,
  dayNumber,
  daysInMonth,
  endOfMonth,
  monthOf,
  weekdayIndex,
  yearOf,
} from '../calendar.js';
import type { Locale } from '../numbers.js';
import { unaccented } from './date-vocabulary.js';
import { type IsHoliday, readDayWord, readDelay, readPeriodEnd } from './delays.js';
import { type NamedDay, readMonth, readNamedDay } from './named-days.js';
import { readWeekday, weekdayNamed } from './weekday-words.js';

/**
 * What kind of words a date was written in: "tomorrow" is never anything but a date, while a weekday often belongs to
 * a name ("Sunday newsletter"). `monthDay` is "the 27th", « le 27 »; `number` is 27/11 or 2026-11-27.
 */
export type DateForm = 'dayWord' | 'weekday' | 'delay' | 'end' | 'date' | 'number' | 'monthDay';

/** All days the words can mean. Two of them mean that nobody can tell, none that its parts disagree: then `parts` says what each means. */
export type DateWords = {
  readonly form: DateForm;
  readonly days: readonly CalendarDate[];
  readonly parts?: readonly CalendarDate[];
};

export type ReadingPlace = {
  readonly today: CalendarDate;
  readonly locale: Locale;
  /** Of whoever speaks, for working days; without it every Monday to Friday is worked. */
  readonly isHoliday?: IsHoliday | undefined;
};

/** A day without a year that went by this recently was missed or mistyped; hardly anybody means it a year ahead. */
const recentDays = 31;

/** Each place where a phrase may be two dates is tried. */
const longestPhrase = 200;

const clock = String.raw`(?:\d{1,2}(?:[:.]\d{2})? ?(?:am|pm|a\.m|p\.m)|\d{1,2}:\d{2}|\d{1,2} ?h(?:\d{2}|eures?)?|noon|midday|midnight|midi|minuit|morning|afternoon|evening|night|lunchtime|matin|matinee|apres-midi|soir|soiree|first thing|premiere heure|fin de matinee|(?:debut|fin) d'apres-midi|eod|eob|cob|end of (?:the )?day|(?:close|end) of business|fin de (?:la )?journee)`;
const timeAfter = new RegExp(
  `^(.+?) (?:(?:at|by|before|around|in the|a|vers|avant|en|dans la|dans l'|le|au) ?)?${clock}$`,
);
const bareHourAfter = /^(.+?) (?:at|a) (?:\d|1\d|2[0-4])$/;
const timeBefore = new RegExp(`^${clock} (?:(?:on|of|le|du|de) )?(.+)$`);
const insistence =
  /^(.+?) (?:at the latest|latest|sharp|au plus tard|dernier delai|(?:grand )?max|maximum|maxi|included|inclusive|inclus|compris)$/;
const article = /^(?:the |le |la |au )/;

/**
 * Reads a whole phrase (lower case, words with one space between them, no punctuation around them) as a day; times of
 * day are ignored. Null where it is not wholly a date, names only a month or a week, or a day that does not exist.
 */
export function readDateWords(phrase: string, place: ReadingPlace): DateWords | null {
  if (phrase.length > longestPhrase) return null;
  const plain = unaccented(phrase);
  const text = insistence.exec(plain)?.[1] ?? plain;
  const untimed = (timeAfter.exec(text) ?? bareHourAfter.exec(text) ?? timeBefore.exec(text))?.[1] ?? null;
  // "end of day Friday" is one day, not two.
  for (const read of [readDay, readTwoParts]) {
    const found = read(text, place) ?? (untimed === null ? null : read(untimed, place));
    if (found) return found;
  }
  return null;
}

function readDay(text: string, place: ReadingPlace): DateWords | null {
  const { today, isHoliday = () => false } = place;
  const bare = text.replace(article, '');
  const offset = readDayWord(text);
  if (offset !== null) return { form: 'dayWord', days: [addDays(today, offset)] };
  const delay = readDelay(text, today, isHoliday) ?? readDelay(bare, today, isHoliday);
  if (delay) return { form: 'delay', days: delay };
  return (
    asForm('end', readPeriodEnd(bare, today) ?? readMonthEnd(bare, place)) ??
    asForm('weekday', readWeekday(bare, today)) ??
    readMarchOrTuesday(bare, place) ??
    readDate(bare, place) ??
    asForm(/ (?:month|mois)/.test(text) ? 'date' : 'monthDay', readMonthDay(text, today))
  );
}

function asForm(form: DateForm, day: CalendarDate | null): DateWords | null {
  return day === null ? null : { form, days: [day] };
}

/** Between the two parts of a date: "friday the 11th", « vendredi le 11 », "tomorrow on friday". */
const between = /^(?:on |the |le |the day |day )/;

/**
 * A day said twice, which its parts have to agree on: "friday 11 december", « lundi 14 », "tomorrow friday", "14 december
 * monday". One of them is a weekday or counted from today.
 */
function readTwoParts(text: string, place: ReadingPlace): DateWords | null {
  const words = text.split(' ');
  if (!words.some((word) => isCounted(word))) return null;
  for (let at = 1; at < words.length; at += 1) {
    const [first, second] = [words.slice(0, at).join(' '), words.slice(at).join(' ')];
    const found = joined(first, second, place);
    if (found) return found;
  }
  return null;
}

function isCounted(word: string): boolean {
  return weekdayNamed(word, { short: true }) !== null || readDayWord(word) !== null;
}

function joined(first: string, second: string, place: ReadingPlace): DateWords | null {
  const start = readDay(first, place);
  // « lundi au vendredi » is a span.
  if (!start || second.startsWith('au ')) return null;
  const rest = second.replace(between, '');
  const weekday = bareWeekday(first);
  // A number alone is a day only beside its weekday.
  const number = weekday === null ? null : readBareNumber(rest, place.today);
  const end = number ? { form: 'date' as const, days: [number] } : (readDay(second, place) ?? readDay(rest, place));
  // « la lettre du dimanche dans 3 jours »: a delay behind a weekday begins anew.
  if (!end || (weekday !== null && end.form === 'delay')) return null;
  const other = bareWeekday(rest);
  if (weekday !== null && other !== null) return null;
  if (weekday !== null) return agreed(end, weekday);
  if (other !== null) return agreed(start, other);
  const days = start.days.filter((day) => end.days.includes(day));
  return { form: 'date', days, ...(days.length === 0 ? { parts: [...start.days, ...end.days] } : {}) };
}

/** What is left of `written` once its weekday is looked at. */
function agreed({ form, days: written }: DateWords, weekday: number): DateWords {
  const days = written.filter(isOn(weekday));
  return { form: form === 'number' ? form : 'date', days, ...(days.length === 0 ? { parts: written } : {}) };
}

function isOn(weekday: number): (day: CalendarDate) => boolean {
  return (day) => weekdayIndex(dayNumber(day)) === weekday;
}

function bareWeekday(text: string): number | null {
  return weekdayNamed(text.replace(article, ''), { short: true });
}

function readBareNumber(text: string, today: CalendarDate): CalendarDate | null {
  return /^\d{1,2}$/.test(text) ? readMonthDay(`le ${text}`, today) : null;
}

/** "end of November", « fin novembre 2027 ». */
function readMonthEnd(text: string, place: ReadingPlace): CalendarDate | null {
  const name = /^(?:(?:the )?end of|(?:en )?fin(?: de| du mois de)?) (.+)$/.exec(text)?.[1];
  const month = name === undefined ? null : inEitherLanguage(name, place.locale, readMonth);
  if (!month) return null;
  const end = { ...month, day: daysInMonth(month.year ?? yearOf(place.today), month.month) };
  const day = nearestDay(end, place.today);
  return day === null ? null : endOfMonth(day);
}

type DayOfNamed = (named: NamedDay, today: CalendarDate) => CalendarDate | null;

const yearWords: readonly (readonly [RegExp, DayOfNamed])[] = [
  [/ prochain$/, (named, today) => firstFrom(named, addDays(today, 1))],
  [/ (?:of )?this year$| (?:de )?cette annee$/, (named, today) => nearestDay({ ...named, year: yearOf(today) }, today)],
  [
    / (?:of )?next year$| (?:de )?l'(?:annee prochaine|an prochain)$/,
    (named, today) => nearestDay({ ...named, year: yearOf(today) + 1 }, today),
  ],
];

/** A date with its month, and with or without its year, also as "of next year" or « prochain ». */
function readDate(text: string, place: ReadingPlace): DateWords | null {
  const { today } = place;
  const [words, dayOfNamed] = yearWords.find(([shape]) => shape.test(text)) ?? [];
  const named = namedDay(words ? text.replace(words, '') : text, place);
  if (words && dayOfNamed) return named?.year === null ? asForm('date', dayOfNamed(named, today)) : null;
  return named ? asForm('date', nearestDay(named, today)) : readNumbers(text, place);
}

/** « mar 3 » is a Tuesday, and in English a day of March. */
function readMarchOrTuesday(text: string, { today, locale }: ReadingPlace): DateWords | null {
  const number = locale === 'fr' ? /^mar (\d{1,2})$/.exec(text)?.[1] : undefined;
  if (number === undefined) return null;
  const tuesday = readBareNumber(number, today);
  const march = firstFrom({ day: Number(number), month: 3 }, today);
  const days = [...(tuesday && isOn(1)(tuesday) ? [tuesday] : []), ...(march ? [march] : [])];
  return days.length === 0 ? null : { form: 'date', days: [...new Set(days)] };
}

function namedDay(text: string, { locale }: ReadingPlace): NamedDay | null {
  return inEitherLanguage(text, locale, readNamedDay);
}

function readNumbers(text: string, place: ReadingPlace): DateWords | null {
  const days = numberDays(text, place.locale)
    .map((parts) => nearestDay(parts, place.today))
    .filter((day) => day !== null);
  return days.length === 0 ? null : { form: 'number', days: [...new Set(days)] };
}

/**
 * 27/11 is day and month everywhere but in the United States, and English is written there too: in English, numbers
 * that can be read both ways give both.
 */
function numberDays(text: string, locale: Locale): NamedDay[] {
  const iso = /^(\d{4})([-/])(\d{1,2})\2(\d{1,2})$/.exec(text);
  if (iso) return [{ year: Number(iso[1]), month: Number(iso[3]), day: Number(iso[4]) }];
  const match = /^(\d{1,2})([-/.])(\d{1,2})(?:\2(\d{4}|\d{2}))?$/.exec(text);
  // "24-27" is a range.
  if (!match || (match[2] === '-' && match[4] === undefined)) return [];
  const [first, second] = [Number(match[1]), Number(match[3])];
  const year = match[4] === undefined ? null : Number(match[4].length === 2 ? `20${match[4]}` : match[4]);
  const dayFirst = { day: first, month: second, year };
  const monthFirst = { day: second, month: first, year };
  if (second > 12) return [monthFirst];
  return locale === 'en' && first <= 12 ? [dayFirst, monthFirst] : [dayFirst];
}

/**
 * "the 27th", « le 27 »: of this month, else of the next one that has such a day; "the 11th of next month", « le 11 de ce
 * mois »: of that month.
 */
function readMonthDay(text: string, today: CalendarDate): CalendarDate | null {
  const match =
    /^(?:the )?(\d{1,2})(?:st|nd|rd|th)(?: of (this|the|next) month)?$/.exec(text) ??
    /^(?:le|au) (\d{1,2}|1er)(?: (du|de ce) mois( prochain)?)?$/.exec(text);
  if (!match) return null;
  const [, number = '', month, french] = match;
  const day = number === '1er' ? 1 : Number(number);
  if (day < 1 || day > 31) return null;
  if (month !== undefined) return dayOfMonth(day, addMonths(today, month === 'next' || french !== undefined ? 1 : 0));
  for (let ahead = 0; ahead <= 2; ahead += 1) {
    const index = monthOf(today) - 1 + ahead;
    const [year, inYear] = [yearOf(today) + Math.floor(index / 12), (index % 12) + 1];
    const date = calendarDate(year, inYear, day);
    if (day <= daysInMonth(year, inYear) && date >= today) return date;
  }
  return null;
}

function dayOfMonth(day: number, within: CalendarDate): CalendarDate | null {
  const [year, month] = [yearOf(within), monthOf(within)];
  return day <= daysInMonth(year, month) ? calendarDate(year, month, day) : null;
}

/** Without a year: the coming one, or the one that has just gone by. Null where no such day exists. */
function nearestDay({ day, month, year }: NamedDay, today: CalendarDate): CalendarDate | null {
  if (month < 1 || month > 12 || day < 1) return null;
  if (year !== null) return day <= daysInMonth(year, month) ? writtenDate(year, month, day) : null;
  return firstFrom({ day, month }, addDays(today, -recentDays));
}

/** The first such day from then on; 29 February can be eight years away. */
function firstFrom({ day, month }: Pick<NamedDay, 'day' | 'month'>, from: CalendarDate): CalendarDate | null {
  for (let ahead = 0; ahead <= 8; ahead += 1) {
    const candidate = yearOf(from) + ahead;
    if (day > daysInMonth(candidate, month)) continue;
    const date = calendarDate(candidate, month, day);
    if (date >= from) return date;
  }
  return null;
}

/** Years of four digits always, so that dates still compare as text. */
function writtenDate(year: number, month: number, day: number): CalendarDate {
  return calendarDate(year, month, day).padStart(10, '0');
}

function inEitherLanguage<T>(
  text: string,
  first: Locale,
  read: (text: string, language: Locale) => T | null,
): T | null {
  return read(text, first) ?? read(text, first === 'en' ? 'fr' : 'en');
}
