import type { CalendarDate } from './calendar.js';
import type { Locale } from './numbers.js';

const regional: Record<Locale, string> = { en: 'en-GB', fr: 'fr-FR' };

/** "15 November 2026", « 15 novembre 2026 », « 1er novembre 2026 ». */
export function regionalDate(date: CalendarDate, locale: Locale): string {
  const format = new Intl.DateTimeFormat(regional[locale], { dateStyle: 'long', timeZone: 'UTC' });
  const text = format.format(Date.parse(`${date}T00:00:00Z`));
  return locale === 'fr' ? text.replace(/^1 /, '1er ') : text;
}

/** "Monday 16 November 2026 at 09:00 (Europe/Paris)", with the zone named because readers sit in several. */
export function regionalInstant(instant: Date, options: { locale: Locale; timeZone: string }): string {
  const { locale, timeZone } = options;
  const date = new Intl.DateTimeFormat(regional[locale], {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone,
  }).format(instant);
  const time = new Intl.DateTimeFormat(regional[locale], { hour: '2-digit', minute: '2-digit', timeZone }).format(
    instant,
  );
  if (locale === 'en') return `${date.replace(',', '')} at ${time} (${timeZone})`;
  return `${date.replace(/^(\S+) 1 /, '$1 1er ')} à ${time} (${timeZone})`;
}
