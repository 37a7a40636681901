import { describe, expect, it } from 'vitest';
import { formatMoney, isCurrency, minorDigits, parseMoney, typedMoney } from '../../../src/kernel/money.js';
import type { Locale } from '../../../src/kernel/numbers.js';

const spaced = (text: string) => text.replaceAll(/\s/gu, ' ');

describe('an amount', () => {
  it.each<[string, string, Locale, number | null]>([
    ['5000', 'EUR', 'en', 500_000],
    ['5 000,50', 'EUR', 'fr', 500_050],
    ['5\u202f000,50\u00a0€', 'EUR', 'fr', 500_050],
    ['5,000.50', 'EUR', 'en', 500_050],
    ['5,000', 'EUR', 'en', 500_000],
    ['5.000', 'EUR', 'fr', 500_000],
    ['1,234,567', 'EUR', 'en', 123_456_700],
    ['1.234.567,8', 'EUR', 'en', 123_456_780],
    ['12.5', 'EUR', 'fr', 1_250],
    ['12,5', 'EUR', 'en', 1_250],
    ['€ 12', 'EUR', 'en', 1_200],
    ['12 EUR', 'EUR', 'en', 1_200],
    ['$12.00', 'USD', 'en', 1_200],
    ['5000', 'JPY', 'en', 5_000],
    ['5.000', 'KWD', 'en', 5_000],
    ['0', 'EUR', 'en', 0],
    ['5,000', 'EUR', 'fr', null],
    ['5.000', 'EUR', 'en', null],
    ['5.0001', 'EUR', 'en', null],
    ['12.50', 'JPY', 'en', null],
    ['1,23,456', 'EUR', 'en', null],
    ['1.2,3.4', 'EUR', 'en', null],
    ['-5', 'EUR', 'en', null],
    ['5k', 'EUR', 'en', null],
    ['12 USD', 'EUR', 'en', null],
    ['5,', 'EUR', 'fr', null],
    ['', 'EUR', 'en', null],
    ['99999999999999999', 'EUR', 'en', null],
  ])('"%s" in %s, typed in %s, is %j in minor units', (text, currency, locale, minor) => {
    expect(parseMoney(text, currency, locale)).toBe(minor);
  });

  it('is written in its currency, without empty decimals', () => {
    expect(spaced(formatMoney(500_000, 'EUR', 'fr'))).toBe('5 000 €');
    expect(spaced(formatMoney(500_050, 'EUR', 'fr'))).toBe('5 000,50 €');
    expect(formatMoney(125_050, 'GBP', 'en')).toBe('£1,250.50');
    expect(spaced(formatMoney(5_000, 'JPY', 'en'))).toBe('¥5,000');
  });

  it.each<[number, string, Locale]>([
    [500_050, 'EUR', 'fr'],
    [500_000, 'EUR', 'en'],
    [5, 'EUR', 'fr'],
    [5_000, 'JPY', 'fr'],
    [1_234_567, 'KWD', 'en'],
  ])('is read again as it was: %d minor units of %s in %s', (minor, currency, locale) => {
    expect(parseMoney(typedMoney(minor, currency, locale), currency, locale)).toBe(minor);
    expect(parseMoney(formatMoney(minor, currency, locale), currency, locale)).toBe(minor);
  });

  it('has the digits of its currency, which must be one', () => {
    expect([minorDigits('EUR'), minorDigits('JPY'), minorDigits('KWD')]).toEqual([2, 0, 3]);
    expect([isCurrency('EUR'), isCurrency('EURO'), isCurrency('eur')]).toEqual([true, false, false]);
  });
});
