import * as english from 'chrono-node/en';
import * as french from 'chrono-node/fr';
import type { Locale } from '../numbers.js';

const parsers = { en: english, fr: french } as const;

const monthName: Record<Locale, string> = {
  en: '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)',
  fr: '(?:janv(?:ier)?|fev(?:r(?:ier)?)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|aout|sept(?:embre)?|oct(?:obre)?|nov(?:embre)?|dec(?:embre)?)',
};

/** The library finds dates anywhere in a text and fills in what is missing; only these whole phrases are given to it. */
const dayShape: Record<Locale, RegExp> = {
  en: new RegExp(
    String.raw`^(?:\d{1,2}(?:st|nd|rd|th)?(?: of)? ${monthName.en}|${monthName.en} (?:the )?\d{1,2}(?:st|nd|rd|th)?)(?: \d{4})?$`,
  ),
  fr: new RegExp(String.raw`^(?:\d{1,2}|1er) ${monthName.fr}(?: \d{4})?$`),
};

const monthShape: Record<Locale, RegExp> = {
  en: new RegExp(String.raw`^${monthName.en}(?: \d{4})?$`),
  fr: new RegExp(String.raw`^${monthName.fr}(?: \d{4})?$`),
};

const monthWord: Record<Locale, RegExp> = {
  en: new RegExp(`^${monthName.en}$`),
  fr: new RegExp(`^${monthName.fr}$`),
};

/** `year` is null where none was written. */
export type NamedDay = { readonly day: number; readonly month: number; readonly year: number | null };

/** Expects lower case without accents, as do all functions here. */
export function isMonthWord(word: string): boolean {
  return monthWord.en.test(word) || monthWord.fr.test(word);
}

/** "27 november", "nov 27 2026", « 1er decembre »; null for anything else and for days that no year has. */
export function readNamedDay(text: string, language: Locale): NamedDay | null {
  return dayShape[language].test(text) ? read(text.replace(' the ', ' '), language) : null;
}

/** "november", « novembre 2026 » as the first of that month. */
export function readMonth(text: string, language: Locale): NamedDay | null {
  return monthShape[language].test(text) ? read(`1 ${text}`, language) : null;
}

/**
 * Read as seen from a leap year, or 29 February would be refused before its year is known; at noon, so that no zone
 * moves the day.
 */
function read(text: string, language: Locale): NamedDay | null {
  const seenFrom = { instant: new Date('2024-01-01T12:00:00Z'), timezone: 0 };
  const [found, ...more] = parsers[language].parse(text, seenFrom);
  if (found?.text !== text || found.end || more.length > 0) return null;
  const { start } = found;
  const [year, month, day] = [start.get('year'), start.get('month'), start.get('day')];
  if (year === null || month === null || day === null) return null;
  return { day, month, year: start.isCertain('year') ? year : null };
}
