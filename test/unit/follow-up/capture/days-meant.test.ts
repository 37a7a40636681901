import { describe, expect, it } from 'vitest';
import { captured } from './captured.js';

/** A Tuesday. */
const today = '2026-12-01';

const meant = (text: string, locale: 'en' | 'fr') => captured(text, { today, locale }).due?.on ?? 'form';

describe('in English, on Tuesday 1 December 2026', () => {
  it.each([
    ['send the quote by Monday the 14th', '2026-12-14'],
    ['send the quote by Friday, the 11th', '2026-12-11'],
    ['send the quote by the end of the month after next', '2027-02-28'],
    ['send the quote by Monday 14', '2026-12-14'],
    ['send the quote by Fri 11', '2026-12-11'],
    ['send the quote by Friday (11th)', '2026-12-11'],
    ['send the quote by Tuesday 15th at noon', '2026-12-15'],
    ['send the quote by Friday 11 Dec', '2026-12-11'],
    ['send the quote by December the 14th', '2026-12-14'],
    ['send the quote by 14 December, Monday', '2026-12-14'],
    ['send the quote by next Friday the 11th', '2026-12-11'],
    ['send the quote by tomorrow, Wednesday', '2026-12-02'],
    ['send the quote by the 11th of next month', '2027-01-11'],
    ['send the quote by the 11th of this month', '2026-12-11'],
    ['send the quote by 4 March next year', '2027-03-04'],
    ['send the quote by Friday week', '2026-12-11'],
    ['send the quote a week on Friday', '2026-12-11'],
    ['send the quote by Monday next week', '2026-12-07'],
    ['send the quote within 5 working days', '2026-12-08'],
    ['send the quote in 5 business days', '2026-12-08'],
    ['send the quote within ten working days', '2026-12-15'],
    ['send the quote by the next business day', '2026-12-02'],
    ['send the quote in 10 calendar days', '2026-12-11'],
    ['send the quote 3 weeks from now', '2026-12-22'],
    ['send the quote by the end of the week after next', '2026-12-18'],
    ['send the quote by the end of next year', '2027-12-31'],
    ['send the quote by the end of 2027', '2027-12-31'],
    ['send the quote by 5 p.m. Friday', '2026-12-04'],
    ['send the quote by first thing Friday', '2026-12-04'],
    ['send the quote by Friday for 3 people', '2026-12-04'],
    ['send the quote by Friday, before the board meets', '2026-12-04'],
    ['send the quote by Friday. 3 people wait for it', '2026-12-04'],
    ['send the quote by Friday for #12', '2026-12-04'],
    ['check the figures of Monday before Friday', '2026-12-04'],
  ])('"%s" is due on %s', (text, expected) => {
    expect(meant(text, 'en')).toBe(expected);
  });

  it.each([
    'send the quote by Friday after next',
    'send the quote by 03/04',
    'send the quote by Monday the 15th',
    'send the quote by Monday 15 December',
    'send the quote by Friday or Monday',
    'send the quote by Friday or later',
    'send the quote by Friday if you can, or Monday',
    'send the quote by the 14th or the 15th',
    'send the quote by Friday/Monday',
    'send the quote by Friday / Monday',
    'send the quote by Friday, not Monday',
    'send the quote by Friday 4 banners',
    'send the quote by Friday 3 banners',
    'send the quote by Friday at 3 offices',
    'send the quote by Friday next',
    'send the quote by Friday 12',
    'send the quote by Friday the twelfth',
    'send the quote by the first Monday of January',
    'send the quote by the second Friday',
    'send the quote by the Friday before the 11th',
    'send the quote by the Monday after Christmas',
    'send the quote two working days before Friday',
    'send the quote by Friday in two weeks',
    'send the quote in two weeks on Friday',
    'send the quote by Friday at the earliest',
    'send the quote by 2/3 December',
    'send the quote by 14 15 December',
    'send the quote by the 14th-15th',
    'send the quote in 2-3 days',
    'send the quote in 2 or 3 days',
    'send the quote within 5 working days of the kick-off on 14 December',
    'send the quote within 5 days excluding weekends',
    'send the quote within 5 days of signing',
    'send the quote by Friday of that week',
    'send the quote by Monday, week 50',
    'send the quote by Monday W50',
    'send the quote by 11 December 27',
    'send the quote by this Friday the 11th',
    'send the quote by mid December',
    'send the quote by the end of the week or month',
    'send the quote by Friday the week after',
    'send the quote by 5 Friday',
  ])('"%s" opens the form', (text) => {
    expect(meant(text, 'en')).toBe('form');
  });
});

describe('en français, le mardi 1er décembre 2026', () => {
  it.each([
    ['envoyer le devis avant lundi 14', '2026-12-14'],
    ['envoyer le devis pour le vendredi 11', '2026-12-11'],
    ["envoyer le devis d'ici mardi 15", '2026-12-15'],
    ['envoyer le devis pour vendredi en 8', '2026-12-11'],
    ['envoyer le devis sous 5 jours ouvrés', '2026-12-08'],
    ['envoyer le devis apres demain', '2026-12-03'],
    ["envoyer le devis avant la fin de l'année prochaine", '2027-12-31'],
    ['envoyer le devis avant fin de mois prochain', '2027-01-31'],
    ['envoyer le devis le lundi 14', '2026-12-14'],
    ['envoyer le devis lundi 14 au soir', '2026-12-14'],
    ['envoyer le devis avant le lundi 14 à 10h', '2026-12-14'],
    ['envoyer le devis avant lundi 14h', '2026-12-07'],
    ['envoyer le devis avant ven. 11', '2026-12-11'],
    ['envoyer le devis avant lundi 14 déc.', '2026-12-14'],
    ['envoyer le devis pour le 14 décembre prochain', '2026-12-14'],
    ['envoyer le devis pour le 14 novembre prochain', '2027-11-14'],
    ['envoyer le devis avant le 11 du mois prochain', '2027-01-11'],
    ['envoyer le devis avant le 11 de ce mois', '2026-12-11'],
    ["envoyer le devis avant le 4 mars de l'année prochaine", '2027-03-04'],
    ['envoyer le devis vendredi en huit', '2026-12-11'],
    ['envoyer le devis pour vendredi en 15', '2026-12-18'],
    ["envoyer le devis d'aujourd'hui en huit", '2026-12-08'],
    ['envoyer le devis demain mercredi', '2026-12-02'],
    ['envoyer le devis dans dix jours ouvres', '2026-12-15'],
    ["envoyer le devis d'ici à 3 jours ouvrables", '2026-12-04'],
    ['envoyer le devis sous 10 jours calendaires', '2026-12-11'],
    ['envoyer le devis dans les 5 prochains jours', '2026-12-06'],
    ['envoyer le devis pour le prochain jour ouvré', '2026-12-02'],
    ['envoyer le devis fin de semaine prochaine', '2026-12-11'],
    ['envoyer le devis pour fin fevrier', '2027-02-28'],
    ["envoyer le devis d'ici fin 2027", '2027-12-31'],
    ['envoyer le devis vendredi dernier délai', '2026-12-04'],
    ['envoyer le devis avant vendredi avec 3 variantes', '2026-12-04'],
    ['envoyer le devis avant vendredi en anglais', '2026-12-04'],
    ['envoyer le devis avant vendredi la prochaine version', '2026-12-04'],
    ['vérifier les chiffres de lundi avant vendredi', '2026-12-04'],
  ])('« %s » est à rendre le %s', (text, expected) => {
    expect(meant(text, 'fr')).toBe(expected);
  });

  it.each([
    "envoyer le devis d'ici 2/3 jours",
    'envoyer le devis avant lundi 15 décembre',
    'envoyer le devis avant lundi 15',
    'envoyer le devis avant mardi 8 bannières',
    'envoyer le devis avant vendredi à 3 clients',
    'envoyer le devis avant vendredi en 9',
    'envoyer le devis avant vendredi en 3 exemplaires',
    'envoyer le devis avant vendredi ou lundi',
    'envoyer le devis avant vendredi, sinon lundi',
    'envoyer le devis avant vendredi voire lundi',
    'envoyer le devis avant le 14 ou le 15',
    'envoyer le devis le 14 15 décembre',
    'envoyer le devis avant le 14-15 décembre',
    'envoyer le devis sous 2 à 3 semaines',
    'envoyer le devis sous 8 jours ouvrables',
    'envoyer le devis dans 5 jours francs',
    'envoyer le devis sous 30 jours à réception',
    'envoyer le devis avant vendredi au plus tôt',
    'envoyer le devis dans 5 jours hors week-end',
    'envoyer le devis vendredi dans deux semaines',
    'envoyer le devis avant le premier lundi de janvier',
    'envoyer le devis avant le premier lundi',
    'envoyer le devis le lundi après Noël',
    'envoyer le devis avant le lundi suivant le 14',
    'envoyer le devis le vendredi avant le 14',
    'envoyer le devis 48h avant vendredi',
    'envoyer le devis deux jours ouvrés avant vendredi',
    'envoyer le devis 30 jours fin de mois',
    'envoyer le devis fin de mois le 10',
    'envoyer le devis avant la fin du mois suivant',
    'envoyer le devis avant lundi semaine 50',
    'envoyer le devis avant lundi S50',
    'envoyer le devis avant lundi prochain 14',
    'envoyer le devis avant vendredi de la semaine suivante',
    'envoyer le devis vendredi au plus tôt',
    'envoyer le devis avant vendredi deux',
    'envoyer le devis avant mar 15',
    'envoyer le devis mi-décembre',
    'envoyer le devis avant le 11 12',
    'envoyer le devis sous quinzaine ouvrée',
    'envoyer le devis sous 48h',
  ])('« %s » ouvre le formulaire', (text) => {
    expect(meant(text, 'fr')).toBe('form');
  });
});

describe('a day that only its author can tell', () => {
  it.each([
    ['send the quote by 03/04', 'ambiguous', '03/04', ['2027-03-04', '2027-04-03']],
    ['send the quote by Monday 15 December', 'clash', 'Monday 15 December', ['2026-12-15']],
    ['send the quote by this Friday the 11th', 'clash', 'this Friday the 11th', ['2026-12-04', '2026-12-11']],
  ] as const)('"%s" gives what it may mean, and is out of the title', (text, problem, words, readings) => {
    expect(captured(text, { today })).toMatchObject({
      title: 'send the quote',
      dateProblem: problem,
      dateWords: words,
      dateReadings: readings,
    });
  });

  it('counts « jours ouvrables » with and without Saturdays', () => {
    expect(captured('rappeler Paul sous 8 jours ouvrables', { today, locale: 'fr' })).toMatchObject({
      title: 'rappeler Paul',
      dateProblem: 'ambiguous',
      dateReadings: ['2026-12-10', '2026-12-11'],
    });
  });

  it.each([
    ['send the quote by Friday after next', 'Friday after next'],
    ['send the quote by Friday 4 banners', 'Friday 4'],
    ['send the quote by the 14th or the 15th', 'the 14th or the 15th'],
    ["envoyer le devis d'ici 2/3 jours", '2/3 jours'],
    ['envoyer le devis avant lundi suivant le 14, merci', 'lundi suivant le 14'],
  ])('"%s" is named, and takes no word out of the title', (text, words) => {
    expect(captured(text, { today })).toMatchObject({ title: text, dateProblem: 'unread', dateWords: words });
  });
});

describe('working days', () => {
  const isHoliday = (day: string) => day === '2026-12-25' || day === '2027-01-01';

  it.each([
    ['en', 'send it within 5 working days', '2026-12-23', '2026-12-31'],
    ['fr', "l'envoyer sous 5 jours ouvrés", '2026-12-23', '2026-12-31'],
    ['en', 'send it in 1 business day', '2026-12-24', '2026-12-28'],
    ['fr', "l'envoyer dans un jour ouvré", '2026-12-31', '2027-01-04'],
    ['en', 'send it in 2 working days', '2026-12-26', '2026-12-29'],
  ] as const)('in %s, "%s" leaves out weekends and holidays: said on %s, it is %s', (locale, text, day, expected) => {
    expect(captured(text, { today: day, locale, isHoliday }).due?.on).toBe(expected);
  });
});
