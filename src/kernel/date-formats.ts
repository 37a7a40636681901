import type { Locale } from './numbers.js';

const regional: Record<Locale, string> = { en: 'en-GB', fr: 'fr-FR' };

const formats = new Map<string, Intl.DateTimeFormat>();

/** Intl's format of a date in a language; kept, because building one costs more than all the dates of a digest. */
export function dateFormat(locale: Locale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale}${JSON.stringify(options)}`;
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(regional[locale], options);
    formats.set(key, found);
  }
  return found;
}
