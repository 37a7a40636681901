import { addDays, type CalendarDate, dayNumber, weekdayIndex } from '../calendar.js';

/** Weekdays as people say them. All texts are lower case and without accents. */

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
 * Sunday), however near that is. « vendredi en huit », "friday week": a week after the coming one. "last friday": the
 * one before today.
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
export const comingOrToday: DayOf = (weekday, today) => addDays(today, daysAhead(weekday, today));
const ofThisWeek: DayOf = (weekday, today) => addDays(mondayOf(today), weekday);
export const ofNextWeek: DayOf = (weekday, today) => addDays(mondayOf(today), weekday + 7);
const weekAfterComing: DayOf = (weekday, today) => addDays(coming(weekday, today), 7);
const twoWeeksAfterComing: DayOf = (weekday, today) => addDays(coming(weekday, today), 14);
const before: DayOf = (weekday, today) => addDays(today, daysAhead(weekday, today) - 7);

const weekdayShapes: readonly (readonly [RegExp, DayOf])[] = [
  [/^(?:coming )?(?<day>[a-z]+)(?: coming| qui vient)?$/, coming],
  [/^(?:this|this coming|ce) (?<day>[a-z]+)$/, comingOrToday],
  [/^next (?<day>[a-z]+)$/, ofNextWeek],
  [/^(?<day>[a-z]+) (?:(?:of )?next week|prochain|de la semaine prochaine|(?:la )?semaine prochaine)$/, ofNextWeek],
  [/^(?:next week|la semaine prochaine|semaine prochaine) (?:on |le )?(?<day>[a-z]+)$/, ofNextWeek],
  [/^(?<day>[a-z]+) (?:(?:of )?this week|de cette semaine|cette semaine)$/, ofThisWeek],
  [/^(?<day>[a-z]+) (?:en (?:huit|8)|week)$/, weekAfterComing],
  [/^(?:a|1|one) week (?:on|from) (?<day>[a-z]+)$/, weekAfterComing],
  [/^(?<day>[a-z]+) en (?:quinze|15)$/, twoWeeksAfterComing],
  [/^(?:2|two) weeks (?:on|from) (?<day>[a-z]+)$/, twoWeeksAfterComing],
  [/^(?:last|past) (?<day>[a-z]+)$/, before],
  [/^(?<day>[a-z]+) (?:dernier|passe)$/, before],
];

function daysAhead(weekday: number, today: CalendarDate): number {
  return (weekday - weekdayIndex(dayNumber(today)) + 7) % 7;
}

function mondayOf(date: CalendarDate): CalendarDate {
  return addDays(date, -weekdayIndex(dayNumber(date)));
}
