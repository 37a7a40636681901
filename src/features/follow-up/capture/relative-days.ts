import {
  addDays,
  addMonths,
  type CalendarDate,
  calendarDate,
  dayNumber,
  endOfMonth,
  isCalendarDate,
  weekdayIndex,
  yearOf,
} from '../../../kernel/calendar.js';

/** Dates counted from today: weekdays, delays and the ends of weeks, months and years. All texts are lower case. */

const weekdayWords = new Map(
  Object.entries({
    ...{ monday: 0, tuesday: 1, wednesday: 2, thursday: 3, friday: 4, saturday: 5, sunday: 6 },
    ...{ lundi: 0, mardi: 1, mercredi: 2, jeudi: 3, vendredi: 4, samedi: 5, dimanche: 6 },
  }),
);

/** Short forms are other words too (« mon », « jeu », "sun"): only read where an English deadline or a date stands beside them. */
const shortWeekdayWords = new Map(
  Object.entries({
    ...{ mon: 0, tue: 1, tues: 1, wed: 2, thu: 3, thur: 3, thurs: 3, fri: 4, sat: 5, sun: 6 },
    ...{ lun: 0, mar: 1, mer: 2, jeu: 3, ven: 4, sam: 5, dim: 6 },
  }),
);

/** Monday is 0; null where the word is no weekday. */
export function weekdayNamed(word: string, { short }: { readonly short: boolean }): number | null {
  return weekdayWords.get(word) ?? (short ? (shortWeekdayWords.get(word) ?? null) : null);
}

/**
 * "friday": the coming one, a week away when today is a Friday (people say "today" for today). "this friday": the
 * coming one, today included. "next friday", « vendredi prochain »: the one of the next calendar week (Monday to
 * Sunday), however near that is. « vendredi en huit »: a week after the coming one. "last friday": the one before today.
 */
export function readWeekday(text: string, today: CalendarDate): CalendarDate | null {
  for (const [shape, day] of weekdayShapes) {
    const name = shape.exec(text)?.groups?.['day'];
    const index = name === undefined ? null : weekdayNamed(name, { short: true });
    if (index !== null) return day(index, today);
  }
  return null;
}

type DayOf = (weekday: number, today: CalendarDate) => CalendarDate;

const coming: DayOf = (weekday, today) => addDays(today, daysAhead(weekday, today) || 7);
const comingOrToday: DayOf = (weekday, today) => addDays(today, daysAhead(weekday, today));
const ofThisWeek: DayOf = (weekday, today) => addDays(mondayOf(today), weekday);
const ofNextWeek: DayOf = (weekday, today) => addDays(mondayOf(today), weekday + 7);
const weekAfterComing: DayOf = (weekday, today) => addDays(coming(weekday, today), 7);
const twoWeeksAfterComing: DayOf = (weekday, today) => addDays(coming(weekday, today), 14);
const before: DayOf = (weekday, today) => addDays(today, daysAhead(weekday, today) - 7);

const weekdayShapes: readonly (readonly [RegExp, DayOf])[] = [
  [/^(?:coming )?(?<day>[a-z]+)(?: qui vient)?$/, coming],
  [/^(?:this|this coming|ce) (?<day>[a-z]+)$/, comingOrToday],
  [/^next (?<day>[a-z]+)$/, ofNextWeek],
  [/^(?<day>[a-z]+) (?:(?:of )?next week|prochain|de la semaine prochaine|semaine prochaine)$/, ofNextWeek],
  [/^(?:next week|la semaine prochaine|semaine prochaine) (?:on |le )?(?<day>[a-z]+)$/, ofNextWeek],
  [/^(?<day>[a-z]+) (?:(?:of )?this week|de cette semaine|cette semaine)$/, ofThisWeek],
  [/^(?<day>[a-z]+) en huit$/, weekAfterComing],
  [/^(?<day>[a-z]+) en quinze$/, twoWeeksAfterComing],
  [/^(?:last|past) (?<day>[a-z]+)$/, before],
  [/^(?<day>[a-z]+) (?:dernier|passé)$/, before],
];

function daysAhead(weekday: number, today: CalendarDate): number {
  return (weekday - weekdayIndex(dayNumber(today)) + 7) % 7;
}

function mondayOf(date: CalendarDate): CalendarDate {
  return addDays(date, -weekdayIndex(dayNumber(date)));
}

const dayWords: readonly (readonly [RegExp, number])[] = [
  [/^(?:today|tonight|eod|cob|end of (?:the )?day|end of today|close of business|aujourd'hui|ce soir)$/, 0],
  [/^(?:(?:en )?fin de (?:la )?journée|dans la journée)$/, 0],
  [/^(?:tomorrow|tmrw|demain)$/, 1],
  [/^(?:(?:the )?day after tomorrow|apr[èe]s[- ]demain)$/, 2],
  [/^(?:yesterday|hier)$/, -1],
  [/^(?:(?:the )?day before yesterday|avant-hier)$/, -2],
];

/** "today", « après-demain », "EOD"; days from today or null. */
export function readDayWord(text: string): number | null {
  return dayWords.find(([shape]) => shape.test(text))?.[1] ?? null;
}

const numberWords = new Map(
  Object.entries({
    ...{ a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10 },
    ...{ eleven: 11, twelve: 12, un: 1, une: 1, deux: 2, trois: 3, quatre: 4, cinq: 5, sept: 7, huit: 8, neuf: 9 },
    ...{ dix: 10, onze: 11, douze: 12, quinze: 15 },
  }),
);

const englishDelay =
  /^(?:in|within) (?:the next )?(\w+) (day|week|fortnight|month|year)s?(?: time| from now| from today)?$/;
const frenchDelay = /^(?:dans|sous|d'ici(?: à)?) (?:les )?(\w+) (jour|semaine|quinzaine|mois|an|année)s?$/;

/**
 * "in two weeks", « d'ici 10 jours »; months end where the shorter month ends. Counted here and not by the date
 * library, which takes 31 January plus a month for 3 March. Null for anything else; a count of five digits is no delay.
 */
export function readDelay(text: string, today: CalendarDate): CalendarDate | null {
  const [, word = '', unit = ''] = englishDelay.exec(text) ?? frenchDelay.exec(text) ?? [];
  const count = /^\d{1,4}$/.test(word) ? Number(word) : numberWords.get(word);
  if (count === undefined) return null;
  const day = delayed(today, count, unit);
  // Years of five digits do not compare as text.
  return isCalendarDate(day) ? day : '9999-12-31';
}

function delayed(today: CalendarDate, count: number, unit: string): CalendarDate {
  if (unit === 'month' || unit === 'mois') return addMonths(today, count);
  if (unit === 'year' || unit === 'an' || unit === 'année') return addMonths(today, count * 12);
  if (unit === 'week' || unit === 'semaine') return addDays(today, count * 7);
  if (unit === 'fortnight' || unit === 'quinzaine') return addDays(today, count * (unit === 'fortnight' ? 14 : 15));
  return addDays(today, count);
}

const friday = 4;
const periodEnds: readonly (readonly [RegExp, (today: CalendarDate) => CalendarDate])[] = [
  [
    /^(?:eow|end of (?:the |this )?week|before the weekend|avant le week-?end)$/,
    (today) => comingOrToday(friday, today),
  ],
  [/^(?:en )?fin de (?:la |cette )?semaine$/, (today) => comingOrToday(friday, today)],
  [/^(?:end of next week|(?:en )?fin de (?:la )?semaine prochaine)$/, (today) => ofNextWeek(friday, today)],
  [/^(?:eom|end of (?:the |this )?month)$/, endOfMonth],
  [/^(?:en )?fin (?:du|de|de ce) mois$/, endOfMonth],
  [/^(?:end of next month|(?:en )?fin du mois prochain)$/, (today) => endOfMonth(addMonths(today, 1))],
  [/^(?:eoy|end of (?:the |this )?year)$/, (today) => calendarDate(yearOf(today), 12, 31)],
  [/^(?:en )?fin (?:d'année|de l'année|de cette année)$/, (today) => calendarDate(yearOf(today), 12, 31)],
];

/** "end of the week" (its Friday; at the weekend the next one), "EOM", « fin du mois prochain »; null for anything else. */
export function readPeriodEnd(text: string, today: CalendarDate): CalendarDate | null {
  return periodEnds.find(([shape]) => shape.test(text))?.[1](today) ?? null;
}
