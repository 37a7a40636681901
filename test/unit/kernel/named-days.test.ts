import { expect, it } from 'vitest';
import { isMonthWord, readMonth, readNamedDay } from '../../../src/kernel/spoken-days/named-days.js';

it.each([
  ['en', '27 november', { day: 27, month: 11, year: null }],
  ['en', '3rd of aug 2027', { day: 3, month: 8, year: 2027 }],
  ['en', 'nov 27 2026', { day: 27, month: 11, year: 2026 }],
  ['en', 'november the 1st', { day: 1, month: 11, year: null }],
  ['en', 'feb 29', { day: 29, month: 2, year: null }],
  ['fr', '1er decembre', { day: 1, month: 12, year: null }],
  ['fr', '03 fevr 2028', { day: 3, month: 2, year: 2028 }],
  ['fr', '27 aou', { day: 27, month: 8, year: null }],
  ['fr', '27 novembre 3000', { day: 27, month: 11, year: 3000 }],
] as const)('reads in %s "%s"', (language, text, named) => {
  expect(readNamedDay(text, language)).toEqual(named);
});

it.each([
  ['en', '31 november'],
  ['en', '0 may'],
  ['en', '29 february 2027'],
  ['en', 'jul 32'],
  ['en', '27 november 0999'],
  ['en', '27 november 26'],
  ['en', '27 nov 2026 or so'],
  ['en', '27 constructor'],
  ['en', '27 novembre'],
  ['fr', '27 november'],
  ['fr', '2er mai'],
  ['fr', '3 mar'],
  ['fr', 'novembre 27'],
] as const)('reads in %s no day from "%s"', (language, text) => {
  expect(readNamedDay(text, language)).toBeNull();
});

it('reads a month as its first day', () => {
  expect(readMonth('sept', 'en')).toEqual({ day: 1, month: 9, year: null });
  expect(readMonth('juillet 2027', 'fr')).toEqual({ day: 1, month: 7, year: 2027 });
  expect(readMonth('juillet 27', 'fr')).toBeNull();
});

it('knows the months of both languages', () => {
  expect(['mar', 'mars', 'sept', 'juil', 'aout'].filter(isMonthWord)).toHaveLength(5);
  expect(['march of', 'marche', 'novem', 'monday'].filter(isMonthWord)).toEqual([]);
});
