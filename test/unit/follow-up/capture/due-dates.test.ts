import { describe, expect, it } from 'vitest';
import { captured, dueIn } from './captured.js';

describe('a deadline in English, said on Wednesday 18 November 2026', () => {
  it.each([
    ['send the deck by today', '2026-11-18'],
    ['send the deck tomorrow', '2026-11-19'],
    ['Tomorrow call the agency', '2026-11-19'],
    ['send it the day after tomorrow', '2026-11-20'],
    ['send the deck by EOD', '2026-11-18'],
    ['send the deck by end of day Friday', '2026-11-20'],
    ['send the deck by COB Friday', '2026-11-20'],
    ['send the deck by Friday', '2026-11-20'],
    ['send the deck by Friday 5pm', '2026-11-20'],
    ['send the deck by 5 pm on Friday', '2026-11-20'],
    ['send the deck by Friday at 17:00', '2026-11-20'],
    ['send the deck before friday noon, please', '2026-11-20'],
    ['send the deck Friday', '2026-11-20'],
    ['send the deck on Friday with the figures', '2026-11-20'],
    ['send the deck by Fri', '2026-11-20'],
    ['send the deck by this Friday', '2026-11-20'],
    ['send the deck by next Friday', '2026-11-27'],
    ['send the deck by Friday next week', '2026-11-27'],
    ['send the deck by Friday of next week', '2026-11-27'],
    ['send the deck by next Monday', '2026-11-23'],
    ['send the deck by Monday', '2026-11-23'],
    ['send the deck by Wednesday', '2026-11-25'],
    ['send the deck by this Wednesday', '2026-11-18'],
    ['send the deck in 3 days', '2026-11-21'],
    ['send the deck in two weeks', '2026-12-02'],
    ['send the deck within a week', '2026-11-25'],
    ['send the deck within the next 10 days', '2026-11-28'],
    ['send the deck in a fortnight', '2026-12-02'],
    ['send the deck in a month', '2026-12-18'],
    ['In 3 days call the agency again', '2026-11-21'],
    ['due in 3 days: send the deck', '2026-11-21'],
    ['send the deck by end of the week', '2026-11-20'],
    ['send the deck by the end of the week', '2026-11-20'],
    ['send the deck by EOW', '2026-11-20'],
    ['send the deck before the weekend', '2026-11-20'],
    ['send the deck by the end of next week', '2026-11-27'],
    ['send the deck by EOM', '2026-11-30'],
    ['send the deck at the end of the month', '2026-11-30'],
    ['send the deck by the end of next month', '2026-12-31'],
    ['send the deck by end of January', '2027-01-31'],
    ['send the deck before the end of February 2028', '2028-02-29'],
    ['send the deck by the end of the year', '2026-12-31'],
    ['send the deck by 27/11', '2026-11-27'],
    ['send the deck 27/11', '2026-11-27'],
    ['send the deck by 11/27', '2026-11-27'],
    ['send the deck by 27.11.2026', '2026-11-27'],
    ['send the deck by 27-11-2026', '2026-11-27'],
    ['send the deck by 27/11/26', '2026-11-27'],
    ['send the deck 2026-11-27', '2026-11-27'],
    ['send the deck by 2026/11/27', '2026-11-27'],
    ['send the deck by 05/05', '2027-05-05'],
    ['send the deck by Friday 04/12', '2026-12-04'],
    ['send the deck by 27 November', '2026-11-27'],
    ['send the deck by Friday, 27 November 2026', '2026-11-27'],
    ['send the deck by the 27th of November', '2026-11-27'],
    ['send the deck by November 27, 2026', '2026-11-27'],
    ['send the deck by Nov. 27', '2026-11-27'],
    ['send the deck 27 Nov.', '2026-11-27'],
    ['send the deck by the 27th', '2026-11-27'],
    ['send the deck by the 3rd', '2026-12-03'],
    ['send the deck by the 31st', '2026-12-31'],
    ['send the deck by 15 March', '2027-03-15'],
    ['send the deck, due Friday', '2026-11-20'],
    ['send the deck (due: Friday)', '2026-11-20'],
    ['send the deck - deadline 27 November', '2026-11-27'],
    ['send the deck no later than Friday', '2026-11-20'],
    ['send the deck by Friday at the latest', '2026-11-20'],
    ['send the deck until Monday', '2026-11-23'],
    ['send the deck by Friday?', '2026-11-20'],
    ['send the deck by Friday 🙏', '2026-11-20'],
    ['send the deck by Friday :pray:', '2026-11-20'],
    ['send the deck by *Friday*', '2026-11-20'],
    ['By Friday renegotiate the contract', '2026-11-20'],
    ['Friday: renegotiate the contract', '2026-11-20'],
    ['send Monday numbers by Friday', '2026-11-20'],
    ['by Monday draft it, by Friday send it', '2026-11-20'],
    ['envoyer le contrat avant vendredi', '2026-11-20'],
  ])('reads "%s" as %s', (text, expected) => {
    expect(dueIn(text)).toBe(expected);
  });

  it.each([
    'fix the 2025 report',
    'plan the May campaign',
    'write the Sunday newsletter',
    'Sunday newsletter: new template',
    'review the Q3 plan',
    'review the plan for May',
    'prepare the banners for Black Friday',
    'prepare the slides for Monday meeting',
    'prepare the slides before Friday meeting of the board',
    'send the report every Friday',
    'check the numbers of Friday',
    'move the launch to Friday',
    'move the launch from Monday to Friday',
    'compare Thursday and Friday',
    'send the deck by Friday or Monday',
    'campaign from 24 November to 27 November',
    'the 24 - 27 November campaign',
    "review Friday's numbers",
    'check why the API failed yesterday',
    'check the sales of last Friday',
    'check the sales on 3 November',
    'staff the hotline for 24/7',
    'support 24/7',
    'fix the 3/4 split',
    'conversion is 3/4',
    'got a mark of 10/10',
    'upgrade to 2.10',
    'pause the ads for 3 days',
    'done in 3 business days',
    'open the shop on the 3rd floor',
    'do it for the 3rd time',
    'not before Friday',
    "don't launch the campaign before Friday",
    'brief the team two days before Friday',
    'buy more sun',
    'it must be done by 2027',
    'send the deck next week',
    'send the deck by 31 February',
    'send the deck by 31/02',
    'send the deck by 45/13',
    'the friday',
    'mon équipe, sans date',
    'compare with the 27 November export',
    'call them tomorrow about the invoice',
  ])('leaves "%s" as it is', (text) => {
    const line = captured(text);

    expect(line).toMatchObject({ due: null, dateProblem: 'none', dateWords: null, title: text });
  });
});

describe('a deadline in French, said on Wednesday 18 November 2026', () => {
  it.each([
    ["envoyer le contrat aujourd'hui", '2026-11-18'],
    ['envoyer le contrat aujourd’hui', '2026-11-18'],
    ['envoyer le contrat pour demain', '2026-11-19'],
    ['Demain, rappeler Paul', '2026-11-19'],
    ['envoyer le contrat après-demain', '2026-11-20'],
    ['envoyer le contrat demain matin', '2026-11-19'],
    ['envoyer le contrat avant vendredi', '2026-11-20'],
    ['envoyer le contrat avant vendredi 17h', '2026-11-20'],
    ['envoyer le contrat avant vendredi à 17h30', '2026-11-20'],
    ['envoyer le contrat pour vendredi midi', '2026-11-20'],
    ['envoyer le contrat vendredi en fin de journée', '2026-11-20'],
    ['envoyer le contrat ce vendredi', '2026-11-20'],
    ['envoyer le contrat vendredi', '2026-11-20'],
    ["envoyer le contrat d'ici vendredi", '2026-11-20'],
    ['envoyer le contrat d’ici à vendredi', '2026-11-20'],
    ['envoyer le contrat avant vendredi prochain', '2026-11-27'],
    ['envoyer le contrat vendredi de la semaine prochaine', '2026-11-27'],
    ['envoyer le contrat vendredi en huit', '2026-11-27'],
    ['envoyer le contrat vendredi en quinze', '2026-12-04'],
    ['envoyer le contrat lundi prochain', '2026-11-23'],
    ['envoyer le contrat dans 10 jours', '2026-11-28'],
    ['envoyer le contrat dans deux semaines', '2026-12-02'],
    ['envoyer le contrat dans quinze jours', '2026-12-03'],
    ["envoyer le contrat d'ici 10 jours", '2026-11-28'],
    ["envoyer le contrat d'ici à deux semaines", '2026-12-02'],
    ['envoyer le contrat sous 10 jours', '2026-11-28'],
    ['envoyer le contrat dans un mois', '2026-12-18'],
    ['envoyer le contrat en fin de semaine', '2026-11-20'],
    ['envoyer le contrat avant la fin de la semaine', '2026-11-20'],
    ['envoyer le contrat avant le week-end', '2026-11-20'],
    ["envoyer le contrat d'ici la fin du mois", '2026-11-30'],
    ['envoyer le contrat fin du mois', '2026-11-30'],
    ['envoyer le contrat pour fin de mois', '2026-11-30'],
    ['envoyer le contrat fin du mois prochain', '2026-12-31'],
    ['envoyer le contrat pour fin janvier', '2027-01-31'],
    ["envoyer le contrat d'ici la fin de l'année", '2026-12-31'],
    ['envoyer le contrat avant le 27', '2026-11-27'],
    ['envoyer le contrat le 27', '2026-11-27'],
    ['envoyer le contrat pour le 1er', '2026-12-01'],
    ['envoyer le contrat avant le 27/11', '2026-11-27'],
    ['envoyer le contrat au plus tard le 27/11', '2026-11-27'],
    ["envoyer le contrat d'ici au 27/11", '2026-11-27'],
    ['envoyer le contrat pour le 03/04', '2027-04-03'],
    ['envoyer le contrat 03/04/2027', '2027-04-03'],
    ['envoyer le contrat by 03/04', '2027-04-03'],
    ['envoyer le contrat le 27 novembre', '2026-11-27'],
    ['envoyer le contrat le vendredi 27 novembre 2026', '2026-11-27'],
    ['envoyer le contrat le 27 nov. 2026', '2026-11-27'],
    ['envoyer le contrat avant le 1er décembre', '2026-12-01'],
    ['envoyer le contrat avant le 1er de\u0301cembre', '2026-12-01'],
    ['envoyer le contrat pour le 3 aout', '2027-08-03'],
    ['envoyer le contrat, échéance : vendredi', '2026-11-20'],
    ['envoyer le contrat (échéance 27 novembre)', '2026-11-27'],
    ['Avant vendredi relancer le fournisseur', '2026-11-20'],
    ['pour vendredi relancer le fournisseur', '2026-11-20'],
    ["envoyer le contrat jusqu'au 27 novembre", '2026-11-27'],
    ['envoyer le contrat avant vendredi svp', '2026-11-20'],
    ['envoyer le contrat by next Friday', '2026-11-27'],
    ['envoyer le contrat pour EOM', '2026-11-30'],
  ])('reads « %s » as %s', (text, expected) => {
    expect(dueIn(text, { locale: 'fr' })).toBe(expected);
  });

  it.each([
    'préparer la campagne de mai',
    'corriger le rapport 2025',
    'écrire la newsletter du dimanche',
    'la réunion de vendredi',
    'le compte rendu du 3 novembre',
    'les chiffres depuis lundi',
    'reporter le lancement à vendredi',
    'reporter le lancement au 27 novembre',
    'publier le rapport le vendredi',
    'publier le rapport tous les vendredis',
    'préparer les bannières pour vendredi noir',
    'préparer la boutique pour le jeu',
    'avant mon départ, vider la boîte',
    'être le 1er',
    'passer au bureau, le 27 rue de Rivoli',
    'la campagne du 24 au 27 novembre',
    'vendredi ou lundi',
    'pas avant vendredi',
    'relancer deux jours avant vendredi',
    'suspendre la campagne pour 3 jours',
    'le plan de fin de mois',
    'préparer la semaine prochaine',
    'ouvert depuis le 3 décembre',
  ])('leaves « %s » as it is', (text) => {
    const line = captured(text, { locale: 'fr' });

    expect(line).toMatchObject({ due: null, dateProblem: 'none', dateWords: null, title: text });
  });
});

describe('weekdays', () => {
  const days = ['2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22'];

  it('take a weekday without more for the coming one, and on that very day for the one a week later', () => {
    const fridays = days.map((today) => dueIn('send it by Friday', { today }));

    const soon = '2026-11-20';
    expect(fridays).toEqual([soon, soon, soon, soon, '2026-11-27', '2026-11-27', '2026-11-27']);
  });

  it('take "this Friday" on a Friday for today', () => {
    expect(days.map((today) => dueIn('send it this Friday', { today })).slice(3, 6)).toEqual([
      '2026-11-20',
      '2026-11-20',
      '2026-11-27',
    ]);
  });

  it.each([
    ['en', 'send it by next Friday'],
    ['fr', "l'envoyer avant vendredi prochain"],
  ] as const)(
    'take the next Friday (%s) for that of the next calendar week, on every day of this one',
    (locale, text) => {
      expect(new Set(days.map((today) => dueIn(text, { today, locale })))).toEqual(new Set(['2026-11-27']));
    },
  );

  it('take "next Monday" on a Sunday for tomorrow', () => {
    expect(dueIn('send it by next Monday', { today: '2026-11-22' })).toBe('2026-11-23');
  });

  it('put the end of the week on its Friday, and at the weekend on the next one', () => {
    const ends = days.map((today) => dueIn('send it by EOW', { today }));

    expect(ends.slice(3)).toEqual(['2026-11-20', '2026-11-20', '2026-11-27', '2026-11-27']);
  });

  it('settle which of two readings of numbers is meant', () => {
    expect(dueIn('send it by Saturday 03/04', { today: '2026-11-18' })).toBe('2027-04-03');
    expect(dueIn('send it by Thursday 04/03', { today: '2026-11-18' })).toBe('2027-03-04');
  });

  it('that disagree with their date make it ambiguous', () => {
    expect(dueIn('send it by Thursday 27 November')).toBe('ambiguous');
    expect(dueIn('envoyer le jeudi 27/11/2026', { locale: 'fr' })).toBe('ambiguous');
  });
});

describe('the calendar', () => {
  it.each([
    ['2027-01-31', 'pay it in a month', '2027-02-28'],
    ['2028-01-31', 'pay it in a month', '2028-02-29'],
    ['2026-11-30', 'pay it in 3 months', '2027-02-28'],
    ['2028-02-29', 'pay it in one year', '2029-02-28'],
    ['2026-12-30', 'pay it in 3 days', '2027-01-02'],
    ['2026-12-31', 'pay it tomorrow', '2027-01-01'],
    ['2026-12-31', 'pay it by EOM', '2026-12-31'],
    ['2026-12-31', 'pay it by the end of next month', '2027-01-31'],
    ['2026-12-28', 'pay it by next Friday', '2027-01-08'],
    ['2026-12-20', 'pay it by 5 January', '2027-01-05'],
    ['2026-12-20', 'pay it by 05/01', 'ambiguous'],
    ['2027-03-01', 'pay it by 29 February', '2028-02-29'],
    ['2028-02-01', 'pay it by 29 February', '2028-02-29'],
    ['2027-02-10', 'pay it by 29 February 2028', '2028-02-29'],
    ['2027-02-10', 'pay it by 29 February 2027', 'none'],
    ['2027-02-10', 'pay it by 29/02', '2028-02-29'],
    ['2027-02-10', 'pay it by end of February', '2027-02-28'],
    ['2027-01-30', 'pay it by the 31st', '2027-01-31'],
    ['2027-02-01', 'pay it by the 30th', '2027-03-30'],
  ])('on %s, "%s" is %s', (today, text, expected) => {
    expect(dueIn(text, { today })).toBe(expected);
  });

  it('is that of the day handed in, whatever zone the machine is in', () => {
    expect(process.env['TZ']).toBe('Pacific/Auckland');
    expect(dueIn('send it by 1 December', { today: '2026-12-01' })).toBe('2026-12-01');
  });
});

describe('a date that cannot be a due date', () => {
  it.each([
    ['send it by yesterday', 'past', 'yesterday'],
    ['send it by 3 March 2025', 'past', '3 March 2025'],
    ['send it by 2026-11-17', 'past', '2026-11-17'],
    ['send it by 5 November', 'past', '5 November'],
    ['send it by last Friday', 'past', 'last Friday'],
    ['send it by 1 January 1850', 'past', '1 January 1850'],
    ['send it by 1 January 2099', 'far', '1 January 2099'],
    ['send it by 2099-01-01', 'far', '2099-01-01'],
    ['send it by 01/01/9999', 'far', '01/01/9999'],
    ['send it in 9999 weeks', 'far', 'in 9999 weeks'],
    ['send it in 9999 years', 'far', 'in 9999 years'],
    ['send it by 19 November 2028', 'far', '19 November 2028'],
    ['send it by 03/04', 'ambiguous', '03/04'],
    ['send it by 03/04/2027', 'ambiguous', '03/04/2027'],
    ['send it 03.04.2027', 'ambiguous', '03.04.2027'],
  ])('"%s" is %s, and its words are kept for the form', (text, problem, words) => {
    const line = captured(text);

    expect(line).toMatchObject({ due: null, dateProblem: problem, dateWords: words, title: 'send it' });
  });

  it('is none that lies up to two years ahead', () => {
    expect(dueIn('send it by 18 November 2028')).toBe('2028-11-18');
  });
});
