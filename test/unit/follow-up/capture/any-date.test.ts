import { describe, expect, it } from 'vitest';
import { addDays, addMonths, dayOf, endOfMonth, weekdayOf } from '../../../../src/kernel/calendar.js';
import { seeded } from '../../../support/seeded.js';
import { captured } from './captured.js';

/** A Tuesday. */
const today = '2026-12-01';
const inDays = (days: number) => addDays(today, days);

/** A phrase with the day it means by itself, which this test counted for itself. */
type Said = readonly [words: string, day: string];

const phrases: Record<'en' | 'fr', readonly Said[]> = {
  en: [
    ...(['Friday', 'Monday', 'Wednesday', 'Sunday'] as const).map(
      (name): Said => [
        `by ${name}`,
        { Friday: inDays(3), Monday: inDays(6), Wednesday: inDays(1), Sunday: inDays(5) }[name],
      ],
    ),
    ['before next Friday', inDays(10)],
    ['by tomorrow', inDays(1)],
    ['by the 14th', '2026-12-14'],
    ['by 14 December', '2026-12-14'],
    ['due 2026-12-14', '2026-12-14'],
    ['by the end of the month', endOfMonth(today)],
    ['in 3 days', inDays(3)],
    ['within 2 weeks', inDays(14)],
    ['within 3 working days', inDays(3)],
  ],
  fr: [
    ['avant vendredi', inDays(3)],
    ['pour lundi', inDays(6)],
    ["d'ici dimanche", inDays(5)],
    ['avant vendredi prochain', inDays(10)],
    ['pour demain', inDays(1)],
    ['avant le 14', '2026-12-14'],
    ['avant le 14 décembre', '2026-12-14'],
    ['au plus tard le 14/12/2026', '2026-12-14'],
    ["d'ici la fin du mois", endOfMonth(today)],
    ['dans 3 jours', inDays(3)],
    ['sous 2 semaines', inDays(14)],
    ['sous 3 jours ouvrés', inDays(3)],
    ['dans un mois', addMonths(today, 1)],
  ],
};

/** What changes the day of any phrase before it, or may. */
const changing: Record<'en' | 'fr', readonly string[]> = {
  en: [
    ...[
      '11',
      'the 11th',
      ', the 14th',
      '(11th)',
      '4',
      '14',
      '2027',
      '3 banners',
      'or Monday',
      'or so',
      '/ Monday',
      '- 15',
    ],
    ...['after next', 'next', 'before the 20th', 'after the 20th', 'in two weeks', 'on the 12th', 'W50', 'of week 50'],
    ...['at 3 offices', 'at the earliest', 'a week late', 'within 2 weeks', 'excluding weekends', 'not Sunday', 'week'],
  ],
  fr: [
    ...['11', 'le 11', ', le 14', '(14)', '4', '2027', '3 bannières', 'ou lundi', 'voire lundi', '/ lundi', '- 15'],
    ...['en 8', 'en huit', 'en 9', 'suivant', 'avant le 20', 'après le 20', 'dans deux semaines', 'S50', 'semaine 50'],
    ...[
      'à 3 clients',
      'au plus tôt',
      'hors week-end',
      'pas dimanche',
      'ouvrés',
      'en 3 exemplaires',
      'de la semaine suivante',
    ],
  ],
};

/** What leaves the day as it is. */
const neutral: Record<'en' | 'fr', readonly string[]> = {
  en: [
    '',
    ', please',
    'with the figures',
    'for the board',
    'at the latest',
    '. Then call them',
    'for #12',
    '(draft)',
    '!high',
  ],
  fr: [
    '',
    ', merci',
    'avec les chiffres',
    'pour le comité',
    'au plus tard',
    '. Puis relancer Paul',
    'pour #12',
    '(projet)',
    '!haute',
  ],
};

const titles = {
  en: ['send the quote', 'call 3 suppliers of 2025', 'fix the Sunday newsletter', 'check the sales of 3 November'],
  fr: [
    'envoyer le devis',
    'appeler 3 fournisseurs de 2025',
    'corriger la lettre du dimanche',
    'vérifier les ventes du 3 novembre',
  ],
} as const;

const weekdays: Readonly<Record<string, string>> = {
  ...{ lundi: 'monday', mercredi: 'wednesday', vendredi: 'friday', dimanche: 'sunday' },
  ...{ monday: 'monday', wednesday: 'wednesday', friday: 'friday', sunday: 'sunday' },
};

const tokens = (text: string) => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));

/** Every weekday and every number of the words is that of the day: an oracle that knows no grammar. */
function agrees(words: string, day: string): boolean {
  const cores = words.toLowerCase().match(/[\p{L}\p{N}/']+/gu) ?? [];
  return cores.every((core) => {
    const weekday = weekdays[core];
    const number = /^(\d{1,2})(?:th)?$/.exec(core)?.[1];
    return (
      (weekday === undefined || weekday === weekdayOf(day)) && (number === undefined || Number(number) === dayOf(day))
    );
  });
}

const lines = (['en', 'fr'] as const).flatMap((locale) =>
  titles[locale].flatMap((title) => phrases[locale].map((said) => ({ locale, title, said }))),
);

describe('a date with something behind it', () => {
  it('is read whole or left to its author, and nothing else leaves the title', () => {
    let read = 0;
    for (const {
      locale,
      title,
      said: [phrase],
    } of lines) {
      for (const suffix of changing[locale]) {
        const text = `${title} ${phrase} ${suffix}`;
        const { due, title: kept, dateWords, dateProblem } = captured(text, { today, locale });
        const isCut = due !== null || dateProblem === 'clash' || dateProblem === 'ambiguous';
        const said = `${phrase} ${suffix}`;

        if (due) read += 1;
        if (due && !/week|en (?:8|huit)|ouvrés/.test(suffix))
          expect([text, agrees(`${phrase} ${suffix}`, due.on)]).toEqual([text, true]);
        // Three working days from a Tuesday end on the Friday.
        if (due && suffix === 'ouvrés') expect([text, due.on]).toEqual([text, '2026-12-04']);
        if (due && /en (?:8|huit)$/.test(suffix))
          expect(['2026-12-11', '2026-12-14', '2026-12-13', '2026-12-09']).toContain(due.on);
        if (!isCut) expect([text, tokens(kept)]).toEqual([text, tokens(text)]);
        if (isCut) expect([text, tokens(kept)]).toEqual([text, tokens(title)]);
        if (dateWords && isCut) expect(said.replaceAll(/[(),]/g, '')).toContain(dateWords.replaceAll(/[(),]/g, ''));
      }
    }
    expect(read).toBeGreaterThan(20);
  });

  it('that leaves it as it is means the day it means alone', () => {
    for (const {
      locale,
      title,
      said: [phrase, day],
    } of lines) {
      for (const suffix of neutral[locale]) {
        const text = `${title} ${phrase}${/^[.,]/.test(suffix) ? '' : ' '}${suffix}`.trim();

        expect([text, captured(text, { today, locale }).due?.on]).toEqual([text, day]);
      }
    }
  });
});

describe('thousands of lines thrown together', () => {
  it('never lose a word that is not of the date, nor store a day that their words contradict', () => {
    const random = seeded(7);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
    for (let count = 0; count < 3_000; count += 1) {
      const locale = pick(['en', 'fr'] as const);
      const title = pick(titles[locale]);
      const [phrase] = pick(phrases[locale]);
      const suffix = pick(random() < 0.5 ? changing[locale] : neutral[locale].filter((text) => !text.startsWith('!')));
      const date = `${phrase} ${suffix}`.trim();
      const text = pick([`${date}: ${title}`, `${title} ${date}`, `${title} ${date}, ${pick(titles[locale])}`]);
      const { due, title: kept, dateProblem } = captured(text, { today, locale });

      const missing = [...tokens(text.replaceAll(/[():,]/g, ' '))];
      for (const word of tokens(kept.replaceAll(/[():,]/g, ' '))) missing.splice(missing.indexOf(word), 1);
      if (due === null && dateProblem !== 'clash' && dateProblem !== 'ambiguous' && dateProblem !== 'past')
        expect([text, missing]).toEqual([text, []]);
      const own = tokens(date.replaceAll(/[():,]/g, ' '));
      expect([text, missing.filter((word) => !own.includes(word))]).toEqual([text, []]);
      expect(due === null || due.on >= today).toBe(true);
    }
  });
});
