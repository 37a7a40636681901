import { dayNumber } from './calendar.js';
import { dateFormat } from './date-formats.js';
import type { Locale } from './numbers.js';
import type { Period } from './periods.js';

const styles = {
  weekday: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  day: { day: 'numeric', month: 'long', year: 'numeric' },
  month: { month: 'long', year: 'numeric' },
  shortDay: { day: 'numeric', month: 'short' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/**
 * A period in words: "week 46 (9–15 November 2026)", « semaine 46 (9–15 novembre 2026) », "October 2026".
 * Written for the middle of a sentence: French begins it in lower case.
 */
export function periodLabelText(period: Period, locale: Locale): string {
  const number = Number(/\d+$/.exec(period.label)?.[0] ?? 0);
  switch (period.kind) {
    case 'day':
      return rangeText(period, locale, 'weekday');
    case 'week':
      return `${locale === 'fr' ? 'semaine' : 'week'} ${number} (${rangeText(period, locale, 'day')})`;
    case 'month':
      return rangeText(period, locale, 'month');
    case 'quarter':
      return `${quarterName(number, locale)} (${rangeText(period, locale, 'month')})`;
    case 'fiscal-quarter':
      return `${quarterName(number, locale)} ${fiscalYearName(period, locale)} (${rangeText(period, locale, 'month')})`;
  }
}

/** The days of a period: "19–25 November 2026", in brief "19–25 Nov". */
export function periodDaysText(period: Period, locale: Locale, length: 'long' | 'short' = 'long'): string {
  return rangeText(period, locale, length === 'long' ? 'day' : 'shortDay');
}

function quarterName(number: number, locale: Locale): string {
  if (locale === 'fr') return `${number}${number === 1 ? 'er' : 'e'} trimestre`;
  return `quarter ${number}`;
}

function fiscalYearName(period: Period, locale: Locale): string {
  const year = period.label.slice(2, 6);
  return locale === 'fr' ? `de l’exercice ${year}` : `of fiscal year ${year}`;
}

function rangeText(period: Period, locale: Locale, style: keyof typeof styles): string {
  const formatter = dateFormat(locale, { ...styles[style], timeZone: 'UTC' });
  const millisecond = (date: string): number => dayNumber(date) * 86_400_000;
  const text = formatter
    .formatRangeToParts(millisecond(period.start), millisecond(period.end))
    // Intl writes « 1 juillet »; French writes « 1er juillet ».
    .map(({ type, value }) => (locale === 'fr' && type === 'day' && value === '1' ? '1er' : value))
    .join('')
    // Engines disagree on thin and ordinary spaces; texts and fonts need one.
    .replaceAll(/\s/g, ' ');
  // "9 – 15 November" closes up, "29 June – 5 July" keeps its spaces.
  return text.replace(/^(\S+) – (\S+) /, '$1–$2 ');
}
