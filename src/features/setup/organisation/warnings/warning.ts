import type { Locale } from '../../../../kernel/numbers.js';
import type { Say } from '../../../../platform/texts.js';

/** Whoever reads what a file will do. */
export type Reader = { readonly say: Say; readonly locale: Locale; readonly now: Date };

/** What is allowed, and will still surprise somebody one day, with what to write instead. */
export type Warning = (reader: Reader) => string;

/** « a, b et c », "a, b and c". */
export function listOf(names: readonly string[], { locale }: Pick<Reader, 'locale'>): string {
  return new Intl.ListFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', { type: 'conjunction' }).format(names);
}
