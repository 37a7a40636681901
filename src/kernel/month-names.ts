import type { Locale } from './numbers.js';

/** In full and cut short, in lower case without accents. « mar » is no month in French: it is Tuesday there. */
const monthNames: Record<Locale, readonly (readonly string[])[]> = {
  en: [
    ['jan', 'january'],
    ['feb', 'february'],
    ['mar', 'march'],
    ['apr', 'april'],
    ['may'],
    ['jun', 'june'],
    ['jul', 'july'],
    ['aug', 'august'],
    ['sep', 'sept', 'september'],
    ['oct', 'october'],
    ['nov', 'november'],
    ['dec', 'december'],
  ],
  fr: [
    ['janv', 'janvier'],
    ['fev', 'fevr', 'fevrier'],
    ['mars'],
    ['avr', 'avril'],
    ['mai'],
    ['juin'],
    ['juil', 'juillet'],
    ['aou', 'aout'],
    ['sept', 'septembre'],
    ['oct', 'octobre'],
    ['nov', 'novembre'],
    ['dec', 'decembre'],
  ],
};

const numbers: Record<Locale, ReadonlyMap<string, number>> = {
  en: numbered(monthNames.en),
  fr: numbered(monthNames.fr),
};

function numbered(names: readonly (readonly string[])[]): ReadonlyMap<string, number> {
  return new Map(names.flatMap((forms, index) => forms.map((form) => [form, index + 1] as const)));
}

/** 1 to 12 for a month's name in that language, in lower case without accents or full stop; null for another word. */
export function monthNumber(name: string, language: Locale): number | null {
  return numbers[language].get(name) ?? null;
}
