import { daysInMonth } from '../calendar.js';
import { monthNumber } from '../month-names.js';
import type { Locale } from '../numbers.js';

const maybeYear = String.raw`(?: (?<year>[1-9]\d{3}))?`;

const dayShapes: Record<Locale, readonly RegExp[]> = {
  en: [
    new RegExp(String.raw`^(?<day>\d{1,2})(?:st|nd|rd|th)?(?: of)? (?<month>[a-z]+)${maybeYear}$`),
    new RegExp(String.raw`^(?<month>[a-z]+) (?:the )?(?<day>\d{1,2})(?:st|nd|rd|th)?${maybeYear}$`),
  ],
  fr: [new RegExp(String.raw`^(?<day>\d{1,2}|1er) (?<month>[a-z]+)${maybeYear}$`)],
};

const monthShape = new RegExp(`^(?<month>[a-z]+)${maybeYear}$`);

/** `year` is null where none was written. */
export type NamedDay = { readonly day: number; readonly month: number; readonly year: number | null };

/** Expects lower case without accents, as do all functions here. */
export function isMonthWord(word: string): boolean {
  return monthNumber(word, 'en') !== null || monthNumber(word, 'fr') !== null;
}

/** "27 november", "nov 27 2026", « 1er decembre »; null for anything else and for days that no year has. */
export function readNamedDay(text: string, language: Locale): NamedDay | null {
  for (const shape of dayShapes[language]) {
    const named = read(shape.exec(text), language);
    if (named) return named;
  }
  return null;
}

/** "november", « novembre 2026 » as the first of that month. */
export function readMonth(text: string, language: Locale): NamedDay | null {
  return read(monthShape.exec(text), language);
}

function read(match: RegExpExecArray | null, language: Locale): NamedDay | null {
  const parts = match?.groups;
  const month = monthNumber(parts?.['month'] ?? '', language);
  if (!parts || month === null) return null;
  const day = Number.parseInt(parts['day'] ?? '1', 10);
  const year = parts['year'] === undefined ? null : Number(parts['year']);
  // 29 February is a day of some year where none is written.
  return day >= 1 && day <= daysInMonth(year ?? 2024, month) ? { day, month, year } : null;
}
