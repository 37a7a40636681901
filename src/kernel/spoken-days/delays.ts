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
} from '../calendar.js';
import { comingOrToday, ofNextWeek } from './weekday-words.js';

/** Days counted from today, and the ends of weeks, months and years. All texts are lower case and without accents. */

/** Answers whether a day is a public holiday for whoever speaks. */
export type IsHoliday = (day: CalendarDate) => boolean;

const dayWords: readonly (readonly [RegExp, number])[] = [
  [/^(?:today|tonight|eod|eob|cob|end of (?:the )?day|end of today|(?:close|end) of business|aujourd'hui|ce soir)$/, 0],
  [/^(?:(?:en )?fin de (?:la )?journee|dans la journee)$/, 0],
  [/^(?:tomorrow|tmrw|demain)$/, 1],
  [/^(?:(?:the )?day after tomorrow|apres[- ]demain)$/, 2],
  [/^(?:yesterday|hier)$/, -1],
  [/^(?:(?:the )?day before yesterday|avant[- ]hier)$/, -2],
  [/^(?:d')?aujourd'hui en (?:huit|8)$/, 7],
  [/^(?:d')?aujourd'hui en (?:quinze|15)$/, 14],
  [/^demain en (?:huit|8)$/, 8],
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

/** "five", « huit »: a number that can count days; an article counts none here. */
export function isNumberWord(word: string): boolean {
  return (numberWords.get(word) ?? 0) > 1;
}

const delayShapes = [
  /^(?:in|within) (?:the next )?(\w+) ((?:working |business |calendar )?)(day|week|fortnight|month|year)s?(?: time| from now| from today)?$/,
  /^(\w+) ((?:working |business |calendar )?)(day|week|fortnight|month|year)s? from (?:now|today)$/,
  /^(?:dans|sous|d'ici(?: a)?) (?:les )?(\w+) (?:prochains? |prochaines? )?(jour|semaine|quinzaine|mois|an|annee)s?((?: ouvres?| ouvrables?| calendaires?)?)$/,
] as const;
const nextWorkingDay =
  /^next (?:working|business) day$|^prochain jour ouvre$|^jour ouvre (?:suivant|prochain)$|^(?:in|within) the next (?:working|business) day$/;

/** Whether words may speak of working days, so that holidays are wanted to read them. */
export function countsWorkingDays(text: string): boolean {
  return /\b(?:working|business|ouvr)/i.test(text);
}

type Delay = { readonly count: number; readonly kind: string; readonly unit: string };

/**
 * "in two weeks", "within 5 working days", « d'ici 10 jours ouvrés »; months end where the shorter month ends: a
 * month after 31 January is no 3 March. Null for anything else; a count of five digits is no delay. Two days where
 * people disagree: « jours ouvrables » has Saturdays for some.
 */
export function readDelay(text: string, today: CalendarDate, isHoliday: IsHoliday): CalendarDate[] | null {
  const delay = delayIn(text);
  if (delay === null) return null;
  const { count, kind, unit } = delay;
  if (kind === '' || /^calend/.test(kind)) return [known(delayed(today, count, unit))];
  if (unit !== 'day' && unit !== 'jour') return null;
  const monToFri = workingDaysAfter(today, count, { isHoliday, weekLength: 5 });
  if (!kind.startsWith('ouvrable')) return [monToFri];
  return [...new Set([workingDaysAfter(today, count, { isHoliday, weekLength: 6 }), monToFri])];
}

function delayIn(text: string): Delay | null {
  if (nextWorkingDay.test(text)) return { count: 1, kind: 'working', unit: 'day' };
  const [english, bare, french] = delayShapes;
  const [, word = '', kind = '', unit = ''] =
    english.exec(text) ?? bare.exec(text) ?? inEnglishOrder(french.exec(text));
  const count = /^\d{1,4}$/.test(word) ? Number(word) : numberWords.get(word);
  return count === undefined ? null : { count, kind: kind.trim(), unit };
}

/** French says the kind of day after it. */
function inEnglishOrder(match: RegExpExecArray | null): readonly string[] {
  const [whole = '', count = '', unit = '', kind = ''] = match ?? [];
  return [whole, count, kind, unit];
}

/** Years of five digits do not compare as text. */
function known(day: CalendarDate): CalendarDate {
  return isCalendarDate(day) ? day : '9999-12-31';
}

function delayed(today: CalendarDate, count: number, unit: string): CalendarDate {
  if (unit === 'month' || unit === 'mois') return addMonths(today, count);
  if (unit === 'year' || unit === 'an' || unit === 'annee') return addMonths(today, count * 12);
  if (unit === 'week' || unit === 'semaine') return addDays(today, count * 7);
  if (unit === 'fortnight' || unit === 'quinzaine') return addDays(today, count * (unit === 'fortnight' ? 14 : 15));
  return addDays(today, count);
}

type WorkWeek = { readonly isHoliday: IsHoliday; readonly weekLength: number };

/** The day on which that many days have been worked since `today`, which does not count. */
function workingDaysAfter(today: CalendarDate, count: number, { isHoliday, weekLength }: WorkWeek): CalendarDate {
  let day = today;
  for (let left = count; left > 0; ) {
    day = addDays(day, 1);
    if (!isCalendarDate(day)) return '9999-12-31';
    if (weekdayIndex(dayNumber(day)) < weekLength && !isHoliday(day)) left -= 1;
  }
  return day;
}

const friday = 4;
const periodEnds: readonly (readonly [RegExp, (today: CalendarDate) => CalendarDate])[] = [
  [
    /^(?:eow|end of (?:the |this )?week|before the weekend|avant le week-?end)$/,
    (today) => comingOrToday(friday, today),
  ],
  [/^(?:en )?fin de (?:la |cette )?semaine$/, (today) => comingOrToday(friday, today)],
  [/^(?:end of next week|(?:en )?fin (?:de )?(?:la )?semaine prochaine)$/, (today) => ofNextWeek(friday, today)],
  [/^end of the week after next$/, (today) => addDays(ofNextWeek(friday, today), 7)],
  [/^(?:eom|end of (?:the |this )?month|month end)$/, endOfMonth],
  [/^(?:en )?fin (?:du |de |de ce )?mois$/, endOfMonth],
  [/^(?:end of next month|(?:en )?fin (?:du |de )?mois prochain)$/, (today) => endOfMonthAhead(today, 1)],
  [/^end of the month after next$/, (today) => endOfMonthAhead(today, 2)],
  [/^(?:eoy|end of (?:the |this )?year|year end)$/, (today) => calendarDate(yearOf(today), 12, 31)],
  [/^(?:en )?fin (?:d'annee|de l'annee|de cette annee)$/, (today) => calendarDate(yearOf(today), 12, 31)],
  [
    /^(?:end of next year|(?:en )?fin (?:de l'annee prochaine|d'annee prochaine|de l'an prochain))$/,
    (today) => calendarDate(yearOf(today) + 1, 12, 31),
  ],
];

function endOfMonthAhead(today: CalendarDate, months: number): CalendarDate {
  return endOfMonth(addMonths(today, months));
}

/** "end of the week" (its Friday; at the weekend the next one), "EOM", « fin du mois prochain », "end of 2027"; null for anything else. */
export function readPeriodEnd(text: string, today: CalendarDate): CalendarDate | null {
  const year = /^(?:end of|(?:en )?fin (?:de )?)\s?(20\d\d)$/.exec(text)?.[1];
  if (year !== undefined) return calendarDate(Number(year), 12, 31);
  return periodEnds.find(([shape]) => shape.test(text))?.[1](today) ?? null;
}
