import {
  addDays,
  type CalendarDate,
  calendarDate,
  dayNumber,
  daysInMonth,
  endOfMonth,
  monthOf,
  weekdayIndex,
  yearOf,
} from '../../../kernel/calendar.js';
import type { Locale } from '../../../kernel/numbers.js';
import { isMonthWord, type NamedDay, readMonth, readNamedDay } from './named-days.js';
import { readDayWord, readDelay, readPeriodEnd, readWeekday, weekdayNamed } from './relative-days.js';

/**
 * What kind of words a date was written in: "tomorrow" is never anything but a date, while a weekday often belongs to
 * a name ("Sunday newsletter"). `monthDay` is "the 27th", « le 27 »; `number` is 27/11 or 2026-11-27.
 */
export type DateForm = 'dayWord' | 'weekday' | 'delay' | 'end' | 'date' | 'number' | 'monthDay';

/** All days the words can mean; two of them mean that nobody can tell, none that the weekday and the date disagree. */
export type DateWords = { readonly form: DateForm; readonly days: readonly CalendarDate[] };

export type ReadingPlace = { readonly today: CalendarDate; readonly locale: Locale };

/** A day without a year that went by this recently was missed or mistyped; hardly anybody means it a year ahead. */
const recentDays = 31;

const clock = String.raw`(?:\d{1,2}(?:[:.]\d{2})? ?(?:am|pm|a\.m|p\.m)|\d{1,2}:\d{2}|\d{1,2} ?h(?:\d{2}|eures?)?|noon|midday|midnight|midi|minuit|morning|afternoon|evening|night|lunchtime|matin|apr[èe]s-midi|soir|eod|cob|end of (?:the )?day|close of business|fin de (?:la )?journée)`;
const timeAfter = new RegExp(`^(.+?) (?:(?:at|by|before|around|à|vers|avant|en|dans la|le) )?${clock}$`);
const bareHourAfter = /^(.+?) (?:at|à) \d{1,2}$/;
const timeBefore = new RegExp(`^${clock} (?:(?:on|of|le|du|de) )?(.+)$`);
const insistence = /^(.+?) (?:at the latest|latest|sharp|au plus tard|dernier délai|max|maximum)$/;
const article = /^(?:the |le |la |au )/;

/**
 * Reads a whole phrase (lower case, words with one space between them, no punctuation around them) as a day; times of
 * day are ignored. Null where it is not wholly a date, names only a month or a week, or a day that does not exist.
 */
export function readDateWords(phrase: string, place: ReadingPlace): DateWords | null {
  const text = insistence.exec(phrase)?.[1] ?? phrase;
  const whole = readDay(text, place);
  if (whole) return whole;
  const day = (timeAfter.exec(text) ?? bareHourAfter.exec(text) ?? timeBefore.exec(text))?.[1];
  return day === undefined ? null : readDay(day, place);
}

function readDay(text: string, place: ReadingPlace): DateWords | null {
  const { today } = place;
  const bare = text.replace(article, '');
  const offset = readDayWord(text);
  if (offset !== null) return { form: 'dayWord', days: [addDays(today, offset)] };
  return (
    asForm('delay', readDelay(text, today)) ??
    asForm('end', readPeriodEnd(bare, today) ?? readMonthEnd(bare, place)) ??
    asForm('weekday', readWeekday(bare, today)) ??
    readWithWeekday(bare, place) ??
    asForm('monthDay', readMonthDay(text, today))
  );
}

function asForm(form: DateForm, day: CalendarDate | null): DateWords | null {
  return day === null ? null : { form, days: [day] };
}

/** "end of November", « fin novembre 2027 ». */
function readMonthEnd(text: string, place: ReadingPlace): CalendarDate | null {
  const name = /^(?:(?:the )?end of|(?:en )?fin(?: de)?) (.+)$/.exec(text)?.[1];
  const month = name === undefined ? null : inEitherLanguage(name, place.locale, readMonth);
  if (!month) return null;
  const end = { ...month, day: daysInMonth(month.year ?? yearOf(place.today), month.month) };
  const day = nearestDay(end, place.today);
  return day === null ? null : endOfMonth(day);
}

/** A date, with or without the weekday before it: "friday 27 november", « ven 03/04 ». */
function readWithWeekday(text: string, place: ReadingPlace): DateWords | null {
  const [first = '', ...rest] = text.split(' ');
  const weekday = weekdayNamed(first, { short: true });
  // "mar 3" is a day of March before it is a mardi.
  const alone = readDate(text, place);
  if (alone || weekday === null) return alone;
  const found = readDate(rest.join(' ').replace(article, ''), place);
  return found && { ...found, days: found.days.filter((day) => weekdayIndex(dayNumber(day)) === weekday) };
}

function readDate(text: string, place: ReadingPlace): DateWords | null {
  const named = inEitherLanguage(text, place.locale, readNamedDay);
  if (named) return asForm('date', nearestDay(named, place.today));
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

/** "the 27th", « le 27 »: of this month, else of the next one that has such a day. */
function readMonthDay(text: string, today: CalendarDate): CalendarDate | null {
  const match = /^(?:the )?(\d{1,2})(?:st|nd|rd|th)$|^(?:le|au) (?:(\d{1,2})|1er)$/.exec(text);
  if (!match) return null;
  const day = Number(match[1] ?? match[2] ?? 1);
  if (day < 1 || day > 31) return null;
  for (let ahead = 0; ahead <= 2; ahead += 1) {
    const index = monthOf(today) - 1 + ahead;
    const [year, month] = [yearOf(today) + Math.floor(index / 12), (index % 12) + 1];
    const date = calendarDate(year, month, day);
    if (day <= daysInMonth(year, month) && date >= today) return date;
  }
  return null;
}

/** Without a year: the coming one, or the one that has just gone by. Null where no such day exists. */
function nearestDay({ day, month, year }: NamedDay, today: CalendarDate): CalendarDate | null {
  if (month < 1 || month > 12 || day < 1) return null;
  if (year !== null) return day <= daysInMonth(year, month) ? writtenDate(year, month, day) : null;
  // 29 February can be eight years away.
  for (let ahead = 0; ahead <= 8; ahead += 1) {
    const candidate = yearOf(today) + ahead;
    if (day > daysInMonth(candidate, month)) continue;
    const date = calendarDate(candidate, month, day);
    if (date >= addDays(today, -recentDays)) return date;
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

const otherDateWords = new Set(
  (
    'the of on at by from now next this last past coming latest sharp time end week weekend weeks month months year years day days ' +
    'fortnight fortnights in within before after a an one two three four five six seven eight nine ten eleven twelve ' +
    'today tonight tomorrow tmrw yesterday eod cob eow eom eoy close business noon midday midnight morning afternoon ' +
    'evening night lunchtime am pm a.m p.m around max maximum ' +
    "le la les du de d'ici à au en ce cette fin semaine semaines mois an ans année années d'année l'année jour jours journée quinzaine quinzaines " +
    'dans sous vers avant prochain prochaine dernier dernière passé qui vient huit quinze un une deux trois quatre cinq sept neuf dix onze douze ' +
    "aujourd'hui demain hier après-demain apres-demain après avant-hier week-end midi minuit matin après-midi apres-midi soir h heures heure plus tard délai 1er"
  ).split(' '),
);

/** True for a word (lower case) that can stand in a phrase `readDateWords` reads; cheap, to bound how much is tried. */
export function isDateWord(word: string): boolean {
  return (
    /^\d/.test(word) || otherDateWords.has(word) || weekdayNamed(word, { short: true }) !== null || isMonthWord(word)
  );
}

/** True for a word that names a day by itself, or starts to: "Friday or Monday" names two. */
export function isDayName(word: string): boolean {
  return (
    /^\d/.test(word) || weekdayNamed(word, { short: false }) !== null || isMonthWord(word) || readDayWord(word) !== null
  );
}
