import type { CalendarDate } from './calendar.js';
import { dateFormat } from './date-formats.js';
import type { Locale } from './numbers.js';

/** `near`: the year is left out when it is the year of this day. */
type DateOptions = { readonly locale: Locale; readonly near?: CalendarDate | undefined };

/** "15 November 2026", « 15 novembre 2026 », « 1er novembre » near another day of 2026. */
export function regionalDate(date: CalendarDate, { locale, near }: DateOptions): string {
  const instant = new Date(`${date}T00:00:00Z`);
  return dayInWords(instant, { locale, timeZone: 'UTC', isYearShown: near?.slice(0, 4) !== date.slice(0, 4) });
}

/** "Friday 27 November 2026", « vendredi 27 novembre 2026 »: with the weekday, for whoever promises something for that day. */
export function regionalDay(date: CalendarDate, { locale, near }: DateOptions): string {
  const instant = new Date(`${date}T00:00:00Z`);
  const isYearShown = near?.slice(0, 4) !== date.slice(0, 4);
  return dayInWords(instant, { locale, timeZone: 'UTC', weekday: 'long', isYearShown });
}

/** "Monday 16 November 2026 at 09:00 (Europe/Paris)", with the zone named because readers sit in several. */
export function regionalInstant(instant: Date, options: DateOptions & { readonly timeZone: string }): string {
  const { locale, timeZone, near } = options;
  const year = dateFormat('en', { year: 'numeric', timeZone }).format(instant);
  const date = dayInWords(instant, {
    locale,
    timeZone,
    weekday: 'long',
    isYearShown: near?.slice(0, 4) !== year,
  });
  const time = dateFormat(locale, { hour: '2-digit', minute: '2-digit', timeZone }).format(instant);
  return locale === 'fr' ? `${date} à ${time} (${timeZone})` : `${date} at ${time} (${timeZone})`;
}

type DayStyle = {
  readonly locale: Locale;
  readonly timeZone: string;
  readonly weekday?: 'long';
  readonly isYearShown: boolean;
};

function dayInWords(instant: Date, { locale, timeZone, weekday, isYearShown }: DayStyle): string {
  const format = dateFormat(locale, {
    ...(weekday ? { weekday } : {}),
    day: 'numeric',
    month: 'long',
    ...(isYearShown ? { year: 'numeric' } : {}),
    timeZone,
  });
  return (
    format
      .formatToParts(instant)
      // Intl writes « 1 novembre » and "Monday, 16 November"; people write « 1er novembre » and no comma.
      .map(({ type, value }) => (locale === 'fr' && type === 'day' && value === '1' ? '1er' : value.replace(',', '')))
      .join('')
  );
}
