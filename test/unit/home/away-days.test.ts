import { describe, expect, it } from 'vitest';
import { readAway } from '../../../src/features/home/away/away-days.js';

/** A Wednesday. */
const today = '2026-11-18';

const daysIn = (text: string, locale: 'en' | 'fr' = 'en') => {
  const read = readAway(text, { today, locale });
  return 'days' in read ? `${read.days.fromOn} ${read.days.toOn}` : read.problem;
};

describe('the days of an absence in one line', () => {
  it.each([
    ['2026-12-01 2026-12-05', '2026-12-01 2026-12-05'],
    ['2026-12-01 to 2026-12-05', '2026-12-01 2026-12-05'],
    ['2026-12-01..2026-12-05', '2026-12-01 2026-12-05'],
    ['from 2026-12-01 until 2026-12-05 included', '2026-12-01 2026-12-05'],
    ['2026-12-01', '2026-12-01 2026-12-01'],
    ['until Friday', '2026-11-18 2026-11-20'],
    ['till next Friday', '2026-11-18 2026-11-27'],
    ['until 5 December', '2026-11-18 2026-12-05'],
    ['Friday', '2026-11-20 2026-11-20'],
    ['tomorrow', '2026-11-19 2026-11-19'],
    ['today', '2026-11-18 2026-11-18'],
    ['from Monday to Friday', '2026-11-23 2026-11-27'],
    ['from monday - wednesday', '2026-11-23 2026-11-25'],
    ['24 to 27 November', '2026-11-24 2026-11-27'],
    ['November 24 to 27', '2026-11-24 2026-11-27'],
    ['from the 24th to the 27th', '2026-11-24 2026-11-27'],
    ['from 20 December to 3 January', '2026-12-20 2027-01-03'],
    ['between 1 and 5 December 2026', '2026-12-01 2026-12-05'],
    ['next week', '2026-11-23 2026-11-29'],
    ['this week', '2026-11-18 2026-11-22'],
    ['for 3 days', '2026-11-18 2026-11-20'],
    ['two weeks', '2026-11-18 2026-12-01'],
    ['from Monday for 2 weeks', '2026-11-23 2026-12-06'],
    ['since Monday until friday', '2026-11-16 2026-11-20'],
    ['until the end of the month', '2026-11-18 2026-11-30'],
    ['until Friday the 27th', '2026-11-18 2026-11-27'],
    ['until Friday 27', '2026-11-18 2026-11-27'],
    ['from Monday the 23rd to Friday the 27th', '2026-11-23 2026-11-27'],
    ['for 5 working days', '2026-11-18 2026-11-24'],
    ['from Monday for 5 business days', '2026-11-23 2026-11-27'],
    ['until Friday week', '2026-11-18 2026-11-27'],
    ['tomorrow and Friday', '2026-11-19 2026-11-20'],
    ['between Monday and Friday', '2026-11-23 2026-11-27'],
  ])('"%s"', (text, days) => {
    expect(daysIn(text)).toBe(days);
  });

  it.each([
    ['jusqu’à vendredi', '2026-11-18 2026-11-20'],
    ["jusqu'au 5 décembre", '2026-11-18 2026-12-05'],
    ['du 24 au 27 novembre', '2026-11-24 2026-11-27'],
    ['du 1er au 5 décembre', '2026-12-01 2026-12-05'],
    ['du 24 au 27', '2026-11-24 2026-11-27'],
    ['du lundi au vendredi', '2026-11-23 2026-11-27'],
    ['du 20 décembre au 3 janvier', '2026-12-20 2027-01-03'],
    ['de demain à vendredi', '2026-11-19 2026-11-20'],
    ['demain', '2026-11-19 2026-11-19'],
    ['la semaine prochaine', '2026-11-23 2026-11-29'],
    ['pendant 3 jours', '2026-11-18 2026-11-20'],
    ['à partir de lundi jusqu’à vendredi', '2026-11-23 2026-11-27'],
    ['depuis lundi jusqu’à demain', '2026-11-16 2026-11-19'],
    ['01/12 05/12', '2026-12-01 2026-12-05'],
    ['2026-12-01 au 2026-12-05', '2026-12-01 2026-12-05'],
    ['jusqu’à vendredi 27', '2026-11-18 2026-11-27'],
    ['jusqu’à vendredi en 8', '2026-11-18 2026-11-27'],
    ['du lundi 23 au vendredi 27', '2026-11-23 2026-11-27'],
    ['pendant 5 jours ouvrés', '2026-11-18 2026-11-24'],
    ['jusqu’à la fin de l’année prochaine', 'long'],
  ])('« %s »', (text, days) => {
    expect(daysIn(text, 'fr')).toBe(days);
  });

  it.each([
    ['2026-12-05 2026-12-01', 'order'],
    ['2026-11-01 2026-11-05', 'past'],
    ['yesterday', 'past'],
    ['2025-12-01 to 2026-12-05', 'past'],
    ['2099-01-01 2099-01-05', 'far'],
    ['2026-12-01 to 2028-01-05', 'long'],
    ['01/12 to 05/12', 'ambiguous'],
    ['soon', 'unread'],
    ['since Monday', 'unread'],
    ['until Monday 24', 'ambiguous'],
    ['Monday the 24th', 'ambiguous'],
    ['lundi 24', 'ambiguous'],
    ['from Monday 24 to Friday 27', 'ambiguous'],
    ['Monday and Friday', 'ambiguous'],
    ['for 8 jours ouvrables', 'unread'],
    ['until Friday after next', 'unread'],
    ['for 2/3 days', 'unread'],
    ['Friday or Monday', 'unread'],
    ['2026-02-30', 'unread'],
    ['until the cows come home', 'unread'],
    ['<!channel> *bold* `code`', 'unread'],
    ['', 'unread'],
    ['🏖️', 'unread'],
    ['Friday '.repeat(4_000), 'unread'],
  ])('"%s" is refused as %s', (text, problem) => {
    expect(daysIn(text)).toBe(problem);
  });

  it('counts days that began lately and last until now', () => {
    expect(daysIn('2026-11-16 2026-11-20')).toBe('2026-11-16 2026-11-20');
  });
});
