import type { Locale } from './numbers.js';

/** Amounts of money: whole numbers of minor units (cents), written and read as people write them. */

/** How many digits a currency has after the decimal sign: 2 for EUR, 0 for JPY. Expects an ISO 4217 code. */
export function minorDigits(currency: string): number {
  const { maximumFractionDigits } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
  return maximumFractionDigits ?? 2;
}

/** True for a currency that is in use, by its ISO 4217 code in capitals. */
export function isCurrency(code: string): boolean {
  return Intl.supportedValuesOf('currency').includes(code);
}

const regional: Record<Locale, string> = { en: 'en-GB', fr: 'fr-FR' };

/** `5 000 €`, `€1,250.50`: whole amounts without empty decimals. */
export function formatMoney(minor: number, currency: string, locale: Locale): string {
  const amount = minor / 10 ** minorDigits(currency);
  const digits = Number.isInteger(amount) ? { maximumFractionDigits: 0 } : {};
  const options = { style: 'currency', currency, currencyDisplay: 'narrowSymbol', ...digits } as const;
  return new Intl.NumberFormat(regional[locale], options).format(amount).replace('-', '\u2212');
}

/** As somebody would type it again: `5000`, `1250.50`, in French `1250,50`. */
export function typedMoney(minor: number, currency: string, locale: Locale): string {
  const digits = minorDigits(currency);
  const amount = minor / 10 ** digits;
  const text = Number.isInteger(amount) ? String(amount) : amount.toFixed(digits);
  return locale === 'fr' ? text.replace('.', ',') : text;
}

const decimalSign: Record<Locale, string> = { en: '.', fr: ',' };

/** Between the digits of one number; the narrow and the hard space too. */
const spaces = /[\s'’]/gu;

/**
 * Reads an amount as it is typed, in minor units: `5000`, `5 000,50`, `5,000.50`, `5000 €`. What can be read two ways,
 * such as `5,000` in French, is not guessed.
 * @returns null for anything that is no amount of the currency, or is negative
 */
export function parseMoney(text: string, currency: string, locale: Locale): number | null {
  const bare = withoutCurrency(text, currency).replaceAll(spaces, '');
  if (!/^\d[\d.,]*$/.test(bare) || /[.,]$/.test(bare)) return null;
  const digits = minorDigits(currency);
  const decimal = decimalIn(bare, digits, locale);
  if (decimal === null) return null;
  const at = decimal === '' ? -1 : bare.lastIndexOf(decimal);
  const [whole, fraction] = at < 0 ? [bare, ''] : [bare.slice(0, at), bare.slice(at + 1)];
  if (!isGrouped(whole) || fraction.length > digits) return null;
  const minor = Number(`${whole.replaceAll(/[.,]/g, '')}${fraction.padEnd(digits, '0')}`);
  return Number.isSafeInteger(minor) ? minor : null;
}

function withoutCurrency(text: string, currency: string): string {
  const symbol = formatMoney(0, currency, 'en').replaceAll(/[\d\s]/gu, '');
  return [currency, symbol]
    .reduce((rest, sign) => rest.trim().replace(new RegExp(`^${escaped(sign)}|${escaped(sign)}$`, 'iu'), ''), text)
    .trim();
}

const escaped = (text: string): string => text.replaceAll(/[$.*+?^()[\]{}|\\]/g, '\\$&');

/** The sign that stands before the decimals: empty where there are none, null where it cannot be told. */
function decimalIn(number: string, digits: number, locale: Locale): string | null {
  const signs = [...number].filter((sign) => sign === '.' || sign === ',');
  const [first] = signs;
  const last = signs.at(-1);
  if (first === undefined || last === undefined) return '';
  if (first !== last) return signs.filter((sign) => sign === last).length === 1 ? last : null;
  if (signs.length > 1) return '';
  const behind = number.length - number.indexOf(last) - 1;
  if (behind <= digits && behind !== 3) return last;
  if (behind !== 3) return null;
  if (digits === 3 && last === decimalSign[locale]) return last;
  return last === decimalSign[locale] ? null : '';
}

/** Digits alone, or in groups of three with one sign. */
function isGrouped(whole: string): boolean {
  return /^\d+$/.test(whole) || /^\d{1,3}(?:,\d{3})+$/.test(whole) || /^\d{1,3}(?:\.\d{3})+$/.test(whole);
}
