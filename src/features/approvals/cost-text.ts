import type { Locale } from '../../kernel/numbers.js';

const regional: Readonly<Record<Locale, string>> = { en: 'en-GB', fr: 'fr-FR' };

/** An amount in minor units of a currency, as people of a language write it. */
export function costText(
  minor: number,
  { currency, locale }: { readonly currency: string; readonly locale: Locale },
): string {
  const format = new Intl.NumberFormat(regional[locale], { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(minor / 10 ** digits);
}
